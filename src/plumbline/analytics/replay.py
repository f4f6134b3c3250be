"""Replay: what today's holdings would have lost in an episode of the past, with proxies for what did not exist then."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import BoolArray, FloatArray, as_series
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData


@dataclass(frozen=True)
class Replay:
    """Fractions of net value at the start; losses positive where the name says loss.

    `moves` of assets over the episode and `impacts` = weight times move, adding to `total` (positive = gain). `path` is the
    portfolio's gain so far after each session, the start (0) included; `worst_loss` the deepest fall from a peak on the way.
    `own_coverage` and `proxied_coverage` are shares of gross weight; what is left is `unknown` and stayed where it was.
    """

    moves: FloatArray
    impacts: FloatArray
    total: float
    path: FloatArray
    worst_loss: float
    own_coverage: float
    proxied_coverage: float
    own: BoolArray
    proxied: BoolArray
    unknown: BoolArray


def replay(returns: FloatArray, weights: FloatArray, *, proxies: FloatArray | None = None, proxy_betas: FloatArray | None = None) -> Replay:
    """The episode's returns on the weights, held without trading from its start.

    Args:
        returns: (n_sessions, n_assets) simple returns of the episode, NaN where an asset had none.
        weights: (n_assets,) signed shares of net value; the rest is cash that does not move.
        proxies: (n_sessions, n_assets) returns of what stands in for each asset (its sector, the index), NaN = none.
        proxy_betas: (n_assets,) what multiplies the proxy, default 1; NaN = 1.

    Convention: an asset is replayed with its own returns only if it has all of them; otherwise with its proxy for the whole episode, never
        half and half; otherwise it is unknown and unmoved.
    Missing: see above; a NaN weight raises MissingData.
    Raises: InvalidInput on shapes that do not fit or no session; CalculationFailed when the path falls below zero.
    Source: Jorion, Value at Risk (3rd ed., 2007), chapter 14: historical scenarios on current positions.
    Golden: tests/golden/stress.csv
    """
    table, held = as_series(returns), np.asarray(weights, dtype=np.float64)
    if table.ndim != 2 or held.shape != table.shape[1:] or len(table) == 0:
        message = (
            f"Expected (n_sessions, n_assets) with at least one session and one weight per asset, found {table.shape} and {held.shape}."
        )
        raise InvalidInput(message)
    if not np.isfinite(held).all():
        message = "Expected a weight for every holding, found a missing one. Leave out holdings without a price."
        raise MissingData(message)
    stand_in = _stand_ins(table.shape, proxies, proxy_betas)
    own = _has_all(table)
    proxied = np.asarray(~own & _has_all(stand_in))
    unknown = np.asarray(~own & ~proxied)
    used = np.where(own, table, np.where(proxied, stand_in, 0.0))
    growth = np.cumprod(1.0 + np.maximum(used, -1.0), axis=0)
    path = np.concatenate([[0.0], (growth - 1.0) @ held])
    if (path < -1.0).any():
        message = "Expected a net value that stays above zero, found losses beyond it: the portfolio would have been wiped out."
        raise CalculationFailed(message)
    peaks = np.maximum.accumulate(1.0 + path)
    moves = growth[-1] - 1.0
    impacts = held * moves
    gross = np.abs(held)
    whole = float(gross.sum())
    return Replay(
        moves=moves,
        impacts=impacts,
        total=float(impacts.sum()),
        path=path,
        worst_loss=float((1.0 - (1.0 + path) / peaks).max()),
        own_coverage=float(gross[own].sum()) / whole if whole > 0.0 else 1.0,
        proxied_coverage=float(gross[proxied].sum()) / whole if whole > 0.0 else 0.0,
        own=own,
        proxied=proxied,
        unknown=unknown,
    )


def _has_all(table: FloatArray) -> BoolArray:
    """Whether a column has every session."""
    return np.asarray(~np.isnan(table).any(axis=0))


def _stand_ins(shape: tuple[int, ...], proxies: FloatArray | None, betas: FloatArray | None) -> FloatArray:
    if proxies is None:
        return np.full(shape, np.nan)
    table = as_series(proxies)
    slopes = np.ones(shape[1]) if betas is None else np.asarray(betas, dtype=np.float64)
    if table.shape != shape or slopes.shape != shape[1:]:
        message = f"Expected proxies and betas in the shape of the returns {shape}, found {table.shape} and {slopes.shape}."
        raise InvalidInput(message)
    return np.asarray(table * np.where(np.isnan(slopes), 1.0, slopes))
