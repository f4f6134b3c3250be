"""Drift: how weights, sectors and risk move by themselves when nothing is traded."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.observations import FloatArray, as_series, require_observations
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData


@dataclass(frozen=True)
class WeightDrift:
    """The path of a portfolio that is not traded. Row 0 is the start, row i after session i.

    `weights` (n_sessions + 1, n_assets) shares of net value; `cash` what is left; `values` net value, starting at 1; `turnover_back`
    half the sum of absolute changes that would restore the weights of the start.
    """

    weights: FloatArray
    cash: FloatArray
    values: FloatArray
    turnover_back: FloatArray


def weight_drift(returns: FloatArray, weights: FloatArray) -> WeightDrift:
    """Weights after each session if nothing is bought or sold; cash earns nothing.

    Args:
        returns: (n_sessions, n_assets) simple returns.
        weights: (n_assets,) signed shares of net value at the start.

    Missing: a NaN return leaves the asset where it was; a NaN weight raises MissingData.
    Raises: CalculationFailed when net value falls to zero or below; InvalidInput on shapes that do not fit.
    Source: arithmetic of buy and hold; Perold and Sharpe (1988), Dynamic Strategies for Asset Allocation.
    """
    table, held = as_series(returns), np.asarray(weights, dtype=np.float64)
    if table.ndim != 2 or held.shape != table.shape[1:]:
        message = f"Expected (n_sessions, n_assets) and one weight per asset, found {table.shape} and {held.shape}."
        raise InvalidInput(message)
    if not np.isfinite(held).all():
        message = "Expected a weight for every holding, found a missing one. Leave out holdings without a price."
        raise MissingData(message)
    growth = np.cumprod(np.where(np.isnan(table), 1.0, 1.0 + table), axis=0)
    positions = np.concatenate([held[None, :], growth * held])
    cash = 1.0 - float(held.sum())
    values = positions.sum(axis=1) + cash
    if (values <= 0.0).any():
        message = "Expected a net value above zero, found a loss of all of it: weights are not defined after that."
        raise CalculationFailed(message)
    shares = positions / values[:, None]
    cash_shares = cash / values
    change = np.abs(shares - held).sum(axis=1) + np.abs(cash_shares - cash)
    return WeightDrift(weights=shares, cash=cash_shares, values=values, turnover_back=0.5 * change)


def grouped_drift(drift: WeightDrift, groups: tuple[str, ...]) -> dict[str, FloatArray]:
    """The summed weight of each group (sector) along the path, in the order in which groups first appear.

    Missing: none is left in a `WeightDrift`. Raises: InvalidInput unless there is one group per asset. Source: sum of weights.
    """
    if len(groups) != drift.weights.shape[1]:
        message = f"Expected one group per asset, found {len(groups)} for {drift.weights.shape[1]}."
        raise InvalidInput(message)
    paths: dict[str, FloatArray] = {}
    for asset, group in enumerate(groups):
        path = drift.weights[:, asset]
        paths[group] = path if group not in paths else paths[group] + path
    return paths


def volatility_drift(returns: FloatArray, weights: FloatArray, *, at: NDArray[np.intp], window: int, periods_per_year: float) -> FloatArray:
    """Annualized volatility that the weights of each moment had over the `window` sessions before it.

    Args:
        returns: (n_sessions, n_assets).
        weights: (n_moments, n_assets), for instance `WeightDrift.weights[at]`.
        at: (n_moments,) sessions that are over at each moment; row t of `WeightDrift` is moment t.
        window: sessions looked back.
        periods_per_year: 252 for daily returns.

    Returns:
        (n_moments,) fractions; NaN where fewer than `window` sessions lie before, or a held asset lacks a return in them.

    Raises: InvalidInput on shapes that do not fit; MissingData on a window under 2.
    Source: as `volatility_annualized`.
    """
    table, held = as_series(returns), np.atleast_2d(np.asarray(weights, dtype=np.float64))
    moments = np.asarray(at, dtype=np.intp)
    if table.ndim != 2 or held.shape != (moments.size, table.shape[1]) or (moments.size and moments.max() > len(table)):
        message = f"Expected weights per moment and asset, and moments within {table.shape[0]} sessions, found {held.shape}."
        raise InvalidInput(message)
    require_observations(window, what="sessions in the window")
    found = np.full(moments.size, np.nan)
    for row, moment in enumerate(moments.tolist()):
        if moment < window:
            continue
        used = held[row] != 0.0
        series = table[moment - window : moment][:, used] @ held[row][used]
        if np.isfinite(series).all():
            found[row] = float(series.std(ddof=1)) * np.sqrt(periods_per_year)
    return found
