"""The offline analyst as a model: it needs no key and no network, and goes through the same run loop as any other.

The understanding is a callable handed in (`agent/offline/analyst.py`), because this layer knows nothing of portfolios.
The members with underscores are the way in which the framework lets a model stream; tests/llm covers them with a
contract test, so that an upgrade that moves them fails there first.
"""

import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from pydantic_ai.messages import ModelMessage, ModelResponse, ModelResponseStreamEvent
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.settings import ModelSettings
from pydantic_ai.tools import RunContext, ToolDefinition
from pydantic_ai.usage import RequestUsage

from plumbline.core.clock import utc_now
from plumbline.core.ids import new_id
from plumbline.llm.script import Call, Script

Decide = Callable[[list[ModelMessage], list[ToolDefinition], Any], Script]
"""From the conversation, the tools on offer and the run's context to what is said and called next."""

OFFLINE_MODEL = "offline-analyst-1"
_WORDS = re.compile(r"\S+\s*|\s+")


@dataclass
class ScriptedStream(StreamedResponse):
    """Streams a script word by word; calls that follow each other run in parallel."""

    label: str = OFFLINE_MODEL
    script: Script = field(default=())
    started: datetime = field(default_factory=utc_now)

    async def _get_event_iterator(self) -> AsyncIterator[ModelResponseStreamEvent]:
        parts = self._parts_manager
        for position, step in enumerate(self.script):
            if isinstance(step, Call):
                call_id = new_id("call")
                arguments = json.dumps(step.arguments, default=str)
                for event in parts.handle_tool_call_delta_events(
                    vendor_part_id=call_id, tool_name=step.tool, args=arguments, tool_call_id=call_id
                ):
                    yield event
            else:
                for word in _WORDS.findall(step.text):
                    for event in parts.handle_text_delta(vendor_part_id=f"text-{position}", content=word):
                        yield event
        self.finish_reason = "stop"
        # A price of zero, stated: without it a limit on cost would warn that the price is unknown.
        self._usage += RequestUsage(output_tokens=_words_in(self.script), cost=Decimal(0))

    async def close_stream(self) -> None:
        """Nothing is open."""

    @property
    def model_name(self) -> str:
        return self.label

    @property
    def provider_name(self) -> str:
        return "offline"

    @property
    def provider_url(self) -> None:
        return None

    @property
    def timestamp(self) -> datetime:
        return self.started


class OfflineAnalyst(Model):
    """A model whose answers are computed from the question by our own code."""

    def __init__(self, decide: Decide, *, label: str = OFFLINE_MODEL) -> None:
        super().__init__()
        self._decide = decide
        self._label = label

    @property
    def model_name(self) -> str:
        return self._label

    @property
    def system(self) -> str:
        return "offline"

    async def request(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
    ) -> ModelResponse:
        """Answer in one piece; without a run there is no context, so this serves only scripted analysts."""
        async with self.request_stream(messages, model_settings, model_request_parameters) as stream:
            async for _ in stream:
                pass
            return stream.get()

    @asynccontextmanager
    async def request_stream(
        self,
        messages: list[ModelMessage],
        model_settings: ModelSettings | None,
        model_request_parameters: ModelRequestParameters,
        run_context: RunContext[Any] | None = None,
    ) -> AsyncGenerator[StreamedResponse]:
        """Decide on the next round and stream it."""
        _, parameters = self.prepare_request(model_settings, model_request_parameters)
        deps = None if run_context is None else run_context.deps
        script = self._decide(messages, parameters.function_tools, deps)
        yield ScriptedStream(model_request_parameters=parameters, label=self._label, script=script)


def _words_in(script: Script) -> int:
    return sum(1 if isinstance(step, Call) else len(step.text.split()) for step in script)
