"""The offline analyst: reads the question, plans the calls, and writes the answer from the facts that they returned.

One callable for the model class of `llm/offline.py`. It keeps nothing between rounds: each time it reads the conversation
anew, so a run that is resumed elsewhere goes on in the same way.
"""

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from pydantic_ai.messages import ModelMessage
from pydantic_ai.tools import ToolDefinition

from plumbline.agent.deps import RunDeps
from plumbline.agent.events import Plan, PlanStep
from plumbline.agent.offline.conversation import answered_sectors, answered_symbols, asked_before, outcomes_of, ranked_first, since_question
from plumbline.agent.offline.figures_book import Outcome
from plumbline.agent.offline.planning.deepening import deepened
from plumbline.agent.offline.planning.plan import plan_frame
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.planning.task import Task
from plumbline.agent.offline.reading.follow_up import fill_in
from plumbline.agent.offline.reading.frame import WORDS_ONLY, Frame, Intent
from plumbline.agent.offline.reading.lexicon import Lexicon, build_lexicon
from plumbline.agent.offline.reading.pointing import waits
from plumbline.agent.offline.reading.priced import priced
from plumbline.agent.offline.reading.question import Reading, read_question
from plumbline.agent.offline.reading.selection import with_selection
from plumbline.agent.offline.reading.shocks import OF_IT
from plumbline.agent.offline.reading.variations import Before
from plumbline.agent.offline.write.answers import write_answer
from plumbline.agent.refs import portfolio_ref
from plumbline.llm.script import Say, Script
from plumbline.market_data.market import Market
from plumbline.portfolios.group_book import ALL

_WHAT_MOVES = "What should move in this what-if: which holding, which sector, or the market?"
_LATER = "what the answer before it names first"


def decide(messages: list[ModelMessage], tools: list[ToolDefinition], deps: RunDeps) -> Script:
    """Return what to call, or once the calls are answered what to say.

    A clause about what another one ranks first (`my most volatile stock, and how much of it do I own`) waits for a second round.
    """
    situation = _situation(deps)
    reading = read_question(deps.question, _lexicon_of(deps), situation.as_of)
    before = _turn_before(messages, deps, situation)
    outcomes = outcomes_of(since_question(messages))
    offered = {tool.name for tool in tools}
    tasks = _planned(_understood(reading, before, situation, {}), situation, offered)
    if outcomes is None:
        deps.emit(_plan(tasks))
    called = sum(len(task.calls) for task in tasks if task)
    if outcomes is None and called:
        return tuple(call for task in tasks if task for call in task.calls)
    outcomes = outcomes or []
    own = _allotted(tasks, outcomes[:called])
    if None in tasks:
        found = {place: given[0] for place, given in enumerate(own) if given}
        later = _planned(_understood(reading, before, situation, found), situation, offered)
        second = [after if first is None else None for first, after in zip(tasks, later, strict=True)]
        calls = tuple(call for task in second if task for call in task.calls)
        if calls and len(outcomes) == called:
            return calls
        late = _allotted(second, outcomes[called:])
        tasks = [first or after for first, after in zip(tasks, later, strict=True)]
        own = [late[place] if after else own[place] for place, after in enumerate(second)]
    known = [(task, given) for task, given in zip(tasks, own, strict=True) if task]
    rest = outcomes[sum(len(given) for given in own) :]
    further, complete, found_by_all = deepened(
        [task for task, _given in known], [given for _task, given in known], rest, situation, offered=offered
    )
    return further or (Say(write_answer(complete, found_by_all, situation, reading)),)


def _planned(frames: list[Frame | None], situation: Situation, offered: set[str]) -> list[Task | None]:
    tasks = [plan_frame(frame, situation) if frame else None for frame in frames]
    return [replace(task, calls=tuple(call for call in task.calls if call.tool in offered)) if task else None for task in tasks]


def _allotted(tasks: list[Task | None], outcomes: list[Outcome]) -> list[list[Outcome]]:
    """The outcomes of each task, in the order of its calls."""
    own: list[list[Outcome]] = []
    place = 0
    for task in tasks:
        length = len(task.calls) if task else 0
        own.append(outcomes[place : place + length])
        place += length
    return own


def _turn_before(messages: list[ModelMessage], deps: RunDeps, situation: Situation) -> Before | None:
    market, before = deps.platform.market, None
    for turn in asked_before(messages):
        earlier = read_question(turn.question, _lexicon_of(deps), situation.as_of)
        frames = [fill_in(frame, before) for frame in earlier.frames]
        before = Before(frames[-1], answered_symbols(turn.answer, market), answered_sectors(turn.answer, market))
    return before


def _understood(reading: Reading, before: Before | None, situation: Situation, found: dict[int, Outcome]) -> list[Frame | None]:
    """The clauses, filled in; None for one that waits for the answer to the clause before it."""
    frames: list[Frame | None] = []
    for place, frame in enumerate(reading.frames):
        if before is not None and waits(frame, before):
            frames.append(None)
            continue
        filled = _settled(with_selection(fill_in(frame, before), situation.selection, situation.view), situation)
        frames.append(filled)
        symbols, sectors = ranked_first(found[place]) if place in found else ((), ())
        before = Before(filled, symbols, sectors, open=place not in found and filled.ranking is not None)
    for place, (one, after) in enumerate(pairwise(frames)):
        if one and after and one.intent is Intent.EXPLAIN and after.intent is Intent.FIGURES and _same_measure(one, after):
            frames[place] = replace(one, notes=(*one.notes, WORDS_ONLY))
    return frames


def _same_measure(frame: Frame, after: Frame) -> bool:
    """The figure of what is explained comes with the next clause."""
    return {ask.measure.removesuffix("_money") for ask in frame.asks} == {ask.measure.removesuffix("_money") for ask in after.asks}


def _settled(frame: Frame, situation: Situation) -> Frame:
    """What only the market can tell (how far an assumed price is), and what must be asked back."""
    if frame.price_aims:
        shocks, words = priced(frame.price_aims, situation.view)
        frame = replace(frame, shocks=shocks, notes=(*frame.notes, *words))
    if frame.intent is Intent.SHOCK and OF_IT in frame.notes:
        return replace(frame, intent=Intent.UNCLEAR, clarify=_WHAT_MOVES)
    return frame


def _lexicon_of(deps: RunDeps) -> Lexicon:
    groups = (portfolio_ref(group) for group in deps.groups if group.id != ALL)  # its words mean each of them, not all as one
    return _lexicon(deps.platform.market, tuple((ref.id, ref.name) for ref in (*deps.portfolios, *groups)))


def _situation(deps: RunDeps) -> Situation:
    selection = deps.page.selection if deps.page else None
    return Situation(deps.view, deps.books, deps.portfolios, deps.portfolio, selection, deps.groups)


@lru_cache(maxsize=64)
def _lexicon(market: Market, portfolios: tuple[tuple[str, str], ...]) -> Lexicon:
    return build_lexicon(market.instruments.values(), portfolios)


def _plan(tasks: list[Task | None]) -> Plan:
    steps = tuple(PlanStep(label=task.label if task else _LATER) for task in tasks if task is None or task.label)
    return Plan(understood="; ".join(step.label for step in steps) or "an answer without figures", steps=steps)
