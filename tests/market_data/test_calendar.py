from datetime import date

import numpy as np
import pytest
from exchange_calendars import get_calendar

from plumbline.core.errors import InvalidInput
from plumbline.market_data import calendar
from plumbline.market_data.calendar import is_session, packaged_sessions, previous_session, session_on_or_before, sessions_between


@pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")
def test_packaged_sessions_are_those_of_the_exchange() -> None:
    packaged = packaged_sessions()
    official = get_calendar("XNYS", start="1990-01-01", end="2022-12-28").sessions.to_numpy().astype("datetime64[D]")
    assert np.array_equal(packaged, official)


@pytest.mark.filterwarnings("error")
def test_days_outside_of_the_package_raise_no_warning() -> None:
    calendar._scheduled_sessions.cache_clear()
    assert is_session(date(2025, 7, 3))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 12, 27), True),
        (date(2022, 12, 26), False),
        (date(2022, 12, 24), False),
        (date(2001, 9, 12), False),
        (date(2024, 3, 29), False),  # Good Friday, after the packaged years
        (date(2024, 3, 28), True),
        (date(1985, 7, 4), False),
    ],
)
def test_is_session(day: date, *, expected: bool) -> None:
    assert is_session(day) is expected


def test_sessions_before() -> None:
    assert session_on_or_before(date(2022, 12, 26)) == date(2022, 12, 23)
    assert session_on_or_before(date(2022, 12, 23)) == date(2022, 12, 23)
    assert previous_session(date(2022, 12, 27)) == date(2022, 12, 23)
    assert previous_session(date(2001, 9, 17)) == date(2001, 9, 10)  # the longest closure


def test_both_sources_join_without_a_seam() -> None:
    days = sessions_between(date(2022, 12, 20), date(2023, 1, 6)).astype(str).tolist()
    assert days[-8:] == [
        "2022-12-27", "2022-12-28", "2022-12-29", "2022-12-30", "2023-01-03", "2023-01-04", "2023-01-05", "2023-01-06",
    ]  # fmt: skip
    assert sessions_between(date(2022, 5, 1), date(2022, 4, 1)).size == 0


def test_days_that_no_price_can_have() -> None:
    with pytest.raises(InvalidInput, match="1970"):
        sessions_between(date(1901, 1, 1), date(2000, 1, 1))
