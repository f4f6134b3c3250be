"""Where an axis is marked: round figures, and days at the start of months or years."""

import math
from collections.abc import Callable, Sequence
from datetime import date, timedelta

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def round_ticks(low: float, high: float, *, most: int = 6) -> tuple[float, ...]:
    """Round figures that cover low to high, at most about `most` of them."""
    span = max(high - low, 1e-9 * max(abs(high), abs(low), 1.0))
    rough = span / max(most - 1, 1)
    scale = 10.0 ** math.floor(math.log10(rough))
    step = next(scale * factor for factor in _STEPS if scale * factor >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(index * step for index in range(first, max(last, first + 1) + 1))


def day_ticks(dates: Sequence[date], *, most: int) -> tuple[tuple[int, str], ...]:
    """Places in `dates` to mark and what to write there: years where there are several, else months, else days."""
    for key_of, label_of in ((_year, _year_label), (_quarter, _month_label), (_month, _month_label)):
        starts = _starts(dates, key_of)
        if len(starts) >= 3:
            every = math.ceil(len(starts) / most)
            return tuple((place, label_of(dates[place])) for place in starts[::every])
    places = sorted({0, len(dates) // 2, len(dates) - 1})
    return tuple((place, dates[place].isoformat()) for place in places)


def day_shares(dates: Sequence[date]) -> tuple[float, ...]:
    """How far along the axis each day stands, 0 to 1, by the calendar."""
    whole = max((dates[-1] - dates[0]) / timedelta(days=1), 1.0)
    return tuple(((day - dates[0]) / timedelta(days=1)) / whole for day in dates)


def _starts(dates: Sequence[date], key_of: Callable[[date], int]) -> list[int]:
    return [place for place in range(1, len(dates)) if key_of(dates[place]) != key_of(dates[place - 1])]


def _year(day: date) -> int:
    return day.year


def _quarter(day: date) -> int:
    return 4 * day.year + (day.month - 1) // 3


def _month(day: date) -> int:
    return 12 * day.year + day.month


def _year_label(day: date) -> str:
    return str(day.year)


def _month_label(day: date) -> str:
    return f"{day:%b %Y}"
