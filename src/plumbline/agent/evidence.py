"""What stands behind a figure, and doing its calculation again."""

import math
from collections.abc import Sequence

from plumbline.access.principal import Principal
from plumbline.agent.asking import unit_of
from plumbline.agent.deps import RunDeps
from plumbline.agent.events import AnyStreamEvent, ToolCall, ToolCallEvent
from plumbline.agent.models import RunRow
from plumbline.agent.refs import portfolio_ref
from plumbline.agent.registry import RunRegistry
from plumbline.agent.repository import get_run, list_events, list_facts, list_runs
from plumbline.agent.schemas import Evidence, EvidenceCall, MeasureNote, Replay
from plumbline.analytics.measures import measure
from plumbline.core.errors import Conflict, NotFound
from plumbline.core.ids import RunId
from plumbline.facts.fact import Fact, FactValue
from plumbline.facts.formatting import format_fact
from plumbline.facts.ledger import Ledger
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import list_books, list_groups

_RELATIVE = 1e-9  # the same arithmetic on the same input; a library's summation order may differ


async def get_evidence(platform: Platform, registry: RunRegistry, principal: Principal, run_id: str, *, fact_id: str) -> Evidence:
    """Everything behind one figure of the person's run."""
    run, facts = await _facts(platform, registry, principal, run_id)
    fact = _found(facts, fact_id)
    call = await _call_of(platform, registry, run, fact)
    entry = measure(fact.measure)
    return Evidence(
        fact=fact,
        text=format_fact(fact),
        measure=MeasureNote(
            key=entry.key,
            name=entry.name,
            definition=entry.definition,
            sign=entry.sign,
            source=entry.source,
            missing_data=entry.missing_data,
        ),
        tool_call=EvidenceCall(tool=call.tool, arguments=call.arguments) if call else None,
        inputs=tuple(facts[known] for known in fact.lineage.inputs if known in facts),
    )


async def replay(platform: Platform, registry: RunRegistry, principal: Principal, run_id: str, *, fact_id: str) -> Replay:
    """Do the calculation behind a figure again, with the stored arguments on the stored day, and compare."""
    run, facts = await _facts(platform, registry, principal, run_id)
    fact = _found(facts, fact_id)
    call = await _call_of(platform, registry, run, fact)
    if call is None:
        raise Conflict(
            "The tool call behind this figure was not stored, so it can not be replayed. Ask the question again.", subject=fact_id
        )
    deps = await _deps(platform, principal, run, inputs=[facts[known] for known in fact.lineage.inputs if known in facts])
    n_inputs = len(deps.ledger)
    engine = await registry.engine()
    await engine.recalculate(deps, call.tool, call.arguments)
    again = next((other for other in list(deps.ledger)[n_inputs:] if _same_figure(fact, other)), None)
    if again is None:
        return Replay(value=None, matches=False, snapshot_matches=False, note="The calculation no longer gives this figure.")
    matches, snapshot_matches = _equal(fact.value, again.value), fact.lineage.snapshot == again.lineage.snapshot
    return Replay(value=again.value, matches=matches, snapshot_matches=snapshot_matches, note=_note(matches=matches, same=snapshot_matches))


async def _facts(platform: Platform, registry: RunRegistry, principal: Principal, run_id: str) -> tuple[RunRow, dict[str, Fact]]:
    async with platform.database.read() as session:
        run = await get_run(session, principal, run_id)
        stored = await list_facts(session, run_id)
    live = registry.find(run_id)
    return run, {fact.id: fact for fact in (live.job.deps.ledger if live else stored)}


def _found(facts: dict[str, Fact], fact_id: str) -> Fact:
    fact = facts.get(fact_id)
    if fact is None:
        raise NotFound(f"Expected a figure with the id '{fact_id}' in this answer, found none.", subject=fact_id)
    return fact


async def _call_of(platform: Platform, registry: RunRegistry, run: RunRow, fact: Fact) -> ToolCall | None:
    """The call that produced the fact: in this run, or in the earlier run of the thread that it was taken over from."""
    live = registry.find(run.id)
    found = _call_in(live.job.channel.events, fact) if live else None
    if found is None:
        async with platform.database.read() as session:
            run_ids = [other.id for other in await list_runs(session, run.thread_id)]
            events = await list_events(session, run_ids)
        found = next((call for stored in events.values() if (call := _call_in(stored, fact))), None)
    return found


def _call_in(events: Sequence[AnyStreamEvent], fact: Fact) -> ToolCall | None:
    calls = (event.data for event in events if isinstance(event, ToolCallEvent))
    return next((call for call in calls if call.call_id == fact.lineage.tool_call), None)


async def _deps(platform: Platform, principal: Principal, run: RunRow, *, inputs: list[Fact]) -> RunDeps:
    """The context of the run as it was, with today's holdings: a changed file shows as another snapshot."""
    books = await list_books(platform, principal)
    groups = await list_groups(platform, principal, books)
    ledger = Ledger(unit_of)
    ledger.restore(inputs)
    book = next((book for book in (*books, *groups) if book.id == run.portfolio_id), None)
    return RunDeps(
        principal=principal,
        platform=platform,
        view=platform.market.as_of(run.as_of),
        ledger=ledger,
        portfolios=tuple(portfolio_ref(book) for book in books),
        portfolio=portfolio_ref(book) if book else None,
        page=None,
        question=run.question,
        run_id=RunId(run.id),
        books=books,
        groups=groups,
    )


def _same_figure(fact: Fact, other: Fact) -> bool:
    return _key(fact) == _key(other)


def _key(fact: Fact) -> tuple[object, ...]:
    return (
        fact.measure,
        fact.subject.kind,
        fact.subject.id,
        fact.as_of,
        fact.period,
        tuple(sorted(fact.parameters.items())),
        fact.lineage.formula,
    )


def _equal(one: FactValue, other: FactValue) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=_RELATIVE, abs_tol=1e-12)
    return one == other


def _note(*, matches: bool, same: bool) -> str:
    if matches and same:
        return "The same calculation on the same holdings and prices gives the same value."
    if matches:
        return "The value is the same, although holdings or prices have changed since."
    if same:
        return "The same holdings and prices now give another value: the calculation itself has changed."
    return "Holdings or prices have changed since, and with them the value."
