"""A model whose every round is written down, and ways to run a question through it and to read what came out."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_ai.messages import ModelMessage, ModelRequest, ModelResponse, UserPromptPart
from pydantic_ai.models import Model
from pydantic_ai.tools import ToolDefinition

from plumbline.access.principal import Principal
from plumbline.agent.asking import start_run
from plumbline.agent.deps import RunDeps
from plumbline.agent.events import AnyStreamEvent, CitationEvent, ResetEvent, TokenEvent
from plumbline.agent.job import Engine
from plumbline.agent.registry import RunRegistry
from plumbline.agent.run import ChatLoop
from plumbline.agent.schemas import RunRequest
from plumbline.agent.tools.catalog import TOOLS
from plumbline.agent.tools.replaying import recalculate
from plumbline.agent.tools.tool import AnyTool
from plumbline.agent.writer import Policy
from plumbline.facts.fact import Fact
from plumbline.llm.offline import OfflineAnalyst
from plumbline.llm.script import Call, Say, Script
from plumbline.portfolios.platform import Platform

Round = Script | Callable[[RunDeps], Script]
RISK: Script = (Call("get_risk_report", {}),)


@dataclass
class Heard:
    """What the scripted model was given, round by round."""

    messages: list[list[ModelMessage]]
    tools: list[list[str]]


def scripted(*rounds: Round) -> tuple[OfflineAnalyst, Heard]:
    """A model that plays its rounds in order, the last one again and again."""
    heard = Heard([], [])

    def decide(messages: list[ModelMessage], tools: list[ToolDefinition], deps: Any) -> Script:
        heard.messages.append(list(messages))
        heard.tools.append([tool.name for tool in tools])
        chosen = rounds[min(len(heard.messages), len(rounds)) - 1]
        return chosen(deps) if callable(chosen) else chosen

    return OfflineAnalyst(decide, label="scripted"), heard


def marker(deps: RunDeps, measure: str, **wanted: object) -> str:
    """The marker of the first fact of a measure."""
    return f"{{{{{fact_of(deps, measure, **wanted).id}}}}}"


def fact_of(deps: RunDeps, measure: str, **wanted: object) -> Fact:
    return next(
        fact for fact in deps.ledger if fact.measure == measure and all(getattr(fact, name) == value for name, value in wanted.items())
    )


def say(text: str) -> Callable[[RunDeps], Script]:
    """Say a text in which `<measure>` stands for the marker of its first fact."""

    def write(deps: RunDeps) -> Script:
        written = text
        for name in {part.partition(">")[0] for part in text.split("<")[1:]}:
            written = written.replace(f"<{name}>", marker(deps, name))
        return (Say(written),)

    return write


def registry_of(
    platform: Platform,
    model: Model,
    *,
    policy: Policy = "strict",
    restates: bool = False,
    fallback: Model | None = None,
    tools: tuple[AnyTool, ...] = TOOLS,
) -> RunRegistry:
    loop = ChatLoop(model, policy, tools, fallback=fallback, restates=restates)
    return RunRegistry(platform.settings, engine=Engine(answer=loop, recalculate=recalculate))


async def ask(
    platform: Platform, registry: RunRegistry, principal: Principal, text: str = "How risky am I?", **request: Any
) -> tuple[str, list[AnyStreamEvent]]:
    """Ask, wait for the end, and return the run's id and its events."""
    started = await start_run(platform, registry, principal, RunRequest(text=text, **request))
    live = registry.find(started.run_id)
    assert live is not None
    events = [event async for event in live.job.channel.follow()]
    return started.run_id, events


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not happened():  # noqa: ASYNC110 - what it waits for has no event of its own
            await asyncio.sleep(0.005)


def kinds(events: Sequence[AnyStreamEvent]) -> list[str]:
    return [event.event for event in events]


def answer_of(events: Sequence[AnyStreamEvent]) -> str:
    text = ""
    for event in events:
        if isinstance(event, ResetEvent):
            text = ""
        elif isinstance(event, TokenEvent):
            text += event.data.text
    return text


def citations_of(events: Sequence[AnyStreamEvent]) -> list[Any]:
    return [event.data for event in events if isinstance(event, CitationEvent)]


def data_of(events: Sequence[AnyStreamEvent], kind: str) -> list[Any]:
    return [event.data for event in events if event.event == kind]


def conversation(messages: Sequence[ModelMessage]) -> list[str]:
    """The messages as `user: ...` and `model: ...` lines."""
    lines = []
    for message in messages:
        if isinstance(message, ModelRequest):
            lines += [f"user: {part.content}" for part in message.parts if isinstance(part, UserPromptPart)]
        elif isinstance(message, ModelResponse):
            lines += [f"model: {message.text}"] if message.text else []
    return lines
