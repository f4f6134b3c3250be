"""Parametric value at risk corrected for skewness and kurtosis."""

from statistics import NormalDist

import numpy as np

from plumbline.analytics.observations import FloatArray, as_series
from plumbline.analytics.shape import Shape, shape
from plumbline.analytics.tail.pair import TailRisk, tail_risk, tail_share
from plumbline.core.errors import CalculationFailed

_FARTHEST = -6.0


def cornish_fisher_tail(returns: FloatArray, confidence: float = 0.95) -> TailRisk:
    """Value at risk from the normal quantile expanded by skewness and kurtosis, and the mean loss beyond it.

    Convention: sample mean, sample deviation (n - 1), population skewness S and excess kurtosis K; the expected shortfall is the mean of
    the same expansion over the tail (not of an Edgeworth density, as PerformanceAnalytics has it), so that the two are a pair.

    Args:
        returns: (n_observations,) or (n_observations, n_assets); simple returns, fraction.
        confidence: share of outcomes not in the tail.

    Missing: NaN is dropped per series; fewer than 2 observations raise MissingData (1-D) or give NaN in that column. A series that does not
        vary has its mean as both figures.
    Raises: CalculationFailed where the expansion falls within the tail, so that it is no quantile there (a column: NaN).
    Source: Cornish and Fisher (1937); Zangari (1996), RiskMetrics Monitor; Maillard (2012), A User's Guide to the Cornish Fisher Expansion.
    Golden: tests/golden/tail_methods.csv
    """
    tail = tail_share(confidence)
    sample = shape(as_series(returns))
    point = NormalDist().inv_cdf(tail)
    skew, fat = np.nan_to_num(sample.skewness), np.nan_to_num(sample.excess_kurtosis)
    rising = rises_in_tail(point, skew=skew, fat=fat)
    if sample.mean.ndim == 0 and not rising:
        raise CalculationFailed(_too_far(sample))
    density = NormalDist().pdf(point) / tail
    quantile = point + (point**2 - 1) * skew / 6 + (point**3 - 3 * point) * fat / 24 - (2 * point**3 - 5 * point) * skew**2 / 36
    mean = -density * (1 + point * skew / 6 + (point**2 - 1) * fat / 24 - (2 * point**2 - 1) * skew**2 / 36)
    defined = np.where(rising, 1.0, np.nan)
    losses = -(sample.mean + sample.deviation * quantile) * defined
    return tail_risk(np.asarray(losses), np.asarray(-(sample.mean + sample.deviation * mean) * defined))


def rises_in_tail(point: float, *, skew: FloatArray, fat: FloatArray) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Whether the expansion rises from -6, where once in a billion periods it matters, to the normal quantile `point`.

    `skew` and `fat` are skewness and excess kurtosis, () or (n_assets,). Missing: none may be NaN. Source: Maillard (2012).
    """
    square, linear, constant = fat / 8 - skew**2 / 6, skew / 3, 1 - fat / 8 + 5 * skew**2 / 36
    ends = [square * at**2 + linear * at + constant for at in (min(_FARTHEST, point), point)]
    safe = np.where(square > 0.0, square, 1.0)
    vertex = -linear / (2 * safe)
    inside = (square > 0.0) & (vertex > _FARTHEST) & (vertex < point)
    lowest = np.where(inside, constant - linear**2 / (4 * safe), np.inf)
    return np.asarray(np.minimum(np.minimum(*ends), lowest) > 0.0)


def _too_far(sample: Shape) -> str:
    return (
        f"Expected a skewness and kurtosis that the expansion can follow, found {float(sample.skewness):.2f} and "
        f"{float(sample.excess_kurtosis):.2f}: it would fall within the tail. Use the historical or Student t figure."
    )
