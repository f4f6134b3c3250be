"""Beta and correlation: how returns move with a benchmark, or with one another."""

import numpy as np

from plumbline.analytics.observations import (
    RELATIVE_ZERO,
    BoolArray,
    FloatArray,
    as_series,
    checked_series,
    largest_size,
    ratio_or_error,
    require_observations,
)

_LOOK = 8
"""First sessions by which a series that may be constant is told from one that is not."""


def beta(returns: FloatArray, benchmark: FloatArray) -> float | FloatArray:
    """Covariance with the benchmark divided by the benchmark's variance: the least-squares slope.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple returns, fraction.
        benchmark: (n_observations,) returns of the same sessions.

    Returns:
        Ratio; 0 for a constant series; (n_assets,) for 2-D input.

    Missing: sessions where either is NaN are dropped, per series; fewer than 2 common sessions raise MissingData (1-D) or
        give NaN in that column.
    Raises: CalculationFailed when the benchmark does not vary (a column: NaN).
    Source: Sharpe (1964), Capital Asset Prices, Journal of Finance 19(3).
    Golden: tests/golden/beta.csv
    """
    own, other = _centered_pairs(returns, benchmark, only_products=True)
    return ratio_or_error(_products(own, other), _products(other, other), what="a variance of the benchmark")


def correlation(returns: FloatArray, other: FloatArray) -> float | FloatArray:
    """Pearson correlation with another series, -1 to 1.

    Shapes and missing data as `beta`.
    Raises: CalculationFailed when one of two series does not vary (a column: NaN).
    Source: Pearson product-moment correlation.
    Golden: tests/golden/beta.csv
    """
    one, two = _centered_pairs(returns, other)
    scale = np.sqrt(_products(one, one)) * np.sqrt(_products(two, two))
    ratio = ratio_or_error(_products(one, two), scale, what="a standard deviation of both series")
    return np.clip(ratio, -1.0, 1.0) if isinstance(ratio, np.ndarray) else min(1.0, max(-1.0, ratio))


def correlation_matrix(returns: FloatArray) -> FloatArray:
    """Pearson correlation of every pair of series.

    Args:
        returns: (n_observations, n_assets) simple returns.

    Returns:
        (n_assets, n_assets), symmetric, 1 on the diagonal; NaN for a pair with fewer than 2 common sessions or a
        series that does not vary on them.

    Missing: sessions where either of a pair is NaN are dropped for that pair only.
    """
    table = as_series(returns)
    if len(table) >= 2 and not np.isnan(table).any():
        return _complete_correlations(table)
    columns = [correlation(table, table[:, column]) for column in range(table.shape[1])]
    return np.asarray(np.column_stack(columns)) if columns else np.empty((0, 0))


def _complete_correlations(table: FloatArray) -> FloatArray:
    """All pairs by one product of matrices, because they share every session."""
    centered = _without_noise(table - table.mean(axis=0), table)
    size = np.sqrt(np.einsum("ta,ta->a", centered, centered))
    scaled = centered / np.where(size > 0.0, size, np.nan)
    correlations = np.asarray(np.clip(scaled.T @ scaled, -1.0, 1.0))
    np.fill_diagonal(correlations, np.where(size > 0.0, 1.0, np.nan))
    return correlations


def _centered_pairs(returns: FloatArray, benchmark: FloatArray, *, only_products: bool = False) -> tuple[FloatArray, FloatArray]:
    """Deviations from the mean over common sessions, 0 where a session is not common; NaN columns below 2 sessions.

    A series that varies by rounding noise only is returned as zeros. With `only_products` a table may keep its means: the
    deviations of the benchmark add to zero, so that they do not change the products with it.
    """
    (own, own_complete), (other, other_complete) = checked_series(returns), checked_series(benchmark)
    if other.ndim != 1 or own.shape[0] != other.shape[0]:
        message = f"Expected a benchmark of as many rows as the returns, found shapes {own.shape} and {other.shape}."
        raise ValueError(message)
    if other.size >= 2 and own_complete and other_complete:  # the benchmark stays one series, whatever the number of assets
        centered = _without_noise(other - other.mean(), other)
        return (_varying(own) if only_products else _without_noise(own - own.mean(axis=0), own)), centered
    both = ~(np.isnan(own) | np.isnan(other if own.ndim == 1 else other[:, None]))
    if own.ndim == 1:
        require_observations(int(both.sum()), what="sessions that both series share")
    if own.ndim == 2:
        other = np.broadcast_to(other[:, None], own.shape)
    return _centered(own, both), _centered(other, both)


def _centered(series: FloatArray, both: BoolArray) -> FloatArray:
    count = both.sum(axis=0)
    kept = np.where(both, series, 0.0)
    centered = np.where(both, series - kept.sum(axis=0) / np.maximum(count, 1), 0.0)
    return np.where(count < 2, np.nan, _without_noise(centered, kept))


def _without_noise(centered: FloatArray, series: FloatArray) -> FloatArray:
    noise = largest_size(centered) <= RELATIVE_ZERO * largest_size(series)
    return np.where(noise, 0.0, centered) if noise.any() else centered


def _varying(series: FloatArray) -> FloatArray:
    """The series as they are, unless one of them is constant: that one as zeros.

    A constant series has the same value, up to rounding, in its first sessions: only such ones are looked at in full.
    """
    if series.ndim == 1:
        return _without_noise(series - series.mean(), series)
    first = series[:_LOOK]
    alike = (np.abs(first - first[0]) <= 3.0 * RELATIVE_ZERO * np.abs(first[0])).all(axis=0)
    if not alike.any():
        return series
    suspects = series[:, alike]
    cleaned = series.copy()
    cleaned[:, alike] = _without_noise(suspects - suspects.mean(axis=0), suspects)
    return cleaned


def _products(one: FloatArray, two: FloatArray) -> FloatArray:
    """Sum over sessions of the product; one of them may be a single series for all columns of the other."""
    if one.ndim == two.ndim:
        return np.asarray(np.einsum("t...,t...->...", one, two))
    return np.asarray(two @ one if one.ndim == 2 else one @ two)
