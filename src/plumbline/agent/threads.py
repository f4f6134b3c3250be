"""Conversations: list, open, rename, delete."""

from plumbline.access.principal import Principal
from plumbline.agent.models import ThreadRow
from plumbline.agent.registry import RunRegistry
from plumbline.agent.repository import delete_thread, get_thread, list_events, list_runs, list_threads
from plumbline.agent.schemas import RunDetail, ThreadDetail, ThreadSummary
from plumbline.artifacts.repository import delete_artifacts_of
from plumbline.audit.log import record
from plumbline.core.errors import Conflict, InvalidInput
from plumbline.core.ids import RunId, ThreadId
from plumbline.portfolios.platform import Platform

_MOST_THREADS = 200
_LONGEST_TITLE = 120


async def list_summaries(platform: Platform, principal: Principal, *, limit: int = _MOST_THREADS) -> tuple[ThreadSummary, ...]:
    """The person's conversations, newest first."""
    async with platform.database.read() as session:
        rows = await list_threads(session, principal, limit=min(limit, _MOST_THREADS))
    return tuple(_summary(thread, n_runs) for thread, n_runs in rows)


async def get_detail(platform: Platform, registry: RunRegistry, principal: Principal, thread_id: str) -> ThreadDetail:
    """A conversation with everything that was said in it; a running answer up to now."""
    async with platform.database.read() as session:
        thread = await get_thread(session, principal, thread_id)
        runs = await list_runs(session, thread_id)
        events = await list_events(session, [run.id for run in runs])
    live = {run.id: found for run in runs if (found := registry.find(run.id))}
    return ThreadDetail(
        id=ThreadId(thread.id),
        title=thread.title,
        created_at=thread.created_at,
        updated_at=thread.updated_at,
        runs=tuple(
            RunDetail(
                id=RunId(run.id),
                question=run.question,
                status=run.state.value,
                as_of=run.as_of,
                events=tuple(live[run.id].job.channel.events if run.id in live else events[run.id]),
            )
            for run in runs
        ),
    )


async def rename(platform: Platform, principal: Principal, thread_id: str, *, title: str) -> ThreadSummary:
    """Give a conversation another title."""
    clean = " ".join(title.split())
    if not clean or len(clean) > _LONGEST_TITLE or not clean.isprintable():
        raise InvalidInput(f"Expected a title of 1 to {_LONGEST_TITLE} printable characters, found '{clean[:40]}'.", subject="title")
    async with platform.database.write() as session:
        thread = await get_thread(session, principal, thread_id)
        thread.title = clean
        n_runs = len(await list_runs(session, thread_id))
    return _summary(thread, n_runs)


async def delete(platform: Platform, registry: RunRegistry, principal: Principal, thread_id: str) -> None:
    """Delete a conversation with its answers, their facts and their artifacts. There is no way back."""
    async with platform.database.write() as session:
        thread = await get_thread(session, principal, thread_id)
        runs = await list_runs(session, thread_id)
        if any(registry.find(run.id) for run in runs):
            raise Conflict("This conversation is still answering. Stop it first, then delete it.", subject=thread_id)
        await delete_artifacts_of(session, principal, [run.id for run in runs])
        await delete_thread(session, thread)
        await record(session, principal, action="thread.delete", subject=thread_id, details={"runs": len(runs)})


def _summary(thread: ThreadRow, n_runs: int) -> ThreadSummary:
    return ThreadSummary(id=ThreadId(thread.id), title=thread.title, updated_at=thread.updated_at, n_runs=n_runs)
