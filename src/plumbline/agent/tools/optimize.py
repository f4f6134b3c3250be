"""The tool that proposes better weights."""

import asyncio

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.optimization.report import optimization_report
from plumbline.portfolios.optimization.request import OptimizationRequest
from plumbline.portfolios.optimization.results import OptimizationReport


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Optimization")
async def optimize_portfolio(
    run: RunContext[RunDeps], request: OptimizationRequest | None = None, portfolio: str | None = None
) -> OptimizationReport:
    """Propose better weights for a portfolio under limits, with the trades toward them. It executes nothing.

    Objectives: minimum variance, maximum Sharpe ratio, risk parity or budgets, target volatility or return, minimum expected shortfall,
    maximum diversification, minimum tracking error, Black-Litterman with the person's views. Limits that can not hold together are named.

    Args:
        run: the run.
        request: objective and limits; leave out for minimum variance, long only and fully invested.
        portfolio: name or id; leave out for the portfolio in question.
    """
    asked = request or OptimizationRequest()
    view = view_on(run.deps, asked.as_of)
    return await asyncio.to_thread(optimization_report, snapshot_on(run, portfolio, view), view, asked)
