"""Returns by calendar: the table of months and years that every fact sheet has."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray, as_series, require_observations
from plumbline.analytics.periods import DateArray
from plumbline.core.errors import InvalidInput


@dataclass(frozen=True)
class CalendarTable:
    """Compounded returns by month and year, fractions.

    `years` (n_years,) ascending and without gaps; `months` (n_years, 12), NaN where there is no return; `totals` (n_years,). `first` and
    `last` are the first and last session with a return: the months and years of these two may be cut short.
    """

    years: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
    months: FloatArray
    totals: FloatArray
    first: np.datetime64
    last: np.datetime64


def calendar_table(returns: FloatArray, sessions: DateArray) -> CalendarTable:
    """Compounded return of each calendar month and year.

    Args:
        returns: (n_observations,) simple returns, fraction; the return of a session belongs to the month of that session.
        sessions: (n_observations,) datetime64, ascending.

    Missing: NaN is left out; a month without any return is NaN; a series without any return raises MissingData.
    Raises: InvalidInput when the sessions do not ascend or do not match the returns.
    Source: Bacon (2008), chapter 2; CFA Institute, Global Investment Performance Standards (2020), calendar-year returns.
    Golden: tests/golden/calendar_returns.csv
    """
    series, days = _checked(returns, sessions)
    valid = ~np.isnan(series)
    require_observations(int(valid.sum()), minimum=1)
    series, days = series[valid], days[valid]
    months = days.astype("datetime64[M]").astype(np.int64)  # months since 1970-01
    starts = np.concatenate([[0], np.flatnonzero(np.diff(months)) + 1])
    growth = np.multiply.reduceat(1.0 + series, starts)
    rows, columns = np.divmod(months[starts], 12)
    years = np.arange(rows[0], rows[-1] + 1) + 1970
    table = np.full((years.size, 12), np.nan)
    table[rows - rows[0], columns] = growth
    totals = np.where(np.isnan(table).all(axis=1), np.nan, np.where(np.isnan(table), 1.0, table).prod(axis=1))
    return CalendarTable(years=years, months=table - 1.0, totals=totals - 1.0, first=days[0], last=days[-1])


def monthly_returns(returns: FloatArray, sessions: DateArray) -> FloatArray:
    """The months that have a return, oldest first, (n_months,). Everything else as `calendar_table`."""
    months = calendar_table(returns, sessions).months.ravel()
    return np.asarray(months[~np.isnan(months)])


def _checked(returns: FloatArray, sessions: DateArray) -> tuple[FloatArray, DateArray]:
    series, days = as_series(returns), np.asarray(sessions, dtype="datetime64[D]")
    if series.ndim != 1 or days.shape != series.shape or (np.diff(days) <= np.timedelta64(0, "D")).any():
        message = f"Expected one ascending session per return, found shapes {days.shape} and {series.shape}. Sort and align them."
        raise InvalidInput(message)
    return series, days
