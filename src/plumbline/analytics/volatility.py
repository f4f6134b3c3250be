"""Volatility: standard deviation of returns, per year."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from plumbline.analytics.observations import FloatArray, as_series, moments, scalar_or_array


def volatility_annualized(returns: FloatArray, *, periods_per_year: float) -> float | FloatArray:
    """Sample standard deviation (n - 1) of simple returns times the square root of the periods per year.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple returns per period, fraction.
        periods_per_year: 252 for daily returns.

    Returns:
        Fraction per year, never negative, 0 for a constant series; (n_assets,) for 2-D input.

    Missing: NaN is dropped per series; fewer than 2 observations raise MissingData (1-D) or give NaN in that column.
    Source: Hull, Options, Futures, and Other Derivatives, chapter on estimating volatility from historical data.
    Golden: tests/golden/volatility.csv
    """
    return scalar_or_array(np.asarray(moments(returns).deviation * np.sqrt(periods_per_year)))


def rolling_volatility(returns: FloatArray, *, window: int, periods_per_year: float) -> FloatArray:
    """Annualized volatility of each run of `window` returns.

    Args:
        returns: (n_observations,) simple returns.
        window: number of returns per figure, at least 2.
        periods_per_year: 252 for daily returns.

    Returns:
        (n_observations,) fractions per year, aligned with the last return of each run; NaN for the first window - 1
        rows and where a run holds a NaN.
    """
    if window < 2:
        message = f"Expected a window of at least 2 returns, found {window}."
        raise ValueError(message)
    series = as_series(returns)
    rolled = np.full(series.shape, np.nan)
    if series.size >= window:
        deviations = sliding_window_view(series, window).std(axis=-1, ddof=1)
        rolled[window - 1 :] = deviations * np.sqrt(periods_per_year)
    return rolled
