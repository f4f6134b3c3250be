"""From the text of a cell to a number or a day, in the spellings of many brokers."""

import re
from datetime import date

_MISSING = {"", "-", "--", "---", "–", "—", "n/a", "na", "n.a.", "none", "null", "nan", "#n/a"}
_MARKS = re.compile(r"(?:US|CA|A|HK)?\$|€|£|¥|\b[A-Z]{3}\b|[\s\u00a0\u202f'’]")
_COMMA_GROUPS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_POINT_GROUPS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
_POINT_DECIMAL = re.compile(r"\d*\.?\d+(e[+-]?\d{1,2})?|\d+\.")
_COMMA_DECIMAL = re.compile(r"\d*,\d+")
_LARGEST = 1e13
"""Ten trillion: no holding is larger, a number beyond it is two columns run together."""

_MONTHS = {
    name: number for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_DAY_NAME = re.compile(r"(\d{1,2})[-\s]([A-Za-z]{3})[a-z]*\.?[-,\s]+(\d{4})")
_NAME_DAY = re.compile(r"([A-Za-z]{3})[a-z]*\.?[-\s](\d{1,2})(?:st|nd|rd|th)?[-,\s]+(\d{4})")
_ANY_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{4}/\d{2}/\d{2}|\b(?:19|20)\d{6}\b|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|"
    r"[A-Za-z]{3,9}\.?[-\s]\d{1,2}(?:st|nd|rd|th)?,?[-\s]+\d{4}|\d{1,2}[-\s][A-Za-z]{3,9}[-,\s]+\d{4}"
)


class NotReadable(ValueError):
    """The cell holds something else; the text says what, the second argument what to write instead."""

    def __init__(self, reason: str, fix: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fix = fix


def is_missing(text: str) -> bool:
    """Whether the cell is empty or holds a mark for nothing."""
    return text.strip().lower() in _MISSING


def read_number(text: str, *, decimal_comma: bool = False) -> float:
    """The number in a cell: `$1,234.50`, `(1,234)`, `-12`, `12-`, `1.234,50`; raise `NotReadable` with the reason."""
    if is_missing(text):
        reason = "the cell is empty" if not text.strip() else f"'{text.strip()}' stands where a number is needed"
        raise NotReadable(reason, "Write the number, or remove the row.")
    stripped = _MARKS.sub("", text.replace("−", "-").strip())
    negative = stripped.startswith("(") and stripped.endswith(")")
    digits = stripped.strip("()") if negative else stripped
    if digits.endswith("-"):
        digits = "-" + digits[:-1]
    negative ^= digits.startswith("-")
    value = _value(digits.lstrip("+-"), decimal_comma=decimal_comma)
    if value is None:
        raise NotReadable(f"'{text.strip()[:40]}' is not a number", "Write it in digits, such as 10 or 1,250.50.")
    if value > _LARGEST:
        raise NotReadable(f"{value:.3g} is larger than any holding", "Check whether two columns run together.")
    return -value if negative else value


def uses_decimal_comma(cells: list[str]) -> bool:
    """Whether the numbers of a file are written as `1.234,50`: some can only be read so, and none only the other way."""
    cleaned = [_MARKS.sub("", cell).strip("()+-") for cell in cells]
    comma = any(_COMMA_DECIMAL.fullmatch(cell) and not _COMMA_GROUPS.fullmatch(cell) for cell in cleaned)
    comma = comma or any("," in cell and _POINT_GROUPS.fullmatch(cell) for cell in cleaned)
    point = any("." in cell and _POINT_DECIMAL.fullmatch(cell) and not _POINT_GROUPS.fullmatch(cell) for cell in cleaned)
    return comma and not point


def read_day(text: str, *, day_first: bool = False) -> date:
    """The day in a cell: ISO, `20221228`, `12/28/2022`, `28.12.2022`, `Dec 28, 2022`; raise `NotReadable` with the reason."""
    day = _day(text.strip(), day_first=day_first)
    if day is None:
        raise NotReadable(f"'{text.strip()[:40]}' is not a date", "Write it as year-month-day, such as 2022-12-28.")
    return day


def find_day(text: str) -> date | None:
    """The first day named anywhere in a sentence, or None."""
    for match in _ANY_DATE.finditer(text):
        day = _day(match[0], day_first=False)
        if day is not None:
            return day
    return None


def _value(digits: str, *, decimal_comma: bool) -> float | None:
    if decimal_comma and (_POINT_GROUPS.fullmatch(digits) or _COMMA_DECIMAL.fullmatch(digits)):
        return float(digits.replace(".", "").replace(",", "."))
    if _COMMA_GROUPS.fullmatch(digits):
        return float(digits.replace(",", ""))
    return float(digits) if _POINT_DECIMAL.fullmatch(digits.lower()) else None


def _day(text: str, *, day_first: bool) -> date | None:
    text = re.split(r"[T;]| \d{1,2}:", text, maxsplit=1)[0].strip()
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return _date(int(match[1]), int(match[2]), int(match[3]))
    match = _NUMBERS.fullmatch(text)
    if match:
        return _numbered(match, day_first=day_first)
    match = _DAY_NAME.fullmatch(text)
    if match:
        return _date(int(match[3]), _MONTHS.get(match[2].lower(), 0), int(match[1]))
    match = _NAME_DAY.fullmatch(text)
    return _date(int(match[3]), _MONTHS.get(match[1].lower(), 0), int(match[2])) if match else None


def _numbered(match: re.Match[str], *, day_first: bool) -> date | None:
    """Month first as in the United States, unless a point separates, the first number is no month, or the file says so."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 if year < 100 else 0
    day_leads = day_first or match[2] == "." or first > 12
    return _date(year, second, first) if day_leads else _date(year, first, second)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1900 <= year <= 2100 else None
