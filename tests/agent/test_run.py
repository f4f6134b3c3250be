"""The loop from question to events."""

import asyncio

import pytest
from pydantic_ai import RunContext
from tests.agent.scripted import RISK, answer_of, ask, citations_of, data_of, kinds, registry_of, say, scripted

from plumbline.access.principal import Principal
from plumbline.agent.asking import start_run
from plumbline.agent.deps import RunDeps
from plumbline.agent.events import Plan, PlanStep
from plumbline.agent.schemas import PageContext, RunRequest
from plumbline.agent.tools.edge import MAX_ROUNDS
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.core.errors import MissingData
from plumbline.core.ids import PortfolioId
from plumbline.facts.fact import Subject, SubjectKind
from plumbline.facts.result import Result
from plumbline.llm.script import Call, Say, Script
from plumbline.portfolios.platform import Platform

pytestmark = pytest.mark.usefixtures("portfolio_id")


async def test_events_of_an_answer_come_in_order_and_are_numbered(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(RISK, say("Your risk score is <risk_score>. Beta is <beta>.\n\n[[suggest: What drives it?]]"))
    _, events = await ask(platform, registry_of(platform, model), owner)
    assert kinds(events) == [
        "meta", "plan", "tool_call", "tool_result", "token", "citation", "token", "citation", "suggestion", "done",
    ]  # fmt: skip
    assert [event.id for event in events] == list(range(1, len(events) + 1))
    assert data_of(events, "done")[0].status == "complete"
    assert data_of(events, "suggestion")[0].text == "What drives it?"
    assert "[[" not in answer_of(events)
    assert answer_of(events) == answer_of(events).rstrip()


async def test_citations_cover_the_printed_figures(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(RISK, say("Volatility is <volatility_annualized> a year.\n\n- Beta: <beta>\n- Value: <net_value>\n"))
    _, events = await ask(platform, registry_of(platform, model), owner)
    answer, citations = answer_of(events), citations_of(events)
    assert [citation.measure for citation in citations] == ["volatility_annualized", "beta", "net_value"]
    assert all(answer[citation.start : citation.end] == citation.text for citation in citations)
    assert data_of(events, "done")[0].n_citations == 3


async def test_a_stated_plan_is_shown_before_the_calls(platform: Platform, owner: Principal) -> None:
    def plan(deps: RunDeps) -> Script:
        deps.emit(Plan(understood="risk of Growth", steps=(PlanStep(label="risk report"),)))
        return RISK

    model, _ = scripted(plan, say("Beta is <beta>."))
    _, events = await ask(platform, registry_of(platform, model), owner)
    assert kinds(events)[:3] == ["meta", "plan", "tool_call"]
    assert [plan.understood for plan in data_of(events, "plan")] == ["risk of Growth"]


async def test_a_model_without_a_plan_gets_one_from_its_calls(platform: Platform, owner: Principal) -> None:
    query = Call("query_figures", {"measures": [{"measure": "beta"}, {"measure": "weight"}], "select": [{"of": "holdings"}]})
    model, _ = scripted((Call("get_quote", {"symbol": "AAPL"}), Call("get_risk_report", {}), query), say("The price is <price>."))
    _, events = await ask(platform, registry_of(platform, model), owner)
    assert [step.label for step in data_of(events, "plan")[0].steps] == ["Quote: AAPL", "Risk report", "Query: beta, weight"]
    assert all(result.ok for result in data_of(events, "tool_result"))


async def test_text_before_calls_is_thinking_and_not_the_answer(platform: Platform, owner: Principal) -> None:
    model, _ = scripted((Say("Let me look. I guess that beta is 7.77."), *RISK), say("Beta is <beta>."))
    _, events = await ask(platform, registry_of(platform, model), owner)
    assert data_of(events, "thinking")[0].text == "Let me look."
    assert answer_of(events).startswith("Beta is ")
    assert "reset" not in kinds(events)


async def test_an_answer_that_was_begun_too_early_is_taken_back(platform: Platform, owner: Principal) -> None:
    def early(deps: RunDeps) -> Script:
        return (*say("Beta is <beta>. More follows.")(deps), Call("get_holdings", {}))

    model, _ = scripted(RISK, early, say("The score is <risk_score>."))
    _, events = await ask(platform, registry_of(platform, model), owner)
    assert "reset" in kinds(events)
    answer = answer_of(events)
    assert answer.startswith("The score is ")
    [citation] = [event.data for event in events[kinds(events).index("reset") :] if event.event == "citation"]
    assert answer[citation.start : citation.end] == citation.text


async def test_tools_of_one_round_run_at_the_same_time(platform: Platform, owner: Principal) -> None:
    waiting = most = 0

    class Waited(Result):
        pass

    @tool(permission=Permission.READ_MARKET, effect=Effect.READ, label="Wait")
    async def wait(run: RunContext[RunDeps], name: str) -> Waited:
        """Wait.

        Args:
            run: the run.
            name: of the wait.
        """
        nonlocal waiting, most
        waiting += 1
        most = max(most, waiting)
        await asyncio.sleep(0.05)
        waiting -= 1
        return Waited(subject=Subject(kind=SubjectKind.GROUP, id=name, label=name), as_of=run.deps.view.as_of)

    model, _ = scripted(tuple(Call("wait", {"name": name}) for name in "abc"), (Say("Done waiting."),))
    registry = registry_of(platform, model, tools=(wait,))
    _, events = await ask(platform, registry, owner)
    assert most == 3
    assert len(data_of(events, "tool_result")) == 3


async def test_after_the_last_round_the_model_is_offered_no_tools(platform: Platform, owner: Principal) -> None:
    rounds = [(Call("get_quote", {"symbol": "AAPL"}),)] * MAX_ROUNDS
    model, heard = scripted(*rounds, say("The price is <price>."))
    _, events = await ask(platform, registry_of(platform, model), owner)
    assert [bool(tools) for tools in heard.tools] == [True] * MAX_ROUNDS + [False]
    assert data_of(events, "done")[0].status == "complete"


async def test_a_model_that_never_answers_ends_with_an_error_that_says_what_to_do(platform: Platform, owner: Principal) -> None:
    model, _ = scripted((Call("get_quote", {"symbol": "AAPL"}),))
    _, events = await ask(platform, registry_of(platform, model), owner)
    assert kinds(events)[-2:] == ["error", "done"]
    assert "Ask" in data_of(events, "error")[0].message
    assert data_of(events, "done")[0].status == "partial"


async def test_a_wrong_call_is_told_to_the_model_and_shown(platform: Platform, owner: Principal) -> None:
    model, heard = scripted((Call("get_quote", {"symbol": "QQQQZ"}),), (Say("There is no such symbol."),))
    _, events = await ask(platform, registry_of(platform, model), owner)
    [result] = data_of(events, "tool_result")
    assert not result.ok
    assert "QQQQZ" in result.summary
    assert "QQQQZ" in str(heard.messages[1][-1])
    assert answer_of(events) == "There is no such symbol."


async def test_the_same_wrong_call_again_and_again_does_not_end_the_run(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(*[(Call("get_quote", {"symbol": "QQQQZ"}),)] * MAX_ROUNDS, (Say("There is no such symbol."),))
    _, events = await ask(platform, registry_of(platform, model), owner)
    assert data_of(events, "done")[0].status == "complete"


async def test_an_unexpected_failure_of_a_tool_does_not_end_the_run(platform: Platform, owner: Principal) -> None:
    @tool(permission=Permission.READ_MARKET, effect=Effect.READ, label="Broken")
    async def broken(run: RunContext[RunDeps]) -> Result:
        """Break."""
        raise ZeroDivisionError("secret detail")

    @tool(permission=Permission.READ_MARKET, effect=Effect.READ, label="Missing")
    async def missing(run: RunContext[RunDeps]) -> Result:
        """Miss."""
        raise MissingData("Expected prices, found none.")

    model, heard = scripted((Call("broken", {}), Call("missing", {})), (Say("Not available."),))
    _, events = await ask(platform, registry_of(platform, model, tools=(broken, missing)), owner)
    summaries = {result.tool: result.summary for result in data_of(events, "tool_result")}
    assert "secret detail" not in str(heard.messages)
    assert summaries["missing"] == "Expected prices, found none."
    assert data_of(events, "done")[0].status == "complete"


async def test_the_page_is_acknowledged_at_once(platform: Platform, owner: Principal) -> None:
    model, _ = scripted((Say("Hello."),))
    page = PageContext(page="risk", summary="Risk score 62", selection="AAPL")
    _, events = await ask(platform, registry_of(platform, model), owner, page=page)
    [ack] = data_of(events, "page_ack")
    assert (ack.page, ack.characters, ack.selection) == ("risk", 13, "AAPL")
    assert kinds(events)[:2] == ["meta", "page_ack"]


async def test_the_first_event_is_there_before_the_model_is_asked(platform: Platform, owner: Principal) -> None:
    model, heard = scripted((Say("Hello."),))
    registry = registry_of(platform, model)
    started = await start_run(platform, registry, owner, RunRequest(text="Hello?"))
    live = registry.find(started.run_id)
    assert live is not None
    assert live.job.channel.events[0].event == "meta"
    assert not heard.messages
    await registry.close()


async def test_the_artifact_is_drawn_from_facts_of_the_run(platform: Platform, owner: Principal, portfolio_id: PortfolioId) -> None:
    model, _ = scripted((Call("create_artifact", {}),), say("The score is <risk_score>."))
    _, events = await ask(platform, registry_of(platform, model), owner)
    [payload] = data_of(events, "artifact")
    assert kinds(events).index("artifact") < kinds(events).index("tool_result")
    assert [slot.kind for slot in payload.board.slots][:3] == ["metrics", "pareto", "limits"]
    named = {metric.fact for metric in payload.board.slots[0].metrics} | {bar.fact for bar in payload.board.slots[1].bars}
    assert named <= set(payload.board.facts)
    assert {bar.id for bar in payload.board.slots[1].bars} == {"AAPL", "MSFT", "XOM", "JPM"}
