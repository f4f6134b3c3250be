"""Which sessions a period spans."""

from datetime import date

import numpy as np
import pytest

from plumbline.analytics.periods import STANDARD_PERIODS, PeriodSpan, period_span
from plumbline.core.errors import InvalidInput, MissingData

# weekdays from 2010 to 2022 without the holidays that the cases below need
_DAYS = np.arange("2010-01-01", "2022-12-31", dtype="datetime64[D]")
_HOLIDAYS = np.array(["2021-12-24", "2022-05-30", "2022-01-17"], dtype="datetime64[D]")
SESSIONS = _DAYS[np.is_busday(_DAYS) & ~np.isin(_DAYS, _HOLIDAYS)]


def base_and_end(as_of: date, period: str) -> tuple[str, str]:
    span = period_span(SESSIONS, as_of, period)
    return str(SESSIONS[span.base]), str(SESSIONS[span.end])


@pytest.mark.parametrize(
    ("as_of", "period", "base", "end"),
    [
        (date(2022, 12, 28), "1d", "2022-12-27", "2022-12-28"),
        (date(2022, 12, 28), "5d", "2022-12-21", "2022-12-28"),
        (date(2022, 12, 28), "1w", "2022-12-21", "2022-12-28"),
        (date(2022, 12, 28), "1m", "2022-11-28", "2022-12-28"),
        (date(2022, 12, 28), "mtd", "2022-11-30", "2022-12-28"),
        (date(2022, 12, 28), "qtd", "2022-09-30", "2022-12-28"),
        (date(2022, 12, 28), "ytd", "2021-12-31", "2022-12-28"),
        (date(2022, 12, 28), "1y", "2021-12-28", "2022-12-28"),
        (date(2022, 12, 28), "10y", "2012-12-28", "2022-12-28"),
        (date(2022, 12, 28), "max", "2010-01-01", "2022-12-28"),
        (date(2022, 3, 31), "1m", "2022-02-28", "2022-03-31"),  # no 31 February
        (date(2020, 2, 29), "1y", "2019-02-28", "2020-02-28"),  # as of a Saturday, 29 February
        (date(2022, 6, 30), "1m", "2022-05-27", "2022-06-30"),  # 30 May was a holiday
        (date(2022, 12, 31), "1d", "2022-12-29", "2022-12-30"),  # as of a Saturday
        (date(2022, 1, 3), "ytd", "2021-12-31", "2022-01-03"),
        (date(2022, 12, 28), "2022-06-01/2022-06-30", "2022-05-31", "2022-06-30"),
        (date(2022, 12, 28), "2022-01-01/2022-12-31", "2021-12-31", "2022-12-28"),  # nothing after the as-of date
        (date(2022, 12, 28), "2022-01-15/2022-01-18", "2022-01-14", "2022-01-18"),  # from a Saturday, over a holiday
    ],
)
def test_span(as_of: date, period: str, base: str, end: str) -> None:
    assert base_and_end(as_of, period) == (base, end)


@pytest.mark.parametrize("period", STANDARD_PERIODS)
def test_nothing_later_than_the_as_of_date_matters(period: str) -> None:
    as_of = date(2021, 7, 14)
    cut = SESSIONS[np.datetime64(as_of) >= SESSIONS]
    assert period_span(cut, as_of, period) == period_span(SESSIONS, as_of, period)


def test_rows_give_the_returns_of_the_period() -> None:
    span = PeriodSpan(base=3, end=5)
    assert (span.n_returns, list(range(10))[span.rows]) == (2, [3, 4, 5])


@pytest.mark.parametrize(
    "period", ["", "2", "1x", "0d", "-3m", "year", "1.5y", "2022-01-01/", "2022-13-01/2022-12-31", "a/b/c", "2022-06-30/2022-01-01"]
)
def test_an_unknown_period_is_invalid(period: str) -> None:
    with pytest.raises(InvalidInput, match="Expected"):
        period_span(SESSIONS, date(2022, 12, 28), period)


@pytest.mark.parametrize(
    "period",
    [
        "20y",
        "9999y",
        "9999d",
        "9999w",
        "9999m",
        "2009-01-01/2009-12-31",
        "0001-01-01/2022-01-01",
        "2022-01-01/2022-01-02",
        "2023-01-01/2023-06-30",
    ],
)
def test_a_period_without_prices_is_missing_data(period: str) -> None:
    with pytest.raises(MissingData, match="sessions from 2010-01-01 to 2022-12-30"):
        period_span(SESSIONS, date(2022, 12, 28), period)


def test_before_the_first_session_and_without_any() -> None:
    for sessions, as_of in ((SESSIONS, date(1999, 1, 1)), (SESSIONS, date(2010, 1, 1)), (SESSIONS[:0], date(2022, 12, 28))):
        for period in ("1d", "ytd", "1y", "max"):
            with pytest.raises(MissingData):
                period_span(sessions, as_of, period)
