"""The tool that derives figures, so that a derived figure is a fact like any other."""

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.facts.calculate import As, Calculation
from plumbline.facts.calculate import calculate as calculation_over


@tool(permission=Permission.READ_MARKET, effect=Effect.READ, label="Calculate")
async def calculate(run: RunContext[RunDeps], expression: str, label: str | None = None, unit: As = "auto") -> Calculation:
    """Arithmetic over facts of this conversation: differences, ratios, shares, sums. The result is a new fact to cite.

    Args:
        run: the run.
        expression: fact ids, numbers, + - * / and parentheses, min, max, sum, mean, abs: (f3 - f1) / f1
        label: what the result is, in a few words.
        unit: fraction prints the result as percent, ratio as a number; auto follows the inputs.
    """
    return calculation_over(run.deps.ledger, expression, label=label, unit=unit)
