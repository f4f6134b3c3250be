"""Value at risk and expected shortfall, historical and parametric. Loss positive, one period ahead, fractions.

The two figures of one method are a pair: an expected shortfall belongs to the quantile of its own value at risk.
"""

from statistics import NormalDist
from typing import Literal

import numpy as np

from plumbline.analytics.observations import (
    FloatArray,
    as_series,
    moments,
    require_observations,
    scalar_or_array,
)
from plumbline.core.errors import InvalidInput

Quantile = Literal["interpolated", "order_statistic"]

_SNAP = 9
"""Decimals kept of a tail count: (1 - 0.95) * 100 is 5.000000000000004 in floating point, and means 5."""


def historical_value_at_risk(
    returns: FloatArray, confidence: float | FloatArray = 0.95, *, quantile: Quantile = "interpolated"
) -> float | FloatArray:
    """Loss that was exceeded in (1 - confidence) of the observed periods.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple returns per period, fraction.
        confidence: share of outcomes not in the tail, 0 < confidence < 1; a scalar or (n_confidences,).
        quantile: "interpolated" (Hyndman and Fan type 7, NumPy's default) or "order_statistic" (the smallest return
            whose share of the sample reaches the tail).

    Returns:
        Loss per period, fraction, positive = loss (negative: even the tail gained); shape is that of `confidence`
        followed by (n_assets,) for 2-D input.

    Missing: NaN is dropped per series; fewer than 2 observations raise MissingData (1-D) or give NaN in that column.
    Source: Jorion, Value at Risk (3rd ed., 2007), chapter 5; Hyndman and Fan (1996), Sample Quantiles.
    Golden: tests/golden/value_at_risk.csv
    """
    return _per_confidence(_sorted(returns), confidence, quantile)[0]


def historical_expected_shortfall(
    returns: FloatArray, confidence: float | FloatArray = 0.95, *, quantile: Quantile = "interpolated"
) -> float | FloatArray:
    """Mean loss over the worst (1 - confidence) share of observations.

    Convention: "interpolated" is the mean of returns at or below the interpolated quantile; "order_statistic" weighs
    the last observation of the tail by its part of the tail, so that the tail holds exactly (1 - confidence) of n.
    Arguments, shapes, sign and missing data as `historical_value_at_risk`; never below it.
    Source: Acerbi and Tasche (2002), On the Coherence of Expected Shortfall; Rockafellar and Uryasev (2002) for the
        weighted form.
    Golden: tests/golden/value_at_risk.csv
    """
    return _per_confidence(_sorted(returns), confidence, quantile)[1]


def parametric_value_at_risk(
    returns: FloatArray, confidence: float | FloatArray = 0.95, *, mean: float | None = None, ddof: int = 1
) -> float | FloatArray:
    """Loss exceeded with probability (1 - confidence) if returns were normal: -(mean + deviation * z).

    Args:
        returns: as `historical_value_at_risk`.
        confidence: as `historical_value_at_risk`.
        mean: known mean that returns are measured from, such as 0; None takes that of the sample.
        ddof: what is taken from the number of observations in the variance: 1 sample, 0 population (the usual one with a known mean).

    Convention: z is the standard normal quantile of (1 - confidence).
    Shapes, sign and missing data as `historical_value_at_risk`.
    Raises: InvalidInput for a ddof other than 0 or 1.
    Source: McNeil, Frey and Embrechts, Quantitative Risk Management (2005), section 2.2.
    Golden: tests/golden/value_at_risk.csv
    """
    tail = _tails(confidence)
    center, deviation = _normal_fit(returns, mean, ddof)
    z = _normal_points(tail).reshape(tail.shape + (1,) * deviation.ndim)
    return scalar_or_array(np.asarray(-(center + deviation * z)))


def parametric_expected_shortfall(
    returns: FloatArray, confidence: float | FloatArray = 0.95, *, mean: float | None = None, ddof: int = 1
) -> float | FloatArray:
    """Mean loss beyond the parametric value at risk if returns were normal: -mean + deviation * density(z) / tail.

    Arguments, shapes, sign, missing data and source as `parametric_value_at_risk`; never below it.
    Golden: tests/golden/value_at_risk.csv
    """
    tail = _tails(confidence)
    center, deviation = _normal_fit(returns, mean, ddof)
    density = np.exp(-0.5 * _normal_points(tail) ** 2) / np.sqrt(2.0 * np.pi)
    multiple = (density / tail).reshape(tail.shape + (1,) * deviation.ndim)
    return scalar_or_array(np.asarray(-center + deviation * multiple))


def _normal_fit(returns: FloatArray, mean: float | None, ddof: int) -> tuple[FloatArray, FloatArray]:
    """Mean and deviation per series."""
    if ddof not in {0, 1}:
        message = f"Expected a ddof of 0 (population) or 1 (sample), found {ddof}."
        raise InvalidInput(message)
    sample = moments(returns)
    if mean is None and ddof == 1:
        return sample.mean, sample.deviation
    count = np.maximum(sample.count, 2)
    apart = 0.0 if mean is None else count * (sample.mean - mean) ** 2
    deviation = np.sqrt((sample.deviation**2 * (count - 1) + apart) / (count - ddof))
    return sample.mean if mean is None else np.where(np.isnan(sample.mean), np.nan, mean), np.asarray(deviation)


def _tails(confidence: float | FloatArray) -> FloatArray:
    """1 - confidence, after checking that it lies strictly between 0 and 1."""
    levels = np.asarray(confidence, dtype=np.float64)
    if not ((levels > 0.0) & (levels < 1.0)).all():
        message = f"Expected a confidence between 0 and 1, such as 0.95, found {confidence}. Choose one inside."
        raise InvalidInput(message)
    return np.asarray(1.0 - levels)


def _normal_points(tails: FloatArray) -> FloatArray:
    """Standard normal quantiles; from the standard library, because importing SciPy for two levels takes 0.1 s."""
    standard = NormalDist()
    return np.array([standard.inv_cdf(tail) for tail in tails.ravel().tolist()]).reshape(tails.shape)


def _sorted(returns: FloatArray) -> FloatArray:
    """Returns in ascending order per series, (n_observations, n_assets); NaN come last."""
    series = as_series(returns)
    if series.ndim == 1:
        require_observations(int((~np.isnan(series)).sum()))
    if series.shape[0] == 0:
        return np.full((1, *series.shape[1:]), np.nan)  # no session at all: like one session without returns
    return np.sort(series, axis=0)


def _per_confidence(
    ordered: FloatArray, confidence: float | FloatArray, quantile: Quantile
) -> tuple[float | FloatArray, float | FloatArray]:
    table = ordered.reshape(ordered.shape[0], -1)
    tails = _tails(confidence)
    pair = _interpolated if quantile == "interpolated" else _order_statistic
    pairs = [pair(table, float(tail)) for tail in tails.ravel()]
    shape = tails.shape + ordered.shape[1:]
    losses = np.array([value_at_risk for value_at_risk, _ in pairs]).reshape(shape)
    tail_means = np.array([shortfall for _, shortfall in pairs]).reshape(shape)
    return scalar_or_array(losses), scalar_or_array(np.maximum(tail_means, losses))


def _interpolated(table: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    count = (~np.isnan(table)).sum(axis=0)
    position = np.round(np.maximum(count - 1, 0) * tail, _SNAP)
    lower = np.floor(position).astype(np.intp)
    upper = np.minimum(lower + 1, np.maximum(count - 1, 0))
    below, above = _pick(table, lower), _pick(table, upper)
    quantile = np.where(count >= 2, below + (position - lower) * (above - below), np.nan)
    inside = table <= quantile
    mean = np.where(inside, table, 0.0).sum(axis=0) / np.maximum(inside.sum(axis=0), 1)
    return -quantile, -np.where(np.isnan(quantile), np.nan, mean)


def _order_statistic(table: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    count = (~np.isnan(table)).sum(axis=0)
    size = np.round(count * tail, _SNAP)  # observations in the tail, with a fraction
    last = np.maximum(np.ceil(size) - 1, 0).astype(np.intp)
    quantile = np.where(count >= 2, _pick(table, last), np.nan)
    before = np.arange(table.shape[0])[:, None] < last
    whole = np.where(before, table, 0.0).sum(axis=0)
    mean = (whole + (size - last) * quantile) / np.where(size > 0.0, size, 1.0)
    return -quantile, -mean


def _pick(table: FloatArray, rows: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> FloatArray:
    """The entry of each column at its own row."""
    return np.asarray(np.take_along_axis(table, rows[None, :], axis=0)[0])
