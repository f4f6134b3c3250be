"""The shape of a distribution of returns: lopsidedness and tails, beside its mean and its volatility."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray, as_series, moments, ratio_or_error, require_observations
from plumbline.analytics.value_at_risk import historical_value_at_risk
from plumbline.core.errors import InvalidInput


@dataclass(frozen=True)
class Shape:
    """Count, mean, sample deviation (n - 1), skewness and excess kurtosis (population moments) per series; () or (n_assets,).

    Skewness and kurtosis are NaN where a series does not vary.
    """

    count: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    mean: FloatArray
    deviation: FloatArray
    skewness: FloatArray
    excess_kurtosis: FloatArray


def skewness(returns: FloatArray, *, bias_corrected: bool = False) -> float | FloatArray:
    """Third central moment over the cubed deviation: 0 for a symmetric distribution, negative with a long tail of losses.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple returns, fraction.
        bias_corrected: False divides by n throughout (g1); True multiplies by sqrt(n (n - 1)) / (n - 2) (G1, as spreadsheets).

    Missing: NaN is dropped per series; fewer than 3 observations raise MissingData (1-D) or give NaN in that column.
    Raises: CalculationFailed for a constant series (a column: NaN).
    Source: Joanes and Gill (1998), Comparing Measures of Sample Skewness and Kurtosis, The Statistician 47(1).
    Golden: tests/golden/risk_adjusted.csv
    """
    sample = shape(returns)
    n = sample.count.astype(np.float64)
    factor = np.sqrt(n * (n - 1.0)) / np.maximum(n - 2.0, 1.0) if bias_corrected else np.ones_like(n)
    return _defined(sample, np.asarray(sample.skewness * factor), minimum=3)


def excess_kurtosis(returns: FloatArray, *, bias_corrected: bool = False) -> float | FloatArray:
    """Fourth central moment over the squared variance, less 3: 0 for a normal distribution, positive with fat tails.

    `bias_corrected` gives G2, as spreadsheets. Fewer than 4 observations are too few; everything else as `skewness`.
    Source: Joanes and Gill (1998).
    Golden: tests/golden/risk_adjusted.csv
    """
    sample = shape(returns)
    plain = sample.excess_kurtosis
    if bias_corrected:
        n = np.maximum(sample.count.astype(np.float64), 4.0)
        plain = np.asarray((n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * plain + 6.0))
    return _defined(sample, plain, minimum=4)


def tail_ratio(returns: FloatArray, confidence: float = 0.95) -> float | FloatArray:
    """Size of the gain at the upper quantile over the size of the loss at the lower one; above 1: the gains reach further.

    Quantiles are interpolated (type 7); both are taken without their sign. Shapes as `skewness`.
    Missing: NaN is dropped per series; fewer than 2 observations raise MissingData (1-D) or give NaN in that column.
    Raises: CalculationFailed when the lower quantile is zero (a column: NaN); InvalidInput for a confidence not above one half.
    Source: empyrical (Quantopian), tail_ratio, at 95 %.
    Golden: tests/golden/risk_adjusted.csv
    """
    if not confidence > 0.5:
        message = f"Expected a confidence above 0.5, such as 0.95, found {confidence}. Choose one above."
        raise InvalidInput(message)
    series = as_series(returns)
    upper = np.abs(np.asarray(historical_value_at_risk(-series, confidence)))
    lower = np.abs(np.asarray(historical_value_at_risk(series, confidence)))
    return ratio_or_error(upper, lower, what="a lower quantile")


def shape(returns: FloatArray) -> Shape:
    """The first four moments of each series in one pass.

    Missing: NaN is dropped per series; fewer than 2 observations raise MissingData (1-D) or give NaN in that column.
    """
    series = as_series(returns)
    sample = moments(series)
    centered = series - sample.mean
    valid = ~np.isnan(centered)
    if not valid.all():
        centered = np.where(valid, centered, 0.0)
    n = np.maximum(sample.count, 1)
    squares = centered * centered
    second = squares.sum(axis=0) / n
    flat = (sample.deviation == 0.0) | np.isnan(sample.deviation)
    safe = np.where(flat, 1.0, second)
    third = np.einsum("t...,t...->...", squares, centered) / n
    fourth = np.einsum("t...,t...->...", squares, squares) / n
    return Shape(
        count=np.asarray(sample.count, dtype=np.int64),
        mean=sample.mean,
        deviation=sample.deviation,
        skewness=np.where(flat, np.nan, third / safe**1.5),
        excess_kurtosis=np.where(flat, np.nan, fourth / safe**2 - 3.0),
    )


def _defined(sample: Shape, values: FloatArray, *, minimum: int) -> float | FloatArray:
    """The values; one series with too few observations or without variation raises, a column is NaN."""
    enough = sample.count >= minimum
    if values.ndim == 0:
        require_observations(int(sample.count), minimum=minimum)
        return float(ratio_or_error(values, np.asarray(np.where(np.isnan(values), 0.0, 1.0)), what="a deviation"))
    return np.where(enough, values, np.nan)
