"""Correlation of every pair of assets: over unequal histories, from a covariance, and in one figure."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.covariance.estimate import pair_counts
from plumbline.analytics.observations import RELATIVE_ZERO, FloatArray, as_series
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData


@dataclass(frozen=True)
class PairwiseCorrelation:
    """`correlation` (n_assets, n_assets), NaN for a pair without one, and `counts` of the sessions that it rests on."""

    correlation: FloatArray
    counts: FloatArray


def pairwise_correlation(returns: FloatArray) -> PairwiseCorrelation:
    """Pearson correlation of each pair over the sessions which both have; as it comes, so perhaps not positive semi-definite.

    Args:
        returns: (n_observations, n_assets) simple returns, fraction.

    Missing: NaN is left out per pair; a pair with fewer than 2 common sessions, or of which one does not vary on them, is NaN.
    Source: Pearson product-moment correlation.
    Golden: tests/golden/covariance.csv
    """
    table = as_series(returns)
    if table.ndim != 2 or table.shape[1] == 0:
        message = f"Expected (n_observations, n_assets) with at least one asset, found shape {table.shape}."
        raise InvalidInput(message)
    valid = ~np.isnan(table)
    counts = pair_counts(valid)
    mask = valid.astype(np.float64)
    own = np.where(valid, table, 0.0)
    own -= mask * (own.sum(axis=0) / np.maximum(counts.diagonal(), 1.0))  # near zero, so that the products below lose no digits
    common = np.maximum(counts, 1.0)
    sums, squares = own.T @ mask, (own * own).T @ mask  # [i, j]: of i over the sessions of i and j
    products = own.T @ own - sums * sums.T / common
    spread = squares - sums * sums / common
    noise = RELATIVE_ZERO * np.abs(np.where(valid, table, 0.0)).max(axis=0, initial=0.0)
    defined = (counts >= 2.0) & (spread > np.square(noise)[:, None] * common)
    scale = np.sqrt(np.where(defined & defined.T, spread * spread.T, np.nan))
    found = np.clip(products / scale, -1.0, 1.0)
    diagonal = np.diag_indices_from(found)
    found[diagonal] = np.where(np.isnan(found[diagonal]), np.nan, 1.0)
    return PairwiseCorrelation(found, counts)


def correlation_of(covariance: FloatArray) -> FloatArray:
    """The correlation that a covariance implies: each entry over the deviations of both assets.

    Args:
        covariance: (n_assets, n_assets), symmetric.

    Missing: NaN raises MissingData. Raises: CalculationFailed for an asset without variance.
    Source: definition.
    """
    matrix = np.asarray(covariance, dtype=np.float64)
    if not np.isfinite(matrix).all():
        message = "Expected a complete covariance, found a missing figure. Leave out that asset."
        raise MissingData(message)
    variances = matrix.diagonal()
    if (variances <= 0.0).any():
        message = "Expected assets that vary, found a constant one, which has no correlation. Leave it out."
        raise CalculationFailed(message)
    deviations = np.sqrt(variances)
    found = np.clip(matrix / np.outer(deviations, deviations), -1.0, 1.0)
    found[np.diag_indices_from(found)] = 1.0
    return np.asarray(found)


def average_correlation(correlation: FloatArray, weights: FloatArray | None = None) -> float:
    """Mean correlation of all pairs of different assets, plain or by the product of both weights.

    Args:
        correlation: (n_assets, n_assets).
        weights: (n_assets,) signed, of which the size counts; None weighs all pairs equally.

    Missing: NaN raises MissingData. Raises: CalculationFailed with fewer than two assets that have a weight.
    Source: Tierens and Anadu (2004), Does It Matter Which Methodology You Use to Measure Average Correlation Across Stocks?
    """
    matrix = np.asarray(correlation, dtype=np.float64)
    held = np.ones(len(matrix)) if weights is None else np.abs(np.asarray(weights, dtype=np.float64))
    if not (np.isfinite(matrix).all() and np.isfinite(held).all()):
        message = "Expected a correlation of every pair and a weight of every asset, found a missing one. Leave out that asset."
        raise MissingData(message)
    products = np.outer(held, held)
    np.fill_diagonal(products, 0.0)
    total = float(products.sum())
    if total == 0.0:
        message = "Expected at least two holdings besides cash, found fewer: there is no pair."
        raise CalculationFailed(message)
    return float((products * matrix).sum() / total)
