"""Tells a run as it happens: the framework's events become ours."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic_ai import AgentStreamEvent
from pydantic_ai.messages import (
    FunctionToolCallEvent,
    FunctionToolResultEvent,
    PartDeltaEvent,
    PartEndEvent,
    PartStartEvent,
    TextPart,
    TextPartDelta,
    ThinkingPart,
    ToolCallPart,
    ToolReturnPart,
)

from plumbline.agent.events import (
    Plan,
    PlanEvent,
    PlanStep,
    ToolCall,
    ToolCallEvent,
    ToolResult,
    ToolResultEvent,
)
from plumbline.agent.job import RunJob
from plumbline.agent.tools.output import ToolOutput
from plumbline.agent.tools.tool import AnyTool
from plumbline.agent.writer import AnswerWriter
from plumbline.analytics.measures import MEASURE_KEYS, measure

_SUMMARY_LIMIT = 300
_MOST_NAMED = 3
_NAMING = ("symbol", "symbols", "label", "title", "expression")
"""Arguments that say what a call is about."""


class Narrator:
    """One per stream. `write` takes the text; `writer` hears of thoughts, and that the text so far was a note before tool calls."""

    def __init__(self, job: RunJob, tools: Sequence[AnyTool], *, write: Callable[[str], None], writer: AnswerWriter) -> None:
        self._job = job
        self._labels = {tool.name: tool.label for tool in tools}
        self._write = write
        self._writer = writer
        self._wrote = False
        self._coming: list[str] = []
        self._started: dict[str, float] = {}

    def tell(self, event: AgentStreamEvent) -> None:
        """Publish what the event means."""
        match event:
            case PartStartEvent(part=TextPart(content=text)) if text:
                self._text(text)
            case PartDeltaEvent(delta=TextPartDelta(content_delta=text)):
                self._text(text)
            case PartEndEvent(part=ThinkingPart(content=text)) if text.strip():
                self._writer.note(text)
            case PartStartEvent(part=ToolCallPart()) if self._wrote:
                self._wrote = False
                self._writer.set_aside()
            case PartEndEvent(part=ToolCallPart() as call):
                self._coming.append(self._label(call))
            case FunctionToolCallEvent(part=call):
                self._called(call)
            case FunctionToolResultEvent(part=done):
                self._returned(done)
            case _:
                pass

    def _text(self, text: str) -> None:
        self._wrote = True
        self._write(text)

    def _called(self, call: ToolCallPart) -> None:
        channel = self._job.channel
        if not any(isinstance(event, PlanEvent) for event in channel.events):
            # A model that states no plan has one all the same: the calls of its first round.
            channel.publish(PlanEvent, Plan(understood="", steps=tuple(PlanStep(label=label) for label in self._coming)))
        self._coming = []
        self._started[call.tool_call_id] = time.perf_counter()
        step = ToolCall(call_id=call.tool_call_id, tool=call.tool_name, label=self._label(call), arguments=_arguments(call))
        channel.publish(ToolCallEvent, step)

    def _label(self, call: ToolCallPart) -> str:
        label = self._labels.get(call.tool_name, call.tool_name)
        about = _about(_arguments(call))
        return f"{label}: {about}" if about else label

    def _returned(self, done: ToolReturnPart) -> None:
        started = self._started.get(done.tool_call_id, time.perf_counter())
        output = done.content if isinstance(done.content, ToolOutput) else None
        result = ToolResult(
            call_id=done.tool_call_id,
            tool=done.tool_name,
            ok=done.outcome == "success",
            summary=(output.summary if output else str(done.content))[:_SUMMARY_LIMIT],
            milliseconds=round((time.perf_counter() - started) * 1000),
            n_facts=len(output.facts) if output else 0,
        )
        self._job.channel.publish(ToolResultEvent, result)


def _about(arguments: Mapping[str, Any]) -> str:
    named = next((arguments[name] for name in _NAMING if arguments.get(name)), None)
    if named is None:
        return ", ".join(_measure_names(arguments))
    return ", ".join(str(part) for part in named) if isinstance(named, list) else str(named)


def _measure_names(arguments: Mapping[str, Any]) -> list[str]:
    """What a query asks for, in the catalog's words. A model's arguments may have any shape."""
    measures = arguments.get("measures")
    keys = [ask.get("measure") for ask in measures if isinstance(ask, dict)] if isinstance(measures, list) else []
    names = dict.fromkeys(measure(key).name.lower() for key in keys if isinstance(key, str) and key in MEASURE_KEYS)
    return list(names)[:_MOST_NAMED]


def _arguments(call: ToolCallPart) -> dict[str, Any]:
    """The arguments as an object; those that are not valid JSON are shown as they came."""
    try:
        return call.args_as_dict()
    except (ValueError, AssertionError):
        return {"unreadable": str(call.args)[:_SUMMARY_LIMIT]}
