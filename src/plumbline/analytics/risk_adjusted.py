"""Return set against drawdown, against losses, and against the market: ratios beside Sharpe and Sortino."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from plumbline.analytics.beta import beta
from plumbline.analytics.drawdown import drawdown_path, maximum_drawdown
from plumbline.analytics.observations import (
    RELATIVE_ZERO,
    FloatArray,
    as_series,
    paired_observations,
    ratio_or_error,
    require_observations,
    scalar_or_array,
)
from plumbline.analytics.returns import annualized_return
from plumbline.core.errors import CalculationFailed

Mean = Literal["arithmetic", "geometric"]
AlphaMean = Literal["arithmetic", "geometric", "compounded"]


@dataclass(frozen=True)
class ConditionalBetas:
    """Beta on the periods in which the benchmark rose (`bull`) and fell (`bear`); None with fewer than 2 of them or a flat benchmark."""

    bull: float | None
    bear: float | None


def calmar_ratio(returns: FloatArray, *, periods_per_year: float) -> float:
    """Annualized geometric return over the maximum drawdown of the same period.

    Args:
        returns: (n_observations,) simple returns, fraction.
        periods_per_year: 252 for daily returns.

    Missing: NaN is not counted; fewer than 2 observations raise MissingData.
    Raises: CalculationFailed without a drawdown, or when value fell below zero.
    Source: Young (1991), Calmar Ratio: A Smoother Tool, Futures 20(1).
    Golden: tests/golden/risk_adjusted.csv
    """
    deepest = np.asarray(maximum_drawdown(returns))
    grown = annualized_return(returns, periods_per_year=periods_per_year)
    return float(ratio_or_error(np.asarray(grown), deepest, what="a drawdown"))


def omega_ratio(returns: FloatArray, *, periods_per_year: float, target: float = 0.0) -> float | FloatArray:
    """Sum of returns above the target over the sum of shortfalls below it; 1 when they balance.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple returns, fraction.
        periods_per_year: 252 for daily returns.
        target: per year, simple; a period's share is target / periods_per_year.

    Missing: NaN is dropped per series; fewer than 2 observations raise MissingData (1-D) or give NaN in that column.
    Raises: CalculationFailed when no return is below the target (a column: NaN).
    Source: Keating and Shadwick (2002), A Universal Performance Measure, Journal of Performance Measurement 6(3).
    Golden: tests/golden/risk_adjusted.csv
    """
    gains, losses = _gains_and_losses(as_series(returns) - target / periods_per_year)
    return ratio_or_error(gains, losses, what="a return below the target")


def gain_to_pain_ratio(returns: FloatArray) -> float | FloatArray:
    """Sum of all returns over the sum of the losses (taken as positive). Shapes, missing data and errors as `omega_ratio`.

    Source: Schwager, Hedge Fund Market Wizards (2012), appendix A; there of monthly returns.
    Golden: tests/golden/risk_adjusted.csv
    """
    gains, losses = _gains_and_losses(as_series(returns))
    return ratio_or_error(np.asarray(gains - losses), losses, what="a loss")


def ulcer_index(returns: FloatArray, *, degrees_of_freedom: int = 0) -> float | FloatArray:
    """Root mean square of the drawdown path over all observations: depth and length of falls in one figure.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple returns, fraction.
        degrees_of_freedom: taken off the number of observations; 1 divides by n - 1, as quantstats.

    Returns:
        Fraction, positive = loss, 0 for a series that never falls.

    Missing: as `drawdown_path`; a missing return leaves value where it was and still counts as an observation.
    Source: Martin and McCann, The Investor's Guide to Fidelity Funds (1989).
    Golden: tests/golden/risk_adjusted.csv
    """
    path = drawdown_path(returns)[1:]
    require_observations(path.shape[0], minimum=degrees_of_freedom + 1)
    return scalar_or_array(np.asarray(np.sqrt((path * path).sum(axis=0) / (path.shape[0] - degrees_of_freedom))))


def hit_rate(returns: FloatArray, benchmark: FloatArray) -> float:
    """Share of periods in which the return was above the benchmark's. Fraction, 0 to 1.

    Args: two series (n_observations,) of the same sessions.
    Missing: sessions where either is NaN are dropped; fewer than 1 raise MissingData.
    Source: Bacon (2008), chapter 3, batting average; Grinold and Kahn (2000).
    """
    own, other = paired_observations(returns, benchmark, minimum=1)
    return float((own > other).mean())


def treynor_ratio(
    returns: FloatArray, benchmark: FloatArray, *, periods_per_year: float, risk_free_rate: float = 0.0, mean: Mean = "arithmetic"
) -> float:
    """Annualized return above the risk-free rate over beta.

    Args:
        returns: (n_observations,) simple returns, fraction.
        benchmark: (n_observations,) of the same sessions.
        periods_per_year: 252 for daily returns.
        risk_free_rate: per year, simple.
        mean: "arithmetic" (mean times periods) or "geometric" (compounded), as PerformanceAnalytics.

    Missing: sessions where either is NaN are dropped; fewer than 2 raise MissingData.
    Raises: CalculationFailed when beta is zero or the benchmark does not vary.
    Source: Treynor (1965), How to Rate Management of Investment Funds, Harvard Business Review 43.
    Golden: tests/golden/risk_adjusted.csv
    """
    own, other = paired_observations(returns, benchmark)
    excess = _annual(own, periods_per_year, mean) - risk_free_rate
    return float(ratio_or_error(np.asarray(excess), np.asarray(beta(own, other)), what="a beta"))


def jensens_alpha(
    returns: FloatArray, benchmark: FloatArray, *, periods_per_year: float, risk_free_rate: float = 0.0, mean: AlphaMean = "arithmetic"
) -> float:
    """Annualized return above what beta times the benchmark's excess return explains. Fraction, positive = gain.

    "arithmetic" is the intercept of the regression of excess returns times the periods per year, "compounded" the same intercept compounded
    over a year (empyrical), "geometric" of compounded returns (PerformanceAnalytics).
    Arguments, missing data and errors as `treynor_ratio`, but a beta of zero is no error.
    Source: Jensen (1968), The Performance of Mutual Funds in the Period 1945-1964, Journal of Finance 23(2).
    Golden: tests/golden/risk_adjusted.csv
    """
    own, other = paired_observations(returns, benchmark)
    if mean == "compounded":
        free = risk_free_rate / periods_per_year
        intercept = float(own.mean()) - free - float(beta(own, other)) * (float(other.mean()) - free)
        return float((1.0 + intercept) ** periods_per_year - 1.0)
    market = _annual(other, periods_per_year, mean) - risk_free_rate
    return _annual(own, periods_per_year, mean) - risk_free_rate - float(beta(own, other)) * market


def conditional_betas(returns: FloatArray, benchmark: FloatArray) -> ConditionalBetas:
    """Bull and bear beta: least-squares slope on the periods in which the benchmark rose, and on those in which it fell.

    Args: two series (n_observations,) of the same sessions.
    Missing: sessions where either is NaN are dropped; fewer than 2 raise MissingData.
    Source: Fabozzi and Francis (1977), Stability Tests for Alphas and Betas over Bull and Bear Market Conditions.
    Golden: tests/golden/risk_adjusted.csv
    """
    own, other = paired_observations(returns, benchmark)
    return ConditionalBetas(bull=_slope(own[other > 0.0], other[other > 0.0]), bear=_slope(own[other < 0.0], other[other < 0.0]))


def _gains_and_losses(series: FloatArray) -> tuple[FloatArray, FloatArray]:
    valid = ~np.isnan(series)
    count = valid.sum(axis=0)
    if series.ndim == 1:
        require_observations(int(count))
    kept = np.where(valid, series, 0.0)
    gains = np.where(count < 2, np.nan, np.maximum(kept, 0.0).sum(axis=0))
    losses = np.where(count < 2, np.nan, -np.minimum(kept, 0.0).sum(axis=0))
    return np.asarray(gains), np.asarray(losses)


def _annual(series: FloatArray, periods_per_year: float, mean: Mean) -> float:
    if mean == "geometric":
        return annualized_return(series, periods_per_year=periods_per_year)
    return float(series.mean() * periods_per_year)


def _slope(own: FloatArray, other: FloatArray) -> float | None:
    if own.size < 2 or float(np.ptp(other)) <= RELATIVE_ZERO * float(np.abs(other).max()):
        return None
    try:
        return float(beta(own, other))
    except CalculationFailed:
        return None
