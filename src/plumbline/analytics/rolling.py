"""Figures of each run of `window` returns: how return, risk and dependence moved over time.

All align with the last return of their run; the first window - 1 rows, and runs that hold a NaN or have no defined figure, are NaN.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from plumbline.analytics.observations import RELATIVE_ZERO, FloatArray, as_series
from plumbline.core.errors import InvalidInput


def rolling_return(returns: FloatArray, *, window: int) -> FloatArray:
    """Compounded return of each run.

    Args:
        returns: (n_observations,) simple returns, fraction.
        window: returns per figure, at least 2.

    Returns:
        (n_observations,) fractions, positive = gain.

    Missing: a run that holds a NaN is NaN.
    Source: Bacon (2008), chapter 2.
    """
    runs = _runs(returns, window)
    return _aligned(returns, window, np.asarray((1.0 + runs).prod(axis=-1) - 1.0))


def rolling_sharpe(returns: FloatArray, *, window: int, periods_per_year: float, risk_free_rate: float = 0.0) -> FloatArray:
    """Sharpe ratio of each run; NaN where it does not vary. Everything else as `rolling_return` and `sharpe_ratio`.

    Source: Sharpe (1994).
    """
    runs = _runs(np.asarray(returns) - risk_free_rate / periods_per_year, window)
    deviation = _without_noise(runs.std(axis=-1, ddof=1), runs)
    return _aligned(returns, window, np.asarray(runs.mean(axis=-1) / deviation * np.sqrt(periods_per_year)))


def rolling_beta(returns: FloatArray, benchmark: FloatArray, *, window: int) -> FloatArray:
    """Beta of each run; NaN where the benchmark does not vary. Everything else as `rolling_return` and `beta`.

    Source: Sharpe (1964).
    """
    _, other, products = _pairs(returns, benchmark, window)
    variance = _without_noise(other.std(axis=-1), other) ** 2
    return _aligned(returns, window, np.asarray(products / variance))


def rolling_correlation(returns: FloatArray, other: FloatArray, *, window: int) -> FloatArray:
    """Correlation of each run, -1 to 1; NaN where one of both does not vary. Everything else as `rolling_return`.

    Source: Pearson product-moment correlation.
    """
    one, two, products = _pairs(returns, other, window)
    scale = _without_noise(one.std(axis=-1), one) * _without_noise(two.std(axis=-1), two)
    return _aligned(returns, window, np.asarray(np.clip(products / scale, -1.0, 1.0)))


def rolling_maximum_drawdown(returns: FloatArray, *, window: int) -> FloatArray:
    """Maximum drawdown of each run, its first value being a peak; positive = loss. Everything else as `rolling_return`.

    Source: Magdon-Ismail and Atiya (2004).
    """
    values = np.cumprod(1.0 + _runs(returns, window), axis=-1)
    peaks = np.maximum(np.maximum.accumulate(values, axis=-1), 1.0)
    return _aligned(returns, window, np.asarray(np.maximum(1.0 - values / peaks, 0.0).max(axis=-1, initial=0.0)))


def _runs(returns: FloatArray, window: int) -> FloatArray:
    """(n_runs, window); a read-only view."""
    if window < 2:
        message = f"Expected a window of at least 2 returns, found {window}. Choose a longer one."
        raise InvalidInput(message)
    series = as_series(returns)
    if series.ndim != 1:
        message = f"Expected one series, found an array of shape {series.shape}."
        raise ValueError(message)
    return sliding_window_view(series, window) if series.size >= window else np.empty((0, window))


def _pairs(returns: FloatArray, benchmark: FloatArray, window: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Runs of both and their covariance (over n)."""
    if np.shape(returns) != np.shape(benchmark):
        message = f"Expected two series of equal length, found shapes {np.shape(returns)} and {np.shape(benchmark)}."
        raise ValueError(message)
    one, two = _runs(returns, window), _runs(benchmark, window)
    centered = two - two.mean(axis=-1, keepdims=True)
    return one, two, np.asarray(np.einsum("rw,rw->r", one, centered) / window)


def _without_noise(deviation: FloatArray, runs: FloatArray) -> FloatArray:
    """NaN where a run's deviation is rounding noise: it divides, and there is no ratio then."""
    largest = np.abs(runs).max(axis=-1, initial=0.0)
    return np.where(deviation <= RELATIVE_ZERO * largest, np.nan, deviation)


def _aligned(returns: FloatArray, window: int, figures: FloatArray) -> FloatArray:
    rolled = np.full(np.shape(returns), np.nan)
    rolled[window - 1 :] = figures
    return rolled
