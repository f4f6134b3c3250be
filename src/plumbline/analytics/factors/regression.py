"""Factor exposures by least squares, with standard errors, of one series or of many at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.observations import BoolArray, FloatArray, as_series, require_observations
from plumbline.core.errors import CalculationFailed, InvalidInput

IndexArray = NDArray[np.intp]

_COLLINEAR = 1e-8
"""A factor whose part that the others do not explain is below this share of its size is a combination of them."""


@dataclass(frozen=True)
class FactorRegression:
    """Least-squares fit of r = intercept + exposures . factors + residual; shapes below are without n_assets for one series.

    `intercept` (n_assets,) per period; `exposures` (n_assets, n_factors); both with standard errors; `r_squared`, `residual_deviation`
    (per period, n - n_factors - 1) and `n_observations` (n_assets,). NaN for an asset with too few common sessions.
    """

    intercept: FloatArray
    exposures: FloatArray
    intercept_standard_error: FloatArray
    standard_errors: FloatArray
    r_squared: FloatArray
    residual_deviation: FloatArray
    n_observations: FloatArray

    @property
    def t_statistics(self) -> FloatArray:
        """Exposures over their standard errors; NaN where the fit is exact."""
        return np.asarray(self.exposures / np.where(self.standard_errors > 0.0, self.standard_errors, np.nan))


def factor_regression(returns: FloatArray, factors: FloatArray, *, newey_west_lags: int | None = None) -> FactorRegression:
    """Regression of returns on factor returns with an intercept.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple (excess) returns per period, fraction.
        factors: (n_observations, n_factors) returns of the same sessions.
        newey_west_lags: None for ordinary standard errors; a number of lags (0: heteroskedasticity only) for standard errors that allow for
            it and for autocorrelation, with triangular weights and no small-sample factor.

    Missing: sessions where a factor or the asset is NaN are dropped, per asset; fewer than n_factors + 2 raise MissingData (one series)
        or give NaN for that asset.
    Raises: CalculationFailed when a factor does not vary or is a combination of others in these sessions.
    Source: Greene, Econometric Analysis, chapter 4; Newey and West (1987), A Simple, Positive Semi-Definite, Heteroskedasticity and
        Autocorrelation Consistent Covariance Matrix, Econometrica 55(3).
    Golden: tests/golden/factors.csv
    """
    own, drivers = as_series(returns), as_series(factors)
    if drivers.ndim != 2 or drivers.shape[0] != own.shape[0] or drivers.shape[1] == 0:
        message = f"Expected factors (n_observations, n_factors) for the sessions of the returns, found {drivers.shape} for {own.shape}."
        raise InvalidInput(message)
    if newey_west_lags is not None and newey_west_lags < 0:
        message = f"Expected 0 or more lags, found {newey_west_lags}. None gives ordinary standard errors."
        raise InvalidInput(message)
    table = own.reshape(own.shape[0], -1) if own.size else np.empty((0, 1 if own.ndim == 1 else own.shape[1]))
    complete: BoolArray = np.asarray(~np.isnan(drivers).any(axis=1))
    valid: BoolArray = ~np.isnan(table) & complete[:, None]
    fewest = drivers.shape[1] + 2
    if own.ndim == 1:
        require_observations(int(valid.sum()), minimum=fewest, what="sessions that the returns and all factors share")
    figures = np.full((table.shape[1], 2 * drivers.shape[1] + 5), np.nan)
    figures[:, -1] = valid.sum(axis=0)
    for rows, assets in _patterns(valid):
        if rows.sum() >= fewest:
            whole = rows.all() and assets.size == table.shape[1]  # then nothing needs to be copied
            chosen = table if whole else table[np.ix_(rows, assets)]
            figures[assets, :-1] = _fit(chosen, drivers if whole else drivers[rows], newey_west_lags)
    return _unpacked(figures, drivers.shape[1], one=own.ndim == 1)


def newey_west_lags(n_observations: int) -> int:
    """Customary number of lags: 4 (n / 100) ^ (2 / 9), rounded down.

    Source: Newey and West (1994), Automatic Lag Selection in Covariance Matrix Estimation, Review of Economic Studies 61(4).
    """
    return int(4.0 * (n_observations / 100.0) ** (2.0 / 9.0))


def _patterns(valid: BoolArray) -> list[tuple[BoolArray, IndexArray]]:
    """Assets that have the same sessions are fitted together: usually all of them."""
    if valid.shape[1] and (valid == valid[:, :1]).all():
        return [(valid[:, 0], np.arange(valid.shape[1], dtype=np.intp))]
    keys: dict[bytes, list[int]] = {}
    for asset, packed in enumerate(np.packbits(valid, axis=0).T):
        keys.setdefault(packed.tobytes(), []).append(asset)
    return [(valid[:, assets[0]], np.array(assets, dtype=np.intp)) for assets in keys.values()]


def _fit(table: FloatArray, drivers: FloatArray, lags: int | None) -> FloatArray:
    """(n_assets, 2 n_factors + 4): intercept, exposures, their standard errors, R squared, residual deviation."""
    count, n_factors = drivers.shape
    means, sizes = drivers.mean(axis=0), drivers.std(axis=0)
    flat = sizes <= 1e-12 * np.abs(drivers).max(axis=0)
    scaled = (drivers - means) / np.where(flat, 1.0, sizes)
    orthogonal, triangle = np.linalg.qr(scaled)
    weak = flat | (np.abs(triangle.diagonal()) <= _COLLINEAR * np.sqrt(count))
    if weak.any():
        number = int(np.flatnonzero(weak)[0]) + 1
        message = f"Expected factors that vary and differ from one another, found number {number} constant or a combination of the others."
        raise CalculationFailed(message + " Leave it out.")
    centered = table - table.mean(axis=0)
    slopes = np.linalg.solve(triangle, orthogonal.T @ centered)
    residuals = centered - scaled @ slopes
    left = np.einsum("ta,ta->a", residuals, residuals)
    total = np.einsum("ta,ta->a", centered, centered)
    variance = left / (count - n_factors - 1)
    inverse = np.linalg.inv(triangle)
    bread = np.zeros((n_factors + 1, n_factors + 1))  # inverse of Z'Z in the basis Z = [1, scaled]
    bread[0, 0], bread[1:, 1:] = 1.0 / count, inverse @ inverse.T
    back = np.diag(np.concatenate([[1.0], 1.0 / sizes]))  # from that basis to intercept and exposures
    back[0, 1:] = -means / sizes
    errors = _errors(back, bread, variance, (scaled, residuals), lags)
    exposures = slopes.T / sizes
    explained = np.where(total > 0.0, 1.0 - left / np.where(total > 0.0, total, 1.0), np.nan)
    intercept = table.mean(axis=0) - exposures @ means
    return np.column_stack([intercept, exposures, errors, explained, np.sqrt(variance)])


def _errors(back: FloatArray, bread: FloatArray, variance: FloatArray, fit: tuple[FloatArray, FloatArray], lags: int | None) -> FloatArray:
    if lags is None:
        return np.sqrt(np.outer(variance, (back @ bread @ back.T).diagonal()))
    scaled, residuals = fit
    design = np.column_stack([np.ones(scaled.shape[0]), scaled])
    outer = back @ bread
    errors = np.empty((residuals.shape[1], design.shape[1]))
    for asset, residual in enumerate(residuals.T):
        scores = design * residual[:, None]
        middle = scores.T @ scores
        for lag in range(1, min(lags, scores.shape[0] - 1) + 1):
            shifted = scores[lag:].T @ scores[:-lag]
            middle += (1.0 - lag / (lags + 1.0)) * (shifted + shifted.T)
        errors[asset] = np.sqrt(np.maximum((outer @ middle @ outer.T).diagonal(), 0.0))
    return errors


def _unpacked(figures: FloatArray, n_factors: int, *, one: bool) -> FactorRegression:
    rows = figures[0] if one else figures
    return FactorRegression(
        intercept=rows[..., 0],
        exposures=rows[..., 1 : n_factors + 1],
        intercept_standard_error=rows[..., n_factors + 1],
        standard_errors=rows[..., n_factors + 2 : 2 * n_factors + 2],
        r_squared=rows[..., -3],
        residual_deviation=rows[..., -2],
        n_observations=rows[..., -1],
    )
