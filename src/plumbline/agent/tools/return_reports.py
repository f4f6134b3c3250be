"""Tools that say where a return came from, and how far weights have moved."""

from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.analytics.attribution import Model
from plumbline.portfolios.attribution.report import attribution_report
from plumbline.portfolios.attribution.results import AttributionReport
from plumbline.portfolios.drift.report import drift_report
from plumbline.portfolios.drift.results import DriftReport


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Attribution")
async def get_attribution(
    run: RunContext[RunDeps],
    portfolio: str | None = None,
    period: str = "ytd",
    against: list[str] | None = None,
    model: Model = "brinson_fachler",
    as_of: date | None = None,
) -> AttributionReport:
    """Where a return came from: allocation, selection and interaction by sector, contribution by holding and by month.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        period: 1m 3m 6m mtd qtd ytd 1y 3y 5y 10y max, or two days as 2022-01-03/2022-06-30.
        against: symbols of an equal-weighted benchmark; leave out for all shares of the loaded market.
        model: brinson_fachler measures an allocation against the whole benchmark, brinson_hood_beebower against zero.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    return attribution_report(snapshot_on(run, portfolio, view), view, period=period, against=tuple(against or ()), model=model)


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Drift")
async def get_drift(run: RunContext[RunDeps], portfolio: str | None = None, period: str = "1y", as_of: date | None = None) -> DriftReport:
    """How far weights, sectors and risk have moved since the start of a period when nothing was traded.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        period: 1m 3m 6m mtd qtd ytd 1y 3y 5y 10y max, or two days as 2022-01-03/2022-06-30.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    return drift_report(snapshot_on(run, portfolio, view), view, period=period)
