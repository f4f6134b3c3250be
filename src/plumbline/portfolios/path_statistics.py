"""Statistics of one daily path of values, and paths thinned for charts."""

from datetime import date
from typing import TypedDict

import numpy as np

from plumbline.analytics.drawdown import maximum_drawdown
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.performance import extreme_periods, up_days
from plumbline.analytics.returns import annualized_return
from plumbline.analytics.volatility import volatility_annualized
from plumbline.core.errors import CalculationFailed
from plumbline.facts.fact import Quality, Subject
from plumbline.market_data.panel import SessionArray
from plumbline.portfolios.price_paths import RowArray
from plumbline.portfolios.symbol_results import PathStatistics

LEAST_RETURNS = 2
ANNUALIZED_FROM = 60
"""Returns from which a yearly figure is stated: a good week times fifty says nothing."""
MOST_POINTS = 520
"""Points of a chart's line: two a pixel pair on a wide screen, and small to send."""


class Frame(TypedDict):
    """The fields that results of one path share."""

    subject: Subject
    as_of: date
    period: str | None
    quality: Quality
    reason: str | None


def path_statistics(frame: Frame, values: FloatArray, days: SessionArray) -> PathStatistics:
    """Statistics of the returns between the points of a path, (n_points,); None where they are not defined.

    Missing: returns into or out of a NaN point are not counted; a path that is not positive throughout has none.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        returns = values[1:] / values[:-1] - 1.0
    valid = np.isfinite(returns)
    positive = bool((values[np.isfinite(values)] > 0.0).all())
    if int(valid.sum()) < LEAST_RETURNS or not positive:
        return PathStatistics(
            **frame, annualized_return=None, volatility=None, maximum_drawdown=None, best_day=None, best_day_on=None, worst_day=None,
            worst_day_on=None, up_days=None, n_observations=int(valid.sum()) if positive else 0,
        )  # fmt: skip
    kept, days_kept = returns[valid], days[1:][valid]
    extremes = extreme_periods(kept)
    return PathStatistics(
        **frame, annualized_return=annualized_return(kept, periods_per_year=TRADING_DAYS) if kept.size >= ANNUALIZED_FROM else None,
        volatility=float(volatility_annualized(kept, periods_per_year=TRADING_DAYS)), maximum_drawdown=_drawdown(kept),
        best_day=extremes.best, best_day_on=days_kept[extremes.best_row].item(), worst_day=extremes.worst,
        worst_day_on=days_kept[extremes.worst_row].item(), up_days=up_days(kept), n_observations=int(kept.size),
    )  # fmt: skip


def thinned(rows: RowArray) -> RowArray:
    """At most about 520 of the rows, evenly, the last one always among them."""
    step = max(int(np.ceil(rows.size / MOST_POINTS)), 1)
    return rows[::-1][::step][::-1]


def plain(values: FloatArray) -> tuple[float | None, ...]:
    """Floats for the wire; NaN becomes None."""
    return tuple(value if np.isfinite(value) else None for value in values.tolist())


def plain_days(days: SessionArray) -> tuple[date, ...]:
    """Days for the wire."""
    return tuple(days.astype("datetime64[D]").tolist())


def _drawdown(returns: FloatArray) -> float | None:
    try:
        return float(maximum_drawdown(returns))
    except CalculationFailed:
        return None
