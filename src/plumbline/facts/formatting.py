"""Prints values by unit: the one place in Python where a fraction becomes a percentage."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from plumbline.facts.fact import Fact, FactValue, Unit

BILLION = 1e9
TRILLION = 1e12
NOT_AVAILABLE = "not available"
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_SHORT = ((TRILLION, "T"), (BILLION, "B"), (1e6, "M"), (1e3, "k"))
"""Short money, for axes only."""


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
    return _signed(value, body, style)


def unit_name(unit: Unit, currency: str | None = None) -> str:
    """Return what a column's header says of its unit: `%`, `USD`, or nothing for plain numbers."""
    match unit:
        case Unit.FRACTION:
            return "%"
        case Unit.MONEY | Unit.PRICE:
            return currency or "USD"
        case Unit.SCORE:
            return "of 100"
        case _:
            return ""


def format_column(values: Sequence[FactValue], unit: Unit, *, signed: bool = False) -> tuple[str, ...]:
    """Return the cells of a column whose header names the unit: one number of decimals, so that digits stand under digits.

    Absent values are empty.
    """
    numbers = [abs(value) for value in values if isinstance(value, float | int)]
    decimals = _decimals(numbers, unit)
    style = Style.SIGNED if signed else Style.PLAIN
    return tuple("" if value is None else _cell(value, unit, decimals=decimals, style=style) for value in values)


def format_ticks(values: Sequence[float], unit: Unit, *, currency: str | None = None) -> tuple[str, ...]:
    """Return the labels of an axis, with their unit and just the decimals that tell them apart: `-10%`, `0%`, `$1.5M`."""
    is_money = unit in {Unit.MONEY, Unit.PRICE}
    scale, letter = _short_scale(values) if is_money else (0.01 if unit is Unit.FRACTION else 1.0, "")
    scaled = [value / scale for value in values]
    decimals = next((n for n in range(6) if all(abs(value - round(value, n)) < 1e-9 * max(1.0, abs(value)) for value in scaled)), 6)
    before = _symbol(currency) if is_money else ""
    after = "%" if unit is Unit.FRACTION else letter
    return tuple(_signed(value, f"{before}{abs(value):,.{decimals}f}{after}", Style.PLAIN) for value in scaled)


def _cell(value: FactValue, unit: Unit, *, decimals: int, style: Style) -> str:
    if not isinstance(value, float | int):
        return format_value(value, unit)
    body = f"{abs(value) * (100 if unit is Unit.FRACTION else 1):,.{decimals}f}"
    return _signed(value, body, style)


def _decimals(numbers: Sequence[float], unit: Unit) -> int:
    match unit:
        case Unit.FRACTION:
            # As for a single figure: where one decimal would hide the smallest, or the whole column is small, there are two.
            return 2 if 0 < max(numbers, default=0.0) < 0.1 or any(0 < number < 0.0005 for number in numbers) else 1
        case Unit.MONEY:
            return 0 if all(number >= 999.995 or number.is_integer() for number in map(float, numbers)) or max(numbers) >= 1e4 else 2
        case Unit.COUNT:
            return 0 if all(float(number).is_integer() for number in numbers) else 2
        case Unit.SCORE:
            return 0
        case _:
            return 2


def _short_scale(values: Sequence[float]) -> tuple[float, str]:
    largest = max(map(abs, values), default=0.0)
    return next(((scale, letter) for scale, letter in _SHORT if largest >= scale), (1.0, ""))


def _signed(value: float, body: str, style: Style) -> str:
    shows_zero = not any(digit in body.partition("/")[0] for digit in "123456789")
    if style in {Style.ABS, Style.POINTS} or shows_zero:
        return body
    if value < 0:
        return f"-{body}"
    return f"+{body}" if style is Style.SIGNED else body


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
