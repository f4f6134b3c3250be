"""Today's volatility beside its own past: percentile within a year, and the cone over several windows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray, require_observations, valid_observations
from plumbline.analytics.volatility import rolling_volatility
from plumbline.core.errors import InvalidInput

CONE_WINDOWS = (21, 63, 126, 252)
CONE_PROBABILITIES = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class VolatilityCone:
    """Annualized volatility over each window: its quantiles over the whole history, and the latest value.

    `windows` that fit into the history (n_windows,), `probabilities` (n_probabilities,), `quantiles` (n_windows, n_probabilities),
    `current` (n_windows,), `n_figures` (n_windows,): how many overlapping figures the quantiles rest on.
    """

    windows: tuple[int, ...]
    probabilities: tuple[float, ...]
    quantiles: FloatArray
    current: FloatArray
    n_figures: tuple[int, ...]


def volatility_percentile(returns: FloatArray, *, window: int = 21, lookback: int = 252) -> float:
    """Share of the last `lookback` sessions whose trailing volatility was at or below today's; today counts as one.

    Args:
        returns: (n_observations,) simple returns, fraction.
        window: returns per volatility figure.
        lookback: figures to compare with.

    Returns:
        Fraction, above 0 to 1: 1 = the highest of the year.

    Missing: NaN is dropped; fewer than window + lookback - 1 observations raise MissingData.
    Source: rank of a value within its own sample (empirical distribution function); as volatility percentiles are quoted.
    """
    if window < 2 or lookback < 2:
        message = f"Expected a window and a lookback of at least 2, found {window} and {lookback}. Choose longer ones."
        raise InvalidInput(message)
    series = valid_observations(returns, minimum=window + lookback - 1)
    figures = rolling_volatility(series, window=window, periods_per_year=1.0)[-lookback:]
    noise = 1e-12 * float(np.abs(series).max())  # equal runs differ by rounding
    return float((figures <= figures[-1] + noise).mean())


def volatility_cone(
    returns: FloatArray,
    *,
    periods_per_year: float,
    windows: Sequence[int] = CONE_WINDOWS,
    probabilities: Sequence[float] = CONE_PROBABILITIES,
) -> VolatilityCone:
    """Quantiles of annualized volatility over windows of several lengths, each beside its latest value.

    Args:
        returns: (n_observations,) simple returns, fraction.
        periods_per_year: 252 for daily returns.
        windows: returns per figure; those longer than the history are left out.
        probabilities: quantiles wanted, interpolated (type 7).

    Missing: NaN is dropped; a history shorter than every window raises MissingData.
    Source: Burghardt and Lane (1990), How to Tell if Options Are Cheap, Journal of Portfolio Management 16(2).
    """
    series = valid_observations(returns)
    require_observations(series.size, minimum=min(windows, default=2))
    fitting = tuple(window for window in windows if window <= series.size)
    paths = [rolling_volatility(series, window=window, periods_per_year=periods_per_year)[window - 1 :] for window in fitting]
    return VolatilityCone(
        windows=fitting,
        probabilities=tuple(probabilities),
        quantiles=np.array([np.quantile(path, list(probabilities)) for path in paths]),
        current=np.array([path[-1] for path in paths]),
        n_figures=tuple(path.size for path in paths),
    )
