"""Covariance of returns: from the sample, exponentially weighted, from a factor model, and over unequal histories."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from plumbline.analytics.covariance.repair import is_positive_semidefinite, nearest_covariance
from plumbline.analytics.observations import BoolArray, FloatArray, as_series, require_observations
from plumbline.analytics.volatility_forecast import RISKMETRICS_DECAY, ewma_weights
from plumbline.core.errors import InvalidInput, MissingData

CovarianceMethod = Literal[
    "sample", "exponentially_weighted", "pairwise", "factor_model", "ledoit_wolf_identity", "ledoit_wolf_constant_correlation"
]


@dataclass(frozen=True)
class CovarianceEstimate:
    """A covariance per period, not annualized, and what it rests on.

    `covariance` (n_assets, n_assets), symmetric and positive semi-definite; `n_observations` sessions used (of a pairwise estimate: of the
    pair with the fewest); `n_dropped` sessions left out because a return was missing; `shrinkage` weight of the target, 0 to 1, where
    there is one; `repaired` says that a matrix with negative eigenvalues was replaced by the nearest one without.
    """

    covariance: FloatArray
    method: CovarianceMethod
    n_observations: int
    n_dropped: int = 0
    shrinkage: float | None = None
    repaired: bool = False


def sample_covariance(returns: FloatArray) -> CovarianceEstimate:
    """Sample covariance (n - 1) over the sessions in which every asset has a return.

    Args:
        returns: (n_observations, n_assets) simple returns, fraction.

    Missing: sessions with any NaN are dropped for all and counted; fewer than 2 complete ones raise MissingData.
    Source: Anderson, An Introduction to Multivariate Statistical Analysis (3rd ed., 2003), section 3.2.
    Golden: tests/golden/covariance.csv
    """
    rows, dropped = complete_rows(returns)
    centered = rows - rows.mean(axis=0)
    covariance = centered.T @ centered / (rows.shape[0] - 1)
    return CovarianceEstimate(covariance=covariance, method="sample", n_observations=rows.shape[0], n_dropped=dropped)


def ewma_covariance(returns: FloatArray, *, decay: float = RISKMETRICS_DECAY) -> CovarianceEstimate:
    """Exponentially weighted mean of products of returns, over a window that leaves out one hundred-millionth of the weight.

    Returns are not centered: the mean is taken as zero. `n_observations` is the length of the window. Everything else as
    `sample_covariance`, the newest session last.
    Missing: as `sample_covariance`.
    Source: RiskMetrics Technical Document (4th ed., 1996), section 5.2.
    Golden: tests/golden/covariance.csv
    """
    rows, dropped = complete_rows(returns)
    weights = ewma_weights(rows.shape[0], decay)
    scaled = rows[rows.shape[0] - weights.size :] * np.sqrt(weights)[:, None]
    return CovarianceEstimate(covariance=scaled.T @ scaled, method="exponentially_weighted", n_observations=weights.size, n_dropped=dropped)


def pairwise_covariance(returns: FloatArray, *, minimum: int = 2) -> CovarianceEstimate:
    """Sample covariance (n - 1) of each pair over the sessions which both have, repaired to be positive semi-definite.

    For unequal histories: no session is dropped for an asset that has it. The repair keeps each asset's own variance.

    Args:
        returns: (n_observations, n_assets) simple returns, fraction.
        minimum: common sessions that each pair must have.

    Missing: NaN is left out per pair; a pair with fewer common sessions raises MissingData that names the pair.
    Source: Higham (2002), Computing the Nearest Correlation Matrix, on covariances with missing data.
    """
    table = _table(returns)
    valid = ~np.isnan(table)
    if valid.all():
        plain = sample_covariance(table)
        return CovarianceEstimate(covariance=plain.covariance, method="pairwise", n_observations=plain.n_observations)
    counts = pair_counts(valid)
    _require_pairs(counts, minimum=max(minimum, 2))
    mask = valid.astype(np.float64)
    own = np.where(valid, table, 0.0)
    own -= mask * (own.sum(axis=0) / np.maximum(counts.diagonal(), 1))  # near zero, so that the products below lose no digits
    sums = own.T @ mask  # [i, j]: sum of i over the sessions of i and j
    covariance = (own.T @ own - sums * sums.T / counts) / (counts - 1)
    repaired = not is_positive_semidefinite(covariance)
    return CovarianceEstimate(
        covariance=nearest_covariance(covariance) if repaired else covariance,
        method="pairwise",
        n_observations=int(counts.min()),
        repaired=repaired,
    )


def factor_model_covariance(exposures: FloatArray, factor_covariance: FloatArray, *, specific_variances: FloatArray) -> CovarianceEstimate:
    """Covariance that a factor model implies: B F B' plus specific variances on the diagonal.

    Args:
        exposures: (n_assets, n_factors).
        factor_covariance: (n_factors, n_factors) per period.
        specific_variances: (n_assets,) per period, at least 0.

    `n_observations` is 0: the model carries its own.
    Missing: NaN anywhere raises MissingData.
    Raises: InvalidInput when shapes do not fit or a specific variance is negative.
    Source: Sharpe (1963), A Simplified Model for Portfolio Analysis; Grinold and Kahn (2000), chapter 3.
    Golden: tests/golden/covariance.csv
    """
    loadings, factors = np.asarray(exposures, dtype=np.float64), np.asarray(factor_covariance, dtype=np.float64)
    specific = np.asarray(specific_variances, dtype=np.float64)
    if loadings.ndim != 2 or factors.shape != (loadings.shape[1],) * 2 or specific.shape != loadings.shape[:1]:
        message = f"Expected (n_assets, n_factors), its square and (n_assets,), found {loadings.shape}, {factors.shape}, {specific.shape}."
        raise InvalidInput(message)
    if not (np.isfinite(loadings).all() and np.isfinite(factors).all() and np.isfinite(specific).all()):
        message = "Expected a factor model without gaps, found a missing figure. Leave out the asset or factor concerned."
        raise MissingData(message)
    if (specific < 0.0).any():
        message = "Expected specific variances of zero or more, found a negative one. Fit the model again."
        raise InvalidInput(message)
    covariance = loadings @ factors @ loadings.T
    covariance[np.diag_indices_from(covariance)] += specific
    return CovarianceEstimate(covariance=(covariance + covariance.T) / 2.0, method="factor_model", n_observations=0)


def complete_rows(returns: FloatArray) -> tuple[FloatArray, int]:
    """The sessions in which every asset has a return, and how many others were dropped.

    Missing: fewer than 2 complete sessions raise MissingData.
    """
    table = _table(returns)
    missing = np.isnan(table)
    if not missing.any():
        require_observations(table.shape[0], what="sessions with a return of every asset")
        return table, 0
    complete = ~missing.any(axis=1)
    kept = table[complete]
    require_observations(kept.shape[0], what="sessions with a return of every asset")
    return kept, int(table.shape[0] - kept.shape[0])


def pair_counts(valid: BoolArray) -> FloatArray:
    """Sessions that each pair of assets shares, (n_assets, n_assets), as floats. Missing: `valid` says where a return is."""
    mask = valid.astype(np.float64)
    return np.asarray(mask.T @ mask)


def _require_pairs(counts: FloatArray, *, minimum: int) -> None:
    if counts.min() < minimum:
        first, second = np.unravel_index(int(counts.argmin()), counts.shape)
        message = (
            f"Expected at least {minimum} common sessions of every pair of assets, found {int(counts.min())} of assets number "
            f"{int(first) + 1} and {int(second) + 1}. Leave one of them out or choose a longer period."
        )
        raise MissingData(message)


def _table(returns: FloatArray) -> FloatArray:
    table = as_series(returns)
    if table.ndim != 2 or table.shape[1] == 0:
        message = f"Expected (n_observations, n_assets) with at least one asset, found shape {table.shape}."
        raise InvalidInput(message)
    return table
