"""A question becomes a run: everything that can be refused is refused here, before anything is stored or started."""

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from plumbline.access.principal import Principal
from plumbline.agent.channel import RunChannel
from plumbline.agent.deps import RunDeps, RunListener
from plumbline.agent.events import ArtifactEvent, Meta, MetaEvent, PageAck, PageAckEvent, PlanEvent
from plumbline.agent.job import RunJob
from plumbline.agent.models import RunRow, RunState, ThreadRow
from plumbline.agent.recorder import RunRecorder
from plumbline.agent.recovery import end_lost, is_lost, this_process
from plumbline.agent.refs import portfolio_ref
from plumbline.agent.registry import LiveRun, RunRegistry
from plumbline.agent.repository import find_run_by_key, get_thread, list_runs, running_runs
from plumbline.agent.schemas import QUESTION_LIMIT, RunRequest, RunStarted
from plumbline.agent.turns import Memory, load_memory
from plumbline.analytics.measures import measure
from plumbline.core.clock import utc_now
from plumbline.core.errors import Conflict, InvalidInput, NotFound
from plumbline.core.ids import RunId, ThreadId, new_id
from plumbline.facts.fact import Unit
from plumbline.facts.ledger import Ledger
from plumbline.market_data.market import MarketView
from plumbline.portfolios.holdings import PortfolioBook
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import list_books, list_groups

_TITLE_LIMIT = 70
_BUSY = "This conversation is still answering your last question. Wait for it, stop it, or ask in a new conversation."


@dataclass(frozen=True)
class _Scope:
    """What the question is about, settled before the run starts."""

    books: tuple[PortfolioBook, ...]
    groups: tuple[PortfolioBook, ...]
    book: PortfolioBook | None
    view: MarketView
    thread_id: ThreadId | None
    memory: Memory


async def start_run(
    platform: Platform, registry: RunRegistry, principal: Principal, request: RunRequest, *, idempotency_key: str | None = None
) -> RunStarted:
    """Check the question, store the run and let it go.

    Raises:
        InvalidInput: the question is empty or too long, or the day has no prices.
        NotFound: the thread or the portfolio is not the person's.
        Conflict: the thread is still answering, or the idempotency key was used for another question.
        BudgetExceeded: too many answers are being written for the person.
    """
    question = checked_question(request.text)
    if idempotency_key is not None:
        earlier = await _earlier(platform, principal, idempotency_key, question)
        if earlier is not None:
            return earlier
    scope = await _scope(platform, registry, principal, request)
    run_id = RunId(new_id("run"))
    thread_id = scope.thread_id or ThreadId(new_id("thread"))
    row = _row(run_id, thread_id, principal, question, scope, platform)
    row.idempotency_key = idempotency_key
    job = _job(platform, principal, request, scope, row)
    run = LiveRun(run_id, thread_id, principal.user_id, job, RunRecorder(platform.database, run_id))
    registry.admit(run)
    try:
        await _store(platform, row, is_new_thread=scope.thread_id is None)
    except BaseException as error:
        registry.forget(run)
        if not isinstance(error, IntegrityError):
            raise
        earlier = await _earlier(platform, principal, idempotency_key, question) if idempotency_key else None
        if earlier is None:
            raise Conflict(_BUSY, subject=thread_id) from error
        return earlier
    registry.start(run)
    return RunStarted(run_id=run_id, thread_id=thread_id)


def checked_question(text: str) -> str:
    """The question without outer white space, or `InvalidInput`."""
    question = text.strip()
    if not question:
        raise InvalidInput("Expected a question, found nothing. Ask, for instance, 'What is driving my risk?'", subject="text")
    if len(question) > QUESTION_LIMIT:
        raise InvalidInput(
            f"Expected a question of at most {QUESTION_LIMIT:,} characters, found {len(question):,}. Shorten it, or ask in parts.",
            subject="text",
        )
    return question


async def _earlier(platform: Platform, principal: Principal, key: str, question: str) -> RunStarted | None:
    async with platform.database.read() as session:
        row = await find_run_by_key(session, principal, key)
    if row is None:
        return None
    if row.question != question:
        raise Conflict("This idempotency key was used for another question. Use a new key for a new question.", subject=key)
    return RunStarted(run_id=RunId(row.id), thread_id=ThreadId(row.thread_id))


async def _scope(platform: Platform, registry: RunRegistry, principal: Principal, request: RunRequest) -> _Scope:
    view = platform.market.as_of(request.as_of)
    books = await list_books(platform, principal)
    groups = await list_groups(platform, principal, books)
    wanted: str | None = request.portfolio_id
    memory = Memory()
    if request.thread_id is not None:
        async with platform.database.read() as session:
            await get_thread(session, principal, request.thread_id)
            newest = await list_runs(session, request.thread_id, newest=1)
            memory = await load_memory(session, request.thread_id, view.as_of)
        await _require_idle(platform, registry, request.thread_id)
        wanted = wanted or _still_visible(newest, (*books, *groups))
    return _Scope(books, groups, _chosen(books, groups, wanted), view, request.thread_id, memory)


async def _require_idle(platform: Platform, registry: RunRegistry, thread_id: str) -> None:
    """Raise `Conflict` while a run of the thread is going on; a run whose process has died is ended first."""
    async with platform.database.read() as session:
        running = await running_runs(session, thread_id=thread_id)
    if any(registry.find(run.id) or not is_lost(run) for run in running):
        raise Conflict(_BUSY, subject=thread_id)
    if running:
        async with platform.database.write() as session:
            await end_lost(session, running)


def _still_visible(runs: list[RunRow], books: tuple[PortfolioBook, ...]) -> str | None:
    last = runs[-1].portfolio_id if runs else None
    return last if any(book.id == last for book in books) else None


def _chosen(books: tuple[PortfolioBook, ...], groups: tuple[PortfolioBook, ...], wanted: str | None) -> PortfolioBook | None:
    """The portfolio or group asked for; without one the oldest portfolio, which the answer names."""
    if wanted is None:
        return books[0] if books else None
    found = next((book for book in (*books, *groups) if book.id == wanted), None)
    if found is None:
        raise NotFound(f"Expected one of your portfolios, found none with the id '{wanted}'. Choose one from the list.", subject=wanted)
    return found


async def _store(platform: Platform, row: RunRow, *, is_new_thread: bool) -> None:
    async with platform.database.write() as session:
        if is_new_thread:
            now, title = row.created_at, title_of(row.question)
            session.add(ThreadRow(id=row.thread_id, owner_id=row.owner_id, title=title, created_at=now, updated_at=now))
            await session.flush()
        session.add(row)


def title_of(question: str) -> str:
    """The first words of the question."""
    line = " ".join(question.split())
    return line if len(line) <= _TITLE_LIMIT else line[: _TITLE_LIMIT - 1].rsplit(" ", 1)[0] + "…"


def _row(run_id: RunId, thread_id: ThreadId, principal: Principal, question: str, scope: _Scope, platform: Platform) -> RunRow:
    now = utc_now()
    return RunRow(
        id=run_id,
        thread_id=thread_id,
        owner_id=principal.user_id,
        question=question,
        state=RunState.RUNNING,
        as_of=scope.view.as_of,
        portfolio_id=scope.book.id if scope.book else None,
        model=platform.settings.model,
        process=this_process(),
        created_at=now,
        alive_at=now,
        input_tokens=0,
        output_tokens=0,
    )


def _job(platform: Platform, principal: Principal, request: RunRequest, scope: _Scope, row: RunRow) -> RunJob:
    """The run with its first events: they are there before the model is."""
    channel = RunChannel()
    ledger = Ledger(unit_of)
    ledger.reserve(scope.memory.cited)
    ledger.restore(scope.memory.facts)
    deps = RunDeps(
        principal=principal,
        platform=platform,
        view=scope.view,
        ledger=ledger,
        portfolios=tuple(portfolio_ref(book) for book in scope.books),
        portfolio=portfolio_ref(scope.book) if scope.book else None,
        page=request.page,
        question=row.question,
        run_id=RunId(row.id),
        books=scope.books,
        groups=scope.groups,
        listener=RunListener(
            plan=lambda plan: channel.publish(PlanEvent, plan), artifact=lambda payload: channel.publish(ArtifactEvent, payload)
        ),
    )
    channel.publish(MetaEvent, _meta(row, scope))
    if request.page is not None:
        page = PageAck(page=request.page.page, characters=len(request.page.summary), selection=request.page.selection)
        channel.publish(PageAckEvent, page)
    return RunJob(deps=deps, channel=channel, turns=scope.memory.turns)


def unit_of(key: str) -> Unit:
    """The unit of a measure, by its key."""
    return measure(key).unit


def _meta(row: RunRow, scope: _Scope) -> Meta:
    return Meta(
        run_id=RunId(row.id),
        thread_id=ThreadId(row.thread_id),
        question=row.question,
        model=row.model,
        as_of=scope.view.as_of,
        portfolio_id=scope.book.id if scope.book else None,
        portfolio_name=scope.book.name if scope.book else None,
    )
