"""Monte Carlo value at risk of a linear portfolio in a factor model: shocks that are extreme together, by a t copula."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.tail.pair import tail_share
from plumbline.core.errors import InvalidInput, MissingData

_CHUNK = 16_384
"""Paths drawn at once: their factors then stay in the cache of the processor."""
_TABLE = 8_193
"""Points of the table that turns a t variate into a quantile of a factor's history."""


@dataclass(frozen=True)
class LinearPortfolio:
    """What a portfolio's return is made of, per period.

    Exposures (n_factors,) to factors of covariance (n_factors, n_factors), and the variance of what no factor explains (sum of squared
    weights times specific variances).
    """

    exposures: FloatArray
    factor_covariance: FloatArray
    specific_variance: float


@dataclass(frozen=True)
class MonteCarloTail:
    """Simulated value at risk and expected shortfall, fractions per period, positive = loss.

    `factor_parts` (n_factors,) and `specific_part` are mean losses within the tail and add to the expected shortfall; `standard_error` is
    that of the expected shortfall from the number of paths alone.
    """

    value_at_risk: float
    expected_shortfall: float
    factor_parts: FloatArray
    specific_part: float
    standard_error: float
    n_paths: int
    seed: int


def monte_carlo_tail(
    portfolio: LinearPortfolio,
    confidence: float = 0.95,
    *,
    degrees_of_freedom: float = 5.0,
    n_paths: int = 100_000,
    seed: int = 0,
    factor_history: FloatArray | None = None,
) -> MonteCarloTail:
    """Value at risk and expected shortfall over simulated factor and specific returns that share a t copula.

    Args:
        portfolio: exposures, factor covariance and specific variance.
        confidence: share of outcomes not in the tail.
        degrees_of_freedom: of the copula, above 2: the fewer, the more often all factors are extreme together.
        n_paths: simulated periods, at least 1,000.
        seed: the same seed gives the same figures.
        factor_history: (n_observations, n_factors) returns whose own distributions the factors keep (dependence from the covariance, shape
            from the history); None gives every factor a t distribution with the covariance's variance. The specific return is always t.

    Convention: means are zero, unless the history has others. The value at risk is the order statistic, the expected shortfall the mean of
        the paths at or beyond it.
    Missing: NaN in the model raises MissingData; NaN in the history is dropped per factor, fewer than 2 observations raise it.
    Source: Demarta and McNeil (2005), The t Copula and Related Copulas, International Statistical Review 73(1); McNeil, Frey and Embrechts
        (2005), section 3.2.
    Golden: tests/golden/tail_methods.csv
    """
    tail = tail_share(confidence)
    _check(portfolio, degrees_of_freedom, n_paths)
    margins = None if factor_history is None else _margins(factor_history, portfolio.exposures.size, degrees_of_freedom)
    losses, specific, parts = np.empty(n_paths), np.empty(n_paths), np.empty((n_paths, portfolio.exposures.size))
    generator = np.random.Generator(np.random.SFC64(seed))
    root = _root(portfolio, normalized=margins is not None)
    scale = np.sqrt((degrees_of_freedom - 2.0) / degrees_of_freedom)
    for first in range(0, n_paths, _CHUNK):
        rows = slice(first, min(first + _CHUNK, n_paths))
        count = rows.stop - rows.start
        mixing = np.sqrt(degrees_of_freedom / generator.chisquare(degrees_of_freedom, count))
        shocks = generator.standard_normal((count, portfolio.exposures.size)) @ root
        shocks *= (mixing * (scale if margins is None else 1.0))[:, None]
        returns = shocks if margins is None else _mapped(shocks, margins)
        np.multiply(returns, -portfolio.exposures, out=parts[rows])
        specific[rows] = generator.standard_normal(count) * mixing * (-scale * np.sqrt(portfolio.specific_variance))
        losses[rows] = parts[rows].sum(axis=1) + specific[rows]
    return _summary(losses, parts, specific, tail, seed)


def _summary(losses: FloatArray, parts: FloatArray, specific: FloatArray, tail: float, seed: int) -> MonteCarloTail:
    count = losses.size
    size = max(int(np.ceil(round(count * tail, 6))), 1)
    worst = np.argpartition(losses, count - size)[count - size :]
    beyond = losses[worst]
    point, mean = float(beyond.min()), float(beyond.mean())
    spread = float(beyond.var() + (1.0 - tail) * (mean - point) ** 2)
    return MonteCarloTail(
        value_at_risk=point,
        expected_shortfall=mean,
        factor_parts=np.asarray(parts[worst].mean(axis=0)),
        specific_part=float(specific[worst].mean()),
        standard_error=float(np.sqrt(spread / size)),
        n_paths=count,
        seed=seed,
    )


def _root(portfolio: LinearPortfolio, *, normalized: bool) -> FloatArray:
    """Matrix that turns independent normals into factors; by eigenvalues, so that collinear factors are allowed."""
    matrix = np.asarray(portfolio.factor_covariance, dtype=np.float64)
    if normalized:
        deviations = np.sqrt(matrix.diagonal())
        safe = np.where(deviations > 0.0, deviations, 1.0)
        matrix = matrix / np.outer(safe, safe)
        matrix[np.diag_indices_from(matrix)] = 1.0
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0.0))).T)


def _margins(history: FloatArray, n_factors: int, degrees_of_freedom: float) -> FloatArray:
    """(n_factors, _TABLE) quantiles of each factor at evenly spaced values of x / (1 + |x|), x being the t variate."""
    # a second to import, and only this form needs it
    from scipy.special import stdtr

    table = np.asarray(history, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] != n_factors:
        message = f"Expected a history of {n_factors} factors, found shape {table.shape}."
        raise InvalidInput(message)
    places = np.linspace(-1.0, 1.0, _TABLE)[1:-1]
    levels = np.concatenate([[0.0], stdtr(degrees_of_freedom, places / (1.0 - np.abs(places))), [1.0]])
    columns = [column[~np.isnan(column)] for column in table.T]
    if min((column.size for column in columns), default=2) < 2 or not all(np.isfinite(column).all() for column in columns):
        message = "Expected at least 2 finite returns of every factor, found fewer. Choose a longer period."
        raise MissingData(message)
    return np.array([np.quantile(column, levels) for column in columns]).reshape(n_factors, _TABLE)


def _mapped(shocks: FloatArray, margins: FloatArray) -> FloatArray:
    place = (shocks / (1.0 + np.abs(shocks)) + 1.0) * (0.5 * (_TABLE - 1))
    lower = np.minimum(place.astype(np.intp), _TABLE - 2)
    place -= lower
    lower += np.arange(margins.shape[0]) * _TABLE
    flat = margins.ravel()
    below = flat[lower]
    return np.asarray(below + place * (flat[lower + 1] - below))


def _check(portfolio: LinearPortfolio, degrees_of_freedom: float, n_paths: int) -> None:
    n_factors = portfolio.exposures.size
    if portfolio.exposures.ndim != 1 or np.shape(portfolio.factor_covariance) != (n_factors, n_factors):
        message = f"Expected a covariance of {n_factors} factors, found shape {np.shape(portfolio.factor_covariance)}."
        raise InvalidInput(message)
    if not degrees_of_freedom > 2.0 or n_paths < 1000:
        message = f"Expected more than 2 degrees of freedom and at least 1000 paths, found {degrees_of_freedom} and {n_paths}."
        raise InvalidInput(message)
    numbers = (portfolio.exposures, portfolio.factor_covariance, portfolio.specific_variance)
    if not all(np.isfinite(part).all() for part in numbers):
        message = "Expected a factor model without gaps, found a missing figure. Leave out the asset or factor concerned."
        raise MissingData(message)
    if portfolio.specific_variance < 0.0 or (np.diagonal(portfolio.factor_covariance) < 0.0).any():
        message = "Expected variances of zero or more, found a negative one. Fit the model again."
        raise InvalidInput(message)
