"""Weights that maximize a ratio to volatility: the Sharpe ratio and the diversification ratio."""

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.optimize.conflict import require_feasible
from plumbline.analytics.optimize.constraints import LONG_ONLY, Constraints, bounds, constraint_rows, of_plain_long_only, plain_long_only
from plumbline.analytics.optimize.inputs import checked_covariance, checked_vector
from plumbline.analytics.optimize.mean_variance import described
from plumbline.analytics.optimize.names_limit import within_names_limit
from plumbline.analytics.optimize.nonnegative import nonnegative_quadratic
from plumbline.analytics.optimize.outcome import Optimum
from plumbline.analytics.optimize.program import Cone, Diagonal, Entry, Program, Rows, Solved, homogeneous, solve
from plumbline.core.errors import CalculationFailed, InvalidInput


def maximum_sharpe(covariance: FloatArray, expected_excess_returns: FloatArray, constraints: Constraints = LONG_ONLY) -> Optimum:
    """The weights with the highest expected excess return, less costs, per unit of volatility.

    Args:
        covariance: (n_assets, n_assets), any period.
        expected_excess_returns: (n_assets,) over cash, same period.
        constraints: limits; long only with a fixed sum (the default) is solved by an active set, everything else by Clarabel.

    Missing: NaN raises MissingData.
    Raises: CalculationFailed when no allowed portfolio has a positive expected excess return; else as `minimum_variance`.
    Source: Sharpe (1966); scaled to a quadratic program after Cornuejols and Tutuncu (2007), Optimization Methods in Finance, 8.2.
    Golden: tests/golden/optimize.csv
    """
    matrix = checked_covariance(covariance)
    returns = checked_vector(expected_excess_returns, len(matrix), what="expected excess return")
    return _maximum_ratio(matrix, returns, constraints, what="expected excess return")


def maximum_diversification(covariance: FloatArray, constraints: Constraints = LONG_ONLY) -> Optimum:
    """The long-only weights with the highest weighted mean volatility of holdings per unit of portfolio volatility.

    Costs count only in `cost_limit`. Everything else as `minimum_variance`.
    Raises: also InvalidInput when a lower bound allows short positions, for which the ratio has no agreed meaning.
    Source: Choueifaty and Coignard (2008), Toward Maximum Diversification.
    Golden: tests/golden/optimize.csv
    """
    matrix = checked_covariance(covariance)
    if (bounds(constraints, len(matrix))[0] < 0.0).any():
        message = "Expected lower bounds of zero or more for maximum diversification, found one that allows a short position."
        raise InvalidInput(message)
    return _maximum_ratio(matrix, np.sqrt(matrix.diagonal()), constraints, what="volatility")


def diversification_ratio(covariance: FloatArray, weights: FloatArray) -> float:
    """Weighted mean volatility of the holdings divided by the volatility of the portfolio: 1 = nothing is diversified.

    Args: weights (n_assets,) signed; absolute weights count in the mean, so that a hedge counts as diversification.
    Missing: NaN raises MissingData. Raises: CalculationFailed when the portfolio does not vary.
    Source: Choueifaty and Coignard (2008), Toward Maximum Diversification.
    Golden: tests/golden/optimize.csv
    """
    matrix = checked_covariance(covariance)
    held = checked_vector(weights, len(matrix), what="weight")
    single = float(np.abs(held) @ np.sqrt(matrix.diagonal()))
    variance = float(held @ matrix @ held)
    if not variance > 1e-14 * single * single:
        message = "Expected a portfolio whose value varies, found zero volatility (all cash, or a perfect hedge)."
        raise CalculationFailed(message)
    return single / float(np.sqrt(variance))


def _maximum_ratio(covariance: FloatArray, gains: FloatArray, constraints: Constraints, *, what: str) -> Optimum:
    expected = gains if what != "volatility" else None
    budget = plain_long_only(constraints, len(covariance))
    if budget is not None:
        if not (gains > 0.0).any():
            raise _nothing_to_gain(what)
        best = of_plain_long_only(nonnegative_quadratic(covariance, gains), budget)
        if best is not None:
            return described(best, covariance, constraints, expected)

    def solved(limits: Constraints) -> Optimum:
        return described(_scaled_solution(covariance, gains, limits, what), covariance, limits, expected)

    return within_names_limit(constraints, len(covariance), solved)


def _scaled_solution(covariance: FloatArray, gains: FloatArray, limits: Constraints, what: str) -> Solved:
    """Minimize y'Cy with gains'y - costs = 1 and the limits of y = k w, then w = y / k."""
    limited = constraint_rows(limits, len(covariance))
    scale_column = limited.n_columns
    size, gain = float(covariance.diagonal().mean()) or 1.0, float(np.abs(gains).max()) or 1.0
    row = np.concatenate([gains, np.zeros(scale_column + 1 - gains.size)]) / gain
    if what != "volatility":
        row[:scale_column] -= limited.costs / gain
    rows = (
        *homogeneous(limited.rows, scale_column),
        Rows(None, Cone.ZERO, (Entry(0, row[None, :]),), np.ones(1)),
        Rows(None, Cone.NONNEGATIVE, (Entry(scale_column, Diagonal(-np.ones(1))),), np.zeros(1)),
    )
    found = solve(Program(scale_column + 1, np.zeros(scale_column + 1), rows, quadratic=covariance / size))
    if found is None or found.x[scale_column] <= 1e-9:
        require_feasible(Program(limited.n_columns, np.zeros(limited.n_columns), limited.rows))
        raise _nothing_to_gain(what)
    return Solved(found.x[: len(covariance)] / found.x[scale_column], found.binding)


def _nothing_to_gain(what: str) -> CalculationFailed:
    message = f"Expected an allowed portfolio with a positive {what}, found none: the ratio has no maximum. Change the inputs or limits."
    return CalculationFailed(message)
