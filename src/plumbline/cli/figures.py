"""How a terminal prints figures: two decimals for percent and ratios, whole units for money, a dash for what is missing."""

from rich.table import Table

from plumbline.core.money import Money

MISSING = "-"
_MOST_IN_DIGITS = 1e15  # above, digits are noise and columns overflow


def figure_table(first: str, *figures: str, left: tuple[str, ...] = ()) -> Table:
    """A table with one column of words, columns of figures that are never cut, and columns of words that may wrap."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_header=bool(first))
    table.add_column(first, overflow="fold")
    for title in figures:
        table.add_column(title, justify="right", no_wrap=True)
    for title in left:
        table.add_column(title, overflow="fold")
    return table


def money(value: Money | None, *, signed: bool = False) -> str:
    """Whole units, without the currency."""
    return MISSING if value is None else _digits(value.amount, ",.0f", signed=signed)


def cents(value: Money) -> str:
    """Two decimals and the currency."""
    return f"{_digits(value.amount, ',.2f', signed=False)} {value.currency}"


def percent(value: float | None, *, signed: bool = False) -> str:
    """A fraction as percent."""
    return MISSING if value is None else f"{_digits(round(100 * value, 2) + 0.0, ',.2f', signed=signed)} %"


def number(value: float | None, digits: int = 2) -> str:
    """A ratio or a count."""
    return MISSING if value is None else _digits(value, f",.{digits}f", signed=False)


def counted(count: int, noun: str) -> str:
    """`1 holding`, `2 holdings`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _digits(value: float, form: str, *, signed: bool) -> str:
    sign = "+" if signed else ""
    return f"{value:{sign}.3e}" if abs(value) >= _MOST_IN_DIGITS else f"{value:{sign}{form}}"
