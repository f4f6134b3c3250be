"""Risk parity and risk budgets: weights whose holdings account for given shares of volatility."""

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.optimize.inputs import checked_covariance
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

_ENOUGH = 1e-11
"""Largest difference of a share of risk from its budget, relative to the budget, at which the search ends."""

_GOOD = 1e-8
"""The same difference up to which weights are returned where rounding ends the search earlier."""

_MAX_STEPS = 40
_MAX_INNER = 150


def risk_parity(covariance: FloatArray) -> FloatArray:
    """Long-only weights whose holdings contribute equally to volatility.

    Args, missing data and errors as `risk_budget`.
    Source: Maillard, Roncalli and Teiletche (2010), The Properties of Equally Weighted Risk Contribution Portfolios.
    Golden: tests/golden/optimize.csv
    """
    matrix = checked_covariance(covariance)
    return risk_budget(matrix, np.ones(len(matrix)))


def risk_budget(covariance: FloatArray, budgets: FloatArray) -> FloatArray:
    """Long-only weights, adding to 1, whose shares of volatility are the budgets.

    Args:
        covariance: (n_assets, n_assets), any period.
        budgets: (n_assets,) not negative, any scale; 0 = not held.

    Returns:
        (n_assets,) fractions. Unique where the covariance is positive definite.

    Convention: damped Newton on x'Cx / 2 - sum b ln x in the logarithmic scale of x, each step solved by conjugate
        gradients: in that scale the Hessian is close to a multiple of the identity, so that a few products suffice.
    Missing: NaN raises MissingData.
    Raises: InvalidInput on negative budgets or ones that add to nothing; CalculationFailed when an asset with a budget does not
        vary, or nothing carries risk.
    Source: Spinu (2013), An Algorithm for Computing Risk Parity Weights; Bruder and Roncalli (2012) for budgets.
    Golden: tests/golden/optimize.csv
    """
    matrix, shares = checked_covariance(covariance), _checked_budgets(covariance, budgets)
    held = np.flatnonzero(shares > 0.0)
    variances = matrix.diagonal()[held]
    if (variances <= 0.0).any():
        message = "Expected a variance above zero of every asset with a risk budget, found zero. Leave that asset out."
        raise CalculationFailed(message)
    deviations = np.sqrt(variances)
    block = matrix if held.size == len(matrix) else matrix[np.ix_(held, held)]
    weights = np.zeros(len(matrix))
    found = _solve(block, shares[held], np.sqrt(shares[held]) / deviations)
    weights[held] = found / found.sum()
    return weights


def _checked_budgets(covariance: FloatArray, budgets: FloatArray) -> FloatArray:
    shares = np.asarray(budgets, dtype=np.float64)
    if shares.shape != np.shape(covariance)[:1]:
        message = f"Expected one budget per asset, found shape {shares.shape} for {np.shape(covariance)[0]} assets."
        raise InvalidInput(message)
    if not np.isfinite(shares).all():
        message = "Expected a risk budget of every asset, found a missing one. Give 0 to what is not to be held."
        raise MissingData(message)
    if (shares < 0.0).any() or shares.sum() <= 0.0:
        message = "Expected budgets of zero or more that add to something, found others. Give each asset its share of risk."
        raise InvalidInput(message)
    return np.asarray(shares / shares.sum())


def _solve(matrix: FloatArray, shares: FloatArray, start: FloatArray) -> FloatArray:
    """Find x > 0 with x * (C x) = shares, scaled so that x'Cx = 1."""
    x, product = _rescaled(matrix, start)
    for _ in range(_MAX_STEPS):
        if _error(x, product, shares) <= _ENOUGH:
            product = matrix @ x  # anew: the updates of the product have rounded
            if _error(x, product, shares) <= _GOOD:
                return x
        step = _newton_step(matrix, x, product, shares)
        moved = _line_search(matrix, (x, product), shares, step)
        if moved is None:
            break
        x, product = moved
    if _error(x, matrix @ x, shares) <= _GOOD:
        return x
    message = "Expected weights that meet the risk budgets, found none: some holdings all but cancel each other's risk. Leave one out."
    raise CalculationFailed(message)


def _error(x: FloatArray, product: FloatArray, shares: FloatArray) -> float:
    return float(np.abs(x * product / shares - 1.0).max())


def _rescaled(matrix: FloatArray, x: FloatArray) -> tuple[FloatArray, FloatArray]:
    product = matrix @ x
    variance = float(x @ product)
    if not variance > 1e-14 * float((x * x) @ matrix.diagonal()):
        message = "Expected holdings whose risk does not cancel, found a portfolio of all of them without volatility."
        raise CalculationFailed(message)
    size = np.sqrt(variance)
    return x / size, product / size


def _newton_step(matrix: FloatArray, x: FloatArray, product: FloatArray, shares: FloatArray) -> FloatArray:
    """Find d with (X C X + diag(b)) d = b - x * Cx, for the move x * (1 + d); conjugate gradients scaled by the diagonal."""
    residual = shares - x * product
    diagonal = x * x * matrix.diagonal() + shares
    step = np.zeros_like(x)
    scaled = residual / diagonal
    direction = scaled
    size = float(residual @ scaled)
    goal = size * max(1e-24, min(1e-4, size))  # more digits the nearer the solution
    for _ in range(_MAX_INNER):
        if size <= goal:
            break
        image = x * (matrix @ (x * direction)) + shares * direction
        along = size / float(direction @ image)
        step = step + along * direction
        residual = residual - along * image
        scaled = residual / diagonal
        before, size = size, float(residual @ scaled)
        direction = scaled + (size / before) * direction
    return step


def _line_search(
    matrix: FloatArray, point: tuple[FloatArray, FloatArray], shares: FloatArray, step: FloatArray
) -> tuple[FloatArray, FloatArray] | None:
    """The point after the longest step that stays positive and lowers the objective; None when rounding allows none."""
    x, product = point
    change = x * step
    image = matrix @ change
    slope, curve = float(change @ product), float(change @ image)
    decrease = slope - float(shares @ step)
    length = min(1.0, 0.9 / max(float(-step.min()), 1e-300))
    for _ in range(40):
        rise = length * slope + 0.5 * length * length * curve - float(shares @ np.log1p(length * step))
        if rise <= 1e-4 * length * decrease + 1e-15:
            return x + length * change, product + length * image
        length *= 0.5
    return None
