"""Finds the figures in a sentence: what kind each is, how precisely it is printed, and which are not figures at all."""

import re
from dataclasses import dataclass
from enum import StrEnum

_NUMBER = re.compile(
    r"""(?<![\w.,&])                                   # not inside a word or a longer number
    (?P<sign>[-+\u2212]\s?)?
    (?P<currency>[$€£¥]|\b(?:USD|EUR|GBP)\s?)?\s?
    (?P<inner>[-+\u2212])?
    (?P<digits>\d{1,3}(?:[,\u202f]\d{3})+|\d+)(?P<decimals>\.\d+)?
    (?P<scale>\s?(?:thousand|million|billion|trillion|bn|mn|[kKmMBT])\b)?
    (?P<percent>\s?(?:%|percent(?:age)?\b(?:\s+points?\b)?|pct\b|bps\b|basis\s+points?\b))?
    x?(?!\w)                                        # '3x' is a figure, '63d' and '230317C00140000' are not
    """,
    re.VERBOSE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_NOT_FIGURES = re.compile(
    rf"""\b\d{{4}}-\d{{2}}(?:-\d{{2}})?\b                    # ISO dates
    |\b{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d{{2}})?\b
    |\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b(?:\s+(?:19|20)\d{{2}})?
    |\b{_MONTH}\.?\s+(?:19|20)\d{{2}}\b
    |\b[QH][1-4]\b(?:\s+(?:19|20)\d{{2}})?
    |\bS&P\s*500\b|\bSP500\b|\bRussell\s+[123]000\b|\bNasdaq[\s-]100\b|\bDow\s+30\b
    |\b52[\s-]weeks?\b
    |\b10-[KQ]\b|\b401\(?k\)?|\b[A-Z]{{2,}}-\d+\b
    |^\s*(?:\d{{1,2}}[.)]|\#+)\s                           # list numbers, headings
    |\b\d{{1,2}}:\d{{2}}\b
    |\b\d+(?:st|nd|rd|th)\b
    |(?<=\d)/100\b                                         # the scale of a score""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "one": 1, "hundred": 100,
}  # fmt: skip
_SPELLED = re.compile(
    rf"\b(?P<words>(?:{'|'.join(_WORDS)})(?:[\s-](?:{'|'.join(_WORDS)}))*)\s+"
    r"(?P<unit>percent(?:age\s+points?)?|basis\s+points?|dollars|thousand|million|billion)\b",
    re.IGNORECASE,
)
_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "t": 1e12}


class NumeralKind(StrEnum):
    PERCENT = "percent"
    MONEY = "money"
    BARE = "bare"


@dataclass(frozen=True)
class Numeral:
    """A figure as printed. `value` is in base units (0.042, 1200000.0); `tolerance` is half its last digit."""

    start: int
    end: int
    text: str
    kind: NumeralKind
    value: float
    tolerance: float
    sign: int  # -1 or +1 when printed, else 0


def numerals(text: str) -> list[Numeral]:
    """Return the figures of `text` in order; dates, list numbers and names such as 'S&P 500' are left out."""
    excluded = [match.span() for match in _NOT_FIGURES.finditer(text)]
    found = [_numeral(match) for match in _NUMBER.finditer(text) if not _overlaps(match.span("digits"), excluded)]
    spelled = [_spelled(match) for match in _SPELLED.finditer(text)]
    return sorted((numeral for numeral in found + spelled if not _is_year(numeral)), key=lambda numeral: numeral.start)


def _numeral(match: re.Match[str]) -> Numeral:
    magnitude = float(match["digits"].replace(",", "").replace("\u202f", "") + (match["decimals"] or ""))
    step = 10.0 ** -(len(match["decimals"]) - 1 if match["decimals"] else 0)
    factor = _SCALES[match["scale"].strip().lower()] if match["scale"] else 1.0
    factor *= _percent_factor(match["percent"])
    kind = NumeralKind.PERCENT if match["percent"] else NumeralKind.MONEY if match["currency"] else NumeralKind.BARE
    sign = (match["sign"] or match["inner"] or "").strip()
    signed = 0 if not sign else 1 if sign == "+" else -1
    start = min(match.start(part) for part in ("sign", "currency", "digits") if match[part])
    return Numeral(start, match.end(), match.string[start : match.end()], kind, magnitude * factor, step * factor / 2, signed)


def _percent_factor(percent: str | None) -> float:
    if not percent:
        return 1.0
    return 1e-4 if percent.strip().lower().startswith(("bps", "basis")) else 1e-2


def _spelled(match: re.Match[str]) -> Numeral:
    unit = match["unit"].lower()
    total = 0
    for word in re.split(r"[\s-]+", match["words"].lower()):
        total = max(total, 1) * 100 if word == "hundred" else total + _WORDS[word]
    factor = _percent_factor(unit) if unit.startswith(("percent", "basis")) else _SCALES.get(unit, 1.0)
    kind = NumeralKind.PERCENT if unit.startswith(("percent", "basis")) else NumeralKind.MONEY
    return Numeral(match.start(), match.end(), match[0], kind, total * factor, factor / 2, 0)


def _is_year(numeral: Numeral) -> bool:
    return numeral.kind is NumeralKind.BARE and numeral.sign == 0 and _YEAR.fullmatch(numeral.text) is not None


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
