"""One run as the loop gets it, and what the loop reports back. Free of the model framework, so that the server starts fast."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from plumbline.agent.channel import RunChannel
from plumbline.agent.deps import RunDeps


@dataclass(frozen=True)
class Turn:
    """An earlier question of the thread. `answer` has the fact's id behind each figure: `21.3% [f12]`."""

    question: str
    answer: str
    as_of: date


@dataclass
class Tally:
    """What a run has used so far; kept when the run fails."""

    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: Decimal | None = None
    n_citations: int = 0


@dataclass(frozen=True, kw_only=True)
class RunJob:
    deps: RunDeps
    channel: RunChannel
    turns: tuple[Turn, ...] = ()
    tally: Tally = field(default_factory=Tally)


Loop = Callable[[RunJob], Awaitable[None]]
"""Answers the question of a job into its channel; raises `PlumblineError` when it can not go on."""


class Recalculate(Protocol):
    """Calls a tool again by its name, recording what it gives in the ledger of `deps`."""

    async def __call__(self, deps: RunDeps, tool: str, arguments: dict[str, Any]) -> None: ...


@dataclass(frozen=True)
class Engine:
    """Everything that needs the model framework."""

    answer: Loop
    recalculate: Recalculate
