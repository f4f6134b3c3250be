"""Which sessions a named period spans: `1d 5d 1m 3m 6m mtd qtd ytd 1y 3y 5y 10y max` or `2022-01-01/2022-06-30`."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from plumbline.core.errors import InvalidInput, MissingData

DateArray = NDArray[np.datetime64]

STANDARD_PERIODS: tuple[str, ...] = (
    "1d", "5d", "1m", "3m", "6m", "mtd", "qtd", "ytd", "1y", "3y", "5y", "10y", "max",
)  # fmt: skip
_COUNTED = re.compile(r"([1-9]\d{0,3})([dwmy])")


@dataclass(frozen=True)
class PeriodSpan:
    """Rows of the session list: the close at `base` is what the period starts from, `end` is its last session.

    The returns of the period are those of sessions base + 1 to end; rows base to end of a price table give exactly these.
    """

    base: int
    end: int

    @property
    def n_returns(self) -> int:
        return self.end - self.base

    @property
    def rows(self) -> slice:
        """Rows of a price table that cover the period."""
        return slice(self.base, self.end + 1)


def period_span(sessions: DateArray, as_of: date, period: str) -> PeriodSpan:
    """The sessions that `period` spans when it ends at `as_of`.

    Args:
        sessions: (n_sessions,) datetime64[D], ascending, without duplicates.
        as_of: the last session at or before this day ends the period (a range ends at its own last day, if earlier).
        period: `Nd` counts sessions; `Nw Nm Ny` start from the last session at or before the same day N weeks, months
            or years earlier; `mtd qtd ytd` from the last session of the month, quarter or year before; `max` from the
            first session; `from/to` includes both days, so it starts from the last session before `from`.

    Raises:
        InvalidInput: the period is not one of these.
        MissingData: it starts before the first session, or no session is inside.
    """
    days = np.asarray(sessions, dtype="datetime64[D]")
    if "/" in period:
        first, final = _range(period)
        base = _before(days, first)
        end = _at_or_before(days, min(as_of, final))
    else:
        end = _at_or_before(days, as_of)
        base = _base(days, end, as_of, period)
    if base < 0 or end <= base:
        raise MissingData(_absent(days, period, as_of))
    return PeriodSpan(base=base, end=end)


def _base(days: DateArray, end: int, last: date, period: str) -> int:
    if period == "max":
        return 0
    if period in ("mtd", "qtd", "ytd"):
        return _before(days, _first_day(last, period))
    counted = _COUNTED.fullmatch(period)
    if counted is None:
        message = f"Expected a period like {', '.join(STANDARD_PERIODS)} or 2022-01-01/2022-06-30, found {period!r}. Choose one of these."
        raise InvalidInput(message)
    count, step = int(counted[1]), counted[2]
    if step == "d":
        return end - count
    if step == "w":
        return _at_or_before(days, last - timedelta(weeks=count))
    return _at_or_before(days, _months_earlier(last, count * (12 if step == "y" else 1)))


def _range(period: str) -> tuple[date, date]:
    try:
        first, final = (date.fromisoformat(part.strip()) for part in period.split("/"))
    except ValueError as error:
        message = f"Expected a range like 2022-01-01/2022-06-30, found {period!r}. Write both days as year-month-day."
        raise InvalidInput(message) from error
    if final < first:
        message = f"Expected a range that ends after it starts, found {period!r}. Exchange the two days."
        raise InvalidInput(message)
    return first, final


def _first_day(day: date, period: str) -> date:
    month = {"mtd": day.month, "qtd": day.month - (day.month - 1) % 3, "ytd": 1}[period]
    return date(day.year, month, 1)


def _months_earlier(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day when it is shorter; never before year 1."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _at_or_before(days: DateArray, day: date) -> int:
    return int(np.searchsorted(days, np.datetime64(day, "D"), side="right")) - 1


def _before(days: DateArray, day: date) -> int:
    return int(np.searchsorted(days, np.datetime64(day, "D"), side="left")) - 1


def _absent(days: DateArray, period: str, as_of: date) -> str:
    span = f"sessions from {days[0]} to {days[-1]}" if days.size else "no session"
    return f"Expected prices that cover the period {period!r} up to {as_of}, found {span}. Choose a shorter period or another date."
