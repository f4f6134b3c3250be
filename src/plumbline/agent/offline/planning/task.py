"""A clause with the tool calls that answer it."""

from dataclasses import dataclass
from typing import Any

from plumbline.agent.offline.reading.frame import Frame
from plumbline.llm.script import Call
from plumbline.query.schemas import Ask, Query

QUERY_TOOL = "query_figures"


@dataclass(frozen=True)
class Task:
    """`label` is what was understood, in a few words; a task without calls is answered from words alone.

    The last `later` calls are those of a second round.
    """

    frame: Frame
    label: str
    calls: tuple[Call, ...] = ()
    later: int = 0


def query_call(query: Query) -> Call:
    """The query as a tool call."""
    arguments: dict[str, Any] = query.model_dump(mode="json", exclude_defaults=True)
    # A tool with one object as its argument takes the fields of that object.
    return Call(QUERY_TOOL, arguments)


def asks(*keys: str, period: str | None = None) -> tuple[Ask, ...]:
    """Measures over one period."""
    return tuple(Ask(measure=key, period=period) for key in keys)
