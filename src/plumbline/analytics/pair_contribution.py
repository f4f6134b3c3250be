"""Which pairs of holdings make a portfolio volatile: its variance written out as a sum over all pairs."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import RELATIVE_ZERO, FloatArray
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData


@dataclass(frozen=True)
class PairShare:
    """Two holdings by their place, `first` < `second`, and the share of variance that their covariance adds (negative: takes off)."""

    first: int
    second: int
    share: float


def pair_contributions(covariance: FloatArray, weights: FloatArray) -> FloatArray:
    """Share of portfolio variance of each pair: w[i] w[j] cov[i, j] / variance.

    Args:
        covariance: (n_assets, n_assets), symmetric.
        weights: (n_assets,) signed.

    Returns:
        (n_assets, n_assets), symmetric; all entries add to 1, row i to the risk contribution of holding i. A pair counts twice, as
        [i, j] and [j, i]; the diagonal is a holding's own variance.

    Missing: a NaN among the holdings with a weight raises MissingData.
    Raises: CalculationFailed when the portfolio does not vary.
    Source: Markowitz (1952), Portfolio Selection; Litterman (1996), Hot Spots and Hedges.
    Golden: tests/golden/pair_contribution.csv
    """
    matrix, held = np.asarray(covariance, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape != (held.size, held.size):
        message = f"Expected a covariance for each pair of weights, found {matrix.shape} for {held.shape}."
        raise InvalidInput(message)
    used = held != 0.0
    parts = np.where(np.outer(used, used), matrix, 0.0) * np.outer(held, held)
    if not np.isfinite(parts).all():
        message = "Expected a covariance for every pair of holdings, found a missing one. Repair the covariance or leave the holding out."
        raise MissingData(message)
    variance = float(parts.sum())
    if variance <= RELATIVE_ZERO * float(np.abs(parts).sum()) or not used.any():
        message = "Expected a portfolio whose value varies, found zero volatility (all cash, or a perfect hedge)."
        raise CalculationFailed(message)
    return np.asarray(parts / variance)


def largest_pairs(shares: FloatArray, count: int = 10) -> tuple[PairShare, ...]:
    """The pairs of two different holdings with the largest effect in either direction, both entries of the matrix together.

    `shares` as returned by `pair_contributions`. Missing: no NaN may be among them. Source: as `pair_contributions`.
    """
    rows, columns = np.triu_indices(shares.shape[0], k=1)
    both = shares[rows, columns] + shares[columns, rows]
    size = np.abs(both)
    smallest = np.partition(size, -count)[-count] if 0 < count < size.size else 0.0  # ordering them all takes long for many holdings
    among = np.flatnonzero(size >= smallest)
    order = among[np.argsort(-size[among], kind="stable")[:count]]
    return tuple(PairShare(int(rows[at]), int(columns[at]), float(both[at])) for at in order.tolist())
