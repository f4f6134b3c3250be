"""Black-Litterman: expected returns that start from the market's and move toward stated views as far as they are trusted."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.optimize.inputs import checked_covariance, checked_vector
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData


@dataclass(frozen=True)
class Views:
    """Statements about returns per period of the covariance.

    `portfolios` (n_views, n_assets): 1 for the asset that is meant; +1 and -1 for "A beats B". `returns` (n_views,): by how much.
    `variances` (n_views,): how uncertain each is, 0 = certain; None = as uncertain as the prior says of the same portfolio.
    """

    portfolios: FloatArray
    returns: FloatArray
    variances: FloatArray | None = None


@dataclass(frozen=True)
class Posterior:
    """`prior_returns` are the equilibrium's; `returns` and `covariance` are for an optimizer, fractions per period."""

    prior_returns: FloatArray
    returns: FloatArray
    covariance: FloatArray


def equilibrium_returns(covariance: FloatArray, market_weights: FloatArray, *, risk_aversion: float = 2.5) -> FloatArray:
    """Expected excess returns for which the market portfolio is optimal: risk aversion * covariance @ weights.

    Missing: NaN raises MissingData. Source: Black and Litterman (1992), Global Portfolio Optimization.
    Golden: tests/golden/optimize.csv
    """
    matrix = checked_covariance(covariance)
    return np.asarray(risk_aversion * (matrix @ checked_vector(market_weights, len(matrix), what="market weight")))


def black_litterman(
    covariance: FloatArray, market_weights: FloatArray, views: Views, *, risk_aversion: float = 2.5, tau: float = 0.05
) -> Posterior:
    """Expected excess returns given the market and the views, and the covariance that includes their uncertainty.

    Args:
        covariance: (n_assets, n_assets), per period.
        market_weights: (n_assets,) shares of the market.
        views: statements about returns.
        risk_aversion: expected excess return per variance of the market.
        tau: variance of the prior mean as a share of the covariance.

    Convention: the view uncertainty, if not given, is the diagonal of tau * P C P' (He and Litterman).
    Missing: NaN raises MissingData.
    Raises: InvalidInput on shapes that do not fit, negative variances, tau <= 0; CalculationFailed on certain views that repeat
        or contradict each other.
    Source: He and Litterman (1999), The Intuition Behind Black-Litterman Model Portfolios, appendix B.
    Golden: tests/golden/optimize.csv
    """
    matrix = checked_covariance(covariance)
    prior = equilibrium_returns(matrix, market_weights, risk_aversion=risk_aversion)
    portfolios, stated, variances = _checked(views, len(matrix))
    if not tau > 0.0:
        message = f"Expected tau above zero, found {tau}. Small values such as 0.05 are usual."
        raise InvalidInput(message)
    spread = tau * (matrix @ portfolios.T)
    between = portfolios @ spread
    trust = between.diagonal() if variances is None else variances
    system = between + np.diag(trust)
    try:
        weights = np.linalg.solve(system, np.column_stack([stated - portfolios @ prior, spread.T]))
    except np.linalg.LinAlgError:
        weights = np.full((len(stated), 1 + len(matrix)), np.nan)
    if not np.isfinite(weights).all() or np.linalg.cond(system) > 1e14:
        message = "Expected views that do not repeat each other with certainty, found some that do. Give them a variance or drop one."
        raise CalculationFailed(message)
    uncertainty = tau * matrix - spread @ weights[:, 1:]
    posterior = matrix + 0.5 * (uncertainty + uncertainty.T)
    return Posterior(prior_returns=prior, returns=prior + spread @ weights[:, 0], covariance=posterior)


def _checked(views: Views, n_assets: int) -> tuple[FloatArray, FloatArray, FloatArray | None]:
    portfolios = np.atleast_2d(np.asarray(views.portfolios, dtype=np.float64))
    stated = np.atleast_1d(np.asarray(views.returns, dtype=np.float64))
    variances = None if views.variances is None else np.atleast_1d(np.asarray(views.variances, dtype=np.float64))
    fits = portfolios.shape == (stated.size, n_assets) and (variances is None or variances.shape == stated.shape)
    if not fits or stated.size == 0:
        message = f"Expected views of shape (n_views, {n_assets}) with one return each, found {portfolios.shape} and {stated.shape}."
        raise InvalidInput(message)
    if not all(np.isfinite(values).all() for values in (portfolios, stated, stated if variances is None else variances)):
        message = "Expected complete views, found a missing figure. Leave out the view."
        raise MissingData(message)
    if (variances is not None and (variances < 0.0).any()) or not portfolios.any(axis=1).all():
        message = "Expected variances of zero or more and a portfolio in every view, found otherwise. Correct the view."
        raise InvalidInput(message)
    return portfolios, stated, variances
