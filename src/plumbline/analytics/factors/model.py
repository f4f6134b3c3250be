"""A factor model of a universe: exposures, factor covariance and specific variances, and what it says of a portfolio."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.covariance.estimate import CovarianceEstimate, factor_model_covariance, sample_covariance
from plumbline.analytics.factors.regression import factor_regression
from plumbline.analytics.observations import FloatArray
from plumbline.analytics.tail.monte_carlo import LinearPortfolio
from plumbline.core.errors import InvalidInput, MissingData


@dataclass(frozen=True)
class FactorModel:
    """`exposures` (n_assets, n_factors), `factor_covariance` (n_factors, n_factors) and `specific_variances` (n_assets,), per period.

    An asset with too few sessions has NaN exposures.
    """

    exposures: FloatArray
    factor_covariance: FloatArray
    specific_variances: FloatArray


def fitted_factor_model(returns: FloatArray, factors: FloatArray) -> FactorModel:
    """Time-series factor model: each asset's regression on the factors, their sample covariance, and residual variances.

    Args:
        returns: (n_observations, n_assets) simple returns, fraction.
        factors: (n_observations, n_factors) of the same sessions.

    Missing: as `factor_regression`; the factor covariance is that of the sessions with all factors.
    Raises: CalculationFailed for collinear factors.
    Source: Sharpe (1963), A Simplified Model for Portfolio Analysis; Fama and French (1993).
    """
    fit = factor_regression(returns, factors)
    if fit.exposures.ndim != 2:
        message = "Expected returns of several assets (n_observations, n_assets), found one series."
        raise InvalidInput(message)
    covariance = sample_covariance(factors).covariance
    return FactorModel(exposures=fit.exposures, factor_covariance=covariance, specific_variances=fit.residual_deviation**2)


def model_covariance(model: FactorModel) -> CovarianceEstimate:
    """The covariance of all assets that the model implies. Missing: an asset without exposures raises MissingData.

    Source: as `factor_model_covariance`.
    """
    return factor_model_covariance(model.exposures, model.factor_covariance, specific_variances=model.specific_variances)


def portfolio_exposures(exposures: FloatArray, weights: FloatArray) -> FloatArray:
    """Exposures of a portfolio: the weighted sum of those of its holdings, (n_factors,).

    Args:
        exposures: (n_assets, n_factors).
        weights: (n_assets,) signed; the rest is cash without exposure.

    Missing: NaN exposures of a holding with a weight raise MissingData; of others they do not matter.
    Source: Grinold and Kahn (2000), chapter 3.
    """
    held = np.asarray(weights, dtype=np.float64)
    if exposures.ndim != 2 or held.shape != exposures.shape[:1]:
        message = f"Expected exposures (n_assets, n_factors) and weights (n_assets,), found {exposures.shape} and {held.shape}."
        raise InvalidInput(message)
    used = held != 0.0
    if not (np.isfinite(held).all() and np.isfinite(exposures[used]).all()):
        message = "Expected factor exposures of every holding, found a missing one. Leave the holding out or choose a longer period."
        raise MissingData(message)
    return np.asarray(held[used] @ exposures[used])


def linear_portfolio(model: FactorModel, weights: FloatArray) -> LinearPortfolio:
    """What `monte_carlo_tail` needs of a portfolio. Missing data as `portfolio_exposures`. Source: as `fitted_factor_model`."""
    held = np.asarray(weights, dtype=np.float64)
    exposures = portfolio_exposures(model.exposures, held)
    used = held != 0.0
    specific = float((held[used] ** 2 * model.specific_variances[used]).sum())
    return LinearPortfolio(exposures=exposures, factor_covariance=model.factor_covariance, specific_variance=specific)


def fitted_linear_portfolio(returns: FloatArray, factors: FloatArray) -> LinearPortfolio:
    """A portfolio's own return series as factors and a rest: what its holdings share beyond the factors stays in the rest.

    The variance of the model is that of the sample.

    Args:
        returns: (n_observations,) of the portfolio at fixed weights, fraction.
        factors: (n_observations, n_factors) of the same sessions.

    Missing: sessions where anything is NaN are dropped; fewer than n_factors + 2 raise MissingData.
    Raises: CalculationFailed for collinear factors.
    Source: as `fitted_factor_model`.
    """
    common = ~(np.isnan(returns) | np.isnan(factors).any(axis=1))
    fit = factor_regression(returns[common], factors[common])
    residuals = returns[common] - float(fit.intercept) - factors[common] @ fit.exposures
    return LinearPortfolio(
        exposures=fit.exposures,
        factor_covariance=sample_covariance(factors[common]).covariance,
        specific_variance=float(residuals @ residuals) / (residuals.size - 1),
    )
