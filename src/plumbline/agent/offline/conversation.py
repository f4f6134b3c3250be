"""Reads the conversation: earlier turns, the calls of this turn, and what they returned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    RetryPromptPart,
    TextPart,
    ToolCallPart,
    ToolReturnPart,
    UserPromptPart,
)

from plumbline.agent.offline.figures_book import Outcome
from plumbline.agent.tools.output import ToolOutput
from plumbline.facts.fact import SubjectKind
from plumbline.market_data.market import Market

_SYMBOL = re.compile(r"(?<![\w.])[A-Z]{1,5}(?:\.[A-Z])?(?![\w.])")
_FAILED = "The calculation gave no result."


@dataclass(frozen=True)
class Turn:
    question: str
    answer: str


def since_question(messages: Sequence[ModelMessage]) -> list[ModelMessage]:
    """The messages after the last question of the person."""
    last = max((place for place, message in enumerate(messages) if _question(message) is not None), default=-1)
    return list(messages[last + 1 :])


def asked_before(messages: Sequence[ModelMessage]) -> list[Turn]:
    """Earlier questions with their answers, oldest first; the question of this run is not among them."""
    turns: list[Turn] = []
    for message in messages:
        question = _question(message)
        if question is not None:
            turns.append(Turn(question, ""))
        elif turns and isinstance(message, ModelResponse):
            said = "".join(part.content for part in message.parts if isinstance(part, TextPart))
            turns[-1] = Turn(turns[-1].question, turns[-1].answer + said)
    return turns[:-1]


def outcomes_of(messages: Sequence[ModelMessage]) -> list[Outcome] | None:
    """What each call of this turn gave, in the order of the calls; None before the first call."""
    calls = [
        part.tool_call_id
        for message in messages
        if isinstance(message, ModelResponse)
        for part in message.parts
        if isinstance(part, ToolCallPart)
    ]
    if not calls:
        return None
    returned: dict[str, Outcome] = {}
    for message in messages:
        if isinstance(message, ModelRequest):
            for part in message.parts:
                if isinstance(part, ToolReturnPart | RetryPromptPart):
                    returned[part.tool_call_id] = _outcome(part)
    return [returned.get(call, Outcome(None, _FAILED)) for call in calls]


def answered_symbols(answer: str, market: Market) -> tuple[str, ...]:
    """Symbols in the order in which an answer names them."""
    return tuple(dict.fromkeys(found for found in _SYMBOL.findall(answer) if found in market.instruments))


def answered_sectors(answer: str, market: Market) -> tuple[str, ...]:
    """Sectors in the order in which an answer names them."""
    sectors = {one.sector for one in market.instruments.values() if one.sector and one.sector in answer}
    return tuple(sorted(sectors, key=answer.index))


def ranked_first(outcome: Outcome) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Symbols and sectors of a list, in its order."""
    symbols: dict[str, None] = {}
    sectors: dict[str, None] = {}
    for row in outcome.rows:
        if row.subject.kind in {SubjectKind.HOLDING, SubjectKind.SYMBOL}:
            symbols.setdefault(row.subject.id.rpartition("/")[2])
        elif row.subject.kind is SubjectKind.SECTOR:
            sectors.setdefault(row.subject.label)
    return tuple(symbols), tuple(sectors)


def _question(message: ModelMessage) -> str | None:
    if not isinstance(message, ModelRequest):
        return None
    for part in message.parts:
        if isinstance(part, UserPromptPart):
            return part.content if isinstance(part.content, str) else " ".join(piece for piece in part.content if isinstance(piece, str))
    return None


def _outcome(part: ToolReturnPart | RetryPromptPart) -> Outcome:
    content = part.content
    if isinstance(content, ToolOutput):
        return Outcome(content)
    return Outcome(None, content if isinstance(content, str) else _FAILED)
