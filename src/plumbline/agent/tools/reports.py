"""Tools over the reports beside the risk report."""

import asyncio
from datetime import date
from typing import Literal

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.backtest.report import BacktestTerms, backtest_report
from plumbline.portfolios.backtest.results import BacktestReport
from plumbline.portfolios.factors.report import DEFAULT_SESSIONS, factor_report
from plumbline.portfolios.factors.results import FactorReport


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Backtest")
async def get_backtest(
    run: RunContext[RunDeps], portfolio: str | None = None, confidence: float = 0.99, days: int = 1000, as_of: date | None = None
) -> BacktestReport:
    """Whether the value at risk would have held: a rolling backtest of every method.

    Exceptions against those expected, Kupiec, Christoffersen, Basel traffic light, Acerbi-Szekely.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        confidence: of the value at risk; 0.99 for one day in a hundred, 0.95 for one in twenty.
        days: how many days to test.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    terms = BacktestTerms(confidence=confidence, n_tested=days)
    return await asyncio.to_thread(backtest_report, snapshot_on(run, portfolio, view), view, terms)


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Factors")
async def get_factors(
    run: RunContext[RunDeps],
    portfolio: str | None = None,
    sessions: int = DEFAULT_SESSIONS,
    benchmark: str | None = None,
    styles: Literal["funds", "shares"] = "funds",
    as_of: date | None = None,
) -> FactorReport:
    """Which factors move a portfolio: exposures to market, value, size, momentum, quality, low volatility with standard errors.

    Tilts against the benchmark, exposures of each holding, and where the variance comes from (market, styles, industries, specific: 100 %),
    of the portfolio and of its difference to the benchmark.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        sessions: how many sessions to look back; 504 is two years.
        benchmark: a symbol to measure tilts against; leave out for the portfolio's own benchmark.
        styles: what style factors are made of: funds that follow them, or the shares of the market, long less short.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    return factor_report(snapshot_on(run, portfolio, view), view, n_sessions=sessions, benchmark=benchmark, self_built=styles == "shares")
