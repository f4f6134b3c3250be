"""The edge between our tools and the model: errors become what the model sees, results become facts of the run."""

from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from functools import wraps
from typing import Any

import structlog
from pydantic_ai import ModelRetry, RunContext, Tool, ToolFailed
from pydantic_ai.tools import ToolDefinition
from pydantic_ai.toolsets import AbstractToolset, FunctionToolset

from plumbline.access.principal import Principal, Role
from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.output import ToolOutput
from plumbline.agent.tools.recording import record
from plumbline.agent.tools.tool import LEAST_ROLE, AnyTool
from plumbline.core.errors import ErrorKind, PlumblineError
from plumbline.facts.result import Result

MAX_ROUNDS = 5
"""Rounds of tool calls in one run; after that the model is offered no tools and has to answer."""

_RETRIES = 3
_STRENGTH = {Role.USER: 0, Role.RISK: 1, Role.ADMIN: 2}
_log = structlog.get_logger(__name__)


class Seen(StrEnum):
    """What the model sees of an error."""

    FIXABLE = "fixable"  # its call was wrong: it may try again with other arguments
    FAILED = "failed"  # the thing can not be had: it says so and goes on
    DENIED = "denied"  # the person may not do this


SEEN_BY_MODEL: dict[ErrorKind, Seen] = {
    ErrorKind.INVALID_INPUT: Seen.FIXABLE,
    ErrorKind.NOT_FOUND: Seen.FIXABLE,
    ErrorKind.CONFLICT: Seen.FAILED,
    ErrorKind.NOT_PERMITTED: Seen.DENIED,
    ErrorKind.NOT_SIGNED_IN: Seen.DENIED,
    ErrorKind.MISSING_DATA: Seen.FAILED,
    ErrorKind.CALCULATION_FAILED: Seen.FAILED,
    ErrorKind.UPSTREAM_UNAVAILABLE: Seen.FAILED,
    ErrorKind.BUDGET_EXCEEDED: Seen.FAILED,
    ErrorKind.NOT_CONFIRMED: Seen.DENIED,
}


def toolset(tools: Sequence[AnyTool]) -> AbstractToolset[RunDeps]:
    """The tools as a model gets them: only those the acting person may use, and none after the last round."""
    by_name = {tool.name: tool for tool in tools}

    def offered(run: RunContext[RunDeps], definition: ToolDefinition) -> bool:
        return run.run_step <= MAX_ROUNDS and may_use(run.deps.principal, by_name[definition.name])

    return FunctionToolset([_at_edge(tool) for tool in tools]).filtered(offered)


def may_use(principal: Principal, tool: AnyTool) -> bool:
    """Whether the person's role allows the tool."""
    return _STRENGTH[principal.role] >= _STRENGTH[LEAST_ROLE[tool.permission]]


def _at_edge(tool: AnyTool) -> Tool[RunDeps]:
    function: Callable[..., Awaitable[Result]] = tool.function

    @wraps(function)  # the model's schema is read from the signature and docstring of the wrapped function
    async def at_edge(run: RunContext[RunDeps], *args: Any, **kwargs: Any) -> ToolOutput:
        try:
            result = await function(run, *args, **kwargs)
        except PlumblineError as error:
            raise _as_seen(error, run) from error
        except Exception as error:
            _log.exception("tool_failed", tool=tool.name, call_id=run.tool_call_id)
            raise ToolFailed(f"The tool {tool.name} failed for an unexpected reason; say that its figures are not available.") from error
        return record(tool, result, deps=run.deps, call_id=run.tool_call_id)

    return Tool(at_edge, takes_ctx=True, name=tool.name, max_retries=_RETRIES, docstring_format="google")


def _as_seen(error: PlumblineError, run: RunContext[RunDeps]) -> Exception:
    match SEEN_BY_MODEL[error.kind]:
        case Seen.FIXABLE if not run.last_attempt:
            return ModelRetry(error.message)
        case Seen.DENIED:
            return ToolFailed(f"Not permitted: {error.message}")
        case _:
            return ToolFailed(error.message)
