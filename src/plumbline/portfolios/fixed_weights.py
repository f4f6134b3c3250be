"""Daily returns of a portfolio's weights of one day over a longer past than the risk report looks at."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.returns import simple_returns
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.market_data.market import MarketView
from plumbline.market_data.panel import SessionArray
from plumbline.portfolios.price_paths import session_day
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject


@dataclass(frozen=True, eq=False)
class WeightedHistory:
    """Row i is the return into `days[i]` from the session before.

    `returns` (n_sessions, n_drivers) of what moves the holdings, `weights` (n_drivers,) exposure over net value, options by delta.
    `own` (n_sessions,) is the portfolio's return, NaN where a driver has none. `left_out` names drivers with too little history.
    """

    days: SessionArray
    drivers: tuple[str, ...]
    weights: FloatArray
    returns: FloatArray
    own: FloatArray
    left_out: tuple[str, ...]


def weighted_history(snapshot: PortfolioSnapshot, view: MarketView, n_sessions: int) -> WeightedHistory:
    """The last `n_sessions` daily returns of today's weights, as far as prices reach back.

    Missing: a driver that the risk report leaves out (too few common sessions) is left out here too; a session on which another has no
    return is NaN.
    Raises: MissingData when the risk report has no series; CalculationFailed when net value is not positive.
    """
    analysis = analyze(snapshot, view)
    series, net = analysis.series, analysis.valuation.net_value
    if series.problem:
        raise MissingData(series.problem, subject=snapshot.name)
    if net <= 0.0:
        raise CalculationFailed(
            f"Expected a positive net value of {snapshot.name} on {snapshot.as_of}, found {net:,.2f} {snapshot.currency}: returns are not "
            "defined. If the file left out cash, import it with its cash line.",
            subject=portfolio_subject(snapshot).label,
        )
    kept = tuple(driver for driver, keep in zip(series.drivers, series.kept, strict=True) if keep)
    if not kept:
        raise MissingData(f"{snapshot.name} holds nothing but cash on {snapshot.as_of}, so there is no risk to look at.")
    exposures = dict.fromkeys(kept, 0.0)
    for holding in analysis.valuation.invested:
        if holding.driver in exposures:
            exposures[holding.driver] += holding.exposure
    first = max(view.n_sessions - 1 - n_sessions, 0)
    table = view.prices(kept, start=session_day(view, first))
    returns = simple_returns(table.close)
    weights = np.array(list(exposures.values())) / net
    left_out = tuple(driver for driver in series.drivers if driver not in exposures)
    return WeightedHistory(table.dates[1:], kept, weights, returns, returns @ weights, left_out)


def left_out_note(history: WeightedHistory) -> tuple[str, ...]:
    """One sentence that names what is not in the series; empty when everything is."""
    if not history.left_out:
        return ()
    return (f"Left out, because too few sessions have prices: {', '.join(history.left_out)}.",)
