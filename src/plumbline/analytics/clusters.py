"""Correlation clusters: holdings that move together and so count for less than their number."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData


@dataclass(frozen=True)
class Cluster:
    """Assets (columns) that move together; `weight` is the sum of their absolute weights as a share of gross exposure.

    `mean_correlation` is over the pairs inside; 1 for a single asset.
    """

    members: tuple[int, ...]
    weight: float
    mean_correlation: float


def correlation_clusters(correlations: FloatArray, weights: FloatArray, *, threshold: float = 0.5) -> tuple[Cluster, ...]:
    """Groups whose mean correlation with one another, cluster to cluster, is at least `threshold`; the heaviest first.

    Args:
        correlations: (n_assets, n_assets).
        weights: (n_assets,) signed; zero weights are grouped too.
        threshold: mean correlation at which two clusters are no longer joined, -1 to 1.

    Convention: average linkage on the distance sqrt((1 - correlation) / 2), cut where the correlation is `threshold`.
    Missing: NaN raises MissingData; leave out assets with a short history.
    Raises: InvalidInput on a matrix that is not one of correlations, or a threshold outside -1 to 1; CalculationFailed when all
        weights are zero.
    Source: Mantegna (1999), Hierarchical Structure in Financial Markets; Sokal and Michener (1958) for average linkage.
    """
    matrix, held = np.asarray(correlations, dtype=np.float64), np.abs(np.asarray(weights, dtype=np.float64))
    _check(matrix, held, threshold)
    labels = _labels(matrix, threshold)
    whole = float(held.sum())
    found = []
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        inside = matrix[np.ix_(members, members)]
        pairs = members.size * (members.size - 1)
        mean = float((inside.sum() - np.trace(inside)) / pairs) if pairs else 1.0
        found.append(Cluster(tuple(members.tolist()), float(held[members].sum()) / whole, mean))
    return tuple(sorted(found, key=lambda cluster: (-cluster.weight, cluster.members)))


def cluster_order(correlations: FloatArray) -> tuple[int, ...]:
    """Order of the assets that puts those next to each other that move together: the leaves of the tree of `correlation_clusters`.

    Args:
        correlations: (n_assets, n_assets).

    Missing data and errors as `correlation_clusters`. Source: Bar-Joseph, Gifford and Jaakkola (2001), Fast Optimal Leaf Ordering.
    """
    matrix = np.asarray(correlations, dtype=np.float64)
    _check(matrix, np.ones(len(matrix)), 0.0)
    if len(matrix) < 3:
        return tuple(range(len(matrix)))
    # SciPy's clustering takes 0.2 s to import, and few starts of the program draw clusters
    from scipy.cluster.hierarchy import leaves_list, linkage

    pairs = _distances(matrix)
    return tuple(leaves_list(linkage(pairs, method="average", optimal_ordering=True)).tolist())


def effective_bets(covariance: FloatArray, weights: FloatArray) -> float:
    """Number of uncorrelated sources of risk that a portfolio really has: exp of the entropy of its risk by principal component.

    Args:
        covariance: (n_assets, n_assets).
        weights: (n_assets,) signed.

    Missing: NaN raises MissingData. Raises: CalculationFailed when the portfolio does not vary.
    Source: Meucci (2009), Managing Diversification.
    Golden: tests/golden/hedging.csv
    """
    matrix, held = np.asarray(covariance, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    if matrix.shape != (held.size, held.size):
        message = f"Expected a covariance of {held.size} assets, found shape {matrix.shape}."
        raise InvalidInput(message)
    if not (np.isfinite(matrix).all() and np.isfinite(held).all()):
        message = "Expected a complete covariance and weights, found a missing figure. Leave out that asset."
        raise MissingData(message)
    values, vectors = np.linalg.eigh(matrix)
    parts = np.maximum(values, 0.0) * (held @ vectors) ** 2
    total, single = float(parts.sum()), float(np.abs(held) @ np.sqrt(np.maximum(matrix.diagonal(), 0.0)))
    if not total > 1e-14 * single * single:
        message = "Expected a portfolio whose value varies, found zero volatility (all cash, or a perfect hedge)."
        raise CalculationFailed(message)
    shares = parts[parts > 1e-15 * total] / total
    return float(np.exp(-(shares * np.log(shares)).sum()))


def _check(matrix: FloatArray, held: FloatArray, threshold: float) -> None:
    if not (np.isfinite(matrix).all() and np.isfinite(held).all()):
        message = "Expected a correlation of every pair and a weight of every asset, found a missing one. Leave out that asset."
        raise MissingData(message)
    square = matrix.shape == (held.size, held.size) and held.ndim == 1 and held.size > 0
    if not square or np.abs(matrix).max() > 1.0 + 1e-9 or np.abs(matrix - matrix.T).max() > 1e-9 or not -1.0 <= threshold <= 1.0:
        message = f"Expected a correlation matrix with a weight per row and a threshold from -1 to 1, found {matrix.shape} and {threshold}."
        raise InvalidInput(message)
    if held.sum() == 0.0:
        message = "Expected at least one holding besides cash, found none: clusters have no weights."
        raise CalculationFailed(message)


def _labels(matrix: FloatArray, threshold: float) -> NDArray[np.int32]:
    # SciPy's clustering takes 0.2 s to import, and few starts of the program draw clusters
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(matrix) == 1:
        return np.ones(1, dtype=np.int32)
    cut = float(np.sqrt((1.0 - threshold) / 2.0))
    return np.asarray(fcluster(linkage(_distances(matrix), method="average"), cut + 1e-12, criterion="distance"), dtype=np.int32)


def _distances(matrix: FloatArray) -> FloatArray:
    """Distance of each pair, in the order that SciPy takes: 0 in step, 1 opposite."""
    distance = np.sqrt(np.maximum(1.0 - matrix, 0.0) / 2.0)
    return np.asarray(distance[np.triu_indices(len(matrix), 1)])
