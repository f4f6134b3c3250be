"""The tool that looks at tail risk by every method."""

import asyncio
from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.tail.question import TailQuestion
from plumbline.portfolios.tail.report import tail_report
from plumbline.portfolios.tail.results import PartsMethod, TailReport


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Tail risk")
async def get_tail_risk(
    run: RunContext[RunDeps],
    portfolio: str | None = None,
    confidence: float = 0.99,
    horizon: int = 1,
    parts: PartsMethod = "historical",
    as_of: date | None = None,
) -> TailReport:
    """Value at risk and expected shortfall by every method side by side, over a horizon, and who carries them.

    Historical, age-weighted, volatility-filtered, normal, Student t, Cornish-Fisher, Monte Carlo; component, marginal and incremental
    figures of each holding.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        confidence: 0.99 for the worst day in a hundred, 0.95 for one in twenty.
        horizon: sessions; 1 for one day, 10 for two weeks.
        parts: the method whose figures are split by holding.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    asked = TailQuestion(confidence=confidence, horizon=horizon, parts=parts)
    return await asyncio.to_thread(tail_report, snapshot_on(run, portfolio, view), view, asked)
