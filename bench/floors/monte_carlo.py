"""Floor of the Monte Carlo tail: normals, one product with the root of the factor covariance, a common t shock, a partition."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DEGREES_OF_FREEDOM = 5.0


def expected_shortfall(exposures: Array, covariance: Array, specific_variance: float, n_paths: int, seed: int) -> float:
    """At 95 %, a loss, by the same t copula as ours; all paths at once."""
    generator = np.random.Generator(np.random.SFC64(seed))
    root = np.linalg.cholesky(covariance)
    factors = generator.standard_normal((n_paths, exposures.size)) @ root.T
    specific = generator.standard_normal(n_paths) * np.sqrt(specific_variance)
    mixing = np.sqrt((DEGREES_OF_FREEDOM - 2.0) / generator.chisquare(DEGREES_OF_FREEDOM, n_paths))
    losses = -(factors @ exposures + specific) * mixing
    tail = round(0.05 * n_paths)
    return float(np.partition(losses, n_paths - tail)[n_paths - tail :].mean())
