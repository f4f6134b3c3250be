"""Returns: from prices, compounded over a period, per year."""

import numpy as np

from plumbline.analytics.observations import (
    FloatArray,
    as_series,
    require_observations,
    scalar_or_array,
    valid_observations,
)
from plumbline.core.errors import CalculationFailed


def simple_returns(prices: FloatArray) -> FloatArray:
    """Relative change of price from one row to the next: p[t] / p[t-1] - 1.

    Args:
        prices: (n_sessions,) or (n_sessions, n_assets); adjusted closes, oldest first.

    Returns:
        Fractions, positive = gain, one row fewer than `prices`.

    Missing: a NaN price makes the return into it and out of it NaN; nothing is carried forward.
    Raises: CalculationFailed on a negative price or a return from a price of zero.
    Source: Bacon, Practical Portfolio Performance Measurement and Attribution (2nd ed., 2008), chapter 2.
    Golden: tests/golden/returns.csv
    """
    table = as_series(prices)
    _require_prices(table, bases=table[:-1])
    return np.asarray(table[1:] / table[:-1] - 1.0)


def log_returns(prices: FloatArray) -> FloatArray:
    """Natural logarithm of the price relative: ln(p[t] / p[t-1]).

    Shapes, missing data and errors as `simple_returns`, and a price of zero is an error in any row.
    """
    table = as_series(prices)
    _require_prices(table, bases=table)
    return np.asarray(np.diff(np.log(table), axis=0))


def cumulative_return(returns: FloatArray) -> float | FloatArray:
    """Compounded simple return over all observations: product of (1 + r), less 1.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple returns, fraction.

    Returns:
        Fraction, positive = gain; (n_assets,) for 2-D input.

    Missing: NaN is left out (its session earns nothing); a series without any return raises MissingData (1-D) or is NaN.
    Source: Bacon (2008), chapter 2.
    Golden: tests/golden/returns.csv
    """
    series = as_series(returns)
    valid = ~np.isnan(series)
    if series.ndim == 1:
        require_observations(int(valid.sum()), minimum=1)
    growth = np.where(valid, 1.0 + series, 1.0).prod(axis=0)
    return scalar_or_array(np.where(valid.any(axis=0), growth - 1.0, np.nan))


def annualized_return(returns: FloatArray, *, periods_per_year: float) -> float:
    """Geometric mean return per year: (product of (1 + r)) ** (periods_per_year / n) - 1.

    Args:
        returns: (n_observations,) simple returns, fraction.
        periods_per_year: 252 for daily returns.

    Returns:
        Fraction per year, positive = gain; -1 when everything was lost.

    Missing: NaN is not counted; fewer than 2 observations raise MissingData.
    Raises: CalculationFailed when value fell below zero, which only leverage can do.
    Source: Bacon (2008), chapter 2.
    Golden: tests/golden/performance.csv
    """
    kept = valid_observations(returns)
    if (kept < -1.0).any():
        message = "Expected returns of -100 % or more, found a larger loss: the value fell below zero and has no growth rate."
        raise CalculationFailed(message)
    return float((1.0 + kept).prod() ** (periods_per_year / kept.size) - 1.0)


def mean_return_annualized(returns: FloatArray, *, periods_per_year: float) -> float:
    """Arithmetic mean return per year: mean of the periods times periods_per_year.

    Above the geometric mean by about half the variance. Arguments as `annualized_return`.
    Missing: NaN is not counted; fewer than 2 observations raise MissingData.
    Source: Bacon (2008), chapter 2, average returns.
    Golden: tests/golden/performance.csv
    """
    return float(valid_observations(returns).mean() * periods_per_year)


def _require_prices(table: FloatArray, *, bases: FloatArray) -> None:
    if (table < 0.0).any() or (bases == 0.0).any():
        message = "Expected prices above zero, found zero or less. Correct or remove those prices."
        raise CalculationFailed(message)
