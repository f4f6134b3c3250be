"""The SQL of the chat. Everything that reads for a person is scoped to that person; everything else is the run's own writing."""

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.principal import Principal
from plumbline.agent.events import AnyStreamEvent, Done, StreamEvent
from plumbline.agent.job import Tally
from plumbline.agent.models import EventRow, FactRow, RunRow, RunState, ThreadRow
from plumbline.core.clock import utc_now
from plumbline.core.errors import NotFound
from plumbline.core.ids import RunId
from plumbline.facts.fact import Fact

_EVENT: TypeAdapter[AnyStreamEvent] = TypeAdapter(StreamEvent)


async def get_thread(session: AsyncSession, principal: Principal, thread_id: str) -> ThreadRow:
    """The person's thread, or `NotFound`."""
    row = await session.get(ThreadRow, thread_id)
    if row is None or row.owner_id != principal.user_id:
        raise NotFound(f"Expected a conversation with the id '{thread_id}', found none of yours.", subject=thread_id)
    return row


async def list_threads(session: AsyncSession, principal: Principal, *, limit: int) -> list[tuple[ThreadRow, int]]:
    """The person's threads with their number of runs, newest first."""
    count = select(func.count()).where(RunRow.thread_id == ThreadRow.id).correlate(ThreadRow).scalar_subquery()
    query = select(ThreadRow, count).where(ThreadRow.owner_id == principal.user_id)
    rows = await session.execute(query.order_by(ThreadRow.updated_at.desc(), ThreadRow.id.desc()).limit(limit))
    return [(thread, n_runs) for thread, n_runs in rows]


async def delete_thread(session: AsyncSession, thread: ThreadRow) -> None:
    """Delete the thread with its runs, their events and facts."""
    await session.execute(delete(ThreadRow).where(ThreadRow.id == thread.id))


async def get_run(session: AsyncSession, principal: Principal, run_id: str) -> RunRow:
    """The person's run, or `NotFound`."""
    row = await session.get(RunRow, run_id)
    if row is None or row.owner_id != principal.user_id:
        raise NotFound(f"Expected an answer with the id '{run_id}', found none of yours.", subject=run_id)
    return row


async def find_run_by_key(session: AsyncSession, principal: Principal, key: str) -> RunRow | None:
    """The run that the person started with this idempotency key."""
    query = select(RunRow).where(RunRow.owner_id == principal.user_id, RunRow.idempotency_key == key)
    return (await session.execute(query)).scalar_one_or_none()


async def list_runs(session: AsyncSession, thread_id: str, *, newest: int | None = None) -> list[RunRow]:
    """The runs of a thread, oldest first; `newest` keeps only so many of the newest."""
    query = select(RunRow).where(RunRow.thread_id == thread_id).order_by(RunRow.created_at.desc(), RunRow.id.desc())
    rows = (await session.execute(query if newest is None else query.limit(newest))).scalars().all()
    return list(reversed(rows))


async def list_events(session: AsyncSession, run_ids: Sequence[str], *, after: int = 0) -> dict[str, list[AnyStreamEvent]]:
    """The stored events of runs, by run, in order."""
    query = select(EventRow).where(EventRow.run_id.in_(run_ids), EventRow.id > after).order_by(EventRow.run_id, EventRow.id)
    events: dict[str, list[AnyStreamEvent]] = {run_id: [] for run_id in run_ids}
    for row in (await session.execute(query)).scalars():
        events[row.run_id].append(_EVENT.validate_python({"id": row.id, "event": row.event, "data": row.data}, strict=False))
    return events


async def list_facts(session: AsyncSession, run_id: str, fact_ids: Sequence[str] | None = None) -> list[Fact]:
    """The stored facts of a run, all or some."""
    query = select(FactRow.data).where(FactRow.run_id == run_id)
    if fact_ids is not None:
        query = query.where(FactRow.id.in_(fact_ids))
    facts = [Fact.model_validate(data) for data in (await session.execute(query)).scalars()]
    return sorted(facts, key=lambda fact: int(fact.id[1:]))


async def append_events(session: AsyncSession, run_id: RunId, events: Sequence[AnyStreamEvent]) -> None:
    """Store events of a run."""
    if events:
        rows = [{"run_id": run_id, "id": event.id, "event": event.event, "data": event.data.model_dump(mode="json")} for event in events]
        await session.execute(insert(EventRow), rows)


async def append_facts(session: AsyncSession, run_id: RunId, facts: Sequence[Fact]) -> None:
    """Store the facts of a run."""
    if facts:
        await session.execute(insert(FactRow), [{"run_id": run_id, "id": fact.id, "data": fact.model_dump(mode="json")} for fact in facts])


async def touch_run(session: AsyncSession, run_id: RunId) -> None:
    """Note that the run is alive."""
    await session.execute(update(RunRow).where(RunRow.id == run_id).values(alive_at=utc_now()))


async def finish_run(session: AsyncSession, run_id: RunId, done: Done, tally: Tally) -> None:
    """Store how the run ended and what it used."""
    now = utc_now()
    values: dict[str, Any] = {
        "state": RunState(done.status),
        "finished_at": now,
        "alive_at": now,
        "input_tokens": done.input_tokens,
        "output_tokens": done.output_tokens,
        "cost_usd": None if tally.cost_usd is None else float(tally.cost_usd),
    }
    await session.execute(update(RunRow).where(RunRow.id == run_id).values(**values))
    thread_id = select(RunRow.thread_id).where(RunRow.id == run_id).scalar_subquery()
    await session.execute(update(ThreadRow).where(ThreadRow.id == thread_id).values(updated_at=now))


async def running_runs(session: AsyncSession, *, thread_id: str | None = None) -> list[RunRow]:
    """Runs that count as running, in a thread or anywhere."""
    query = select(RunRow).where(RunRow.state == RunState.RUNNING)
    if thread_id is not None:
        query = query.where(RunRow.thread_id == thread_id)
    return list((await session.execute(query)).scalars())


async def last_event_id(session: AsyncSession, run_id: str) -> int:
    """The number of the newest stored event, 0 when there is none."""
    newest = await session.execute(select(func.max(EventRow.id)).where(EventRow.run_id == run_id))
    return newest.scalar_one() or 0
