"""What every figure from a series needs first: the valid observations, and a clear error when there are too few.

One series (1-D) that has no defined figure raises; in a table of series (2-D) only that column becomes NaN, so that one
short history does not sink a table.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plumbline.core.errors import CalculationFailed, MissingData

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

TRADING_DAYS = 252
"""Sessions per year for annualizing daily figures: the usual convention for exchanges of the United States."""

RELATIVE_ZERO = 1e-12
"""A standard deviation below this share of the largest observation is rounding noise: the series is constant."""


@dataclass(frozen=True)
class Moments:
    """Count, mean and sample standard deviation (n - 1) per series; shapes () or (n_assets,)."""

    count: NDArray[np.int64]
    mean: FloatArray
    deviation: FloatArray


def valid_observations(returns: FloatArray, *, minimum: int = 2) -> FloatArray:
    """The observations of one series without NaN, as float64.

    Raises:
        MissingData: fewer than `minimum` observations are left.
        CalculationFailed: an observation is infinite.
    """
    series = as_series(returns)
    if series.ndim != 1:
        message = f"Expected one series, found an array of shape {series.shape}."
        raise ValueError(message)
    kept = series[~np.isnan(series)]
    require_observations(kept.size, minimum=minimum)
    return kept


def paired_observations(returns: FloatArray, benchmark: FloatArray, *, minimum: int = 2) -> tuple[FloatArray, FloatArray]:
    """Both series on the sessions where both have a return; raises like `valid_observations`."""
    one, other = as_series(returns), as_series(benchmark)
    if one.shape != other.shape or one.ndim != 1:
        message = f"Expected two series of equal length, found shapes {one.shape} and {other.shape}."
        raise ValueError(message)
    both = ~(np.isnan(one) | np.isnan(other))
    require_observations(int(both.sum()), minimum=minimum, what="sessions that both series share")
    return one[both], other[both]


def moments(returns: FloatArray) -> Moments:
    """Count, mean and deviation per series, NaN left out; a column with fewer than 2 observations has NaN moments.

    A deviation that is only rounding noise is returned as exactly 0, so that a constant series is recognized as one.
    """
    series, complete = checked_series(returns)
    if series.shape[0] >= 2 and complete:
        return _complete_moments(series)
    valid = ~np.isnan(series)
    count = valid.sum(axis=0)
    if series.ndim == 1:
        require_observations(int(count))
    enough = count >= 2
    kept = np.where(valid, series, 0.0)
    mean = np.where(enough, kept.sum(axis=0) / np.maximum(count, 1), np.nan)
    centered = np.where(valid, kept - mean, 0.0)
    deviation = np.sqrt(np.einsum("t...,t...->...", centered, centered) / np.maximum(count - 1, 1))
    deviation = np.where(deviation <= RELATIVE_ZERO * largest_size(kept), 0.0, deviation)
    return Moments(count=count, mean=mean, deviation=np.where(enough, deviation, np.nan))


def ratio_or_error(numerator: FloatArray, denominator: FloatArray, *, what: str) -> float | FloatArray:
    """Element-wise ratio; a zero denominator raises for one series and is NaN within a table.

    Raises:
        CalculationFailed: scalars with a zero denominator.
    """
    if np.ndim(denominator) == 0 and float(denominator) == 0.0:
        message = f"Expected {what} above zero to divide by, found a series that does not vary. Choose a longer period."
        raise CalculationFailed(message)
    safe = np.where(denominator == 0.0, np.nan, denominator)
    return scalar_or_array(np.asarray(numerator / safe))


def scalar_or_array(values: FloatArray) -> float | FloatArray:
    """A Python float for a 0-d array, the array itself otherwise."""
    return float(values) if values.ndim == 0 else values


def largest_size(series: FloatArray) -> FloatArray:
    """Largest absolute value per series, 0 for an empty one; without a copy of the table. NaN stays."""
    return np.asarray(np.maximum(series.max(axis=0, initial=0.0), -series.min(axis=0, initial=0.0)))


def as_series(returns: FloatArray) -> FloatArray:
    """Float64 array of one or two dimensions without infinities."""
    return checked_series(returns)[0]


def checked_series(returns: FloatArray) -> tuple[FloatArray, bool]:
    """What `as_series` gives, and whether no observation is missing: one pass of additions tells both where all is well."""
    series = np.asarray(returns, dtype=np.float64)
    if series.ndim not in (1, 2):
        message = f"Expected (n_observations,) or (n_observations, n_assets), found shape {series.shape}."
        raise ValueError(message)
    with np.errstate(invalid="ignore"):  # the sum of plus and minus infinity
        complete = bool(np.isfinite(series.sum(axis=0).sum()))  # along the columns first: twice as fast for a long table
    if not complete and np.isinf(series).any():
        message = "Expected finite returns, found an infinite one. Check the prices for a zero."
        raise CalculationFailed(message)
    return series, complete


def require_observations(found: int, *, minimum: int = 2, what: str = "returns") -> None:
    """Raise `MissingData` when fewer than `minimum` observations were found."""
    if found < minimum:
        message = f"Expected at least {minimum} {what}, found {found}. Choose a longer period or a later date."
        raise MissingData(message)


def _complete_moments(series: FloatArray) -> Moments:
    """Moments of a table without gaps, by the sum of squares where that loses no digit, else by deviations from the mean."""
    count = series.shape[0]
    mean = np.asarray(series.sum(axis=0) / count)
    squares = np.einsum("t...,t...->...", series, series)
    centered = np.asarray(squares - count * mean * mean)
    poor = ~(centered >= 0.5 * squares)  # the mean is as large as the moves around it, as in prices or a constant series
    if poor.any():
        centered[poor] = _centered_squares(series[:, poor] if series.ndim == 2 else series, mean[poor])
    return Moments(count=np.full(mean.shape, count, dtype=np.int64), mean=mean, deviation=np.sqrt(centered / (count - 1)))


def _centered_squares(series: FloatArray, mean: FloatArray) -> FloatArray:
    moves = series - mean
    squares = np.einsum("t...,t...->...", moves, moves)
    noise = np.sqrt(squares / (series.shape[0] - 1)) <= RELATIVE_ZERO * largest_size(series)
    return np.asarray(np.where(noise, 0.0, squares))
