"""Factor exposures over time: a regression on each run of sessions, all at once."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import BoolArray, FloatArray, as_series
from plumbline.core.errors import InvalidInput

_COLLINEAR = 1e-10


@dataclass(frozen=True)
class RollingExposures:
    """Exposures (n_observations, n_factors) and R squared (n_observations,) of the run that ends in each session.

    NaN for the first sessions, for runs that hold a NaN, and where factors are collinear within the run.
    """

    exposures: FloatArray
    r_squared: FloatArray


def rolling_exposures(returns: FloatArray, factors: FloatArray, *, window: int) -> RollingExposures:
    """Least-squares exposures with an intercept over each run of `window` sessions.

    Args:
        returns: (n_observations,) simple returns, fraction.
        factors: (n_observations, n_factors) of the same sessions.
        window: sessions per regression, at least n_factors + 2.

    Missing: a run that holds a NaN is NaN.
    Raises: InvalidInput for a window that is too short.
    Source: Fama and MacBeth (1973), Risk, Return, and Equilibrium, rolling first-pass regressions.
    """
    own, drivers = as_series(returns), as_series(factors)
    if own.ndim != 1 or drivers.ndim != 2 or drivers.shape[0] != own.size:
        message = f"Expected one series and its factors, found {own.shape} and {drivers.shape}."
        raise InvalidInput(message)
    n_factors = drivers.shape[1]
    if window < n_factors + 2:
        message = f"Expected a window of at least {n_factors + 2} sessions for {n_factors} factors, found {window}. Choose a longer one."
        raise InvalidInput(message)
    exposures = np.full(drivers.shape, np.nan)
    r_squared = np.full(own.size, np.nan)
    if own.size >= window:
        exposures[window - 1 :], r_squared[window - 1 :] = _runs(np.column_stack([drivers, own]), window)
    return RollingExposures(exposures=exposures, r_squared=r_squared)


def _runs(table: FloatArray, window: int) -> tuple[FloatArray, FloatArray]:
    """All runs by differences of running sums of products; centered and scaled before, so that the differences lose few digits."""
    missing: BoolArray = np.asarray(np.isnan(table).any(axis=1))
    kept = np.where(missing[:, None], 0.0, table)
    kept = kept - kept.mean(axis=0)
    sizes = np.abs(kept).max(axis=0)
    kept /= np.where(sizes > 0.0, sizes, 1.0)
    kept[missing] = 0.0
    sums = _differences(kept, window)
    products = _differences(kept[:, :, None] * kept[:, None, :], window)
    moments = products / window - sums[:, :, None] * sums[:, None, :] / window**2
    last = table.shape[1] - 1
    variances = np.einsum("rii->ri", moments)
    scale = np.sqrt(np.maximum(variances, 1e-16))
    scaled = moments / (scale[:, :, None] * scale[:, None, :])
    gaps = _differences(missing[:, None].astype(np.float64), window)[:, 0] > 0.5
    defined: BoolArray = np.asarray(~gaps & (variances[:, :last] > 1e-14).all(axis=1))
    defined &= np.linalg.det(np.where(defined[:, None, None], scaled[:, :last, :last], np.eye(last))) > _COLLINEAR
    left = np.where(defined[:, None, None], scaled[:, :last, :last], np.eye(last))
    right = np.where(defined[:, None], scaled[:, :last, last], 0.0)
    slopes = np.linalg.solve(left, right[:, :, None])[:, :, 0]
    explained = np.where(defined & (variances[:, last] > 1e-14), np.clip((slopes * right).sum(axis=1), 0.0, 1.0), np.nan)
    unscaled = slopes * scale[:, last:] / scale[:, :last] * (sizes[last] / np.where(sizes[:last] > 0.0, sizes[:last], 1.0))
    return np.where(defined[:, None], unscaled, np.nan), explained


def _differences(values: FloatArray, window: int) -> FloatArray:
    totals = np.cumsum(values, axis=0)
    runs = totals[window - 1 :].copy()
    runs[1:] -= totals[:-window]
    return np.asarray(runs)
