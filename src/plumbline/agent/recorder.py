"""Stores a run while it goes on, in batches: events as they come, facts and the outcome at the end."""

import asyncio
from collections.abc import Sequence

from plumbline.agent.events import AnyStreamEvent, Done, DoneEvent
from plumbline.agent.job import Tally
from plumbline.agent.repository import append_events, append_facts, finish_run, touch_run
from plumbline.core.ids import RunId
from plumbline.facts.fact import Fact
from plumbline.portfolios.repository import keep_snapshot
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.storage.database import Database


class RunRecorder:
    """One per run; never writes the same event twice."""

    def __init__(self, database: Database, run_id: RunId, *, n_stored: int = 0) -> None:
        self._database = database
        self._run_id = run_id
        self._n_stored = n_stored
        self._writing = asyncio.Lock()

    async def flush(self, events: Sequence[AnyStreamEvent]) -> None:
        """Store the events since the last time, and that the run is alive."""
        async with self._writing:
            new = list(events[self._n_stored :])
            async with self._database.write() as session:
                await append_events(session, self._run_id, new)
                await touch_run(session, self._run_id)
            self._n_stored += len(new)

    async def keep_inputs(self, snapshots: Sequence[PortfolioSnapshot]) -> None:
        """Store the frozen holdings that the facts were computed from, under the digest that their lineage names."""
        async with self._database.write() as session:
            for snapshot in snapshots:
                await keep_snapshot(session, snapshot)

    async def finish(self, events: Sequence[AnyStreamEvent], done: Done, facts: Sequence[Fact], tally: Tally) -> None:
        """Store the rest, the facts, and `done`, which is published after this."""
        async with self._writing:
            last = DoneEvent(id=len(events) + 1, data=done)
            new = [*events[self._n_stored :], last]
            async with self._database.write() as session:
                await append_events(session, self._run_id, new)
                await append_facts(session, self._run_id, facts)
                await finish_run(session, self._run_id, done, tally)
            self._n_stored += len(new)
