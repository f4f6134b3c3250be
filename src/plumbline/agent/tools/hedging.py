"""The tool that looks at hedges."""

from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.hedging.report import hedging_report
from plumbline.portfolios.hedging.results import HedgingReport


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Hedging")
async def get_hedging(
    run: RunContext[RunDeps], portfolio: str | None = None, against: tuple[str, ...] = (), as_of: date | None = None
) -> HedgingReport:
    """How the portfolio is hedged, what would hedge it best, and how many independent bets it really is.

    Hedge ratio, beta-adjusted exposure, match of longs and shorts by sector, best hedges with amounts, holdings that move together.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        against: symbols or names to consider as hedges; leave out for every fund and index.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    return hedging_report(snapshot_on(run, portfolio, view), view, against)
