"""Ledoit-Wolf shrinkage: the sample covariance drawn toward a structured target, as far as its noise warrants.

Both papers divide by n, not n - 1, throughout; so does this file.
"""

import numpy as np

from plumbline.analytics.covariance.estimate import CovarianceEstimate, CovarianceMethod, complete_rows
from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import CalculationFailed


def ledoit_wolf_identity(returns: FloatArray) -> CovarianceEstimate:
    """Shrinkage toward the mean variance on the diagonal and zero elsewhere.

    Args:
        returns: (n_observations, n_assets) simple returns, fraction.

    Missing: sessions with any NaN are dropped for all and counted; fewer than 2 complete ones raise MissingData.
    Source: Ledoit and Wolf (2004), A Well-Conditioned Estimator for Large-Dimensional Covariance Matrices, Journal of Multivariate
        Analysis 88(2).
    Golden: tests/golden/covariance.csv
    """
    rows, dropped = complete_rows(returns)
    centered, sample, n = *_centered(rows), rows.shape[0]
    level = sample.trace() / sample.shape[0]
    # mean squared distance of one session's products from the sample, summed over all entries, without forming them
    noise = float(((centered * centered).sum(axis=1) ** 2).mean() - (sample * sample).sum()) / n
    target = np.diag(np.full(sample.shape[0], level))
    distance = float(((sample - target) ** 2).sum())
    return _shrunk(sample, target, min(noise, distance) / distance if distance > 0.0 else 1.0, (n, dropped), "ledoit_wolf_identity")


def ledoit_wolf_constant_correlation(returns: FloatArray) -> CovarianceEstimate:
    """Shrinkage toward each asset's own variance and the mean correlation of all pairs. As `ledoit_wolf_identity`.

    Raises: CalculationFailed when an asset does not vary, because it has no correlation then.
    Source: Ledoit and Wolf (2004), Honey, I Shrunk the Sample Covariance Matrix, Journal of Portfolio Management 30(4), appendix B.
    Golden: tests/golden/covariance.csv
    """
    rows, dropped = complete_rows(returns)
    centered, sample, n = *_centered(rows), rows.shape[0]
    count = sample.shape[0]
    deviations = np.sqrt(sample.diagonal())
    if (deviations <= 1e-12 * np.abs(rows).max(axis=0)).any():
        message = "Expected assets that vary, found a constant one, which has no correlation. Leave it out or shrink toward the identity."
        raise CalculationFailed(message)
    if count == 1:
        return _shrunk(sample, sample, 1.0, (n, dropped), "ledoit_wolf_constant_correlation")
    scales = np.outer(deviations, deviations)
    mean = float(((sample / scales).sum() - count) / (count * (count - 1)))
    target = mean * scales
    target[np.diag_indices(count)] = sample.diagonal()
    noise = float(((centered * centered).sum(axis=1) ** 2).mean() - (sample * sample).sum())
    distance = float(((sample - target) ** 2).sum())
    intensity = (noise - _shared_noise(centered, sample, deviations, mean)) / (n * distance) if distance > 1e-30 * noise else 1.0
    return _shrunk(sample, target, intensity, (n, dropped), "ledoit_wolf_constant_correlation")


def _centered(rows: FloatArray) -> tuple[FloatArray, FloatArray]:
    centered = rows - rows.mean(axis=0)
    return centered, np.asarray(centered.T @ centered / rows.shape[0])


def _shared_noise(centered: FloatArray, sample: FloatArray, deviations: FloatArray, mean: float) -> float:
    """Rho of the paper: how far sample and target err together.

    The sum over pairs of s_j / s_i * mean(x_i^3 x_j) is a product of two series, sum_j s_j x_j and sum_i x_i^3 / s_i, so that no
    second matrix of products is needed.
    """
    squares = centered * centered
    fourth = (squares * squares).mean(axis=0)
    variances = deviations**2
    own = float((fourth - variances**2).sum())
    weighted = centered @ deviations
    cubes = (squares * centered) @ (1.0 / deviations)
    together = float((cubes * weighted).mean() - fourth.sum())  # less the terms i = j
    expected = float(variances / deviations @ (sample @ deviations) - (variances**2).sum())
    return own + mean * (together - expected)


def _shrunk(
    sample: FloatArray, target: FloatArray, intensity: float, sessions: tuple[int, int], method: CovarianceMethod
) -> CovarianceEstimate:
    share = min(1.0, max(0.0, intensity))
    return CovarianceEstimate(
        covariance=share * target + (1.0 - share) * sample,
        method=method,
        n_observations=sessions[0],
        n_dropped=sessions[1],
        shrinkage=share,
    )
