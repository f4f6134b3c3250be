"""Prints values by unit: the one place in Python where a fraction becomes a percentage."""

from datetime import date
from enum import StrEnum

from plumbline.facts.fact import Fact, FactValue, Unit

BILLION = 1e9
TRILLION = 1e12
NOT_AVAILABLE = "not available"
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


class Style(StrEnum):
    PLAIN = "plain"
    ABS = "abs"  # the magnitude: for words that carry the sign, "lost 4.2%"
    SIGNED = "signed"  # always with a sign: "+4.2%"
    WHOLE = "whole"  # no decimals
    POINTS = "points"  # the magnitude of a difference of two percentages: "1.1 percentage points"


def format_fact(fact: Fact, style: Style = Style.PLAIN) -> str:
    """Return the value as a person reads it: `21.3%`, `$1,204,330`, `1.13`, `62/100`, `2022-12-28`."""
    return format_value(fact.value, fact.unit, currency=fact.currency, style=style)


def format_value(value: FactValue, unit: Unit, *, currency: str | None = None, style: Style = Style.PLAIN) -> str:
    """Return `value` in its unit; absent values print as `not available`."""
    if value is None:
        return NOT_AVAILABLE
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    body = _magnitude(abs(value), unit, currency=currency, whole=style is Style.WHOLE)
    if style is Style.POINTS and unit is Unit.FRACTION:
        return f"{body.removesuffix('%')} percentage points"
    return _sign(value, body, style) + body


def _sign(value: float, body: str, style: Style) -> str:
    shows_zero = not any(digit in body.partition("/")[0] for digit in "123456789")
    if style in {Style.ABS, Style.POINTS} or shows_zero:
        return ""
    if value < 0:
        return "-"
    return "+" if style is Style.SIGNED else ""


def _magnitude(value: float, unit: Unit, *, currency: str | None, whole: bool) -> str:
    match unit:
        case Unit.FRACTION:
            return f"{value * 100:,.{0 if whole else percent_decimals(value)}f}%"
        case Unit.MONEY:
            return _money(value, currency, whole=whole)
        case Unit.PRICE:
            return f"{_symbol(currency)}{value:,.{0 if whole else 2}f}"
        case Unit.COUNT:
            return f"{value:,.0f}" if whole or float(value).is_integer() else f"{value:,.2f}"
        case Unit.SCORE:
            return f"{value:.0f}/100"
        case _:
            return f"{value:,.{0 if whole else 2}f}"


def percent_decimals(value: float) -> int:
    """One decimal; two below one percent, where one would hide the figure."""
    return 2 if 0 < value < 0.01 else 1


def _money(value: float, currency: str | None, *, whole: bool) -> str:
    symbol = _symbol(currency)
    if value >= TRILLION:
        return f"{symbol}{value / TRILLION:,.2f} trillion"
    if value >= BILLION:
        return f"{symbol}{value / BILLION:,.2f} billion"
    # A hundredth of a thousand is noise in a portfolio; the fact keeps it.
    return f"{symbol}{value:,.0f}" if whole or value >= 999.995 else f"{symbol}{value:,.2f}"


def _symbol(currency: str | None) -> str:
    return _SYMBOLS.get(currency or "USD", f"{currency} ")
