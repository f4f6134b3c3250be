"""Runs whose process has died are ended here: what they said is kept, and their thread can go on."""

import os
import socket
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.agent.events import Done, DoneEvent, ErrorEvent, Failure
from plumbline.agent.job import Tally
from plumbline.agent.models import RunRow
from plumbline.agent.repository import append_events, finish_run, last_event_id, running_runs
from plumbline.core.clock import utc_now
from plumbline.core.errors import ErrorKind
from plumbline.core.ids import RunId
from plumbline.storage.database import Database

_SILENT = timedelta(seconds=20)  # a run says every second that it is alive
_INTERRUPTED = "The server stopped while this was being answered. What was said so far is kept; ask again for the rest."


def this_process() -> str:
    """This process, as the runs it starts remember it."""
    return f"{socket.gethostname()}/{os.getpid()}"


async def recover_runs(database: Database) -> int:
    """End every run that an earlier process left behind; return how many. Called when a server starts."""
    async with database.write() as session:
        lost = [run for run in await running_runs(session) if is_lost(run)]
        await end_lost(session, lost)
    return len(lost)


def is_lost(run: RunRow) -> bool:
    """Whether nobody can be running this any more, given that this process does not."""
    host, _, pid = run.process.rpartition("/")
    if host == socket.gethostname():
        return int(pid) == os.getpid() or not _alive(int(pid))
    return run.alive_at < utc_now() - _SILENT


async def end_lost(session: AsyncSession, runs: Sequence[RunRow]) -> None:
    """Give each run its last two events."""
    for run in runs:
        done = Done(status="partial", milliseconds=_age(run), n_facts=0, n_citations=0, input_tokens=0, output_tokens=0)
        last = await last_event_id(session, run.id)
        failure = Failure(kind=ErrorKind.CONFLICT, message=_INTERRUPTED)
        await append_events(session, RunId(run.id), [ErrorEvent(id=last + 1, data=failure), DoneEvent(id=last + 2, data=done)])
        await finish_run(session, RunId(run.id), done, Tally())


def _age(run: RunRow) -> int:
    return round((run.alive_at - run.created_at).total_seconds() * 1000)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
