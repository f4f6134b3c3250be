"""Runs live apart from connections: stop, reconnect, a second question, a dead process, a failing model."""

import asyncio
from datetime import timedelta

import pytest
from pydantic_ai import RunContext
from pydantic_ai.exceptions import ModelHTTPError
from tests.agent.scripted import RISK, answer_of, ask, data_of, kinds, registry_of, say, scripted, until

from plumbline.access.principal import Principal
from plumbline.agent import registry as registry_module
from plumbline.agent.asking import start_run
from plumbline.agent.deps import RunDeps
from plumbline.agent.models import RunRow
from plumbline.agent.recovery import recover_runs
from plumbline.agent.registry import LiveRun, RunRegistry
from plumbline.agent.repository import get_run, list_events
from plumbline.agent.schemas import QUESTION_LIMIT, RunRequest, RunStarted
from plumbline.agent.threads import get_detail
from plumbline.agent.tools.catalog import TOOLS
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.agent.watching import stop_run, watch
from plumbline.core.clock import utc_now
from plumbline.core.errors import BudgetExceeded, Conflict, InvalidInput, NotFound
from plumbline.core.ids import ThreadId
from plumbline.facts.fact import Subject, SubjectKind
from plumbline.facts.result import Result
from plumbline.llm.script import Call, Say, Script
from plumbline.portfolios.platform import Platform

pytestmark = pytest.mark.usefixtures("portfolio_id")


class Gate:
    """A tool that waits until the test opens it."""

    def __init__(self) -> None:
        opened = self.opened = asyncio.Event()

        @tool(permission=Permission.READ_MARKET, effect=Effect.READ, label="Wait")
        async def wait(run: RunContext[RunDeps]) -> Result:
            """Wait."""
            await opened.wait()
            return Result(subject=Subject(kind=SubjectKind.GROUP, id="gate", label="gate"), as_of=run.deps.view.as_of)

        self.tools = (*TOOLS, wait)


@pytest.fixture
def gate() -> Gate:
    return Gate()


def gated(platform: Platform, gate: Gate) -> RunRegistry:
    model, _ = scripted(RISK, (Call("wait", {}),), say("Beta is <beta>. The score is <risk_score>."))
    return registry_of(platform, model, tools=gate.tools)


async def begun(platform: Platform, registry: RunRegistry, owner: Principal, **request: object) -> tuple[RunStarted, LiveRun]:
    started = await start_run(platform, registry, owner, RunRequest(text="How risky am I?", **request))
    live = registry.find(started.run_id)
    assert live is not None
    await until(lambda: kinds(live.job.channel.events).count("tool_call") == 2)
    return started, live


async def test_stopping_keeps_what_was_said_and_is_stored(platform: Platform, owner: Principal, gate: Gate) -> None:
    registry = gated(platform, gate)
    started, live = await begun(platform, registry, owner)
    await stop_run(platform, registry, owner, started.run_id)
    await stop_run(platform, registry, owner, started.run_id)
    events = [event async for event in live.job.channel.follow()]
    assert data_of(events, "done")[0].status == "stopped"
    assert "error" not in kinds(events)
    detail = await get_detail(platform, registry, owner, started.thread_id)
    assert detail.runs[0].status == "stopped"
    assert list(detail.runs[0].events) == events


async def test_a_stopped_thread_takes_the_next_question(platform: Platform, owner: Principal, gate: Gate) -> None:
    registry = gated(platform, gate)
    started, live = await begun(platform, registry, owner)
    await stop_run(platform, registry, owner, started.run_id)
    assert [event async for event in live.job.channel.follow()][-1].event == "done"
    gate.opened.set()
    await ask(platform, registry, owner, thread_id=started.thread_id)


async def test_reconnecting_in_mid_run_misses_and_repeats_nothing(platform: Platform, owner: Principal, gate: Gate) -> None:
    registry = gated(platform, gate)
    started, live = await begun(platform, registry, owner)
    first = await anext(aiter(await watch(platform, registry, owner, started.run_id)))
    seen = first.count(b"\nevent: ")
    assert seen == len(live.job.channel.events)
    rest = await watch(platform, registry, owner, started.run_id, after=seen)
    gate.opened.set()
    frames = b"".join([part async for part in rest])
    ids = [int(line[4:]) for line in (first + frames).splitlines() if line.startswith(b"id: ")]
    assert ids == list(range(1, len(live.job.channel.events) + 1))
    assert b"event: done" in frames


async def test_a_finished_run_is_replayed_from_the_database(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(RISK, say("Beta is <beta>."))
    registry = registry_of(platform, model)
    run_id, events = await ask(platform, registry, owner)
    assert registry.find(run_id) is None
    frames = b"".join([part async for part in await watch(platform, registry, owner, run_id)])
    assert frames.count(b"\nevent: ") == len(events)
    assert b'"text":"Beta is ' in frames
    async with platform.database.read() as session:
        assert (await list_events(session, [run_id]))[run_id] == events


async def test_another_process_can_watch_while_the_run_goes_on(platform: Platform, owner: Principal, gate: Gate) -> None:
    registry, elsewhere = gated(platform, gate), registry_of(platform, scripted(RISK)[0])
    started, live = await begun(platform, registry, owner)
    await live.recorder.flush(live.job.channel.events)
    async with platform.database.write() as session:
        (await session.get_one(RunRow, started.run_id)).process = "another-host/1"
    frames = await watch(platform, elsewhere, owner, started.run_id)
    first = await anext(frames)
    assert b"event: meta" in first
    gate.opened.set()
    rest = b"".join([part async for part in frames])
    assert rest.count(b"event: done") == 1


async def test_a_second_question_while_the_first_runs_is_refused_and_harms_nothing(
    platform: Platform, owner: Principal, gate: Gate
) -> None:
    registry = gated(platform, gate)
    started, live = await begun(platform, registry, owner)
    with pytest.raises(Conflict, match="still answering"):
        await start_run(platform, registry, owner, RunRequest(text="And now?", thread_id=started.thread_id))
    gate.opened.set()
    events = [event async for event in live.job.channel.follow()]
    assert data_of(events, "done")[0].status == "complete"
    detail = await get_detail(platform, registry, owner, started.thread_id)
    assert [run.question for run in detail.runs] == ["How risky am I?"]


async def test_the_database_refuses_a_second_running_run_even_when_the_check_was_passed(
    platform: Platform, owner: Principal, gate: Gate
) -> None:
    model, _ = scripted((Say("Hello."),))
    _, events = await ask(platform, registry_of(platform, model), owner)
    thread_id = ThreadId(data_of(events, "meta")[0].thread_id)
    registry = gated(platform, gate)
    asked = RunRequest(text="How risky am I?", thread_id=thread_id)
    outcomes = await asyncio.gather(*(start_run(platform, registry, owner, asked) for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(outcome, RunStarted) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 3
    await registry.close()


async def test_the_same_idempotency_key_starts_one_run(platform: Platform, owner: Principal) -> None:
    model, heard = scripted((Say("Hello."),))
    registry = registry_of(platform, model)
    question = RunRequest(text="Hello?")
    outcomes = await asyncio.gather(*(start_run(platform, registry, owner, question, idempotency_key="k") for _ in range(3)))
    assert len({outcome.run_id for outcome in outcomes}) == 1
    with pytest.raises(Conflict, match="another question"):
        await start_run(platform, registry, owner, RunRequest(text="Other?"), idempotency_key="k")
    await registry.close()
    assert len(heard.messages) <= 1


@pytest.mark.parametrize("text", ["", "   \n\t", "x" * (QUESTION_LIMIT + 1), "x" * 50_000])
async def test_an_empty_or_endless_question_is_refused_before_anything_is_stored(platform: Platform, owner: Principal, text: str) -> None:
    registry = registry_of(platform, scripted((Say("Hello."),))[0])
    with pytest.raises(InvalidInput, match="Expected a question"):
        await start_run(platform, registry, owner, RunRequest(text=text))
    assert not registry._live


async def test_a_day_without_prices_or_a_foreign_portfolio_is_refused(platform: Platform, owner: Principal) -> None:
    registry = registry_of(platform, scripted((Say("Hello."),))[0])
    with pytest.raises(InvalidInput, match="Prices start on"):
        await start_run(platform, registry, owner, RunRequest(text="Hello?", as_of="1929-10-28"))
    with pytest.raises(NotFound, match="portfolio"):
        await start_run(platform, registry, owner, RunRequest(text="Hello?", portfolio_id="pf_other"))


async def test_one_person_has_a_few_answers_at_a_time(platform: Platform, owner: Principal, stranger: Principal, gate: Gate) -> None:
    registry = registry_of(platform, scripted((Call("wait", {}),))[0], tools=gate.tools)
    for _ in range(8):
        await start_run(platform, registry, owner, RunRequest(text="How risky am I?"))
    with pytest.raises(BudgetExceeded, match="Wait for one"):
        await start_run(platform, registry, owner, RunRequest(text="How risky am I?"))
    await start_run(platform, registry, stranger, RunRequest(text="How risky am I?"))
    await registry.close()


async def test_an_answer_that_takes_forever_is_ended(
    platform: Platform, owner: Principal, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry_module, "_LONGEST_SECONDS", 2.0)  # time enough to begin on a busy machine
    _, live = await begun(platform, gated(platform, gate), owner)
    events = [event async for event in live.job.channel.follow()]
    assert "ten minutes" in data_of(events, "error")[0].message
    assert data_of(events, "done")[0].status == "partial"


async def test_runs_of_a_dead_process_are_ended_at_the_next_start(platform: Platform, owner: Principal, gate: Gate) -> None:
    registry = gated(platform, gate)
    started, live = await begun(platform, registry, owner)
    await live.recorder.flush(live.job.channel.events)
    n_said = len(live.job.channel.events)
    async with platform.database.write() as session:
        row = await session.get_one(RunRow, started.run_id)
        row.process, row.alive_at = "another-host/1", utc_now() - timedelta(minutes=1)
    assert await recover_runs(platform.database) == 1
    async with platform.database.read() as session:
        run = await get_run(session, owner, started.run_id)
        events = (await list_events(session, [run.id]))[run.id]
    assert run.state == "partial"
    assert kinds(events)[n_said:] == ["error", "done"]
    registry._live.clear()
    if live.answering:
        live.answering.cancel()


async def test_closing_the_server_stores_a_partial_answer(platform: Platform, owner: Principal, gate: Gate) -> None:
    registry = gated(platform, gate)
    started, _ = await begun(platform, registry, owner)
    await registry.close()
    detail = await get_detail(platform, registry, owner, started.thread_id)
    assert detail.runs[0].status == "partial"
    assert [event.event for event in detail.runs[0].events][-2:] == ["error", "done"]


async def test_silence_is_broken_by_heartbeats(platform: Platform, owner: Principal, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry_module, "SILENCE_SECONDS", 0.05)
    monkeypatch.setattr(registry_module, "_FLUSH_SECONDS", 0.02)
    _, live = await begun(platform, registry := gated(platform, gate), owner)
    await until(lambda: "heartbeat" in kinds(live.job.channel.events))
    gate.opened.set()
    assert [event async for event in live.job.channel.follow()][-1].event == "done"
    await registry.close()


def failing(deps: RunDeps) -> Script:
    raise ModelHTTPError(status_code=529, model_name="big-model", body="quotes your prompt")


async def test_a_failing_model_is_replaced_by_the_offline_analyst(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(failing)
    fallback, _ = scripted(RISK, say("Beta is <beta>."))
    _, events = await ask(platform, registry_of(platform, model, fallback=fallback, restates=True), owner)
    [reset] = data_of(events, "reset")
    assert "529" in reset.reason
    assert "offline analyst" in reset.reason
    assert "quotes your prompt" not in str(events)
    assert answer_of(events).startswith("Beta is")
    assert data_of(events, "done")[0].status == "complete"


async def test_a_model_that_fails_in_mid_answer_is_taken_back_and_replaced(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(RISK, _half_an_answer, failing)
    fallback, _ = scripted(RISK, say("The score is <risk_score>."))
    _, events = await ask(platform, registry_of(platform, model, fallback=fallback), owner)
    assert answer_of(events).startswith("The score is")
    assert "reset" in kinds(events)


def _half_an_answer(deps: RunDeps) -> Script:
    return (*say("Beta is <beta>. There is more.")(deps), Call("get_holdings", {}))


async def test_without_a_fallback_the_failure_is_said_and_the_question_can_be_asked_again(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(failing)
    registry = registry_of(platform, model)
    _, events = await ask(platform, registry, owner)
    [error] = data_of(events, "error")
    assert error.kind == "upstream_unavailable"
    assert "PLUMBLINE_MODEL=offline" in error.message
    assert data_of(events, "done")[0].status == "partial"
    thread_id = data_of(events, "meta")[0].thread_id
    await ask(platform, registry, owner, thread_id=thread_id)


async def test_a_programming_error_ends_the_run_without_its_details(platform: Platform, owner: Principal) -> None:
    def broken(deps: RunDeps) -> Script:
        raise KeyError("internal detail")

    _, events = await ask(platform, registry_of(platform, scripted(broken)[0]), owner)
    assert "internal detail" not in str(events)
    assert data_of(events, "done")[0].status == "partial"
