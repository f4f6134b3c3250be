"""The second round of an investigation: what round one found first is looked into. Its calls are independent of each other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from plumbline.agent.offline.figures_book import Outcome, known, number
from plumbline.agent.offline.limit_checks import checks_of
from plumbline.agent.offline.planning.calls import query_of, tool_arguments
from plumbline.agent.offline.planning.reports import looked_into
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.planning.task import Task, asks
from plumbline.agent.offline.reading.frame import Frame, Intent
from plumbline.agent.tools.output import FactLine
from plumbline.llm.script import Call
from plumbline.market_data.occ import find_occ
from plumbline.query.schemas import Ask, Condition, Rank, Selection

Deeper = Callable[[Frame, Sequence[Outcome], Situation], tuple[Call, ...]]

_MOST_REDUCERS = 2
_MOST_MOVING_WITH = 2
_LOWERS = Condition(ask=Ask(measure="risk_contribution"), operator="below", value=0.0)


def deepened(
    tasks: Sequence[Task], own: Sequence[Sequence[Outcome]], rest: Sequence[Outcome], situation: Situation, *, offered: set[str]
) -> tuple[tuple[Call, ...], list[Task], list[Outcome]]:
    """Return the calls still to be made; then the tasks with all their calls, and all outcomes in their order."""
    calls: list[Call] = []
    complete: list[Task] = []
    outcomes: list[Outcome] = []
    for task, given in zip(tasks, own, strict=True):
        further = tuple(call for call in _further(task, given, situation) if call.tool in offered)
        outcomes += [*given, *rest[len(calls) : len(calls) + len(further)]]
        complete.append(replace(task, calls=(*task.calls, *further), later=len(further)))
        calls += further
    return (() if rest else tuple(calls)), complete, outcomes


def _further(task: Task, given: Sequence[Outcome], situation: Situation) -> tuple[Call, ...]:
    deeper = _DEEPER.get(task.frame.intent)
    if (
        deeper is None
        or not given
        or (given[0].output is None and task.frame.intent is not Intent.REPORT)
        or task.frame.subjects.all_portfolios
    ):
        return ()
    return deeper(task.frame, given, situation)


def _drivers(frame: Frame, given: Sequence[Outcome], _situation: Situation) -> tuple[Call, ...]:
    """The largest contributor by itself, what moves with it, and what takes risk away."""
    rows = known(given[1].rows)
    first = next((row for row in rows if row.measure == "risk_contribution"), None)
    if first is None:
        return ()
    symbol = _share(first)
    held = Selection(of="holdings", without=(first.subject.id.rpartition("/")[2], symbol), kinds=("equity", "etf"))
    lowering = Selection(of="holdings", conditions=(_LOWERS,))
    with_it = Ask(measure="correlation", against=symbol)
    return (
        query_of(
            frame,
            select=(Selection(of="symbols", symbols=(symbol,)),),
            measures=(*asks("volatility_annualized", "beta"), *asks("period_return", period="ytd")),
        ),
        query_of(frame, select=(held,), measures=(with_it,), rank=Rank(ask=with_it, limit=_MOST_MOVING_WITH)),
        query_of(
            frame,
            select=(lowering,),
            measures=asks("risk_contribution"),
            rank=Rank(ask=_LOWERS.ask, order="lowest", limit=_MOST_REDUCERS),
        ),
    )


def _moves(frame: Frame, given: Sequence[Outcome], situation: Situation) -> tuple[Call, ...]:
    """Who moved it most: its part of the whole, and its move beside the other holdings of its sector and the benchmark."""
    if frame.subjects.symbols or len(given) < len(("own", "benchmark", "worst", "best")):
        return ()
    total = given[0].find("period_change")
    falling = (number(total) or 0.0) < 0.0
    rows = known((given[2] if falling else given[3]).rows)
    first = next((row for row in rows if row.measure == "period_change"), None)
    if first is None or total is None or not number(total):
        return ()
    symbol = _share(first)
    calls = [Call("calculate", {"expression": f"{first.id} / {total.id}", "label": f"share of {first.subject.label}", "unit": "fraction"})]
    instrument = situation.view.market.instruments.get(symbol)
    period = frame.period or ("1d" if frame.as_of else "ytd")
    calls.append(
        query_of(
            frame, select=(Selection(of="symbols", symbols=(symbol,)),), measures=asks("period_return", "active_return", period=period)
        )
    )
    if instrument and instrument.sector:
        peers = Selection(of="group", sectors=(instrument.sector,), without=(symbol,), side="long", label=f"other {instrument.sector}")
        calls.append(query_of(frame, select=(peers,), measures=asks("period_return", period=period)))
    return tuple(calls)


def _limits(frame: Frame, given: Sequence[Outcome], _situation: Situation) -> tuple[Call, ...]:
    """What would bring a breached limit back."""
    breached = any(check.status == "breach" for outcome in given for check in checks_of(outcome))
    return (Call("get_limits", dict(tool_arguments(frame))),) if breached else ()


def _share(row: FactLine) -> str:
    """The share behind a holding: of an option, its underlying."""
    symbol = row.subject.id.rpartition("/")[2]
    contract = find_occ(symbol)
    return contract.underlying if contract else symbol


_DEEPER: Mapping[Intent, Deeper] = {
    Intent.DRIVERS: _drivers,
    Intent.MOVES: _moves,
    Intent.LIMITS: _limits,
    Intent.ATTENTION: _limits,
    Intent.CONCENTRATION: _limits,
    Intent.REPORT: looked_into,
}
