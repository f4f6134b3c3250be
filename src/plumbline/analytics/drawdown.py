"""Drawdown: how far compounded value stands below its earlier peak. Positive = loss."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray, as_series, require_observations, scalar_or_array
from plumbline.core.errors import CalculationFailed


@dataclass(frozen=True)
class Drawdown:
    """The deepest fall of a series.

    `peak`, `trough` and `recovery` are points of the value path: point 0 is the starting value, point i the value after
    return i. When the returns come from a price table, they are rows of that table. `recovery` is None while the peak
    has not been reached again. A series that never falls has depth 0 and peak = trough.
    """

    depth: float
    peak: int
    trough: int
    recovery: int | None


def drawdown_path(returns: FloatArray) -> FloatArray:
    """Fall from the highest value so far, at each point, the starting value included.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple returns, fraction.

    Returns:
        (n_observations + 1, ...) fractions from 0 to 1, positive = loss, compounded; first row 0.

    Missing: a NaN return leaves value where it was; a series without any return raises MissingData (1-D) or is NaN.
    Raises: CalculationFailed when value fell below zero, which only leverage can do.
    Source: Magdon-Ismail and Atiya (2004), Maximum Drawdown, Risk 17(10).
    Golden: tests/golden/drawdown.csv
    """
    values = _value_path(returns)
    peaks = np.maximum.accumulate(values, axis=0)
    return np.asarray(np.maximum(1.0 - values / peaks, 0.0))


def maximum_drawdown(returns: FloatArray) -> float | FloatArray:
    """Largest value of the drawdown path; 0 for a series that never falls. Everything else as `drawdown_path`."""
    return scalar_or_array(np.asarray(drawdown_path(returns).max(axis=0)))


def current_drawdown(returns: FloatArray) -> float | FloatArray:
    """Last value of the drawdown path: 0 at a new high. Everything else as `drawdown_path`."""
    return scalar_or_array(np.asarray(drawdown_path(returns)[-1]))


def deepest_drawdown(returns: FloatArray) -> Drawdown:
    """The maximum drawdown of one series with its peak, trough and recovery.

    The earliest of equally deep falls; its peak is the last point at the highest value before the trough.
    Missing data and errors as `drawdown_path`.
    """
    values = _value_path(returns)
    if values.ndim != 1:
        message = f"Expected one series, found an array of shape {values.shape}."
        raise ValueError(message)
    path = np.maximum(1.0 - values / np.maximum.accumulate(values), 0.0)
    trough = int(path.argmax())
    if path[trough] == 0.0:
        return Drawdown(depth=0.0, peak=trough, trough=trough, recovery=trough)
    before = values[: trough + 1]
    peak = trough - int(before[::-1].argmax())
    again = np.flatnonzero(values[trough:] >= values[peak])
    recovery = trough + int(again[0]) if again.size else None
    return Drawdown(depth=float(path[trough]), peak=peak, trough=trough, recovery=recovery)


def _value_path(returns: FloatArray) -> FloatArray:
    """Growth of 1 with the starting value prepended: a fall on the first day counts."""
    series = as_series(returns)
    valid = ~np.isnan(series)
    if series.ndim == 1:
        require_observations(int(valid.sum()), minimum=1)
    growth = np.where(valid, 1.0 + series, 1.0)
    if (growth < 0.0).any():
        message = "Expected returns of -100 % or more, found a larger loss: the value fell below zero and has no drawdown."
        raise CalculationFailed(message)
    values = np.concatenate([np.ones((1, *series.shape[1:])), growth.cumprod(axis=0)])
    return np.where(valid.any(axis=0), values, np.nan)
