"""Finds what a question says about time: a period (`ytd`, `2020`, `2020-03-16/`) or a day to look at (`on 2020-03-16`).

Periods are written in the grammar of `query.periods`: `A/B` has both days in it, `A/` runs to the as-of day.
"""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from plumbline.agent.offline.lexicon.times import EPISODES, MONTHS, NUMBER_WORDS
from plumbline.agent.offline.reading.calendar_points import (
    CalendarPoint,
    day_after,
    day_before,
    months_before,
    point_of,
    previous_month,
    previous_quarter,
    previous_week,
    week_to_date,
)
from plumbline.agent.offline.reading.tokens import Token, TokenKind


@dataclass(frozen=True)
class TimeMention:
    """Tokens [start, end) name a period or a moment."""

    start: int
    end: int
    period: str | None = None
    moment: date | None = None
    ago: bool = False  # "a year ago", "at the end of 2021": may be the other end of a comparison
    since: bool = False


_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_ISO = r"\d{4}-\d{2}-\d{2}"
_ORDINAL = r"(?:\d{1,2})(?:st|nd|rd|th)?"
_POINT = (
    rf"(?:{_ISO}|\d{{4}}-\d{{2}}(?!-)|{_ORDINAL}(?: of)? (?:{_MONTH})(?:,? {_YEAR})?|(?:{_MONTH}) {_ORDINAL}(?!\d)(?: ,)?(?: {_YEAR})?"
    rf"|(?:{_MONTH})(?: of)?(?: {_YEAR})?|(?:[qh][1-4]|(?:first|second|third|fourth|last|1st|2nd|3rd|4th) (?:quarter|half))(?: of| in)?(?: {_YEAR})?"
    rf"|{_YEAR}(?: [qh][1-4])?)"
)
_UNIT = r"(?:day|session|trading day|business day|week|month|quarter|year|yr|decade)s?"
_OF_ONE_DAY = re.compile(r" (?:loss|losses|gain|drop|fall|decline|rise|jump|move|slide|plunge)\b")
_IN = r"(?:(?:in|over|for|during|within|across|throughout|of) )?(?:the )?"


def find_times(tokens: Sequence[Token], as_of: date) -> list[TimeMention]:
    """Return the mentions of time in order of their place; they do not overlap."""
    text, offsets = _canonical(tokens)
    taken: list[tuple[int, int]] = []
    found: list[TimeMention] = []
    for pattern, read in _RULES:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            mention = read(match, as_of)
            if mention is None:
                continue
            taken.append(match.span())
            start, end = _token_span(offsets, match)
            found.append(replace(mention, start=start, end=end))
    return sorted(found, key=lambda mention: mention.start)


def _canonical(tokens: Sequence[Token]) -> tuple[str, list[tuple[int, int]]]:
    pieces, offsets, length = [], [], 0
    for token in tokens:
        piece = _piece(token)
        offsets.append((length, length + len(piece)))
        pieces.append(piece)
        length += len(piece) + 1
    return " ".join(pieces), offsets


def _piece(token: Token) -> str:
    if token.kind is TokenKind.DATE and token.day is not None:
        return token.day.isoformat()
    if token.kind is TokenKind.MONTH and token.day is not None:
        return f"{token.day:%Y-%m}"
    if token.kind is TokenKind.SPAN:
        return f"{int(token.value)}{token.text[-1]}"
    if token.is_word and token.text in NUMBER_WORDS:
        return str(NUMBER_WORDS[token.text])
    return token.text


def _token_span(offsets: list[tuple[int, int]], match: re.Match[str]) -> tuple[int, int]:
    inside = [index for index, (start, end) in enumerate(offsets) if start < match.end() and end > match.start()]
    return inside[0], inside[-1] + 1


_Reading: TypeAlias = TimeMention


def _said(**fields: Any) -> TimeMention:
    """A mention whose place is filled in later."""
    return TimeMention(0, 0, **fields)


def _between(match: re.Match[str], as_of: date) -> _Reading | None:
    second = point_of(match["b"], as_of)
    if second is None:
        return None
    year = second.end.year if not re.search(_YEAR, match["a"]) else None
    first = point_of(match["a"], as_of, year=year)
    if first is None or first.start > second.end:
        return None
    return _said(period=f"{first.start}/{second.end}")


def _since(match: re.Match[str], as_of: date) -> _Reading | None:
    if match["edge"] == "end of":
        ago = _edge_day("end", match["p"], as_of)
        return None if ago is None else _said(period=f"{day_after(ago)}/", since=True)
    point = point_of(match["p"], as_of)
    return None if point is None or point.start >= as_of else _said(period=f"{point.start}/", since=True)


def _edge(match: re.Match[str], as_of: date) -> _Reading | None:
    day = _edge_day(match["edge"], match["p"], as_of)
    return None if day is None else _said(moment=day, ago=True, since=bool(match["since"]))


def _edge_day(edge: str, place: str, as_of: date) -> date | None:
    point = _relative_point(place, as_of) or point_of(place, as_of)
    if point is None:
        return None
    return day_before(point.start) if edge.startswith(("start", "begin", "open")) else point.end


def _relative_point(place: str, as_of: date) -> CalendarPoint | None:
    if re.fullmatch(r"(?:the )?(?:last|previous|prior) year", place):
        return point_of(str(as_of.year - 1), as_of)
    if re.fullmatch(r"(?:the |this )?year", place):
        return CalendarPoint(as_of.replace(month=1, day=1), as_of)
    if re.fullmatch(r"(?:the )?(?:last|previous) month", place):
        return point_of(previous_month(as_of), as_of)
    if re.fullmatch(r"(?:the |this )?month", place):
        return CalendarPoint(as_of.replace(day=1), as_of)
    if re.fullmatch(r"(?:the )?(?:last|previous) quarter", place):
        return point_of(previous_quarter(as_of), as_of)
    return None


def _on_day(match: re.Match[str], as_of: date) -> _Reading | None:
    point = point_of(match["p"], as_of)
    return None if point is None else _said(moment=point.end)


def _ago(match: re.Match[str], as_of: date) -> _Reading:
    count = int(match["n"]) if match["n"] and match["n"].isdigit() else 1
    return _said(moment=_back(as_of, count, match["unit"]), ago=True)


def _back(as_of: date, count: int, unit: str) -> date:
    letter = unit[0]
    if letter in "dst":
        return date.fromordinal(as_of.toordinal() - count)
    if letter == "w":
        return date.fromordinal(as_of.toordinal() - 7 * count)
    return months_before(as_of, count * {"m": 1, "q": 3, "y": 12}[letter])


def _trailing(match: re.Match[str], _as_of: date) -> _Reading | None:
    groups = match.groupdict()
    unit = groups["unit"]
    if groups.get("n") and re.search(r"\b(?:1|one) in (?:a )?$", match.string[: match.start("n")]):
        return None  # `a day that comes once in a hundred`
    if unit == "day" and groups.get("n") in {None, "1"} and _OF_ONE_DAY.match(match.string, match.end()):
        return None  # `the biggest one-day loss`: part of a measure
    count = int(groups["n"]) if groups.get("n") else 1
    if unit.startswith("decade"):
        return _said(period=f"{10 * count}y")
    letter = {"d": "d", "s": "d", "t": "d", "b": "d", "w": "w", "m": "m", "q": "m", "y": "y"}[unit[0]]
    count *= 3 if unit.startswith("q") else 1
    if letter == "m" and count % 12 == 0:
        letter, count = "y", count // 12
    return _said(period=f"{count}{letter}") if 0 < count <= 9999 else None


def _last_unit(match: re.Match[str], _as_of: date) -> _Reading:
    return _said(period={"year": "1y", "quarter": "3m", "month": "1m", "week": "1w"}[match["unit"] or match["unit2"]])


def _fixed(period: str) -> Callable[[re.Match[str], date], _Reading]:
    return lambda _match, _as_of: _said(period=period)


def _calendar_point(match: re.Match[str], as_of: date) -> _Reading | None:
    text = match["p"]
    if re.fullmatch(r"may|march|mar|sep|dec", text) and not re.search(
        r"\b(in|since|during|for|of|last|this) $", match.string[: match.start("p")]
    ):
        return None
    if match["last"] and not re.fullmatch(_MONTH, text):
        return None
    point = point_of(text, as_of, previous=bool(match["last"]))
    if point is None:
        return None
    if point.is_day:
        return _said(moment=point.end)
    return _said(period=point.key)


def _episode(start: str, end: str) -> Callable[[re.Match[str], date], _Reading | None]:
    return lambda _match, as_of: _said(period=f"{start}/{end}") if date.fromisoformat(start) < as_of else None


def _rule(pattern: str, read: Callable[[re.Match[str], date], _Reading | None]) -> tuple[re.Pattern[str], Callable[..., _Reading | None]]:
    return re.compile(rf"(?<![\w.$-])(?:{pattern})(?![\w%-])"), read


_RULES = (
    *(_rule(f"{_IN}(?:{pattern})", _episode(*span)) for pattern, span in EPISODES.items()),
    _rule(
        rf"(?:from|between) (?:the (?:start|beginning) of )?(?P<a>{_POINT}) (?:to|and|until|till|through|up to|up until) (?:the end of )?(?P<b>{_POINT})",
        _between,
    ),
    _rule(rf"(?P<a>{_POINT}) (?:to|until|till|through) (?P<b>{_POINT})", _between),
    _rule(
        r"(?:since inception|since (?:the )?(?:start|beginning)(?! of)|all time|of all time|ever since|over all years|full history|whole history|in total history|max period|ever|in history|on record|historically)",
        _fixed("max"),
    ),
    _rule(
        rf"(?:since|from|starting|after)(?: in| on)?(?: the)? ?(?P<edge>(?:start|beginning|end) of)? ?(?:in |on )?(?P<p>{_POINT})(?: on| onwards?)?",
        _since,
    ),
    _rule(
        rf"(?P<since>(?:since|from|than|vs|compared to|compared with|compare to) )?(?:(?:at|by|on|as of|as at) )?(?:the )?(?P<edge>end|close|start|beginning|open) of (?P<p>(?:the |this )?(?:last |previous |prior )?(?:year|month|quarter)|{_POINT})",
        _edge,
    ),
    _rule(rf"(?P<n>\d+|a|an|1) (?P<unit>{_UNIT}) (?:ago|earlier|before|prior)", _ago),
    _rule(r"this time last (?P<unit>year|month)(?P<n>)", _ago),
    _rule(
        rf"(?:on|as of|as at|by|at) (?:the )?(?:close of |close on )?(?P<p>{_ISO}|{_ORDINAL}(?: of)? (?:{_MONTH})(?:,? {_YEAR})?|(?:{_MONTH}) {_ORDINAL}(?!\d)(?: ,)?(?: {_YEAR})?)",
        _on_day,
    ),
    _rule(r"(?:as of |on )?yesterday", lambda _match, as_of: _said(moment=day_before(as_of))),
    _rule(r"(?:(?:as of |on )?(?:today|the day)(?! (?:s|of))|so far today|intraday|1d|daily move)", _fixed("1d")),
    _rule(
        r"(?:so far this year|ytd|year to date|this year(?: so far)?|(?:the )?current year|this calendar year|(?:since|from) (?:the )?(?:start of the year|new year|january))",
        _fixed("ytd"),
    ),
    _rule(r"(?:mtd|month to date|this month(?: so far)?|(?:the )?current month)", _fixed("mtd")),
    _rule(r"(?:qtd|quarter to date|this quarter(?: so far)?|(?:the )?current quarter)", _fixed("qtd")),
    _rule(r"(?:wtd|week to date|this week(?: so far)?)", lambda _match, as_of: _said(period=week_to_date(as_of))),
    _rule(
        r"(?:over|in|for|during|within|across) the (?P<past>last|past) (?P<unit>year|month|quarter|week)|the (?:last|past) (?P<past2>full )?(?P<unit2>year)",
        _last_unit,
    ),
    _rule(r"for the (?:full )?year", _fixed("ytd")),
    _rule(
        r"(?:in )?(?:last|previous|prior) year|the (?:previous|prior) year|the year before",
        lambda _match, as_of: _said(period=str(as_of.year - 1)),
    ),
    _rule(
        r"(?:in )?(?:the )?(?:last|previous|prior) (?:calendar )?month(?! s)",
        lambda match, as_of: None if match[0].startswith("the last") else _said(period=previous_month(as_of)),
    ),
    _rule(r"(?:in )?(?:the )?(?:last|previous|prior) (?:calendar )?quarter", lambda _match, as_of: _said(period=previous_quarter(as_of))),
    _rule(r"(?:in )?(?:last|previous) week", lambda _match, as_of: _said(period=previous_week(as_of))),
    _rule(
        rf"{_IN}(?P<past>last|past|previous|trailing|recent|prior|latest) (?:(?P<n>\d{{1,4}}) )?(?:calendar )?(?:of )?(?P<unit>{_UNIT})",
        _trailing,
    ),
    _rule(rf"(?P<past>over|in|for|during|within) (?:the )?(?:(?:a|an) )?(?:(?P<n>\d{{1,4}}) )?(?:of )?(?P<unit>{_UNIT})", _trailing),
    _rule(r"(?P<past>)(?P<n>\d{1,4}) ?(?P<unit>d|w|m|y)", _trailing),
    _rule(rf"(?P<past>)(?P<n>\d{{1,4}}) (?:of )?(?P<unit>{_UNIT})(?! (?:high|highs|low|lows|var|value|es|cvar|expected))", _trailing),
    _rule(r"(?:max|lifetime|entire history|all history)(?! (?:drawdown|draw|weight|loss))", _fixed("max")),
    _rule(
        rf"(?:(?:in|for|during|over|of|through|throughout|at) )?(?:the )?(?:calendar |fiscal |full )?(?:year |month of )?(?P<last>last )?(?P<p>{_POINT})",
        _calendar_point,
    ),
)
