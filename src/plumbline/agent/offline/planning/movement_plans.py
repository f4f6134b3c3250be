"""Plans of what moved, what would move, and how things did beside each other."""

from dataclasses import replace

from plumbline.agent.offline.phrases import period_words
from plumbline.agent.offline.planning.calls import base_query, query_of
from plumbline.agent.offline.planning.labels import subject_words
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.planning.task import Task, asks, query_call
from plumbline.agent.offline.reading.frame import Frame
from plumbline.llm.script import Call
from plumbline.query.schemas import Ask, Rank, Selection, Shock

_MOST_MOVERS = 3


def plan_versus(frame: Frame, situation: Situation) -> Task:
    """The return beside the benchmark's."""
    period = frame.period or "ytd"
    subjects = frame.subjects
    if subjects.symbols or subjects.sectors or subjects.side or subjects.kinds:
        own = (
            Selection(of="symbols", symbols=subjects.symbols)
            if subjects.symbols
            else Selection(of="group", sectors=subjects.sectors, side=subjects.side, kinds=subjects.kinds)
        )
        calls: tuple[Call, ...] = (
            query_of(frame, select=(own,), measures=asks("period_return", "active_return", period=period)),
            query_of(frame, select=(Selection(of="benchmark"),), measures=asks("period_return", period=period)),
        )
    else:
        calls = (
            query_of(frame, measures=asks("period_return", "active_return", "period_change", period=period)),
            query_of(frame, select=(Selection(of="benchmark"),), measures=asks("period_return", period=period)),
            *_movers(frame, period, limit=2),
            query_of(frame, measures=asks("beta")),
        )
    label = f"return of {subject_words(replace(frame, subjects=replace(subjects, benchmark=False)), situation)} against the benchmark"
    return Task(frame, f"{label},{period_words(period, situation.as_of)}", calls)


def plan_moves(frame: Frame, situation: Situation) -> Task:
    """Why it moved."""
    period = frame.period or ("1d" if frame.as_of else "ytd")
    subjects = frame.subjects
    if subjects.symbols:
        calls: tuple[Call, ...] = (
            query_of(
                frame,
                select=(Selection(of="symbols", symbols=subjects.symbols[:1]),),
                measures=(*asks("period_return", period=period), Ask(measure="beta")),
            ),
            query_of(frame, select=(Selection(of="benchmark"),), measures=asks("period_return", period=period)),
            query_of(
                frame, select=(Selection(of="holdings", symbols=subjects.symbols[:1]),), measures=asks("period_change", period=period)
            ),
        )
    else:
        group = (
            Selection(of="group", sectors=subjects.sectors, side=subjects.side, kinds=subjects.kinds)
            if subjects.named and not subjects.benchmark
            else None
        )
        own = (group,) if group else (Selection(of="portfolio"),)
        calls = (
            query_of(frame, select=own, measures=asks("period_return", "period_change", period=period)),
            query_of(frame, select=(Selection(of="benchmark"),), measures=asks("period_return", period=period)),
            *_movers(frame, period, limit=_MOST_MOVERS),
        )
    return Task(frame, f"what moved {subject_words(frame, situation)}{period_words(period, situation.as_of)}", calls)


def _movers(frame: Frame, period: str, *, limit: int) -> tuple[Call, Call]:
    """The holdings that lost most money, and those that made most."""
    subjects = frame.subjects
    select = (Selection(of="holdings", sectors=subjects.sectors, side=subjects.side, kinds=subjects.kinds),)
    ask = Ask(measure="period_change", period=period)
    measures = asks("period_change", "period_return", period=period)
    return (
        query_of(frame, select=select, measures=measures, rank=Rank(ask=ask, order="lowest", limit=limit)),
        query_of(frame, select=select, measures=measures, rank=Rank(ask=ask, order="highest", limit=limit)),
    )


def plan_shock(frame: Frame, situation: Situation) -> Task:
    """What an assumed move would do."""
    from_words = ", ".join(f"{_shocked(shock)} {shock.size * 100:+g} %" for shock in frame.shocks)
    return Task(
        frame,
        f"what if: {from_words}, {situation.name(frame)}",
        (
            query_call(base_query(frame).model_copy(update={"shocks": frame.shocks})),
            query_of(frame, measures=asks("net_value", "historical_value_at_risk_money")),
        ),
    )


def _shocked(shock: Shock) -> str:
    return " and ".join([*shock.symbols, *shock.sectors]) or (
        f"the {shock.side} book" if shock.side else "the market" if shock.market else "every holding"
    )


def plan_comparison(frame: Frame, situation: Situation) -> Task:
    """Symbols beside each other."""
    period = frame.period or "1y"
    periods = dict.fromkeys(("ytd", period)) if not frame.period else {period: None}
    measures: tuple[Ask, ...] = tuple(Ask(measure="period_return", period=one) for one in periods)
    window = frame.period or None
    measures += (
        Ask(measure="volatility_annualized", period=window),
        Ask(measure="maximum_drawdown", period=period),
        Ask(measure="beta"),
        Ask(measure="price_to_earnings"),
    )
    symbols = frame.subjects.symbols
    pair = query_of(
        frame,
        select=(Selection(of="symbols", symbols=symbols[:1]),),
        measures=(Ask(measure="correlation", against=symbols[1], period=window),),
    )
    return Task(
        frame,
        f"{' and '.join(symbols)} beside each other,{period_words(period, situation.as_of)}",
        (query_of(frame, select=(Selection(of="symbols", symbols=symbols),), measures=measures), pair),
    )
