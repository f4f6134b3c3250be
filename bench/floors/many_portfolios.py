"""Floor of the report over many portfolios: the bare matrix products and quantiles, in blocks, and nothing else of the report."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_BLOCK = 128


class Figures(NamedTuple):
    """`variances` (n_portfolios,), `quantiles` (2, n_portfolios) of returns at 5 and 1 %."""

    variances: Array
    quantiles: Array


def figures(returns: Array, assets: NDArray[np.intp], weights: Array) -> Figures:
    """Series = weights times returns, covariances = weights times covariance, two quantiles of each series."""
    n_names = returns.shape[1]
    table, covariance = np.ascontiguousarray(returns.T), np.cov(returns, rowvar=False)
    variances, quantiles = np.empty(len(weights)), np.empty((2, len(weights)))
    for first in range(0, len(weights), _BLOCK):
        rows = slice(first, first + _BLOCK)
        held = np.zeros((len(weights[rows]), n_names))
        np.put_along_axis(held, assets[rows], weights[rows], axis=1)
        quantiles[:, rows] = np.quantile(held @ table, [0.05, 0.01], axis=1)
        variances[rows] = ((held @ covariance) * held).sum(axis=1)
    return Figures(variances, quantiles)
