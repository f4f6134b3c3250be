"""What every optimization checks first: a covariance that is one, and expected returns that fit it."""

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import InvalidInput, MissingData

_ASYMMETRY = 1e-8
_INDEFINITE = 1e-10


def checked_covariance(covariance: FloatArray) -> FloatArray:
    """The matrix as float64, symmetric to the last bit.

    Raises: InvalidInput unless it is square, not empty, symmetric and without negative variances; MissingData on NaN.
    Source: definition of a covariance.
    """
    matrix = np.asarray(covariance, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or matrix.size == 0:
        message = f"Expected a covariance of shape (n_assets, n_assets), found {matrix.shape}."
        raise InvalidInput(message)
    if not np.isfinite(matrix).all():
        message = "Expected a covariance of every pair of assets, found a missing one. Leave out assets with a short history."
        raise MissingData(message)
    transposed = matrix.T
    largest = float(matrix.diagonal().max())
    if (matrix.diagonal() < 0.0).any() or np.abs(matrix - transposed).max() > _ASYMMETRY * max(largest, 1e-300):
        message = "Expected a symmetric covariance without negative variances, found another matrix. Estimate it anew."
        raise InvalidInput(message)
    return matrix if np.array_equal(matrix, transposed) else np.asarray(0.5 * (matrix + transposed))


def checked_vector(values: FloatArray, n_assets: int, *, what: str) -> FloatArray:
    """One finite figure per asset. Raises: InvalidInput on another shape, MissingData on NaN. Source: definition."""
    vector = np.asarray(values, dtype=np.float64)
    if vector.shape != (n_assets,):
        message = f"Expected one {what} per asset, found shape {vector.shape} for {n_assets} assets."
        raise InvalidInput(message)
    if not np.isfinite(vector).all():
        message = f"Expected a {what} of every asset, found a missing one. Leave that asset out or give its {what}."
        raise MissingData(message)
    return vector


def square_root(matrix: FloatArray) -> FloatArray:
    """R with R'R = the covariance, (rank, n_assets).

    Missing: as `checked_covariance`. Raises: InvalidInput when the matrix is not positive semi-definite.
    Source: spectral decomposition.
    """
    values, vectors = np.linalg.eigh(matrix)
    largest = max(float(values[-1]), 0.0)
    if float(values[0]) < -_INDEFINITE * max(largest, 1e-300):
        message = "Expected a positive semi-definite covariance, found a negative eigenvalue. Repair or shrink it first."
        raise InvalidInput(message)
    kept = values > 1e-14 * largest
    return np.asarray(np.sqrt(values[kept])[:, None] * vectors[:, kept].T)
