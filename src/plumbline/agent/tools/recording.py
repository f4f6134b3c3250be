"""Enters the figures of a tool's result into the run's ledger, each with the way it was computed."""

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.output import ToolOutput, tool_output
from plumbline.agent.tools.tool import AnyTool
from plumbline.core.ids import PortfolioId
from plumbline.facts.calculate import Calculation
from plumbline.facts.fact import Lineage
from plumbline.facts.result import Result


def record(tool: AnyTool, result: Result, *, deps: RunDeps, call_id: str | None) -> ToolOutput:
    """Record the figures of `result` and describe them for the model."""
    facts = deps.ledger.record(result, lineage_of(tool, result, deps=deps, call_id=call_id))
    deps.reports[tool.name] = (result, facts)
    return tool_output(tool.name, tool.label, result, facts)


def lineage_of(tool: AnyTool, result: Result, *, deps: RunDeps, call_id: str | None) -> Lineage:
    """How the figures of `result` came about: which tool, from which frozen input, by which call."""
    calculation = result if isinstance(result, Calculation) else None
    return Lineage(
        calculation=tool.name,
        version=tool.version,
        snapshot=_snapshot(result, deps),
        tool_call=call_id,
        inputs=calculation.inputs if calculation else (),
        formula=calculation.formula if calculation else None,
    )


def _snapshot(result: Result, deps: RunDeps) -> str:
    """The digest of the frozen input: of the holdings where a portfolio was read, else of the market."""
    portfolio = PortfolioId(result.subject.id.partition("/")[0])
    read = deps.snapshots.get((portfolio, result.as_of))
    return read.digest if read else f"{deps.platform.market.digest}@{result.as_of.isoformat()}"
