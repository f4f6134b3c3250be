"""Sessions of the New York Stock Exchange.

The sample market carries its own sessions, so that a start needs no calendar library; days outside of them are asked of
`exchange_calendars`. Halts that were not on the schedule are unknown to both.
"""

import warnings
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from plumbline.core.errors import InvalidInput
from plumbline.market_data.panel import SessionArray

PRICES_FILE = Path(__file__).parent / "sample" / "prices.npz"
FIRST_DAY = date(1970, 1, 1)
"""Earlier days are not asked for: no provider has them, and the calendar would have to be built for a century."""
LAST_DAY = date(2100, 1, 1)

_LONGEST_CLOSURE = timedelta(days=14)
"""The exchange has not been closed for longer in the years covered: seven days in 2001 are the most."""


def is_session(day: date) -> bool:
    """Whether the exchange is open on `day`."""
    return sessions_between(day, day).size == 1


def session_on_or_before(day: date) -> date:
    """Return the newest session that is not after `day`."""
    session: date = sessions_between(day - _LONGEST_CLOSURE, day)[-1].item()
    return session


def previous_session(day: date) -> date:
    """Return the newest session before `day`."""
    return session_on_or_before(day - timedelta(days=1))


def sessions_between(start: date, end: date) -> SessionArray:
    """Return the sessions from `start` to `end`, both included, ascending; raise `InvalidInput` outside of 1970 to 2100."""
    if start < FIRST_DAY or end > LAST_DAY:
        raise InvalidInput(f"Expected days from {FIRST_DAY} to {LAST_DAY}, found {start} to {end}. Check the dates of the price file.")
    packaged = packaged_sessions()
    first, last = np.datetime64(start, "D"), np.datetime64(end, "D")
    inside = packaged[0] <= first and last <= packaged[-1]
    sessions = packaged if inside else _scheduled_sessions(start.year, end.year)
    return sessions[np.searchsorted(sessions, first, side="left") : np.searchsorted(sessions, last, side="right")]


@cache
def packaged_sessions() -> SessionArray:
    """Sessions of the sample market, 1990 to 2022."""
    with np.load(PRICES_FILE) as stored:
        sessions: SessionArray = stored["sessions"].astype("datetime64[D]")
    sessions.setflags(write=False)
    return sessions


@cache
def _scheduled_sessions(first_year: int, last_year: int) -> SessionArray:
    # exchange_calendars imports pandas: only days outside the sample market pay for it.
    from exchange_calendars import get_calendar

    # It reads its own table in a way that pandas 3.1 deprecates (exchange_calendars 4.13); nobody who runs Plumbline could act on that.
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Series.values returning an ndarray that drops timezone", category=DeprecationWarning)
        calendar = get_calendar("XNYS", start=f"{first_year - 1}-12-01", end=f"{last_year + 1}-01-31")
    sessions: SessionArray = calendar.sessions.to_numpy().astype("datetime64[D]")
    sessions.setflags(write=False)
    return sessions
