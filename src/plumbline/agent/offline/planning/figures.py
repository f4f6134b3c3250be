"""From a frame to the query of its figures, and to further ones for what gives them context."""

import re

from plumbline.agent.offline.planning.asking import measures_of, rank_of
from plumbline.agent.offline.planning.context import context_queries
from plumbline.agent.offline.planning.labels import label_of
from plumbline.agent.offline.planning.selecting import selections
from plumbline.agent.offline.planning.shapes import ADDITIVE, counts_everything, keys_of, lists_members, shape_of
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.planning.task import Task, query_call
from plumbline.agent.offline.reading.frame import WITH_MINE, Frame, Shape
from plumbline.query.schemas import Comparison, Query, Rank, Selection, Summary

_SEVERAL = 2
_PART = re.compile(
    r"\bas (?:a )?(?:%|percent\w*|share|part)|\b(?:together|combined|in total)\b|\bhow much of\b"
    r"|\b(?:what|which) (?:%|percent\w*|share|fraction|part) of\b"
)
_IN_MONEY = re.compile(r"\b(?:gain\w*|winners?|losers?|lost|made|make|cost)\b")
_BY_HOW_MUCH = re.compile(r"\b(?:by )?how much (?:more|less|bigger|larger|smaller|higher|lower)\b|\bdifference\b")


def plan_figures(frame: Frame, situation: Situation) -> Task:
    """Return the task that computes the figures of a frame."""
    query = figures_query(frame, situation)
    calls = [query_call(query), *(query_call(extra) for extra in context_queries(frame, query, situation))]
    return Task(frame, label_of(frame, situation), tuple(calls))


def figures_query(frame: Frame, situation: Situation) -> Query:
    """Return the query that a frame asks for."""
    select = selections(frame, situation)
    rank = _in_money(rank_of(frame), frame, select, situation)
    return Query(
        portfolios=_portfolios(frame, situation),
        all_portfolios=frame.subjects.all_portfolios,
        select=select,
        measures=measures_of(frame, select, rank),
        as_of=frame.as_of,
        rank=rank,
        summary=_summary(frame),
        scale=frame.scale,
        compare=_compare(frame, select),
        versus=frame.versus,
    )


def _in_money(rank: Rank | None, frame: Frame, select: tuple[Selection, ...], situation: Situation) -> Rank | None:
    """Who gained most, where some are held short: by the money made, because a share that rises costs who is short of it."""
    if rank is None or rank.ask.measure != "period_return" or select[0].of != "holdings" or not _IN_MONEY.search(frame.text):
        return rank
    if not situation.shorts(frame):
        return rank
    return rank.model_copy(update={"ask": rank.ask.model_copy(update={"measure": "period_change"})})


def _portfolios(frame: Frame, situation: Situation) -> tuple[str, ...]:
    """The named ones; `how do I compare to X` adds the one on screen."""
    named = frame.subjects.portfolios
    if frame.compare == WITH_MINE and situation.current and situation.current.id not in named:
        return (situation.current.id, *named)
    return () if frame.subjects.all_portfolios else named


def _summary(frame: Frame) -> Summary | None:
    subjects, keys, single = frame.subjects, keys_of(frame), shape_of(frame) is Shape.SINGLE
    if frame.summary == "count":
        return None if keys == {"n_holdings"} and counts_everything(frame) and not subjects.holdings else "count"
    if frame.summary in {"average", "share"}:
        return "average" if frame.summary == "average" else "share"
    if frame.summary == "total":
        # A sector, a side or a kind is one group already: its figure is the total.
        group = (
            single
            and len(subjects.symbols) + len(subjects.sectors) < _SEVERAL
            and (subjects.sectors or subjects.kinds or subjects.side or subjects.symbols)
        )
        return None if group and not subjects.all_portfolios else "total"
    if _everywhere(frame, keys) or _together(frame):
        return "total"
    plain = frame.compare is None and frame.versus is None and single
    return "total" if plain and len(subjects.symbols) >= 2 and keys and keys <= ADDITIVE else None


def _together(frame: Frame) -> bool:
    """`top 3 holdings as % of the portfolio`, `how much of my risk is from my top 3`: what they are together."""
    ranking = frame.ranking
    if ranking is None or not ranking.limit or ranking.limit < _SEVERAL or ranking.measure not in {"weight", "risk_contribution", None}:
        return False
    return bool(_PART.search(frame.text))


def _everywhere(frame: Frame, keys: set[str]) -> bool:
    """`how much Apple do I own across all portfolios`: a sum, unless they are to be listed or put in an order."""
    listed = frame.ranking or frame.conditions or frame.compare or frame.versus or lists_members(frame)
    return frame.subjects.all_portfolios and not listed and bool(keys) and keys <= ADDITIVE | {"quantity", "net_value", "cash_value"}


def _compare(frame: Frame, select: tuple[Selection, ...]) -> Comparison | None:
    several = len(select) >= 2 or len(select[0].symbols) >= 2 or len(frame.subjects.portfolios) >= 2 or frame.compare == WITH_MINE
    asked = frame.compare == "difference" or (frame.compare and _BY_HOW_MUCH.search(frame.text))
    if asked and several:
        return "difference"
    return "ratio" if frame.compare == "ratio" and several else None
