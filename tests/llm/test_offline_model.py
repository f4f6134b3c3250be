"""The offline analyst is a model like any other; the framework's inner names that it uses are checked here by name."""

import json

from pydantic_ai import Agent
from pydantic_ai.messages import ModelMessage, TextPart, ToolCallPart, ToolReturnPart
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.tools import ToolDefinition

from plumbline.llm.offline import OFFLINE_MODEL, OfflineAnalyst, ScriptedStream
from plumbline.llm.script import Call, Say, Script


def test_the_inner_names_of_the_framework_are_still_there() -> None:
    stream = ScriptedStream(model_request_parameters=ModelRequestParameters())
    for name in ("handle_text_delta", "handle_tool_call_delta_events"):
        assert callable(getattr(stream._parts_manager, name))
    assert "_get_event_iterator" in StreamedResponse.__abstractmethods__
    assert hasattr(stream, "_usage")
    assert not getattr(OfflineAnalyst, "__abstractmethods__", None)
    assert issubclass(OfflineAnalyst, Model)


def played(*rounds: Script) -> OfflineAnalyst:
    def decide(messages: list[ModelMessage], tools: list[ToolDefinition], deps: object) -> Script:
        n_rounds = sum(any(isinstance(part, ToolReturnPart) for part in message.parts) for message in messages)
        return rounds[n_rounds]

    return OfflineAnalyst(decide)


async def test_it_calls_tools_in_parallel_and_then_answers() -> None:
    agent = Agent(played((Call("double", {"number": 2}), Call("double", {"number": 3})), (Say("4 and 6."),)))
    calls: list[int] = []

    @agent.tool_plain
    def double(number: int) -> int:
        calls.append(number)
        return number * 2

    result = await agent.run("Double 2 and 3")
    assert result.output == "4 and 6."
    assert sorted(calls) == [2, 3]
    first = result.all_messages()[1]
    assert [part.tool_name for part in first.parts if isinstance(part, ToolCallPart)] == ["double", "double"]
    assert len({part.tool_call_id for part in first.parts if isinstance(part, ToolCallPart)}) == 2
    assert [json.loads(str(part.args)) for part in first.parts if isinstance(part, ToolCallPart)] == [{"number": 2}, {"number": 3}]


async def test_text_streams_in_words_and_is_whole() -> None:
    text = "One  two.\n\n- three\n"
    pieces = []
    agent = Agent(played((Say(text),)))
    async with agent.run_stream("Count") as result:
        pieces = [piece async for piece in result.stream_text(delta=True, debounce_by=None)]
    assert "".join(pieces) == text
    assert len(pieces) > 2


async def test_it_names_itself_and_costs_nothing() -> None:
    result = await Agent(played((Say("Hello."),))).run("Hello?")
    assert result.response.model_name == OFFLINE_MODEL
    assert result.response.provider_name == "offline"
    assert result.usage.cost == 0
    assert [part.content for part in result.response.parts if isinstance(part, TextPart)] == ["Hello."]
