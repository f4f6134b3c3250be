"""Floor of the risk report of one portfolio: every figure of the report by the plainest array code, nothing checked."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_POINTS = np.array([-1.6448536269514722, -2.3263478740408408])
_TAILS = np.array([0.05, 0.01])
_DENSITIES = np.exp(-0.5 * _POINTS**2) / np.sqrt(2.0 * np.pi)


class Figures(NamedTuple):
    volatility: float
    contributions: Array
    asset_volatilities: Array
    asset_betas: Array
    beta: float
    historical: Array  # value at risk, then expected shortfall, at 95 and 99 %
    parametric: Array
    maximum_drawdown: float
    current_drawdown: float
    concentration: float
    long: float
    short: float


def figures(returns: Array, benchmark: Array, weights: Array) -> Figures:
    """Over all sessions of `returns` (n_days, n_names)."""
    n_days = len(returns)
    series = returns @ weights
    mean, deviation = series.mean(), series.std(ddof=1)
    covariances = returns.T @ (series - mean) / (n_days - 1)
    moves = benchmark - benchmark.mean()
    square = moves @ moves
    quantiles = np.quantile(series, _TAILS)
    shortfalls = np.array([series[series <= quantile].mean() for quantile in quantiles])
    values = np.concatenate([[1.0], np.cumprod(1.0 + series)])
    falls = 1.0 - values / np.maximum.accumulate(values)
    shares = np.abs(weights) / np.abs(weights).sum()
    return Figures(
        volatility=deviation * np.sqrt(252.0),
        contributions=weights * covariances / deviation * np.sqrt(252.0),
        asset_volatilities=returns.std(axis=0, ddof=1) * np.sqrt(252.0),
        asset_betas=returns.T @ moves / square,
        beta=series @ moves / square,
        historical=-np.concatenate([quantiles, shortfalls]),
        parametric=np.concatenate([-(mean + deviation * _POINTS), deviation * _DENSITIES / _TAILS - mean]),
        maximum_drawdown=falls.max(),
        current_drawdown=falls[-1],
        concentration=shares @ shares,
        long=weights[weights > 0.0].sum(),
        short=-weights[weights < 0.0].sum(),
    )
