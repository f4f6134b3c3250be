"""What an analyst without a language model does in one round: text to say, tools to call. Several calls run in parallel."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Say:
    """Text of the answer, with markers (`{{f12}}`) for figures."""

    text: str


@dataclass(frozen=True)
class Call:
    """One tool call; `arguments` as JSON has them (dates as ISO text, a query as its dictionary)."""

    tool: str
    arguments: dict[str, Any]


Script = tuple[Say | Call, ...]
