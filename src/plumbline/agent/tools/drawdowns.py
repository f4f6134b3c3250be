"""The tool that lists drawdowns."""

import asyncio
from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.drawdowns.report import DrawdownTerms, drawdown_report
from plumbline.portfolios.drawdowns.results import DrawdownReport


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Drawdowns")
async def get_drawdowns(
    run: RunContext[RunDeps], portfolio: str | None = None, sessions: int = 2520, horizon: int = 252, as_of: date | None = None
) -> DrawdownReport:
    """The deepest falls of today's weights with their days, time under water, and the chance of a fall ahead.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        sessions: how many sessions to look back.
        horizon: sessions ahead for the chance of a fall.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    terms = DrawdownTerms(n_sessions=sessions, horizon=horizon)
    return await asyncio.to_thread(drawdown_report, snapshot_on(run, portfolio, view), view, terms)
