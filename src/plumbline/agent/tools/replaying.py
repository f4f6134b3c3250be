"""Calls a tool again with stored arguments, outside any model."""

from typing import Any

from pydantic import ValidationError
from pydantic_ai import RunContext, Tool
from pydantic_ai.usage import RunUsage

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.catalog import TOOLS
from plumbline.agent.tools.recording import record
from plumbline.core.errors import Conflict
from plumbline.llm.offline import OfflineAnalyst

_BY_NAME = {tool.name: tool for tool in TOOLS}


async def recalculate(deps: RunDeps, tool: str, arguments: dict[str, Any]) -> None:
    """Record in `deps.ledger` what the tool gives now.

    Raises:
        Conflict: the tool, or what it takes, has changed since.
    """
    declared = _BY_NAME.get(tool)
    if declared is None:
        raise Conflict(f"The tool '{tool}' does not exist any more, so its figures can not be replayed.", subject=tool)
    called = declared.replayed_by or declared
    schema = Tool(called.function, takes_ctx=True, name=called.name, docstring_format="google").function_schema
    accepted = {name: value for name, value in arguments.items() if called is declared or name in schema.json_schema["properties"]}
    try:
        validated = schema.validator.validate_python(accepted)
    except ValidationError as error:
        raise Conflict(f"The tool '{tool}' takes other arguments now, so its figures can not be replayed.", subject=tool) from error
    context = RunContext(deps=deps, model=OfflineAnalyst(lambda *_: ()), usage=RunUsage())
    record(called, await schema.call(validated, context), deps=deps, call_id=None)
