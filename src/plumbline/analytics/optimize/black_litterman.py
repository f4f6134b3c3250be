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
    """`returns` and `covariance` are for an optimizer, fractions per period."""

    returns: FloatArray
    covariance: FloatArray


def equilibrium_returns(covariance: FloatArray, market_weights: FloatArray, *, risk_aversion: float = 2.5) -> FloatArray:
    """Expected excess returns for which the market portfolio is optimal: risk aversion * covariance @ weights.

    Missing: NaN raises MissingData. Source: Black and Litterman (1992), Global Portfolio Optimization.
    Golden: tests/golden/optimize.csv
    """
    matrix = checked_covariance(covariance)
    return np.asarray(risk_aversion * (matrix @ checked_vector(market_weights, len(matrix), what="market weight")))


def equilibrium_returns_of_index(returns: FloatArray, index: FloatArray, *, risk_aversion: float = 2.5) -> FloatArray:
    """Expected excess returns for which an index is optimal whose constituents need not be known.

    Args:
        returns: (n_observations, n_assets) simple returns per period.
        index: (n_observations,) returns of the market portfolio on the same periods.
        risk_aversion: expected excess return per variance of the market.

    Convention: risk aversion * covariance of each asset with the index, which is `equilibrium_returns` if the index is `returns @ weights`.
    Missing: NaN raises MissingData. Source: as `equilibrium_returns`; Sharpe (1964), Capital Asset Prices.
    """
    table, market = np.asarray(returns, dtype=np.float64), np.asarray(index, dtype=np.float64)
    if table.ndim != 2 or market.shape != table.shape[:1] or len(table) < 2:
        message = f"Expected returns (n_observations, n_assets) and as many of the index, found {table.shape} and {market.shape}."
        raise InvalidInput(message)
    if not (np.isfinite(table).all() and np.isfinite(market).all()):
        message = "Expected returns without gaps, found a missing one. Keep the sessions that all have."
        raise MissingData(message)
    return np.asarray(risk_aversion * ((table - table.mean(axis=0)).T @ (market - market.mean())) / (len(table) - 1))


def variances_of_confidences(covariance: FloatArray, portfolios: FloatArray, *, confidences: FloatArray, tau: float = 0.05) -> FloatArray:
    """Variance of each view for which it alone moves expected returns by its confidence times what certainty would.

    Args:
        covariance: (n_assets, n_assets), per period.
        portfolios: (n_views, n_assets) as in `Views`.
        confidences: (n_views,) 0 < confidence <= 1; 1 = certain (variance 0), 0.5 = the uncertainty that He and Litterman use.
        tau: as in `black_litterman`.

    Convention: tau * p C p' * (1 - c) / c, the closed form of Idzorek's search.
    Missing: NaN raises MissingData. Raises: InvalidInput on confidences outside 0 to 1 or shapes that do not fit.
    Source: Idzorek (2005), A Step-by-Step Guide to the Black-Litterman Model; Walters (2014), The Black-Litterman Model in Detail.
    Golden: tests/golden/optimize.csv
    """
    matrix = checked_covariance(covariance)
    views = np.atleast_2d(np.asarray(portfolios, dtype=np.float64))
    trusted = np.atleast_1d(np.asarray(confidences, dtype=np.float64))
    if views.shape != (trusted.size, len(matrix)) or not ((trusted > 0.0) & (trusted <= 1.0)).all():
        message = f"Expected a confidence above 0 and up to 1 of each view, found {trusted.tolist()} for {len(views)} views."
        raise InvalidInput(message)
    return np.asarray(tau * np.einsum("ij,jk,ik->i", views, matrix, views) * (1.0 - trusted) / trusted)


def black_litterman(covariance: FloatArray, prior_returns: FloatArray, views: Views, *, tau: float = 0.05) -> Posterior:
    """Expected excess returns given a prior and the views, and the covariance that includes their uncertainty.

    Args:
        covariance: (n_assets, n_assets), per period.
        prior_returns: (n_assets,) expected excess returns before the views, such as `equilibrium_returns`.
        views: statements about returns.
        tau: variance of the prior mean as a share of the covariance.

    Convention: the view uncertainty, if not given, is the diagonal of tau * P C P' (He and Litterman).
    Missing: NaN raises MissingData.
    Raises: InvalidInput on shapes that do not fit, negative variances, tau <= 0; CalculationFailed on certain views that repeat
        or contradict each other.
    Source: He and Litterman (1999), The Intuition Behind Black-Litterman Model Portfolios, appendix B.
    Golden: tests/golden/optimize.csv
    """
    matrix = checked_covariance(covariance)
    prior = checked_vector(prior_returns, len(matrix), what="prior return")
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
    return Posterior(returns=prior + spread @ weights[:, 0], covariance=posterior)


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
