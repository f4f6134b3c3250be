"""Calendar points as people name them (`March 2020`, `q1`, `16 March 2020`, `2020`) and how far they reach."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from plumbline.agent.offline.lexicon.times import MONTHS


@dataclass(frozen=True)
class CalendarPoint:
    """The days from `start` to `end`, both included; `key` is its name in the grammar of periods."""

    start: date
    end: date
    key: str = ""
    is_day: bool = False


_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = re.compile(r"(?:19|20)\d\d$")
_HALVES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}


def point_of(text: str, as_of: date, *, year: int | None = None, previous: bool = False) -> CalendarPoint | None:
    """Return the point that `text` names; without a year it is the latest one that has begun by `as_of` (or `year`)."""
    text = text.replace(",", " ").replace(" of ", " ").replace(" in ", " ").strip()
    text = " ".join(text.split()).removesuffix(" of").removesuffix(" in")
    for read in (_iso, _day_of_month, _month, _part_of_year, _year):
        point = read(text, as_of, year, previous)
        if point is not None:
            return point
    return None


def _iso(text: str, _as_of: date, _year: int | None, _previous: bool) -> CalendarPoint | None:  # noqa: FBT001 (one shape for all readers)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        day = date.fromisoformat(text)
        return CalendarPoint(day, day, text, is_day=True)
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return _of_month(int(text[:4]), int(text[5:]))
    return None


def _day_of_month(text: str, as_of: date, year: int | None, _previous: bool) -> CalendarPoint | None:  # noqa: FBT001
    match = re.fullmatch(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<m>{_MONTH})(?: (?P<y>\d{{4}}))?", text) or re.fullmatch(
        rf"(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: (?P<y>\d{{4}}))?", text
    )
    if match is None:
        return None
    month, number = MONTHS[match["m"]], int(match["d"])
    chosen = int(match["y"]) if match["y"] else year or as_of.year
    if not 1 <= number <= calendar.monthrange(chosen, month)[1]:
        return None
    day = date(chosen, month, number)
    if match["y"] is None and year is None and day > as_of:
        day = day.replace(year=chosen - 1) if (month, number) != (2, 29) else date(chosen - 1, 2, 28)
    return CalendarPoint(day, day, day.isoformat(), is_day=True)


def _month(text: str, as_of: date, year: int | None, previous: bool) -> CalendarPoint | None:  # noqa: FBT001
    match = re.fullmatch(rf"(?P<m>{_MONTH})(?: (?P<y>\d{{4}}))?", text)
    if match is None:
        return None
    month = MONTHS[match["m"]]
    if match["y"]:
        return _of_month(int(match["y"]), month)
    if year is not None:
        return _of_month(year, month)
    started = date(as_of.year, month, 1) <= as_of and not (previous and month == as_of.month)
    return _of_month(as_of.year if started else as_of.year - 1, month)


def _part_of_year(text: str, as_of: date, year: int | None, _previous: bool) -> CalendarPoint | None:  # noqa: FBT001
    match = re.fullmatch(r"(?P<y0>\d{4} )?(?P<part>[qh])(?P<n>[1-4])(?: (?P<y>\d{4}))?", text)
    if match is None:
        words = re.fullmatch(
            r"(?P<y0>)(?P<n>first|second|third|fourth|last|1st|2nd|3rd|4th) (?P<part>quarter|half)(?: (?P<y>\d{4}))?", text
        )
        if words is None:
            return None
        match = words
    months = 3 if match["part"].startswith("q") else 6
    number = min(_HALVES.get(match["n"], 0) or int(match["n"]), 12 // months)
    chosen = int(match["y"] or match["y0"] or 0) or year or as_of.year
    start = date(chosen, (number - 1) * months + 1, 1)
    if not (match["y"] or match["y0"] or year) and start > as_of:
        chosen, start = chosen - 1, start.replace(year=chosen - 1)
    end = last_of_month(date(chosen, number * months, 1))
    return CalendarPoint(start, end, f"{chosen}{'Q' if months == 3 else 'H'}{number}")


def _year(text: str, _as_of: date, _year_given: int | None, _previous: bool) -> CalendarPoint | None:  # noqa: FBT001
    if not _YEAR.match(text):
        return None
    return CalendarPoint(date(int(text), 1, 1), date(int(text), 12, 31), text)


def _of_month(year: int, month: int) -> CalendarPoint | None:
    if not 1 <= month <= 12:
        return None
    first = date(year, month, 1)
    return CalendarPoint(first, last_of_month(first), f"{year}-{month:02d}")


def last_of_month(day: date) -> date:
    """Return the last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def day_before(day: date) -> date:
    """Return the day before."""
    return day - timedelta(days=1)


def day_after(day: date) -> date:
    """Return the day after."""
    return day + timedelta(days=1)


def months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, or the last day of that month when it is shorter."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def previous_month(as_of: date) -> str:
    """Return the calendar month before the one of `as_of`, `2022-11`."""
    return f"{day_before(as_of.replace(day=1)):%Y-%m}"


def previous_quarter(as_of: date) -> str:
    """Return the calendar quarter before the one of `as_of`, `2022Q3`."""
    quarter = (as_of.month - 1) // 3
    return f"{as_of.year}Q{quarter}" if quarter else f"{as_of.year - 1}Q4"


def week_to_date(as_of: date) -> str:
    """Return the span from Monday to now."""
    return f"{as_of - timedelta(days=as_of.weekday())}/"


def previous_week(as_of: date) -> str:
    """Return the calendar week before, from Monday to Sunday."""
    end = as_of - timedelta(days=as_of.weekday() + 1)
    return f"{end - timedelta(days=6)}/{end}"
