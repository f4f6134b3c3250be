"""The estimators of a correlation matrix that a person can choose, and how each deals with unequal histories."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from plumbline.analytics.covariance.correlation import correlation_of, pairwise_correlation
from plumbline.analytics.covariance.estimate import CovarianceEstimate, complete_rows, ewma_covariance, pair_counts
from plumbline.analytics.covariance.repair import is_positive_semidefinite, nearest_correlation
from plumbline.analytics.covariance.shrinkage import ledoit_wolf_constant_correlation, ledoit_wolf_identity
from plumbline.analytics.factors.model import fitted_factor_model, model_covariance
from plumbline.analytics.observations import BoolArray, FloatArray
from plumbline.analytics.shape import shape
from plumbline.core.errors import MissingData
from plumbline.portfolios.price_paths import RowArray

LEAST_PAIR = 21
"""Fewer common sessions than a month say nothing about how two holdings move together."""
LEAST_COMMON = 60
"""As the risk report: sessions that all holdings must share where an estimator takes only complete sessions."""


class Estimator(StrEnum):
    SAMPLE = "sample"
    EWMA = "ewma"
    CONSTANT_CORRELATION = "ledoit_wolf_constant_correlation"
    IDENTITY = "ledoit_wolf_identity"
    FACTOR_MODEL = "factor_model"


LABELS = {
    Estimator.SAMPLE: "sample",
    Estimator.EWMA: "exponentially weighted",
    Estimator.CONSTANT_CORRELATION: "Ledoit-Wolf toward constant correlation",
    Estimator.IDENTITY: "Ledoit-Wolf toward the identity",
    Estimator.FACTOR_MODEL: "factor model",
}


@dataclass(frozen=True, eq=False)
class Correlations:
    """Of the `kept` columns: `matrix` (n, n), `deviations` per session (n,), `counts` of common sessions (n, n)."""

    kept: tuple[int, ...]
    matrix: FloatArray
    deviations: FloatArray
    counts: FloatArray
    n_dropped: int = 0
    shrinkage: float | None = None
    repaired: bool = False

    @property
    def covariance(self) -> FloatArray:
        """Per session, not annualized."""
        return np.asarray(self.matrix * np.outer(self.deviations, self.deviations))


def estimated(returns: FloatArray, estimator: Estimator, *, decay: float, factors: Callable[[], FloatArray]) -> Correlations:
    """Correlations of the columns that have enough common history, the shortest histories being left out first.

    Args:
        returns: (n_sessions, n_assets) simple returns, NaN where there is none.
        estimator: which one; the sample takes each pair over the sessions that both have, the factor model each asset over its own, the
            others only the sessions that all share.
        decay: of the exponentially weighted one.
        factors: gives the returns of the factors in these sessions, (n_sessions, n_factors).

    Raises: MissingData when fewer than two columns are left.
    """
    by_pair = estimator in {Estimator.SAMPLE, Estimator.FACTOR_MODEL}
    kept = _with_pairs(returns) if by_pair else _with_common(returns)
    if kept.size < 1:
        raise MissingData("Expected a holding whose price varies over the sessions, found none. Choose a longer window or a later day.")
    columns = tuple(kept.tolist())
    table = returns[:, kept]
    if estimator is Estimator.SAMPLE:
        return _sample(table, columns)
    if estimator is Estimator.FACTOR_MODEL:
        found = model_covariance(fitted_factor_model(table, factors()))
        return _of_covariance(found, columns, pair_counts(~np.isnan(table)))
    n_common = complete_rows(table)[0].shape[0]
    return _of_covariance(_by_complete_rows(table, estimator, decay), columns, np.full((kept.size, kept.size), float(n_common)))


def _by_complete_rows(table: FloatArray, estimator: Estimator, decay: float) -> CovarianceEstimate:
    if estimator is Estimator.EWMA:
        return ewma_covariance(table, decay=decay)
    return ledoit_wolf_identity(table) if estimator is Estimator.IDENTITY else ledoit_wolf_constant_correlation(table)


def _sample(table: FloatArray, columns: tuple[int, ...]) -> Correlations:
    found = pairwise_correlation(table)
    possible = is_positive_semidefinite(found.correlation)
    return Correlations(
        kept=columns, matrix=found.correlation if possible else nearest_correlation(found.correlation),
        deviations=np.atleast_1d(shape(table).deviation), counts=found.counts, repaired=not possible,
    )  # fmt: skip


def _of_covariance(found: CovarianceEstimate, columns: tuple[int, ...], counts: FloatArray) -> Correlations:
    return Correlations(
        kept=columns, matrix=correlation_of(found.covariance), deviations=np.sqrt(found.covariance.diagonal()), counts=counts,
        n_dropped=found.n_dropped, shrinkage=found.shrinkage, repaired=found.repaired,
    )  # fmt: skip


def _with_pairs(returns: FloatArray) -> RowArray:
    """Columns left when those with the shortest history go until each pair has a correlation over at least 21 sessions."""
    found = pairwise_correlation(returns)
    poor = np.isnan(found.correlation) | (found.counts < LEAST_PAIR)
    kept = np.ones(returns.shape[1], dtype=np.bool_)
    own = found.counts.diagonal()
    lone = poor.diagonal()  # does not vary, or has too few sessions of its own
    kept[lone] = False
    while (poor & np.outer(kept, kept)).any():
        involved = kept & (poor & kept[None, :]).any(axis=1)
        kept[int(np.where(involved, own, np.inf).argmin())] = False
    return np.flatnonzero(kept)


def _with_common(returns: FloatArray) -> RowArray:
    """Columns left when those with the shortest history go until all share at least 60 sessions (or the whole window, if shorter)."""
    finite = np.isfinite(returns)
    least = min(LEAST_COMMON, returns.shape[0])
    kept = finite.sum(axis=0) >= LEAST_PAIR
    while kept.any():
        rows = finite[:, kept].all(axis=1)
        if int(rows.sum()) >= least:
            flat = _flat(returns[rows], kept)
            if not flat.any():
                break
            kept &= ~flat
        else:
            kept[int(np.where(kept, finite.sum(axis=0), np.iinfo(np.int64).max).argmin())] = False
    return np.flatnonzero(kept)


def _flat(rows: FloatArray, kept: BoolArray) -> BoolArray:
    """Which of the kept columns do not vary on these rows."""
    flat = np.zeros(kept.size, dtype=np.bool_)
    flat[kept] = np.atleast_1d(shape(rows[:, kept]).deviation) == 0.0
    return flat
