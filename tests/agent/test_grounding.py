"""No figure without a fact: what happens to a sentence that has one."""

import pytest
from pydantic_ai.messages import ModelMessage
from tests.agent.scripted import RISK, answer_of, ask, citations_of, data_of, fact_of, kinds, registry_of, say, scripted

from plumbline.access.principal import Principal
from plumbline.agent.deps import RunDeps
from plumbline.agent.writer import NOTHING_SUPPORTED
from plumbline.llm.script import Call, Say, Script
from plumbline.portfolios.platform import Platform

pytestmark = pytest.mark.usefixtures("portfolio_id")

INVENTED = "Beta is <beta>. It was 7.77 last year. The score is <risk_score>."


async def test_strict_withholds_the_sentence_and_says_so(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(RISK, say(INVENTED))
    _, events = await ask(platform, registry_of(platform, model), owner)
    [withheld] = data_of(events, "unverified")
    assert (withheld.text, withheld.withheld, withheld.start) == ("7.77", True, None)
    assert "7.77" not in answer_of(events)
    assert "The score is" in answer_of(events)
    answer = answer_of(events)
    assert all(answer[citation.start : citation.end] == citation.text for citation in citations_of(events))


async def test_mark_releases_the_sentence_marked(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(RISK, say(INVENTED))
    _, events = await ask(platform, registry_of(platform, model, policy="mark"), owner)
    [marked] = data_of(events, "unverified")
    assert not marked.withheld
    assert answer_of(events)[marked.start : marked.end] == "7.77"


async def test_a_real_model_is_asked_once_to_restate(platform: Platform, owner: Principal) -> None:
    model, heard = scripted(RISK, say(INVENTED), say("1: It is <volatility_annualized> volatile."))
    _, events = await ask(platform, registry_of(platform, model, restates=True), owner)
    answer = answer_of(events)
    assert "unverified" not in kinds(events)
    assert answer.index("Beta is") < answer.index("volatile") < answer.index("The score is")
    assert "7.77" in _last_prompt(heard.messages[-1])
    assert len(heard.messages) == 3
    assert all(answer[citation.start : citation.end] == citation.text for citation in citations_of(events))


async def test_nothing_after_the_sentence_is_released_before_it_is_restated(platform: Platform, owner: Principal) -> None:
    seen: list[str] = []

    def restate(deps: RunDeps) -> Script:
        live = next(iter(registry._live.values()))
        seen.append(answer_of(live.job.channel.events))
        return (Say("1: "),)

    model, _ = scripted(RISK, say(INVENTED), restate)
    registry = registry_of(platform, model, restates=True)
    _, events = await ask(platform, registry, owner)
    assert seen[0].startswith("Beta is")
    assert "The score is" not in seen[0]
    assert "The score is" in answer_of(events)


async def test_a_restatement_with_another_invention_is_withheld(platform: Platform, owner: Principal) -> None:
    model, heard = scripted(RISK, say(INVENTED), (Say("1: It was 8.88 last year."),))
    _, events = await ask(platform, registry_of(platform, model, restates=True), owner)
    assert "8.88" not in answer_of(events)
    assert "7.77" not in answer_of(events)
    assert data_of(events, "unverified")[0].withheld
    assert len(heard.messages) == 3


async def test_the_restatement_may_calculate_first(platform: Platform, owner: Principal) -> None:
    def calculate(deps: RunDeps) -> Script:
        return (Call("calculate", {"expression": f"{fact_of(deps, 'beta').id} * 2"}),)

    model, _ = scripted(RISK, say(INVENTED), calculate, say("1: Twice that is <calculated_ratio>."))
    _, events = await ask(platform, registry_of(platform, model, restates=True), owner)
    assert "Twice that is" in answer_of(events)
    assert any(call.tool == "calculate" for call in data_of(events, "tool_call"))


async def test_an_answer_of_inventions_only_says_that_nothing_holds(platform: Platform, owner: Principal) -> None:
    model, _ = scripted((Say("Your risk is 12.34%."),))
    _, events = await ask(platform, registry_of(platform, model), owner)
    assert answer_of(events) == NOTHING_SUPPORTED


async def test_a_marker_without_a_fact_is_withheld(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(RISK, say("Beta is <beta>. Value is {{f9999}}."))
    _, events = await ask(platform, registry_of(platform, model), owner)
    assert "Value is" not in answer_of(events)
    assert data_of(events, "unverified")[0].text == "{{f9999}}"


async def test_numbers_that_the_person_gave_pass(platform: Platform, owner: Principal) -> None:
    model, _ = scripted((Say("A fall of 35% would be severe."),))
    _, events = await ask(platform, registry_of(platform, model), owner, "What if everything falls 35%?")
    assert answer_of(events) == "A fall of 35% would be severe."


async def test_a_withheld_line_of_a_list_leaves_the_list_whole(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(RISK, say("Look:\n- Beta: <beta>\n- Luck: 7.77\n- Score: <risk_score>\n"))
    _, events = await ask(platform, registry_of(platform, model), owner)
    lines = answer_of(events).splitlines()
    assert [line.partition(":")[0] for line in lines] == ["Look", "- Beta", "- Score"]


async def test_a_withheld_end_of_a_line_still_ends_it(platform: Platform, owner: Principal) -> None:
    model, _ = scripted(RISK, say("Beta is <beta>. Luck is 7.77.\n\nThe score is <risk_score>."))
    _, events = await ask(platform, registry_of(platform, model), owner)
    assert "\n\nThe score is" in answer_of(events)


def _last_prompt(messages: list[ModelMessage]) -> str:
    return str(messages[-1])
