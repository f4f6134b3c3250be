"""Tools that read portfolios."""

from datetime import date
from typing import Any

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.results import PortfolioLine, PortfolioList, PortfolioOverview, RiskContributors
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.core.errors import NotFound
from plumbline.core.money import Money
from plumbline.facts.fact import Subject, SubjectKind
from plumbline.portfolios.holdings_report import holdings_report
from plumbline.portfolios.performance.report import performance_report
from plumbline.portfolios.performance.results import PerformanceReport
from plumbline.portfolios.position import position_report
from plumbline.portfolios.results import HoldingsReport, PositionReport, RiskReport
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.service import snapshot_of
from plumbline.portfolios.subjects import portfolio_subject

_MOST_YEARS_BY_MONTH = 4
"""A longer period is told by its years: months would drown the answer."""


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Portfolios")
async def list_portfolios(run: RunContext[RunDeps], as_of: date | None = None) -> PortfolioList:
    """Every portfolio of the person with its net value and number of holdings.

    Args:
        run: the run.
        as_of: an earlier day than today; leave out for today.
    """
    deps = run.deps
    view = view_on(deps, as_of)
    lines = []
    for book in deps.books:
        snapshot = snapshot_of(deps.platform, book, view)
        valuation = analyze(snapshot, view).valuation
        lines.append(
            PortfolioLine(
                subject=portfolio_subject(snapshot),
                as_of=view.as_of,
                quality=valuation.quality,
                reason=valuation.reason,
                name=book.name,
                benchmark=book.benchmark,
                net_value=Money(amount=valuation.net_value, currency=book.currency),
                n_holdings=len(valuation.invested),
            )
        )
    everyone = Subject(kind=SubjectKind.GROUP, id="portfolios", label="your portfolios")
    return PortfolioList(subject=everyone, as_of=view.as_of, portfolios=tuple(lines))


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Overview")
async def get_portfolio_overview(run: RunContext[RunDeps], portfolio: str | None = None, as_of: date | None = None) -> PortfolioOverview:
    """Value, change of the day, returns against the benchmark, headline risk and limits: the first look at a portfolio.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    report = risk_report(snapshot_on(run, portfolio, view), view)
    return PortfolioOverview(
        **_frame(report),
        net_value=report.net_value,
        cash_value=report.cash_value,
        daily_change=report.daily_change,
        daily_return=report.daily_return,
        returns=report.returns,
        volatility=report.volatility,
        beta=report.beta,
        drawdown=report.drawdown,
        score=report.score,
        largest=report.contributions[:5],
        limits=report.limits,
        notes=report.notes,
    )


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Holdings")
async def get_holdings(run: RunContext[RunDeps], portfolio: str | None = None, as_of: date | None = None) -> HoldingsReport:
    """Every holding: quantity, price, market value, weight, cost, gain, change of the day, return this year, volatility, beta.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    return holdings_report(snapshot_on(run, portfolio, view), view)


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Position")
async def get_position(run: RunContext[RunDeps], symbol: str, portfolio: str | None = None, as_of: date | None = None) -> PositionReport:
    """Everything about one holding: its lots, gain, weight, share of the risk, returns against the benchmark, option terms.

    Args:
        run: the run.
        symbol: the holding's symbol, or its company's name.
        portfolio: name or id; leave out for the portfolio in question.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    return position_report(snapshot_on(run, portfolio, view), view, symbol)


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Risk report")
async def get_risk_report(run: RunContext[RunDeps], portfolio: str | None = None, as_of: date | None = None) -> RiskReport:
    """The full risk report.

    Volatility, beta, value at risk, expected shortfall, drawdown, concentration, exposure, sectors, the risk contribution of
    every holding, limits, risk score.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    return risk_report(snapshot_on(run, portfolio, view), view)


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Risk contributors")
async def get_risk_contributors(
    run: RunContext[RunDeps], portfolio: str | None = None, top: int = 10, as_of: date | None = None
) -> RiskContributors:
    """What drives the risk: the holdings and sectors with the largest share of the portfolio's volatility.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        top: how many holdings, largest contribution first.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    report = risk_report(snapshot_on(run, portfolio, view), view)
    if not report.contributions:
        raise NotFound(f"{report.name} holds nothing with a price on {view.as_of}, so there is no risk to attribute.")
    return RiskContributors(
        **_frame(report),
        volatility=report.volatility,
        contributions=report.contributions[: max(1, top)],
        sectors=report.sectors,
        concentration=report.concentration,
        notes=report.notes,
    )


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Performance")
async def get_performance(
    run: RunContext[RunDeps], portfolio: str | None = None, period: str = "ytd", benchmark: str | None = None, as_of: date | None = None
) -> PerformanceReport:
    """How a portfolio did over a period beside a benchmark: return, ratios, months and years, which holdings made the difference.

    Sharpe, Sortino, Calmar, Omega, Treynor, information ratio, alpha, beta in rising and falling markets, captures, best and worst
    months; time-weighted and money-weighted return where transactions are booked.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        period: 1d 5d 1m 3m 6m mtd qtd ytd 1y 3y 5y 10y max, or two days as 2022-01-03/2022-06-30.
        benchmark: a symbol, or a blend such as "60% SP500 + 40% USMV"; leave out for the portfolio's own benchmark.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    report = performance_report(snapshot_on(run, portfolio, view), view, period=period, benchmark=benchmark)
    if len(report.calendar) <= _MOST_YEARS_BY_MONTH:
        return report
    years = tuple(year.model_copy(update={"months": ()}) for year in report.calendar)
    return report.model_copy(update={"calendar": years})


def _frame(report: RiskReport) -> dict[str, Any]:
    """What every part of a risk report shares."""
    return {"subject": report.subject, "as_of": report.as_of, "period": report.period, "quality": report.quality, "reason": report.reason}
