"""The tool that looks at volatility."""

import asyncio
from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.volatility.report import VolatilityTerms, volatility_report
from plumbline.portfolios.volatility.results import VolatilityReport

_MOST_HOLDINGS = 20
"""Ten figures each: more would drown the answer."""


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Volatility")
async def get_volatility(
    run: RunContext[RunDeps], portfolio: str | None = None, horizon: int = 21, decay: float = 0.94, as_of: date | None = None
) -> VolatilityReport:
    """How volatile a portfolio is and will be: realized over several windows, expected level and trend, percentile of the year, cone.

    Also per holding, and what the volatility is made of: holdings and pairs of them.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        horizon: sessions ahead of the forecast; 21 is a month.
        decay: of the exponentially weighted figure; 0.94 is usual for days.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    terms = VolatilityTerms(windows=(21, 63, 252), horizon=horizon, decay=decay, listed=_MOST_HOLDINGS)
    return await asyncio.to_thread(volatility_report, snapshot_on(run, portfolio, view), view, terms)
