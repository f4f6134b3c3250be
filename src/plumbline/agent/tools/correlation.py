"""The tool that looks at how holdings move together."""

import asyncio
from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.correlation.estimators import Estimator
from plumbline.portfolios.correlation.report import DEFAULT_TERMS, CorrelationTerms, correlation_report
from plumbline.portfolios.correlation.results import CorrelationReport


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Correlation")
async def get_correlation(
    run: RunContext[RunDeps],
    portfolio: str | None = None,
    sessions: int = 252,
    estimator: Estimator = Estimator.SAMPLE,
    top: int = DEFAULT_TERMS.top,
    as_of: date | None = None,
) -> CorrelationReport:
    """How the holdings move together: correlation of every pair, the extremes, the average, clusters, diversification ratio.

    Args:
        run: the run.
        portfolio: name or id; leave out for the portfolio in question.
        sessions: how many sessions to look back; 252 is a year.
        estimator: sample, or one that trusts single pairs less (Ledoit-Wolf, factor model) or recent days more (ewma).
        top: how many of the largest holdings.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    terms = CorrelationTerms(n_sessions=sessions, estimator=estimator, top=top)
    return await asyncio.to_thread(correlation_report, snapshot_on(run, portfolio, view), view, terms)
