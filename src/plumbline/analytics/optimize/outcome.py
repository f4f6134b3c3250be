"""What an optimization returns."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray


@dataclass(frozen=True)
class Optimum:
    """Weights and what they mean, per period of the inputs (daily inputs give daily figures); fractions.

    `expected_return` is None where none was given; it is before costs, `costs` is what the trades would cost. `turnover` is half
    the sum of absolute changes, None without current weights. `binding` names the limits that hold the optimum back. `exact` is
    False when a limit on the number of names was met by a heuristic.
    """

    weights: FloatArray
    volatility: float
    expected_return: float | None
    costs: float
    turnover: float | None
    binding: tuple[str, ...]
    exact: bool = True


def cleaned(weights: FloatArray, *, at_most: float = 1e-9) -> FloatArray:
    """Weights without the dust of an interior-point solver: sizes up to `at_most` become exactly zero.

    Missing: NaN stays. Source: rounding at the accuracy of the solver.
    """
    return np.where(np.abs(weights) <= at_most, 0.0, weights)
