"""The tool that tries changed weights."""

from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.what_if.report import Variant, what_if_report
from plumbline.portfolios.what_if.results import WhatIfReport


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="What-if")
async def run_what_if(
    run: RunContext[RunDeps], variants: tuple[Variant, ...], portfolio: str | None = None, as_of: date | None = None
) -> WhatIfReport:
    """What the portfolio's figures would be with other weights: names added or sold, cash shifted. Nothing is traded.

    Volatility, value at risk, expected shortfall, beta, contributions, exposures, limits and score before and after, and the
    trades in whole shares.

    Args:
        run: the run.
        variants: one or several to compare; each has edits, such as AAPL to weight 0.1, XOM to 0 (sold) or CASH to 0.2.
        portfolio: name or id; leave out for the portfolio in question.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    return what_if_report(snapshot_on(run, portfolio, view), view, variants)
