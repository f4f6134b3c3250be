"""Was the mean loss beyond the value at risk as large as the expected shortfall said?"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from plumbline.analytics.observations import FloatArray, require_observations
from plumbline.analytics.tail.pair import tail_share
from plumbline.analytics.tail.student import StudentFit, student_tail_of
from plumbline.core.errors import CalculationFailed, InvalidInput

WARNING_LEVEL, REJECTION_LEVEL = -0.70, -1.80
"""Z2 below these: significant at 5 % and at 0.01 %, for 250 sessions at 97.5 % and tails from normal to t with 5 degrees."""


@dataclass(frozen=True)
class ShortfallTests:
    """Acerbi and Szekely's tests; 0 is expected, negative = the expected shortfall was too small.

    `z1` looks at the size of the exceptions only and is None without one; `z2` at their number too.
    """

    z1: float | None
    z2: float
    n_exceptions: int
    n_observations: int


@dataclass(frozen=True)
class ShortfallSignificance:
    """Chance of statistics at least as low if the model were right, by simulation; `z1` is None where there is none."""

    z1: float | None
    z2: float
    n_simulations: int
    seed: int


def shortfall_tests(returns: FloatArray, *, value_at_risk: FloatArray, expected_shortfall: FloatArray, confidence: float) -> ShortfallTests:
    """Z1 and Z2 of realized returns against forecasts.

    Args:
        returns: (n_observations,) realized, fraction.
        value_at_risk: (n_observations,) forecast for each, positive = loss.
        expected_shortfall: (n_observations,) forecast for each, positive = loss.
        confidence: of both forecasts.

    Missing: sessions with a NaN in any of the three are dropped; none left raises MissingData.
    Raises: CalculationFailed when a forecast expected shortfall is not positive.
    Source: Acerbi and Szekely (2014), Backtesting Expected Shortfall, Risk, December.
    Golden: tests/golden/backtest.csv
    """
    tail = tail_share(confidence)
    table = np.array([returns, value_at_risk, expected_shortfall], dtype=np.float64)
    realized, point, mean = table[:, ~np.isnan(table).any(axis=0)]
    require_observations(realized.size, minimum=1, what="sessions with a forecast and a return")
    if (mean <= 0.0).any():
        message = "Expected positive forecasts of expected shortfall, found a gain even in the tail. Choose a higher confidence."
        raise CalculationFailed(message)
    hit = realized + point < 0.0
    total, count = float((realized[hit] / mean[hit]).sum()), int(hit.sum())
    return ShortfallTests(
        z1=total / count + 1.0 if count else None,
        z2=total / (realized.size * tail) + 1.0,
        n_exceptions=count,
        n_observations=int(realized.size),
    )


def shortfall_significance(
    tests: ShortfallTests, confidence: float, *, degrees_of_freedom: float = 100.0, n_simulations: int = 10_000, seed: int = 0
) -> ShortfallSignificance:
    """Simulates the tests for a right model with independent Student t returns, and counts how often they fall as low.

    Args:
        tests: from `shortfall_tests`.
        confidence: of the forecasts.
        degrees_of_freedom: of the simulated returns, above 2; 100 is close to normal.
        n_simulations: of the whole history, at least 100.
        seed: the same seed gives the same figures.

    Missing: none enters. Raises: InvalidInput for values outside. Source: Acerbi and Szekely (2014), significance and power.
    """
    if not degrees_of_freedom > 2.0 or n_simulations < 100:
        message = f"Expected more than 2 degrees and at least 100 simulations, found {degrees_of_freedom} and {n_simulations}."
        raise InvalidInput(message)
    found = _right_model(tests.n_observations, tail_share(confidence), degrees_of_freedom, n_simulations, seed)
    return ShortfallSignificance(
        z1=None if tests.z1 is None or not found.z1.size else float((found.z1 <= tests.z1).mean()),
        z2=float((found.z2 <= tests.z2).mean()),
        n_simulations=n_simulations,
        seed=seed,
    )


@dataclass(frozen=True, eq=False)
class _RightModel:
    """Simulated statistics of a right model; `z1` of the histories with an exception only."""

    z1: FloatArray
    z2: FloatArray


@lru_cache(maxsize=16)
def _right_model(n_observations: int, tail: float, degrees_of_freedom: float, n_simulations: int, seed: int) -> _RightModel:
    """What right forecasts would bring; kept, because every method of a backtest is held against the same.

    Only the exceptions are drawn: their number is binomial, and each is a return below the quantile.
    """
    # a second to import, and few figures need it
    from scipy.special import stdtrit

    right = student_tail_of(StudentFit(np.zeros(()), np.ones(()), np.array(degrees_of_freedom)), tail)
    generator = np.random.Generator(np.random.SFC64(seed))
    hits = generator.binomial(n_observations, tail, n_simulations)
    beyond = stdtrit(degrees_of_freedom, generator.uniform(0.0, tail, int(hits.sum())))
    running = np.concatenate([[0.0], np.cumsum(beyond)])
    ends = np.cumsum(hits)
    totals = (running[ends] - running[ends - hits]) / float(right.expected_shortfall)
    with_hits = hits > 0
    return _RightModel(z1=totals[with_hits] / hits[with_hits] + 1.0, z2=totals / (n_observations * tail) + 1.0)
