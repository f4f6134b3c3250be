"""The tool that checks limits."""

from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.limits_report import limits_report
from plumbline.portfolios.limits_results import LimitsReport


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Limits")
async def get_limits(run: RunContext[RunDeps], portfolio: str | None = None, as_of: date | None = None) -> LimitsReport:
    """Every limit with its figure and headroom, and for a breach the smallest trades that would cure it. Nothing is traded.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    return limits_report(snapshot_on(run, portfolio, view), view)
