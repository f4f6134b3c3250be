"""Performance: return set against risk and against a benchmark. Daily (or other periodic) simple returns in, fractions."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import (
    FloatArray,
    as_series,
    moments,
    paired_observations,
    ratio_or_error,
    require_observations,
    scalar_or_array,
    valid_observations,
)
from plumbline.analytics.returns import cumulative_return
from plumbline.core.errors import CalculationFailed


@dataclass(frozen=True)
class Capture:
    """Geometric average return on the benchmark's up (down) periods over the benchmark's own; None without such periods."""

    up: float | None
    down: float | None


@dataclass(frozen=True)
class ExtremePeriods:
    """Best and worst return and their rows in the series; the earliest of equal ones."""

    best: float
    best_row: int
    worst: float
    worst_row: int


def sharpe_ratio(returns: FloatArray, *, periods_per_year: float, risk_free_rate: float = 0.0) -> float | FloatArray:
    """Arithmetic mean of the return above the risk-free rate over its deviation (n - 1), annualized.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple returns per period, fraction.
        periods_per_year: 252 for daily returns.
        risk_free_rate: per year, simple; a period earns risk_free_rate / periods_per_year.

    Returns:
        Ratio per year; (n_assets,) for 2-D input.

    Missing: NaN is dropped per series; fewer than 2 observations raise MissingData (1-D) or give NaN in that column.
    Raises: CalculationFailed for a constant series (a column: NaN).
    Source: Sharpe (1994), The Sharpe Ratio, Journal of Portfolio Management 21(1).
    Golden: tests/golden/performance.csv
    """
    sample = moments(as_series(returns) - risk_free_rate / periods_per_year)
    scaled = np.asarray(sample.mean * np.sqrt(periods_per_year))
    return ratio_or_error(scaled, sample.deviation, what="a volatility")


def downside_deviation(returns: FloatArray, *, periods_per_year: float, target: float = 0.0) -> float | FloatArray:
    """Root mean squared shortfall below the target over all n observations, annualized.

    `target` is per year, simple. 0 when no return is below it. Shapes and missing data as `sharpe_ratio`.
    Source: Sortino and van der Meer (1991), Downside Risk, Journal of Portfolio Management 17(4).
    Golden: tests/golden/performance.csv
    """
    series = as_series(returns) - target / periods_per_year
    valid = ~np.isnan(series)
    count = valid.sum(axis=0)
    if series.ndim == 1:
        require_observations(int(count))
    squares = np.where(valid, np.minimum(series, 0.0), 0.0) ** 2
    mean = np.where(count < 2, np.nan, squares.sum(axis=0) / np.maximum(count, 1))
    return scalar_or_array(np.asarray(np.sqrt(mean * periods_per_year)))


def sortino_ratio(returns: FloatArray, *, periods_per_year: float, target: float = 0.0) -> float | FloatArray:
    """Annualized mean return above the target over the downside deviation from it.

    Shapes and missing data as `sharpe_ratio`; `target` as `downside_deviation`.
    Raises: CalculationFailed when no return is below the target (a column: NaN).
    Source: Sortino and van der Meer (1991).
    Golden: tests/golden/performance.csv
    """
    downside = downside_deviation(returns, periods_per_year=periods_per_year, target=target)
    mean = moments(as_series(returns) - target / periods_per_year).mean
    return ratio_or_error(mean * periods_per_year, np.asarray(downside), what="a return below the target")


def active_return(returns: FloatArray, benchmark: FloatArray) -> float:
    """Compounded return less the benchmark's over the sessions that both have. Fraction, positive = ahead.

    Args: two series (n_observations,) of the same sessions.
    Missing: sessions where either is NaN are dropped; fewer than 1 raise MissingData.
    Source: Bacon (2008), chapter 2, arithmetic excess return.
    """
    own, other = paired_observations(returns, benchmark, minimum=1)
    return float(cumulative_return(own)) - float(cumulative_return(other))


def tracking_error(returns: FloatArray, benchmark: FloatArray, *, periods_per_year: float) -> float:
    """Deviation (n - 1) of the return less the benchmark's, annualized. Fraction, 0 for the benchmark itself.

    Args: two series (n_observations,) of the same sessions.
    Missing: sessions where either is NaN are dropped; fewer than 2 raise MissingData.
    Source: Grinold and Kahn, Active Portfolio Management (2nd ed., 2000), chapter 3.
    Golden: tests/golden/performance.csv
    """
    own, other = paired_observations(returns, benchmark)
    return float(moments(own - other).deviation * np.sqrt(periods_per_year))


def information_ratio(returns: FloatArray, benchmark: FloatArray, *, periods_per_year: float) -> float:
    """Annualized mean of the return less the benchmark's over the tracking error.

    Missing data as `tracking_error`. Raises: CalculationFailed when the tracking error is zero.
    Source: Grinold and Kahn (2000), chapter 5.
    Golden: tests/golden/performance.csv
    """
    own, other = paired_observations(returns, benchmark)
    return float(sharpe_ratio(own - other, periods_per_year=periods_per_year))


def capture(returns: FloatArray, benchmark: FloatArray, *, periods_per_year: float | None = None) -> Capture:
    """Up and down capture: geometric average return on the benchmark's up (down) periods over the benchmark's own.

    Args:
        returns: (n_observations,) simple returns, fraction.
        benchmark: (n_observations,) of the same sessions.
        periods_per_year: None compares averages per period; given, both are annualized first, as empyrical.

    Missing data as `tracking_error`.
    Raises: CalculationFailed on a return below -100 %.
    Source: Bacon (2008), chapter 3.
    Golden: tests/golden/conventions.csv
    """
    own, other = paired_observations(returns, benchmark)
    if (own < -1.0).any() or (other < -1.0).any():
        message = "Expected returns of -100 % or more, found a larger loss: capture has no defined average."
        raise CalculationFailed(message)
    scale = periods_per_year or 1.0
    return Capture(up=_captured(own, other, other > 0.0, scale=scale), down=_captured(own, other, other < 0.0, scale=scale))


def extreme_periods(returns: FloatArray) -> ExtremePeriods:
    """The best and the worst return of one series. NaN is ignored; a series without any return raises MissingData."""
    valid_observations(returns, minimum=1)
    series = as_series(returns)
    best, worst = int(np.nanargmax(series)), int(np.nanargmin(series))
    return ExtremePeriods(best=float(series[best]), best_row=best, worst=float(series[worst]), worst_row=worst)


def up_days(returns: FloatArray) -> float:
    """Share of observations above zero. NaN is not counted; a series without any return raises MissingData."""
    return float((valid_observations(returns, minimum=1) > 0.0).mean())


def _captured(own: FloatArray, other: FloatArray, chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], *, scale: float) -> float | None:
    if not chosen.any():
        return None
    exponent = scale / float(chosen.sum())
    benchmark = float((1.0 + other[chosen]).prod() ** exponent - 1.0)
    return float((1.0 + own[chosen]).prod() ** exponent - 1.0) / benchmark
