"""The quadratic program that three objectives share: minimize x'Cx / 2 - q'x over x >= 0, by an active set.

Long-only minimum variance (q = 1), maximum Sharpe ratio (q = expected excess returns) and maximum diversification (q =
volatilities) are this program with x scaled to add to one. Few of many assets end up with a weight, so each step factors
a small matrix.
"""

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.observations import BoolArray, FloatArray

_TOLERANCE = 1e-11
"""Relative size below which a weight or a gradient counts as zero."""

_ACCURATE = 1e-9
"""Relative gradient above which the free assets are too close to collinear for this method."""

_MAX_STEPS = 400
_PATIENCE = 6
"""Steps in which all wrong signs are exchanged at once without fewer of them, before one at a time (which is finite)."""


def nonnegative_quadratic(covariance: FloatArray, linear: FloatArray) -> FloatArray | None:
    """The x >= 0 that minimizes x'Cx / 2 - q'x; None when it meets a (nearly) singular matrix.

    Args:
        covariance: (n_assets, n_assets) symmetric, checked by the caller.
        linear: (n_assets,) at least one above zero, else x = 0.

    Convention: block principal pivoting, started from the assets that the single-index model would hold.
    Missing: not looked for; the caller refuses NaN.
    Source: Portugal, Judice and Vicente (1994), Comparison of Block Pivoting and Interior-Point Algorithms; starting set after
        Elton, Gruber and Padberg (1976), Simple Criteria for Optimal Portfolio Selection.
    """
    deviations = np.sqrt(covariance.diagonal())
    if not (deviations > 0.0).all():
        return None
    free = _first_guess(covariance, linear)
    fewest, patience = linear.size + 1, _PATIENCE
    for _ in range(_MAX_STEPS):
        solution = _on_free(covariance, linear, free)
        if solution is None:
            return None
        wrong_free = free & (solution.x < 0.0)
        size = np.abs(linear) + deviations * np.sqrt(max(float(linear @ solution.x), 0.0))  # of the terms that cancel
        wrong_bound = ~free & (solution.gradient < -_TOLERANCE * size)
        wrong = wrong_free | wrong_bound
        n_wrong = int(wrong.sum())
        if n_wrong == 0:
            return solution.x if (np.abs(solution.gradient[free]) <= _ACCURATE * size[free]).all() else None
        if n_wrong < fewest:
            fewest, patience = n_wrong, _PATIENCE
        elif patience > 0:
            patience -= 1
        else:  # Murty's rule: the last wrong sign alone
            wrong = np.zeros_like(free)
            wrong[np.flatnonzero(wrong_free | wrong_bound)[-1]] = True
        free = free ^ wrong
    return None


class _Solution:
    """x and the gradient Cx - q for one set of free assets."""

    def __init__(self, x: FloatArray, gradient: FloatArray) -> None:
        self.x = x
        self.gradient = gradient


def _on_free(covariance: FloatArray, linear: FloatArray, free: BoolArray) -> _Solution | None:
    # SciPy's linear algebra takes 0.1 s to import, and most starts of the program optimize nothing
    from scipy.linalg import LinAlgError, cho_factor, cho_solve

    x = np.zeros_like(linear)
    where: NDArray[np.intp] = np.flatnonzero(free)
    if where.size == 0:
        return _Solution(x, -linear)
    rows = covariance[where]
    block = rows[:, where]
    try:
        factor = cho_factor(block, lower=True, check_finite=False)
    except LinAlgError:
        return None
    found = cho_solve(factor, linear[where], check_finite=False)
    found += cho_solve(factor, linear[where] - block @ found, check_finite=False)  # one refinement
    x[where] = found
    return _Solution(x, found @ rows - linear)


def _first_guess(covariance: FloatArray, linear: FloatArray) -> BoolArray:
    """Assets that would be held if the equally weighted market explained all common moves."""
    n_assets = linear.size
    common = covariance.mean(axis=1)
    market = float(common.mean())
    if market <= 0.0:
        return np.asarray(linear > 0.0)
    betas = common / market
    own = np.maximum(covariance.diagonal() - betas * betas * market, 1e-3 * covariance.diagonal())
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(betas > 0.0, linear / betas, np.inf * np.sign(linear))
    order = np.argsort(-np.nan_to_num(ratio, posinf=np.inf, neginf=-np.inf), kind="stable")
    gains = np.cumsum((betas * linear / own)[order]) * market
    spread = 1.0 + np.cumsum((betas * betas / own)[order]) * market
    held = ratio[order] > gains / spread
    chosen = np.zeros(n_assets, dtype=np.bool_)
    chosen[order[held]] = True
    return chosen if chosen.any() else np.asarray(linear > 0.0)
