"""Floor of one what-if edit: the updates and the products that the figures need."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Kept(NamedTuple):
    """What is kept between edits: `assets` (n_names, n_days), the covariance, loadings, and products of each with the weights."""

    assets: Array
    covariance: Array
    loadings: Array
    weights: Array
    series: Array
    covariances: Array
    exposures: Array


class Figures(NamedTuple):
    volatility: float
    contributions: Array
    exposures: Array
    value_at_risk: float
    expected_shortfall: float


def kept(returns: Array, loadings: Array, weights: Array) -> Kept:
    """The products before the first edit."""
    covariance = np.cov(returns, rowvar=False)
    assets = np.ascontiguousarray(returns.T)
    return Kept(assets, covariance, loadings, weights, weights @ assets, covariance @ weights, weights @ loadings)


def edit(state: Kept, name: int, weight: float) -> tuple[Kept, Figures]:
    """Set one weight, financed by cash; historical tail at 95 %."""
    change = weight - state.weights[name]
    weights = state.weights.copy()
    weights[name] = weight
    series = state.series + change * state.assets[name]
    covariances = state.covariances + change * state.covariance[name]
    exposures = state.exposures + change * state.loadings[name]
    deviation = np.sqrt(weights @ covariances)
    contributions = weights * covariances / deviation * np.sqrt(252.0)
    place = 0.05 * (series.size - 1)
    lower = int(place)
    ordered = np.partition(series, (lower, lower + 1))
    quantile = ordered[lower] + (place - lower) * (ordered[lower + 1] - ordered[lower])
    figures = Figures(float(deviation * np.sqrt(252.0)), contributions, exposures, -float(quantile), -float(ordered[: lower + 1].mean()))
    return state._replace(weights=weights, series=series, covariances=covariances, exposures=exposures), figures
