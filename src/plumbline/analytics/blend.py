"""Blended benchmarks: the return series of fixed shares of several indexes, rebalanced by a stated rule."""

from itertools import pairwise
from typing import Literal

import numpy as np

from plumbline.analytics.observations import FloatArray, as_series
from plumbline.analytics.periods import DateArray
from plumbline.core.errors import InvalidInput, MissingData

Rebalance = Literal["session", "month", "quarter", "year", "never"]

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def blended_returns(returns: FloatArray, weights: FloatArray, *, sessions: DateArray, rebalance: Rebalance = "month") -> FloatArray:
    """Return of each session of a blend that starts each period with the given weights and drifts within it.

    Args:
        returns: (n_observations, n_components) simple returns, fraction.
        weights: (n_components,) that add to 1; signed.
        sessions: (n_observations,) datetime64, ascending.
        rebalance: when the weights are restored, before the first return of a new session, calendar month, quarter or year; "never" after
            the first.

    Returns:
        (n_observations,) fractions, positive = gain.

    Missing: a NaN return of a component with a weight raises MissingData: a blend with a gap has no defined drift.
    Raises: InvalidInput unless the weights add to 1 and sessions ascend.
    Source: Bacon (2008), chapter 3, customized and blended benchmarks; as Return.portfolio of PerformanceAnalytics.
    Golden: tests/golden/blend.csv
    """
    table, shares, days = _checked(returns, weights, sessions)
    if rebalance == "session":
        return np.asarray(table @ shares)
    blended = np.empty(table.shape[0])
    for first, end in pairwise([*_starts(days, rebalance), table.shape[0]]):
        values = np.cumprod(1.0 + table[first:end], axis=0) @ shares
        before = np.concatenate([[1.0], values[:-1]])
        if (before <= 0.0).any():
            message = "Expected a blend of positive value, found one that lost everything within a period. Rebalance it more often."
            raise InvalidInput(message)
        blended[first:end] = values / before - 1.0
    return blended


def _starts(days: DateArray, rebalance: Rebalance) -> list[int]:
    if rebalance == "never":
        return [0]
    periods = days.astype("datetime64[M]").astype(np.int64) // _MONTHS[rebalance]
    return [0, *(np.flatnonzero(np.diff(periods)) + 1).tolist()]


def _checked(returns: FloatArray, weights: FloatArray, sessions: DateArray) -> tuple[FloatArray, FloatArray, DateArray]:
    table, shares, days = as_series(returns), np.asarray(weights, dtype=np.float64), np.asarray(sessions, dtype="datetime64[D]")
    if table.ndim != 2 or shares.shape != table.shape[1:] or days.shape != table.shape[:1]:
        message = f"Expected a weight per component and a session per row, found {table.shape}, {shares.shape} and {days.shape}."
        raise InvalidInput(message)
    if not abs(float(shares.sum()) - 1.0) <= 1e-9:
        message = f"Expected weights of a blend that add to 1, found {float(shares.sum()):.6g}. Scale them or add cash."
        raise InvalidInput(message)
    if (np.diff(days) <= np.timedelta64(0, "D")).any():
        message = "Expected ascending sessions, found a later one before an earlier one. Sort them."
        raise InvalidInput(message)
    used = shares != 0.0
    gaps = int(np.isnan(table[:, used]).any(axis=1).sum())
    if gaps:
        message = f"Expected a return of every component in each session, found {gaps} sessions without. Choose sessions that all have."
        raise MissingData(message)
    return table[:, used], shares[used], days
