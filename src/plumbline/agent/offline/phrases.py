"""Words for periods, days and subjects."""

import re
from calendar import monthrange
from datetime import date

from plumbline.facts.fact import Subject, SubjectKind

_EXPECTED = re.compile(r"Expected (.+?), found (.+?)(?:\.(?= [A-Z]|$))")
_COUNTED = re.compile(r"(\d+)([dwmy])")
_UNITS = {"d": "session", "w": "week", "m": "month", "y": "year"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NAMED = {"ytd": "this year", "mtd": "this month", "qtd": "this quarter", "max": "since the first price", "1d": "on the day"}


def period_words(period: str | None, as_of: date) -> str:
    """` over the last 63 sessions`, ` in 2020`, ` since 2020-03-16`; with a leading blank, empty without a period."""
    if period is None:
        return ""
    if period in _NAMED:
        return f" {_NAMED[period]}"
    counted = _COUNTED.fullmatch(period)
    if counted:
        count, unit = int(counted[1]), _UNITS[counted[2]]
        return f" over the last {unit}" if count == 1 else f" over the last {count} {unit}s"
    if period.startswith("fiscal"):
        return f" in the {period}"
    first, slash, last = period.partition("/")
    if not slash:
        return f" in {_calendar(period)}"
    start, end = date.fromisoformat(first), date.fromisoformat(last) if last else as_of
    if start == end:
        return f" on {start.isoformat()}"
    named = _whole(start, end)
    if named:
        return f" in {named}" + (f" (to {as_of.isoformat()})" if end > as_of else "")
    return f" since {start.isoformat()}" if end >= as_of else f" from {start.isoformat()} to {end.isoformat()}"


def _calendar(period: str) -> str:
    if len(period) == 7:
        return f"{_MONTHS[int(period[5:]) - 1]} {period[:4]}"
    return period if len(period) == 4 else f"{period[4:]} {period[:4]}"


def _whole(start: date, end: date) -> str | None:
    """The year, quarter or month that the days are."""
    if start.day != 1 or start.year != end.year or end.day != monthrange(end.year, end.month)[1]:
        return None
    months = end.month - start.month + 1
    if months == 12:
        return str(start.year)
    if months == 1:
        return f"{_MONTHS[start.month - 1]} {start.year}"
    if months == 3 and start.month % 3 == 1:
        return f"Q{start.month // 3 + 1} {start.year}"
    return f"H{start.month // 6 + 1} {start.year}" if months == 6 and start.month in {1, 7} else None


def subject_name(subject: Subject) -> str:
    """How a subject is called inside a sentence."""
    if subject.kind is SubjectKind.BENCHMARK:
        return f"the {subject.label}" if not subject.label.lower().startswith("the ") else subject.label
    return f"the {subject.label}" if subject.label.endswith(" book") else subject.label


def capital(text: str) -> str:
    """The first letter in upper case."""
    return text[:1].upper() + text[1:]


def listed(names: list[str]) -> str:
    """`A, B and C`."""
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def plural(count: float, noun: str) -> str:
    """The noun for a count."""
    return noun if abs(count) == 1 else f"{noun}s"


def plain(message: str) -> str:
    """The message of an error as an answer: what is the case, without what a caller should have sent."""
    sentences = [part.strip() for part in re.split(r"(?<=[.!]) (?=[A-Z])", message.strip()) if part.strip()]
    said = [part for part in sentences if not part.startswith("Expected ")]
    expected = _EXPECTED.match(message.strip())
    if said and not sentences[0].startswith("Expected "):
        return " ".join(said)
    if expected is None:
        return message.strip()
    return " ".join([f"This needs {expected[1]}, but there is {expected[2].rstrip('.')}.", *said])
