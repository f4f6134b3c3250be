"""Optimal weights by mean and variance: minimum variance, target return, target volatility, minimum tracking error."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.optimize.conflict import require_feasible
from plumbline.analytics.optimize.constraints import LONG_ONLY, Constraints, Limited, constraint_rows, of_plain_long_only, plain_long_only
from plumbline.analytics.optimize.inputs import checked_covariance, checked_vector, square_root
from plumbline.analytics.optimize.names_limit import within_names_limit
from plumbline.analytics.optimize.nonnegative import nonnegative_quadratic
from plumbline.analytics.optimize.outcome import Optimum, cleaned
from plumbline.analytics.optimize.program import Cone, Entry, Program, Rows, Solved, solve
from plumbline.core.errors import CalculationFailed, InvalidInput


def minimum_variance(covariance: FloatArray, constraints: Constraints = LONG_ONLY) -> Optimum:
    """The weights with the smallest variance that the constraints allow.

    Args:
        covariance: (n_assets, n_assets), any period.
        constraints: limits; long only with a fixed sum (the default) is solved by an active set, everything else by Clarabel.

    Convention: with cost rates, half the variance plus the costs / `risk_aversion` is minimal: what they cost is weighed as
        return that is given up, for the period of the covariance.
    Missing: NaN raises MissingData; leave out assets with a short history.
    Raises: InvalidInput when the limits conflict (the message names them) or the matrix is not a covariance.
    Source: Markowitz (1952), Portfolio Selection.
    Golden: tests/golden/optimize.csv
    """
    matrix = checked_covariance(covariance)
    budget = plain_long_only(constraints, len(matrix))
    if budget is not None:
        found = of_plain_long_only(nonnegative_quadratic(matrix, np.ones(len(matrix))), budget)
        if found is not None:
            return described(found, matrix, constraints)
    return within_names_limit(constraints, len(matrix), _least_variance(matrix, np.zeros(len(matrix))))


def minimum_tracking_error(covariance: FloatArray, benchmark: FloatArray, constraints: Constraints = LONG_ONLY) -> Optimum:
    """The weights whose return differs least from the benchmark's: the variance of the difference is minimal.

    Args: `benchmark` (n_assets,) weights of the benchmark in the same assets. Everything else as `minimum_variance`.
    Source: Roll (1992), A Mean/Variance Analysis of Tracking Error.
    """
    matrix = checked_covariance(covariance)
    index = checked_vector(benchmark, len(matrix), what="benchmark weight")
    return within_names_limit(constraints, len(matrix), _least_variance(matrix, index))


def target_return(covariance: FloatArray, expected_returns: FloatArray, target: float, *, constraints: Constraints = LONG_ONLY) -> Optimum:
    """The weights with the smallest variance whose expected return, less costs, is at least `target`.

    Args: `expected_returns` (n_assets,) and `target` per period of the covariance. Everything else as `minimum_variance`.
    Source: Markowitz (1959), Portfolio Selection: Efficient Diversification of Investments.
    """
    matrix = checked_covariance(covariance)
    returns = checked_vector(expected_returns, len(matrix), what="expected return")

    def asked(limited: Limited) -> tuple[Rows, ...]:
        row = limited.costs - _padded(returns, limited.n_columns)
        name = f"expected return at least {target:.4%}"
        return (Rows(name, Cone.NONNEGATIVE, (Entry(0, row[None, :]),), np.array([-target])),)

    free_of_charge = replace(constraints, risk_aversion=np.inf)  # costs count in the return already
    return within_names_limit(free_of_charge, len(matrix), _least_variance(matrix, np.zeros(len(matrix)), asked, returns))


def target_volatility(
    covariance: FloatArray, expected_returns: FloatArray, target: float, *, constraints: Constraints = LONG_ONLY
) -> Optimum:
    """The weights with the highest expected return, less costs, whose volatility is at most `target`.

    Args: `expected_returns` (n_assets,) and `target` per period of the covariance. Everything else as `minimum_variance`.
    Raises: also InvalidInput on a target of zero or less.
    Source: Markowitz (1959); a second-order cone program after Lobo, Vandenberghe, Boyd and Lebret (1998).
    """
    matrix = checked_covariance(covariance)
    returns = checked_vector(expected_returns, len(matrix), what="expected return")
    if not target > 0.0:
        message = f"Expected a target volatility above zero, found {target}. Give it per period of the covariance."
        raise InvalidInput(message)
    root = square_root(matrix) / target

    def solved(limits: Constraints) -> Optimum:
        limited = constraint_rows(limits, len(matrix))
        cone = np.vstack([np.zeros((1, len(matrix))), -root])
        right = np.concatenate([[1.0], np.zeros(len(root))])
        cap = Rows(f"volatility at most {target:.4%}", Cone.SECOND_ORDER, (Entry(0, cone),), right, unit=target)
        linear = limited.costs - _padded(returns, limited.n_columns)
        size = max(float(np.abs(returns).max()), 1e-300)
        program = Program(limited.n_columns, linear / size, (*limited.rows, cap))
        return described(optimum_of(program), matrix, limits, returns)

    return within_names_limit(constraints, len(matrix), solved)


def optimum_of(program: Program) -> Solved:
    """The minimizer.

    Missing: not looked for. Raises: InvalidInput that names the conflicting limits when there is none. Source: as `solve`.
    """
    found = solve(program)
    if found is None:
        require_feasible(program)
        message = "Expected an optimum, found limits too close to impossible for the solver. Loosen one of them a little."
        raise CalculationFailed(message)
    return found


def described(solved: Solved, covariance: FloatArray, constraints: Constraints, expected_returns: FloatArray | None = None) -> Optimum:
    """The first columns of a solution as weights, with the figures that belong to them.

    Missing: not looked for. Source: definitions of `Optimum`.
    """
    weights = cleaned(solved.x[: len(covariance)])
    change = None if constraints.current is None else np.abs(weights - np.asarray(constraints.current, dtype=np.float64))
    rates = 0.0 if constraints.cost_rates is None else constraints.cost_rates
    return Optimum(
        weights=weights,
        volatility=float(np.sqrt(max(float(weights @ covariance @ weights), 0.0))),
        expected_return=None if expected_returns is None else float(weights @ expected_returns),
        costs=0.0 if change is None else float((change * rates).sum()),
        turnover=None if change is None else 0.5 * float(change.sum()),
        binding=solved.binding,
    )


def _least_variance(
    covariance: FloatArray,
    center: FloatArray,
    asked: Callable[[Limited], tuple[Rows, ...]] | None = None,
    expected_returns: FloatArray | None = None,
) -> Callable[[Constraints], Optimum]:
    """A solver of min (w - center)' C (w - center), with C scaled so that the solver's tolerances mean something."""
    size = float(covariance.diagonal().mean()) or 1.0

    def solved(limits: Constraints) -> Optimum:
        limited = constraint_rows(limits, len(covariance))
        more = asked(limited) if asked is not None else ()
        linear = (_padded(-(covariance @ center), limited.n_columns) + limited.costs / limits.risk_aversion) / size
        program = Program(limited.n_columns, linear, (*limited.rows, *more), quadratic=covariance / size)
        return described(optimum_of(program), covariance, limits, expected_returns)

    return solved


def _padded(values: FloatArray, n_columns: int) -> FloatArray:
    return np.concatenate([values, np.zeros(n_columns - values.size)])
