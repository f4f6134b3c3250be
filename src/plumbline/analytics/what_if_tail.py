"""The historical tail of a series of fixed length, for callers that need it thousands of times a second."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import InvalidInput

_SNAP = 9
"""Decimals kept of a tail count: (1 - 0.95) * 100 is 5.000000000000004 in floating point, and means 5."""


@dataclass(frozen=True)
class HistoricalTail:
    """Where the interpolated quantile lies among the sorted returns: `fraction` of the way from `lower` to the next."""

    lower: int
    upper: int
    fraction: float

    def losses(self, series: FloatArray) -> tuple[float, float]:
        """Value at risk and expected shortfall, positive = loss; a partial sort instead of a whole one."""
        worst = self._worst(series)
        quantile = self._quantile(worst)
        inside = worst[worst <= quantile]
        mean = float(inside.sum()) / inside.size if inside.size else float(worst.min())
        return -quantile, max(-mean, -quantile)

    def rows(self, series: FloatArray) -> NDArray[np.intp]:
        """Sessions at or below the quantile; never empty."""
        quantile = self._quantile(self._worst(series))
        return np.flatnonzero(series <= max(quantile, float(series.min())))

    def _worst(self, series: FloatArray) -> FloatArray:
        """At least the returns up to the quantile, unsorted, the one above it last."""
        ordered: FloatArray = np.partition(series, self.upper)
        return ordered[: self.upper + 1]

    def _quantile(self, worst: FloatArray) -> float:
        above = float(worst[-1])
        if self.upper == self.lower:
            return above
        below = float(worst[:-1].max())
        return below + self.fraction * (above - below)


def historical_tail(n_observations: int, confidence: float) -> HistoricalTail:
    """The tail of (1 - confidence) of `n_observations`, interpolated as `historical_value_at_risk`.

    Raises: InvalidInput unless 0 < confidence < 1.
    """
    if not 0.0 < confidence < 1.0:
        message = f"Expected a confidence between 0 and 1, such as 0.95, found {confidence}. Choose one inside."
        raise InvalidInput(message)
    position = round((n_observations - 1) * (1.0 - confidence), _SNAP)
    lower = int(position)
    return HistoricalTail(lower=lower, upper=min(lower + 1, n_observations - 1), fraction=position - lower)
