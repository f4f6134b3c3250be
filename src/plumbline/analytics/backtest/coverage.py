"""Did losses exceed the value at risk as often as they should, and independently of one another?"""

from dataclasses import dataclass
from math import comb, erfc, exp, log, sqrt
from typing import Literal

import numpy as np

from plumbline.analytics.observations import BoolArray, require_observations
from plumbline.analytics.tail.pair import tail_share
from plumbline.core.errors import InvalidInput

Zone = Literal["green", "yellow", "red"]

_YELLOW, _RED = 0.95, 0.9999
_ADD_ONS = {5: 0.40, 6: 0.50, 7: 0.65, 8: 0.75, 9: 0.85}
"""Basel Committee (1996), table 2: for 250 sessions at 99 %."""
_RED_ADD_ON = 1.00


@dataclass(frozen=True)
class LikelihoodRatio:
    """A likelihood ratio test: its statistic, and the chance of one at least as large if the model were right."""

    statistic: float
    p_value: float


@dataclass(frozen=True)
class CoverageTests:
    """Tests of a row of sessions in which losses did or did not exceed the value at risk.

    `unconditional` (how often; 1 degree of freedom), `independence` (whether one follows another; 1), `conditional` (both; 2);
    `independence` and `conditional` are None when no session or every session was exceeded, because nothing can follow then.
    """

    n_exceptions: int
    n_observations: int
    expected_exceptions: float
    unconditional: LikelihoodRatio
    independence: LikelihoodRatio | None
    conditional: LikelihoodRatio | None


@dataclass(frozen=True)
class TrafficLight:
    """Zone of a number of exceptions, the chance of that many or fewer if the model were right, and the addition to the multiplier.

    `multiplier_add_on` follows the table for 250 sessions at 99 %; None for another number of sessions or confidence.
    """

    zone: Zone
    cumulative_probability: float
    multiplier_add_on: float | None


def kupiec_test(n_exceptions: int, n_observations: int, confidence: float) -> LikelihoodRatio:
    """Proportion-of-failures test: is the share of exceptions 1 - confidence?

    Raises: InvalidInput unless 0 <= exceptions <= observations; MissingData without an observation.
    Source: Kupiec (1995), Techniques for Verifying the Accuracy of Risk Measurement Models, Journal of Derivatives 3(2).
    Golden: tests/golden/backtest.csv
    """
    tail = tail_share(confidence)
    require_observations(n_observations, minimum=1, what="sessions with a forecast")
    if not 0 <= n_exceptions <= n_observations:
        message = f"Expected from 0 to {n_observations} exceptions, found {n_exceptions}."
        raise InvalidInput(message)
    free = _log_likelihood(n_exceptions, n_observations, n_exceptions / n_observations)
    statistic = max(0.0, 2.0 * (free - _log_likelihood(n_exceptions, n_observations, tail)))
    return LikelihoodRatio(statistic=statistic, p_value=erfc(sqrt(statistic / 2.0)))


def coverage_tests(exceptions: BoolArray, confidence: float) -> CoverageTests:
    """Kupiec's test with Christoffersen's tests of independence and of conditional coverage.

    Args:
        exceptions: (n_observations,) whether the loss exceeded the value at risk forecast for that session, oldest first.
        confidence: of the forecasts.

    Missing: leave out sessions without a forecast or a return; fewer than 2 raise MissingData.
    Source: Christoffersen (1998), Evaluating Interval Forecasts, International Economic Review 39(4).
    Golden: tests/golden/backtest.csv
    """
    hits = np.asarray(exceptions, dtype=bool)
    require_observations(hits.size, what="sessions with a forecast")
    total = int(hits.sum())
    unconditional = kupiec_test(total, hits.size, confidence)
    independence = _independence(hits)
    conditional = None
    if independence is not None:
        statistic = unconditional.statistic + independence.statistic
        conditional = LikelihoodRatio(statistic=statistic, p_value=exp(-statistic / 2.0))
    return CoverageTests(
        n_exceptions=total,
        n_observations=int(hits.size),
        expected_exceptions=tail_share(confidence) * hits.size,
        unconditional=unconditional,
        independence=independence,
        conditional=conditional,
    )


def traffic_light(n_exceptions: int, n_observations: int = 250, confidence: float = 0.99) -> TrafficLight:
    """Basel zones: yellow from where that many exceptions or fewer have a chance of 95 %, red from 99.99 %.

    Raises: as `kupiec_test`.
    Source: Basel Committee, Supervisory Framework for the Use of Backtesting in Conjunction with the Internal Models Approach (1996).
    Golden: tests/golden/backtest.csv
    """
    kupiec_test(n_exceptions, n_observations, confidence)  # the same checks
    cumulative = _at_most(n_exceptions, n_observations, tail_share(confidence))
    zone: Zone = "green" if cumulative < _YELLOW else "yellow" if cumulative < _RED else "red"
    add_on = None
    if n_observations == 250 and abs(confidence - 0.99) < 1e-9:
        add_on = {"green": 0.0, "yellow": _ADD_ONS.get(n_exceptions, 0.0), "red": _RED_ADD_ON}[zone]
    return TrafficLight(zone=zone, cumulative_probability=cumulative, multiplier_add_on=add_on)


def _independence(hits: BoolArray) -> LikelihoodRatio | None:
    before, after = hits[:-1], hits[1:]
    total, size = int(after.sum()), int(after.size)
    if total in (0, size) or not before.any() or before.all():
        return None
    stays, follows = int((~before & after).sum()), int((before & after).sum())
    n_before = int(before.sum())
    free = _log_likelihood(stays, size - n_before, stays / (size - n_before)) + _log_likelihood(follows, n_before, follows / n_before)
    statistic = max(0.0, 2.0 * (free - _log_likelihood(total, size, total / size)))
    return LikelihoodRatio(statistic=statistic, p_value=erfc(sqrt(statistic / 2.0)))


def _log_likelihood(count: int, size: int, probability: float) -> float:
    hit = count * log(probability) if count else 0.0
    return hit + ((size - count) * log(1.0 - probability) if size > count else 0.0)


def _at_most(count: int, size: int, probability: float) -> float:
    """Binomial distribution function by logarithms of its terms: no factor over- or underflows."""
    if count >= size:
        return 1.0
    terms = [log(comb(size, k)) + k * log(probability) + (size - k) * log(1.0 - probability) for k in range(count + 1)]
    return min(1.0, sum(exp(term) for term in terms))
