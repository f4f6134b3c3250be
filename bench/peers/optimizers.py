"""Minimum variance by Clarabel and PyPortfolioOpt, risk parity by skfolio."""

import clarabel
import numpy as np
from pypfopt import EfficientFrontier
from scipy import sparse
from skfolio import RiskMeasure
from skfolio.optimization import RiskBudgeting

from bench.synthetic import Array


def clarabel_minimum_variance(covariance: Array, *, tolerance: float | None = None) -> Array:
    """The program handed to the solver directly, variances scaled to about 1; default tolerances unless one is given."""
    n_names = len(covariance)
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    if tolerance is not None:
        settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = tolerance
    limits = sparse.vstack([sparse.csc_matrix(np.ones((1, n_names))), -sparse.identity(n_names, format="csc")], format="csc")
    cones = [clarabel.ZeroConeT(1), clarabel.NonnegativeConeT(n_names)]
    quadratic = sparse.csc_matrix(np.triu(covariance / covariance.diagonal().mean()))
    right = np.concatenate([[1.0], np.zeros(n_names)])
    solution = clarabel.DefaultSolver(quadratic, np.zeros(n_names), limits, right, cones, settings).solve()
    return np.asarray(solution.x)


def pypfopt_minimum_variance(covariance: Array) -> Array:
    """Long only and fully invested, its default solver."""
    frontier = EfficientFrontier(None, covariance, weight_bounds=(0, 1))
    frontier.min_volatility()
    return np.asarray(frontier.weights)


def skfolio_risk_parity(returns: Array) -> Array:
    """Equal contributions to the variance; its estimate of the sample covariance included, because it starts from returns."""
    return np.asarray(RiskBudgeting(risk_measure=RiskMeasure.VARIANCE).fit(returns).weights_)
