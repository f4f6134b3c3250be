"""The efficient frontier: for each level of expected return the least volatility that the limits allow."""

from dataclasses import replace

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.optimize.constraints import LONG_ONLY, Constraints, constraint_rows
from plumbline.analytics.optimize.inputs import checked_covariance, checked_vector
from plumbline.analytics.optimize.mean_variance import described, minimum_variance, optimum_of, target_return
from plumbline.analytics.optimize.outcome import Optimum
from plumbline.analytics.optimize.program import Program
from plumbline.core.errors import InvalidInput

_INSIDE = 1e-7
"""The last point lies this share of the range below the highest return, where the solver still has room."""


def efficient_frontier(
    covariance: FloatArray, expected_returns: FloatArray, *, n_points: int = 20, constraints: Constraints = LONG_ONLY
) -> tuple[Optimum, ...]:
    """Portfolios from the least volatility to the highest expected return, in equal steps of expected return less costs.

    Missing: NaN raises MissingData.
    Raises: InvalidInput on fewer than 2 points, a limit on the number of names (the frontier would not be one), or limits that
        conflict.
    Source: Markowitz (1952), Portfolio Selection; Merton (1972), An Analytic Derivation of the Efficient Portfolio Frontier.
    Golden: tests/golden/optimize.csv
    """
    matrix = checked_covariance(covariance)
    returns = checked_vector(expected_returns, len(matrix), what="expected return")
    if n_points < 2 or constraints.n_names is not None:
        message = "Expected at least 2 points and no limit on the number of names, found otherwise. Change the request."
        raise InvalidInput(message)
    safest = minimum_variance(matrix, replace(constraints, risk_aversion=np.inf))  # costs count in the return
    safest = replace(safest, expected_return=float(safest.weights @ returns))
    highest = _highest_return(matrix, returns, constraints)
    start, end = _net(safest), _net(highest)
    if end - start <= _INSIDE * float(np.abs(returns).max()):
        return (safest,)
    targets = np.linspace(start, end - _INSIDE * (end - start), n_points)[1:]
    return safest, *(target_return(matrix, returns, float(target), constraints=constraints) for target in targets)


def _highest_return(matrix: FloatArray, returns: FloatArray, constraints: Constraints) -> Optimum:
    limited = constraint_rows(constraints, len(matrix))
    linear = limited.costs - np.concatenate([returns, np.zeros(limited.n_columns - returns.size)])
    size = float(np.abs(returns).max()) or 1.0
    return described(optimum_of(Program(limited.n_columns, linear / size, limited.rows)), matrix, constraints, returns)


def _net(point: Optimum) -> float:
    return (point.expected_return or 0.0) - point.costs
