"""The offline analyst: reads the question, plans the calls, and writes the answer from the facts that they returned.

One callable for the model class of `llm/offline.py`. It keeps nothing between rounds: each time it reads the conversation
anew, so a run that is resumed elsewhere goes on in the same way.
"""

from functools import lru_cache

from pydantic_ai.messages import ModelMessage
from pydantic_ai.tools import ToolDefinition

from plumbline.agent.deps import RunDeps
from plumbline.agent.events import Plan, PlanStep
from plumbline.agent.offline.conversation import answered_symbols, asked_before, outcomes_of, since_question
from plumbline.agent.offline.planning.plan import plan_frame
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.planning.task import Task
from plumbline.agent.offline.reading.follow_up import fill_in
from plumbline.agent.offline.reading.frame import Frame
from plumbline.agent.offline.reading.lexicon import Lexicon, build_lexicon
from plumbline.agent.offline.reading.question import Reading, read_question
from plumbline.agent.offline.reading.selection import with_selection
from plumbline.agent.offline.reading.variations import Before
from plumbline.agent.offline.write.answers import write_answer
from plumbline.llm.script import Say, Script
from plumbline.market_data.market import Market


def decide(messages: list[ModelMessage], tools: list[ToolDefinition], deps: RunDeps) -> Script:
    """Return what to call, or once the calls are answered what to say."""
    situation = _situation(deps)
    recent = since_question(messages)
    reading, frames = _understood(messages, deps, situation)
    offered = {tool.name for tool in tools}
    tasks = [plan_frame(frame, situation) for frame in frames]
    outcomes = outcomes_of(recent)
    if outcomes is None:
        deps.emit(_plan(tasks))
        calls = [call for task in tasks for call in task.calls if call.tool in offered]
        if calls:
            return tuple(calls)
    return (Say(write_answer(tasks, outcomes or [], situation, reading)),)


def _understood(messages: list[ModelMessage], deps: RunDeps, situation: Situation) -> tuple[Reading, list[Frame]]:
    lexicon = _lexicon(deps.platform.market, tuple((ref.id, ref.name) for ref in deps.portfolios))
    before: Before | None = None
    for turn in asked_before(messages):
        earlier = read_question(turn.question, lexicon, situation.as_of)
        frames = [fill_in(frame, before) for frame in earlier.frames]
        before = Before(frames[-1], answered_symbols(turn.answer, deps.platform.market))
    reading = read_question(deps.question, lexicon, situation.as_of)
    frames = []
    for frame in reading.frames:
        filled = with_selection(fill_in(frame, before), situation.selection, situation.view)
        frames.append(filled)
        before = Before(filled, before.answered if before else ())
    return reading, frames


def _situation(deps: RunDeps) -> Situation:
    selection = deps.page.selection if deps.page else None
    return Situation(deps.view, deps.books, deps.portfolios, deps.portfolio, selection)


@lru_cache(maxsize=64)
def _lexicon(market: Market, portfolios: tuple[tuple[str, str], ...]) -> Lexicon:
    return build_lexicon(market.instruments.values(), portfolios)


def _plan(tasks: list[Task]) -> Plan:
    steps = tuple(PlanStep(label=task.label) for task in tasks if task.label)
    return Plan(understood="; ".join(step.label for step in steps) or "an answer without figures", steps=steps)
