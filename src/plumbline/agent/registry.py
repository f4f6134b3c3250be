"""The runs that are going on in this process. A run belongs to the server, not to the connection that asked for it."""

import asyncio
import contextlib
import importlib
import time
from dataclasses import dataclass
from typing import Literal, cast

import structlog

from plumbline.agent.events import Done, DoneEvent, ErrorEvent, Failure, Heartbeat, HeartbeatEvent
from plumbline.agent.job import Engine, RunJob
from plumbline.agent.recorder import RunRecorder
from plumbline.core.errors import BudgetExceeded, ErrorKind, PlumblineError, UpstreamUnavailable
from plumbline.core.ids import RunId, ThreadId, UserId
from plumbline.core.settings import Settings

SILENCE_SECONDS = 10.0
"""After so long without an event a heartbeat says that the run is alive."""

_FLUSH_SECONDS = 1.0
_LONGEST_SECONDS = 600.0
_MOST_OF_ONE_PERSON = 8
_MOST_AT_ONCE = 16  # runs share one processor with the server; more wait their turn
_UNEXPECTED = "Something unexpected went wrong and the answer may be incomplete. Nothing was changed. Ask again."
_TOO_LONG = "The answer took more than ten minutes and was ended. Ask for less at once, or in parts."
_SHUTDOWN = "The server was stopped before the answer was complete. Ask again."
Status = Literal["complete", "stopped", "partial"]
_PATIENCE_SECONDS = 0.03
"""For the connection that follows a question; without one the answer is written all the same."""

_log = structlog.get_logger(__name__)


@dataclass(eq=False)
class LiveRun:
    run_id: RunId
    thread_id: ThreadId
    owner_id: UserId
    job: RunJob
    recorder: RunRecorder
    answering: asyncio.Task[None] | None = None
    stopping: bool = False
    started: float = 0.0


class RunRegistry:
    """Starts runs, finds them again, stops them. `engine` is for tests; without it that of the settings is loaded once."""

    def __init__(self, settings: Settings, *, engine: Engine | None = None) -> None:
        self._settings = settings
        self._engine = engine
        self._loading = asyncio.Lock()
        self._slots = asyncio.Semaphore(_MOST_AT_ONCE)
        self._live: dict[RunId, LiveRun] = {}
        self._supervising: set[asyncio.Task[None]] = set()

    async def preload(self) -> None:
        """Import the model framework in a thread: called when the server listens, so that it neither delays the start nor a question."""
        try:
            await self.engine()
        except PlumblineError as error:
            _log.error("model_not_usable", message=error.message)

    def admit(self, run: LiveRun) -> None:
        """Make the run known before it is stored: whoever finds it in the database must find it here too.

        Raises:
            BudgetExceeded: the person has too many answers in the making.
        """
        if sum(other.owner_id == run.owner_id for other in self._live.values()) >= _MOST_OF_ONE_PERSON:
            raise BudgetExceeded(f"{_MOST_OF_ONE_PERSON} answers are being written for you. Wait for one of them, or stop one.")
        run.started = time.monotonic()
        self._live[run.run_id] = run

    def forget(self, run: LiveRun) -> None:
        """The admitted run could not be stored."""
        self._live.pop(run.run_id, None)

    def start(self, run: LiveRun) -> None:
        """Let an admitted run go; returns at once."""
        run.answering = asyncio.create_task(self._answer(run), name=f"answer {run.run_id}")
        supervising = asyncio.create_task(self._supervise(run, run.answering), name=f"run {run.run_id}")
        self._supervising.add(supervising)
        supervising.add_done_callback(self._supervising.discard)
        if run.stopping:
            run.answering.cancel()

    def find(self, run_id: str) -> LiveRun | None:
        return self._live.get(RunId(run_id))

    def stop(self, run: LiveRun) -> None:
        """End the run; what it said so far is kept."""
        run.stopping = True
        if run.answering is not None:
            run.answering.cancel()

    async def close(self) -> None:
        """End every run and wait until each is stored."""
        for run in list(self._live.values()):
            if run.answering is not None:
                run.answering.cancel()
        await asyncio.gather(*self._supervising, return_exceptions=True)

    async def engine(self) -> Engine:
        """The loop with its models, loaded at first use."""
        async with self._loading:
            if self._engine is None:
                self._engine = await asyncio.to_thread(_load_engine, self._settings)
            return self._engine

    async def _answer(self, run: LiveRun) -> None:
        async with self._slots:
            engine = await self.engine()
            # Calculations hold the processor: whoever asked sees that the question arrived before they begin.
            await run.job.channel.wait_for_reader(_PATIENCE_SECONDS)
            try:
                async with asyncio.timeout(_LONGEST_SECONDS):
                    await engine.answer(run.job)
            except TimeoutError as error:
                raise UpstreamUnavailable(_TOO_LONG) from error

    async def _supervise(self, run: LiveRun, answering: asyncio.Task[None]) -> None:
        """Only the answering is ever cancelled; storing what was said is not."""
        ended = asyncio.Event()
        answering.add_done_callback(lambda _task: ended.set())
        keeping = asyncio.create_task(self._keep(run, ended), name=f"keep {run.run_id}")
        await asyncio.wait({answering})
        await keeping
        await self._finish(run, *_outcome(run, answering))

    async def _finish(self, run: LiveRun, status: Status, failure: Failure | None) -> None:
        """Store the end before anyone hears of it: whoever reads `done` may ask the next question at once."""
        channel, tally = run.job.channel, run.job.tally
        if failure is not None:
            channel.publish(ErrorEvent, failure)
        done = Done(
            status=status,
            milliseconds=round((time.monotonic() - run.started) * 1000),
            n_facts=len(run.job.deps.ledger),
            n_citations=tally.n_citations,
            input_tokens=tally.input_tokens,
            output_tokens=tally.output_tokens,
        )
        try:
            await run.recorder.finish(channel.events, done, list(run.job.deps.ledger), tally)
        except Exception:  # noqa: BLE001 - an edge: the reader gets the answer even when it could not be stored
            _log.exception("run_not_stored", run_id=run.run_id)
        self._live.pop(run.run_id, None)
        channel.publish(DoneEvent, done)
        channel.close()
        try:
            await run.recorder.keep_inputs(list(run.job.deps.snapshots.values()))
        except Exception:  # noqa: BLE001 - an edge: a portfolio may have been deleted while it was being answered for
            _log.warning("inputs_not_stored", run_id=run.run_id, exc_info=True)

    async def _keep(self, run: LiveRun, ended: asyncio.Event) -> None:
        """Store what was said so far, and break long silences, until the answer has ended."""
        channel = run.job.channel
        while not ended.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), _FLUSH_SECONDS)
                return
            if time.monotonic() - channel.published_at > SILENCE_SECONDS:
                elapsed = round((time.monotonic() - run.started) * 1000)
                channel.publish(HeartbeatEvent, Heartbeat(elapsed_milliseconds=elapsed))
            try:
                await run.recorder.flush(channel.events)
            except Exception:  # noqa: BLE001 - an edge: the next second tries again
                _log.exception("run_not_stored_yet", run_id=run.run_id)


def _outcome(run: LiveRun, answering: asyncio.Task[None]) -> tuple[Status, Failure | None]:
    if answering.cancelled():
        return ("stopped", None) if run.stopping else ("partial", Failure(kind=ErrorKind.CONFLICT, message=_SHUTDOWN))
    error = answering.exception()
    if error is None:
        return "complete", None
    if isinstance(error, PlumblineError):
        return "partial", Failure(kind=error.kind, message=error.message)
    _log.error("run_failed", run_id=run.run_id, exc_info=error)
    return "partial", Failure(kind=ErrorKind.CALCULATION_FAILED, message=_UNEXPECTED)


def _load_engine(settings: Settings) -> Engine:
    # The model framework takes most of a second to import: not before the server listens, and not in `plumbline --help`.
    assembly = importlib.import_module("plumbline.agent.assembly")
    return cast("Engine", assembly.build_engine(settings))
