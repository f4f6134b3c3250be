"""The calendar of a period: compounded months and years, and which of them the period covers whole."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from plumbline.analytics.calendar_returns import CalendarTable, calendar_table
from plumbline.analytics.observations import BoolArray, FloatArray
from plumbline.market_data.panel import SessionArray


@dataclass(frozen=True, eq=False)
class PeriodCalendar:
    """`start` is the day of the close that the first return starts from: returns of the next session on belong to the table."""

    table: CalendarTable
    start: date

    @property
    def whole_months(self) -> BoolArray:
        """Of each month that has a return, whether the period covers all its weekdays; (n_years, 12)."""
        return np.array(
            [[self._is_whole(*_month(year, month)) for month in range(1, 13)] for year in self.table.years.tolist()]
        ) & np.isfinite(self.table.months)

    @property
    def whole_years(self) -> BoolArray:
        """The same of years, (n_years,)."""
        return np.array([self._is_whole(*_year(year)) for year in self.table.years.tolist()]) & np.isfinite(self.table.totals)

    def month_days(self, year: int, month: int) -> str:
        """The days of a month that the period covers, as a period of its own."""
        return self._clipped(*_month(year, month))

    def year_days(self, year: int) -> str:
        """The days of a year that the period covers."""
        return self._clipped(*_year(year))

    def _is_whole(self, first: date, last: date) -> bool:
        end = _day(self.table.last)
        return self.start < first and (end >= last or int(np.busday_count(end + timedelta(days=1), last + timedelta(days=1))) == 0)

    def _clipped(self, first: date, last: date) -> str:
        return f"{max(first, _day(self.table.first))}/{min(last, _day(self.table.last))}"


def period_calendar(returns: FloatArray, days: SessionArray) -> PeriodCalendar | None:
    """The calendar of a series, (n_returns,), whose points lie on `days`, (n_returns + 1,); None without any return."""
    if not np.isfinite(returns).any():
        return None
    table = calendar_table(returns, days[1:])
    before = days[np.searchsorted(days, table.first) - 1]
    return PeriodCalendar(table, _day(before))


def _day(moment: np.datetime64) -> date:
    day: date = moment.astype("datetime64[D]").item()
    return day


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
