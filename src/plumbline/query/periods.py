"""From the grammar of periods to the sessions of a view."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from plumbline.analytics.periods import period_span
from plumbline.core.errors import InvalidInput
from plumbline.market_data.market import MarketView
from plumbline.portfolios.price_paths import session_day

_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)(?:(?P<part>[QH])(?P<number>[1-4])|-(?P<month>\d\d))?")


@dataclass(frozen=True)
class Span:
    """Session rows of a view: `base` is the close to start from, `end` the last. `label` is stored with the facts."""

    base: int
    end: int
    label: str
    start_day: date
    end_day: date

    @property
    def n_returns(self) -> int:
        return self.end - self.base


def resolve(view: MarketView, period: str) -> Span:
    """Return the sessions that a period spans at the view's day.

    Raises:
        InvalidInput: the period is not in the grammar, or lies after the view's day.
        MissingData: it starts before the first session.
    """
    label = canonical(period, view.as_of)
    first = label.partition("/")[0]
    if "/" in label and date.fromisoformat(first) > view.as_of:
        raise InvalidInput(f"Expected a period that has begun by {view.as_of}, found {period}. Choose an earlier one.", subject=period)
    if (
        "/" in label
        and date.fromisoformat(first) <= session_day(view, 0)
        and date.fromisoformat(label.partition("/")[2]) > session_day(view, 0)
    ):
        # The first close has none before it: the period starts there.
        label = f"{session_day(view, 1)}/{label.partition('/')[2]}"
    span = period_span(view.sessions, view.as_of, label)
    return Span(span.base, span.end, label, session_day(view, span.base), session_day(view, span.end))


def canonical(period: str, as_of: date) -> str:
    """Return the period as facts state it: `ytd`, `18m`, `63d`, or both days of a range."""
    text = period.strip()
    if text.endswith("/"):
        return f"{text}{as_of.isoformat()}"
    calendar = _YEAR.fullmatch(text)
    if calendar is None:
        return text.lower() if "/" not in text else text
    first, last = _days(calendar)
    return f"{first.isoformat()}/{last.isoformat()}"


def _days(calendar: re.Match[str]) -> tuple[date, date]:
    year = int(calendar["year"])
    if calendar["month"]:
        return _months(year, int(calendar["month"]), 1)
    if calendar["part"] is None:
        return _months(year, 1, 12)
    length = 3 if calendar["part"] == "Q" else 6
    return _months(year, (int(calendar["number"]) - 1) * length + 1, length)


def _months(year: int, first: int, length: int) -> tuple[date, date]:
    last = first + length - 1
    if not 1 <= first <= last <= 12:
        raise InvalidInput(f"Expected a month from 01 to 12 or a part of the year that exists, found {year}, month {first}.")
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
