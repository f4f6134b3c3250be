"""Tail risk over more than one period."""

from math import sqrt
from statistics import NormalDist

import numpy as np

from plumbline.analytics.observations import FloatArray, as_series, moments, require_observations
from plumbline.analytics.tail.pair import TailRisk, tail_risk, tail_share
from plumbline.analytics.value_at_risk import parametric_expected_shortfall
from plumbline.core.errors import InvalidInput


def square_root_of_time(loss: float | FloatArray, periods: int) -> float | FloatArray:
    """One-period loss times the square root of the periods: exact for independent normal returns of mean zero, else a rule of thumb.

    Missing: NaN stays NaN. Raises: InvalidInput for fewer than 1 period.
    Source: Basel Committee, Amendment to the Capital Accord to Incorporate Market Risks (1996), section B.4(c).
    Golden: tests/golden/tail_methods.csv
    """
    return loss * sqrt(_periods(periods))


def overlapping_returns(returns: FloatArray, periods: int) -> FloatArray:
    """Compounded return of every run of `periods` returns; the historical figures of these are those of the horizon.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple returns, fraction.
        periods: of the horizon.

    Returns:
        (n_observations - periods + 1, ...) fractions. They overlap: they are not independent observations.

    Missing: a run that holds a NaN is NaN; fewer observations than periods raise MissingData.
    Source: Jorion, Value at Risk (3rd ed., 2007), chapter 5.
    """
    series = as_series(returns)
    require_observations(series.shape[0], minimum=_periods(periods))
    values = np.ones((series.shape[0] - periods + 1, *series.shape[1:]))
    for shift in range(periods):
        values *= 1.0 + series[shift : shift + values.shape[0]]
    return values - 1.0


def parametric_tail_over(returns: FloatArray, confidence: float = 0.95, *, periods: int) -> TailRisk:
    """Normal value at risk and expected shortfall over a horizon: the mean grows with time, the deviation with its root.

    Shapes, sign and missing data as `parametric_value_at_risk`.
    Source: McNeil, Frey and Embrechts (2005), section 2.2; Jorion (2007), chapter 5.
    """
    tail_share(confidence)
    sample = moments(as_series(returns))
    shortfall = np.asarray(parametric_expected_shortfall(returns, confidence)) + sample.mean  # deviations only
    point = np.asarray(NormalDist().inv_cdf(confidence) * sample.deviation)
    drift, root = sample.mean * _periods(periods), sqrt(periods)
    return tail_risk(np.asarray(point * root - drift), np.asarray(shortfall * root - drift))


def _periods(periods: int) -> int:
    if periods < 1:
        message = f"Expected a horizon of at least 1 period, found {periods}. Choose a longer one."
        raise InvalidInput(message)
    return periods
