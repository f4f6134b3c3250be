"""Performance over time: the calendar of months and years, and rolling windows."""

from collections.abc import Iterator

import numpy as np

from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.rolling import rolling_beta, rolling_correlation, rolling_maximum_drawdown, rolling_return, rolling_sharpe
from plumbline.analytics.volatility import rolling_volatility
from plumbline.facts.fact import Quality
from plumbline.portfolios.path_statistics import plain, plain_days, thinned
from plumbline.portfolios.performance.calendar import PeriodCalendar
from plumbline.portfolios.performance.paths import Paths, daily_returns
from plumbline.portfolios.performance.ratios import Sample
from plumbline.portfolios.performance.results import CalendarYear, RollingSeries

_CUT = "the period does not cover all of it"


def calendar_years(sample: Sample, benchmark: PeriodCalendar | None) -> Iterator[CalendarYear]:
    """Each calendar year of the period, oldest first, with its months; one that the period cuts short is partial."""
    calendar = sample.calendar
    if calendar is None:
        return
    table, whole = calendar.table, calendar.whole_years
    others = {} if benchmark is None else dict(zip(benchmark.table.years.tolist(), benchmark.table.totals.tolist(), strict=True))
    for place, year in enumerate(table.years.tolist()):
        if not np.isfinite(table.totals[place]):
            continue
        other = others.get(year, np.nan)
        frame = {**sample.frame, "period": calendar.year_days(year)}
        if not whole[place] and sample.frame["quality"] is Quality.COMPLETE:
            frame |= {"quality": Quality.PARTIAL, "reason": _CUT}
        months = tuple(
            sample.measured("monthly_return", value, period=calendar.month_days(year, month)) if np.isfinite(value) else None
            for month, value in enumerate(table.months[place].tolist(), 1)
        )
        total, known = float(table.totals[place]), float(other) if np.isfinite(other) else None
        yield CalendarYear.model_validate({**frame, "year": year, "total": total, "benchmark": known, "months": months})


def rolling_series(paths: Paths, *, window: int, risk_free_rate: float) -> RollingSeries | None:
    """Figures of the `window` sessions that end on each day of the period; the first of them reach back before it."""
    own = daily_returns(paths.total)
    returns = rolling_return(own, window=window)
    rows = np.flatnonzero(np.isfinite(returns))
    rows = rows[rows >= paths.lead]
    if not rows.size:
        return None
    kept = thinned(rows)
    other = None if paths.benchmark is None else daily_returns(paths.benchmark)

    def line(figures: FloatArray) -> tuple[float | None, ...]:
        return plain(np.round(figures[kept], 8))

    return RollingSeries(
        window=window, dates=plain_days(paths.days[1:][kept]), returns=line(returns),
        volatility=line(rolling_volatility(own, window=window, periods_per_year=TRADING_DAYS)),
        maximum_drawdown=line(rolling_maximum_drawdown(own, window=window)),
        sharpe_ratio=line(rolling_sharpe(own, window=window, periods_per_year=TRADING_DAYS, risk_free_rate=risk_free_rate)),
        beta=None if other is None else line(rolling_beta(own, other, window=window)),
        correlation=None if other is None else line(rolling_correlation(own, other, window=window)),
    )  # fmt: skip
