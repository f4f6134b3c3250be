"""The tool that proposes trades back to target weights."""

import asyncio

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.rebalancing.report import rebalance_report
from plumbline.portfolios.rebalancing.request import RebalanceRequest
from plumbline.portfolios.rebalancing.results import RebalanceReport


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Rebalancing")
async def rebalance_portfolio(run: RunContext[RunDeps], request: RebalanceRequest, portfolio: str | None = None) -> RebalanceReport:
    """Drift of a portfolio against target weights and the whole-lot trades back to them, with what they realize. It executes nothing.

    Tax lots by first in first out, last in first out or highest cost; gains short and long term; wash sales of 30 days.

    Args:
        run: the run.
        request: targets such as AAPL 0.1 (CASH counts), or an optimization to take them from; what happens to the other holdings.
        portfolio: name or id; leave out for the portfolio in question.
    """
    view = view_on(run.deps, request.as_of)
    return await asyncio.to_thread(rebalance_report, snapshot_on(run, portfolio, view), view, request)
