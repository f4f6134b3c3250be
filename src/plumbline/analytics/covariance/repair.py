"""Makes a symmetric matrix a possible covariance: the nearest one whose every portfolio has a variance of zero or more."""

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import CalculationFailed, InvalidInput

_NEGATIVE = 1e-12
"""Share of the largest eigenvalue below which a negative one is rounding."""
_MAX_STEPS = 1000
_CHANGE = 1e-13
"""Alternating projections end when a step moves the matrix by less than this share of its size."""


def is_positive_semidefinite(matrix: FloatArray) -> bool:
    """Whether no eigenvalue is negative beyond rounding. Missing: a NaN raises InvalidInput. Source: definition."""
    values = np.linalg.eigvalsh(_symmetric(matrix))
    return bool(values[0] >= -_NEGATIVE * max(float(values[-1]), 0.0))


def clipped_covariance(covariance: FloatArray) -> FloatArray:
    """Negative eigenvalues set to zero, then scaled so that each asset keeps its own variance.

    Quick; close to, but not, the nearest matrix.

    Args:
        covariance: (n_assets, n_assets), symmetric.

    Missing: a NaN raises InvalidInput. Raises: CalculationFailed on a negative variance.
    Source: Rebonato and Jaeckel (1999), The Most General Methodology to Create a Valid Correlation Matrix, Journal of Risk 2(2).
    """
    correlation, deviations = _split(covariance)
    clipped = _positive_part(correlation)
    scale = np.sqrt(clipped.diagonal())
    scale = np.where(scale > 0.0, scale, 1.0)
    return _joined(clipped / np.outer(scale, scale), deviations)


def nearest_covariance(covariance: FloatArray) -> FloatArray:
    """Each asset's own variance with the nearest correlation matrix. Arguments and errors as `clipped_covariance`.

    Missing: a NaN raises InvalidInput.
    Source: Higham (2002).
    """
    correlation, deviations = _split(covariance)
    return _joined(nearest_correlation(correlation), deviations)


def nearest_correlation(matrix: FloatArray) -> FloatArray:
    """Positive semi-definite matrix with ones on the diagonal that is nearest in the Frobenius norm.

    Args:
        matrix: (n_assets, n_assets), symmetric.

    Convention: alternating projections with Dykstra's correction, at most 1,000 steps; the last projection sets the diagonal, and what
        is then negative (rounding) is clipped.
    Missing: a NaN raises InvalidInput.
    Source: Higham (2002), Computing the Nearest Correlation Matrix - A Problem from Finance, IMA Journal of Numerical Analysis 22(3).
    Golden: tests/golden/covariance.csv
    """
    current = _symmetric(matrix)
    diagonal = np.diag_indices_from(current)
    correction = np.zeros_like(current)
    for _ in range(_MAX_STEPS):
        shifted = current - correction
        projected = _positive_part(shifted)
        correction = projected - shifted
        following = projected.copy()
        following[diagonal] = 1.0
        moved = np.linalg.norm(following - current)
        current = following
        if moved <= _CHANGE * np.linalg.norm(current):
            break
    clipped = _positive_part(current)
    scale = np.sqrt(clipped.diagonal())
    return np.asarray(clipped / np.outer(scale, scale))


def _positive_part(matrix: FloatArray) -> FloatArray:
    values, vectors = np.linalg.eigh(matrix)
    kept = values > 0.0
    part = (vectors[:, kept] * values[kept]) @ vectors[:, kept].T
    return np.asarray((part + part.T) / 2.0)


def _split(covariance: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Correlation, with 1 for an asset that does not vary, and standard deviations."""
    matrix = _symmetric(covariance)
    if (matrix.diagonal() < 0.0).any():
        message = "Expected variances of zero or more on the diagonal, found a negative one. Correct it."
        raise CalculationFailed(message)
    deviations = np.sqrt(matrix.diagonal())
    safe = np.where(deviations > 0.0, deviations, 1.0)
    correlation = matrix / np.outer(safe, safe)
    correlation[np.diag_indices_from(correlation)] = 1.0
    return correlation, deviations


def _joined(correlation: FloatArray, deviations: FloatArray) -> FloatArray:
    matrix = correlation * np.outer(deviations, deviations)
    matrix[np.diag_indices_from(matrix)] = deviations**2
    return np.asarray(matrix)


def _symmetric(matrix: FloatArray) -> FloatArray:
    square = np.asarray(matrix, dtype=np.float64)
    if square.ndim != 2 or square.shape[0] != square.shape[1] or not np.isfinite(square).all():
        message = f"Expected a square matrix without gaps, found shape {square.shape} or a missing entry. Leave out what is missing."
        raise InvalidInput(message)
    return np.asarray((square + square.T) / 2.0)
