"""`that`, `it`, `those`: what a clause points back to is the subject, or the figure, of the clause before."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from collections.abc import Callable
from dataclasses import replace

from plumbline.agent.offline.reading.frame import Frame, Intent, Subjects
from plumbline.agent.offline.reading.variations import PRONOUN, Before, in_unit, kept, refined
from plumbline.query.schemas import Ask

_TIME = re.compile(r"\b(?:this|that) (?:year|month|quarter|week|day|morning|time|portfolio|book|account)\b")
_FIGURE = re.compile(
    r"(?:and |so |ok |okay |then )*(?:(?:how much|what)(?: money| cash| percent| %)?(?: is| are| was| would)?(?: that| it| this| those| they| these)(?: be)?|how much)"
    r"(?: (?:in|as)(?: a)? (?:money|dollars|\$|usd|cash|bucks|percent|percentage|%))?(?: then)?"
)
_MEMBERS = re.compile(
    r"(?:and )?(?:(?:which|what|who)(?: (?:ones|stocks|holdings|names|positions|companies))?(?: are)?(?: (?:they|those|these|in it|in there|in that|it|inside|in that sector|in this sector))?|what is in (?:it|there|that)|list them|show them|name them|which)"
)
_ORDINAL = re.compile(
    r"(?:and |what about |what is |then |which is )*(?:the )?(second|third|2nd|3rd|next)(?: (?:one|largest|biggest|highest|best|worst))?"
)
_THOSE = re.compile(r"\b(?:they|them|those|these|their)\b")
_UP_ON_IT = re.compile(r"\bhow much (?:is|am i|are) (?:it|that|they|those|this one) (?:up|down)\b|\bhow much am i (?:up|down) on\b")
_SINCE_BOUGHT = re.compile(r"\b(?:unrealized|since i|bought|on cost|paid|basis|overall|so far)\b")
_OF_GROUP = {
    "net_value": "market_value",
    "risk_score": "volatility_annualized",
    "gross_exposure": "market_value",
    "net_exposure": "market_value",
}
_GAINS = {"unrealized_gain": "period_change", "unrealized_return": "period_return"}


def points_back(frame: Frame) -> bool:
    """Whether a pronoun stands for something said before."""
    return bool(PRONOUN.search(_TIME.sub(" ", frame.text)))


def waits(frame: Frame, before: Before) -> bool:
    """Whether a clause is about what the clause before it ranks first, which only its answer tells."""
    subjects = frame.subjects
    named = subjects.symbols or subjects.sectors or subjects.kinds or subjects.portfolios or subjects.benchmark
    ranked = before.frame.ranking is not None or bool(before.open and before.frame.intent is Intent.FIGURES)
    return before.open and ranked and not named and (points_back(frame) or bool(_FIGURE.fullmatch(frame.text)))


def figure_of_it(frame: Frame, before: Before) -> Frame | None:
    """`how much money is that`: the figure before, in money (or in percent, where that is said)."""
    if not _FIGURE.fullmatch(frame.text) or frame.subjects.named:
        return None
    earlier = before.frame
    asks = earlier.asks or ((Ask(measure=earlier.ranking.measure or "weight", period=earlier.period),) if earlier.ranking else ())
    if earlier.intent not in {Intent.FIGURES, Intent.EXPLAIN, Intent.VERSUS} or not asks:
        return None
    unit = "fraction" if re.search(r"\b(?:percent\w*)\b|%", frame.text) else "money"
    turned = tuple(dict.fromkeys(in_unit(ask, unit) for ask in asks))
    if turned == asks and not earlier.ranking:
        return None
    subjects = replace(kept(frame.subjects, before), holdings=False, by_sector=False)
    return replace(
        earlier, text=frame.text, intent=Intent.FIGURES, asks=turned, unit=unit, subjects=subjects, ranking=None, compare=None, follows=True
    )


def those_together(frame: Frame, before: Before) -> Frame | None:
    """`how much did they cost me`: those that a condition chose, added up."""
    earlier = before.frame
    if not (earlier.conditions and frame.asks and _THOSE.search(frame.text)) or frame.subjects.named or frame.ranking:
        return None
    asks = over_same_time(for_subjects(frame.asks, earlier.subjects), frame, earlier=earlier)
    subjects = replace(earlier.subjects, holdings=True)
    return replace(
        frame, subjects=subjects, conditions=earlier.conditions, asks=asks, summary="total", period=frame.period or earlier.period
    )


def of_what_was_explained(frame: Frame, before: Before) -> Frame | None:
    """`what is VaR, and what is mine at 99 %`: the measure that was explained, of whom, when and how the clause says."""
    earlier = before.frame
    if earlier.intent is not Intent.EXPLAIN or not earlier.asks or frame.asks or frame.ranking or frame.conditions:
        return None
    owner = frame.subjects.named or frame.subjects.portfolios or re.search(r"\b(?:mine|my|me|i|portfolio|account|book)\b", frame.text)
    if frame.intent not in {Intent.UNCLEAR, Intent.FIGURES, Intent.OVERVIEW, Intent.EXPLAIN} or not owner:
        return None
    return refined(replace(earlier, intent=Intent.FIGURES, text=frame.text, subjects=frame.subjects, topic=None, follows=True), frame)


def members(frame: Frame, before: Before) -> Frame | None:
    """`which ones`, `what is in it`: those that were counted, or the holdings of the sector."""
    earlier = before.frame
    if not _MEMBERS.fullmatch(frame.text) or frame.subjects.named:
        return None
    if earlier.summary == "count" or earlier.conditions:
        subjects = replace(earlier.subjects, holdings=True)
        asks = tuple(ask for ask in earlier.asks if ask.measure != "n_holdings")
        return replace(earlier, text=frame.text, summary=None, subjects=subjects, asks=asks, follows=True)
    subjects = kept(frame.subjects, before)
    if not (subjects.sectors or subjects.kinds or subjects.side):
        return None
    subjects = replace(subjects, holdings=True, by_sector=False)
    return replace(frame, intent=Intent.FIGURES, subjects=subjects, ranking=None, asks=(), as_of=earlier.as_of, text=f"which {frame.text}")


def share_of_risk(frame: Frame, before: Before) -> Frame | None:
    """`its share of the risk`: of the one before, not what drives the whole."""
    if frame.intent is not Intent.DRIVERS or not re.search(r"\b(?:it|its|their|that one)\b", frame.text) or frame.subjects.named:
        return None
    subjects = replace(kept(frame.subjects, before), holdings=False, by_sector=False)
    if not (subjects.symbols or subjects.sectors):
        return None
    return replace(frame, intent=Intent.FIGURES, subjects=subjects, asks=(Ask(measure="risk_contribution"),), as_of=before.frame.as_of)


def next_in_line(frame: Frame, before: Before) -> Frame | None:
    """`and the second?`: one row more of the same list."""
    place = _ORDINAL.fullmatch(frame.text)
    if place is None or before.frame.ranking is None:
        return None
    limit = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "next": (before.frame.ranking.limit or 1) + 1}[place[1]]
    return replace(before.frame, text=frame.text, ranking=replace(before.frame.ranking, limit=limit), follows=True)


def for_subjects(asks: tuple[Ask, ...], subjects: Subjects) -> tuple[Ask, ...]:
    """The measures as they are for a holding or a group: it has a market value, not a net value."""
    if not (
        subjects.symbols or subjects.sectors or subjects.kinds or subjects.side or subjects.right or subjects.holdings or subjects.without
    ):
        return asks
    return tuple(ask.model_copy(update={"measure": _OF_GROUP.get(ask.measure, ask.measure)}) for ask in asks)


def over_same_time(asks: tuple[Ask, ...], frame: Frame, *, earlier: Frame) -> tuple[Ask, ...]:
    """A gain asked about what was looked at over a period is the gain of that period; without one, that since it was bought."""
    if earlier.period and not frame.period and not _SINCE_BOUGHT.search(frame.text):
        return tuple(
            ask.model_copy(update={"measure": _GAINS[ask.measure], "period": earlier.period}) if ask.measure in _GAINS else ask
            for ask in asks
        )
    if not earlier.period and not frame.period and _UP_ON_IT.search(frame.text):
        return (Ask(measure="unrealized_gain"), Ask(measure="unrealized_return"))
    return asks


POINTERS: tuple[Callable[[Frame, Before], Frame | None], ...] = (
    of_what_was_explained,
    members,
    share_of_risk,
    next_in_line,
    figure_of_it,
    those_together,
)
