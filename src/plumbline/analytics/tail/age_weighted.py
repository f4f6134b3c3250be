"""Historical value at risk in which older days count less."""

import numpy as np

from plumbline.analytics.observations import FloatArray, as_series, require_observations
from plumbline.analytics.tail.pair import TailRisk, tail_risk, tail_share
from plumbline.analytics.value_at_risk import Quantile
from plumbline.core.errors import InvalidInput

AGE_DECAY = 0.98
"""Weight of a day relative to the one after it: the larger of the two values in the paper's examples."""

_ROUNDING = 1e-12


def age_weighted_tail(
    returns: FloatArray, confidence: float = 0.95, *, decay: float = AGE_DECAY, quantile: Quantile = "interpolated"
) -> TailRisk:
    """Value at risk and expected shortfall of past returns with weights that fall geometrically with age.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple returns, fraction, oldest first.
        confidence: share of outcomes not in the tail.
        decay: weight of a session relative to the one after it, above 0 to 1; 1 weighs all alike.
        quantile: "interpolated" spreads each return's weight evenly between the midpoints to its neighbors, as the paper; the lowest return
            bounds the first. "order_statistic" is the first return at which the weights reach the tail, with the weighted tail mean.

    Missing: a session without a return has no weight; fewer than 2 observations raise MissingData (1-D) or give NaN in that column.
    Source: Boudoukh, Richardson and Whitelaw (1998), The Best of Both Worlds, Risk 11(5).
    Golden: tests/golden/tail_methods.csv
    """
    if not 0.0 < decay <= 1.0:
        message = f"Expected a decay above 0 and at most 1, such as 0.98, found {decay}. Choose one inside."
        raise InvalidInput(message)
    tail, series = tail_share(confidence), as_series(returns)
    count = (~np.isnan(series)).sum(axis=0)
    if series.ndim == 1:
        require_observations(int(count))
    table = series.reshape(series.shape[0], count.size)
    weights = decay ** np.arange(series.shape[0] - 1, -1, -1, dtype=np.float64)
    pair = weighted_tail(table, weights, tail, quantile=quantile) if table.shape[0] > 1 else np.full((2, count.size), np.nan)
    figures = np.where(count.reshape(-1) >= 2, pair, np.nan).reshape(2, *series.shape[1:])
    return tail_risk(figures[0], figures[1])


def weighted_tail(table: FloatArray, weights: FloatArray, tail: float, *, quantile: Quantile) -> FloatArray:
    """(2, n_columns) value at risk and expected shortfall of each column, weights (n_rows,) being scaled to add to 1.

    Missing: NaN has no weight; a column of NaN gives NaN. Source: as `age_weighted_tail`.
    """
    order = np.argsort(table, axis=0)  # NaN come last
    ordered = np.take_along_axis(table, order, axis=0)
    missing = np.isnan(ordered)
    mass = np.where(missing, 0.0, weights[order])
    last = np.maximum((~missing).sum(axis=0) - 1, 0)
    mass /= np.maximum(mass.sum(axis=0), np.finfo(np.float64).tiny)
    reached = mass.cumsum(axis=0)
    at = np.minimum((reached < tail - _ROUNDING).sum(axis=0), last)
    if quantile == "order_statistic":
        below, above = ordered, ordered
    else:
        middles = 0.5 * (ordered[1:] + ordered[:-1])
        below = np.concatenate([ordered[:1], middles])
        above = np.concatenate([middles, ordered[-1:]])
        above = np.where(np.arange(table.shape[0])[:, None] == last, ordered, above)
    before = _pick(reached, at) - _pick(mass, at)
    left = tail - before
    share = np.clip(left / np.maximum(_pick(mass, at), np.finfo(np.float64).tiny), 0.0, 1.0)
    start = _pick(below, at)
    point = start + share * (_pick(above, at) - start)
    earlier = np.arange(table.shape[0])[:, None] < at
    whole = np.where(earlier, mass * 0.5 * (below + above), 0.0).sum(axis=0)
    return np.stack([-point, -(whole + left * 0.5 * (start + point)) / tail])


def _pick(table: FloatArray, rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> FloatArray:
    return np.asarray(np.take_along_axis(table, rows[None, :], axis=0)[0])
