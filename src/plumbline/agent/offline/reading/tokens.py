"""Cuts a normalized question into tokens; numbers, percentages, dates and spans of time are recognized here."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TokenKind(StrEnum):
    WORD = "word"
    NUMBER = "number"
    PERCENT = "percent"  # value as a fraction
    MONEY = "money"
    DATE = "date"
    MONTH = "month"  # year and month, written 2020-03
    SPAN = "span"  # 63d, 5y
    QUARTER = "quarter"  # q1, 2q, h1
    PUNCTUATION = "punctuation"


@dataclass(frozen=True)
class Token:
    """`text` is lower case and may have been corrected; `raw` is as typed."""

    kind: TokenKind
    text: str
    raw: str
    value: float = 0.0
    day: date | None = None

    @property
    def is_word(self) -> bool:
        return self.kind is TokenKind.WORD


_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9}
_SHAPE = re.compile(
    r"""(?P<iso>\d{4}-\d{1,2}-\d{1,2})(?!\d)
    |(?P<slashed>\d{1,2}/\d{1,2}/(?:\d{4}|\d{2}))(?!\d)
    |(?P<dotted>\d{1,2}\.\d{1,2}\.\d{4})(?!\d)
    |(?P<isomonth>(?:19|20)\d{2}-(?:0[1-9]|1[0-2]))(?![\d-])
    |(?P<occ>\b[A-Z]{1,6}\ {0,3}\d{6}[CP]\d{8}\b)
    |(?P<quarter>\b[qh][1-4]\b|\b[1-4][qh]\b)
    |(?P<span>\b\d{1,4}\ ?-?(?:d|w|y|mo|wk|yr|yrs|mth|mths)\b|\b\d{1,3}m\b)
    |(?P<number>(?:(?<![\w)])[-+])?\$?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:(?:st|nd|rd|th)\b)?
        (?:\s?(?:%|(?:percentage\ )?points?\b|bps\b|basis\ points\b)|\s?(?:k|m|mn|mio|b|bn|thousand|million|billion)\b|x\b)?)
    |(?P<word>[^\W\d_]+(?:[&'.][^\W\d_]+)*(?:\d+[^\W\d_]*)?\*{0,2})
    |(?P<punctuation>[?!.,;:()<>=+%$&"/-])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SILENT = {"-", "/", '"', "&"}
_CASED_OCC = re.compile(r"\b[A-Z]{1,6} {0,3}\d{6}[CP]\d{8}\b")
_NUMBER = re.compile(r"(?P<sign>[-+]?)(?P<money>\$?)[-+]?(?P<digits>[\d,]*\.?\d+)(?:st|nd|rd|th)?\s?(?P<suffix>.*)")


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a normalized question, in order. Characters that mean nothing to us are left out."""
    tokens: list[Token] = []
    for match in _SHAPE.finditer(text):
        token = _READERS[match.lastgroup or "punctuation"](match[0])
        if token.text in _SILENT:
            # `2022-01-01/2022-06-30` is a range; elsewhere these signs only join words (`long/short`, `year-to-date`).
            token = Token(TokenKind.WORD, "to", token.raw) if tokens and tokens[-1].kind is TokenKind.DATE else token
        if token.text not in _SILENT:
            tokens.append(token)
    return tokens


def _word(raw: str) -> Token:
    return Token(TokenKind.WORD, raw.lower().rstrip("."), raw)


def _number(raw: str) -> Token:
    match = _NUMBER.fullmatch(raw)
    if match is None:
        return Token(TokenKind.PUNCTUATION, raw, raw)
    value = float(match["digits"].replace(",", ""))
    value = -value if match["sign"] == "-" else value
    suffix = match["suffix"].strip().lower()
    if suffix == "%" or ("point" in suffix and "basis" not in suffix):
        return Token(TokenKind.PERCENT, raw.lower(), raw, value / 100)
    if suffix in {"bps", "basis points"}:
        return Token(TokenKind.PERCENT, raw.lower(), raw, value / 10_000)
    scaled = value * _SCALES.get(suffix, 1.0)
    return Token(TokenKind.MONEY if match["money"] else TokenKind.NUMBER, raw.lower(), raw, scaled)


def _span(raw: str) -> Token:
    match = re.fullmatch(r"(\d+)\s?-?(\D+)", raw.lower())
    assert match is not None
    return Token(TokenKind.SPAN, f"{match[1]}{match[2][0]}", raw, float(match[1]))


def _quarter(raw: str) -> Token:
    lowered = raw.lower()
    text = lowered if lowered[0] in "qh" else lowered[::-1]
    if text[0] == "h" and text[1] in "34":
        return Token(TokenKind.WORD, text, raw)
    return Token(TokenKind.QUARTER, text, raw, float(text[1]))


def _iso(raw: str) -> Token:
    year, month, day = (int(part) for part in raw.split("-"))
    return _day(raw, (year, month, day))


def _slashed(raw: str) -> Token:
    first, second, year = (int(part) for part in raw.split("/"))
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    # Month first, as in the US, unless that is no month.
    month, day = (first, second) if first <= 12 else (second, first)
    return _day(raw, (year, month, day))


def _dotted(raw: str) -> Token:
    day, month, year = (int(part) for part in raw.split("."))
    return _day(raw, (year, month, day))


def _day(raw: str, parts: tuple[int, int, int]) -> Token:
    year, month, day = parts
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] if 1900 <= year <= 2200 and 1 <= month <= 12 else False):
        return Token(TokenKind.WORD, raw, raw)
    return Token(TokenKind.DATE, raw, raw, day=date(year, month, day))


def _isomonth(raw: str) -> Token:
    year, month = (int(part) for part in raw.split("-"))
    return Token(TokenKind.MONTH, raw, raw, day=date(year, month, 1))


def _punctuation(raw: str) -> Token:
    return Token(TokenKind.PUNCTUATION, raw, raw)


def _occ(raw: str) -> Token:
    if _CASED_OCC.fullmatch(raw.upper()):
        return Token(TokenKind.WORD, raw.lower(), raw.upper())
    return _word(raw)


_READERS = {
    "iso": _iso, "slashed": _slashed, "dotted": _dotted, "isomonth": _isomonth, "occ": _occ, "quarter": _quarter,
    "span": _span, "number": _number, "word": _word, "punctuation": _punctuation,
}  # fmt: skip
