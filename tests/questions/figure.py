"""A figure with its unit, prices of a day, and the option model, in plain Python."""

import math
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist, stdev
from typing import Self

from tests.questions.market import closes, sessions

NORMAL = NormalDist()


class Figure(float):
    """A number with its unit: fraction, money, price, count, ratio or date (days since 0001-01-01)."""

    unit: str

    def __new__(cls, value: float, unit: str) -> Self:
        figure = super().__new__(cls, value)
        figure.unit = unit
        return figure

    def __add__(self, other: float) -> "Figure":
        return Figure(float(self) + other, self.unit)

    def __mul__(self, other: float) -> "Figure":
        return Figure(float(self) * other, self.unit)

    def __truediv__(self, other: float) -> "Figure":
        same = getattr(other, "unit", None) == self.unit
        return Figure(float(self) / other, "share" if same else self.unit)


@dataclass(frozen=True)
class Option:
    underlying: str
    expiry: date
    is_call: bool
    strike: float


def option_of(symbol: str) -> Option | None:
    if len(symbol) < 15:
        return None
    root, rest = symbol[:-15], symbol[-15:]
    return Option(root, date(2000 + int(rest[:2]), int(rest[2:4]), int(rest[4:6])), rest[6] == "C", int(rest[7:]) / 1000)


def price_at(symbol: str, row: int) -> float | None:
    column = closes()[symbol]
    while row >= 0 and column[row] is None:
        row -= 1
    return column[row] if row >= 0 else None


def returns_of(symbol: str, first: int, last: int) -> list[float]:
    """Returns into rows first + 1 to last."""
    column = closes()[symbol]
    return [column[row] / column[row - 1] - 1.0 for row in range(first + 1, last + 1)]


def option_model(option: Option, row: int, *, growth: float = 1.0) -> tuple[float, float]:
    """Black-Scholes-Merton value and delta per share, rate 0, deviation of the last 252 returns; after a growth of its underlying."""
    spot = closes()[option.underlying][row] * growth
    sigma = stdev(returns_of(option.underlying, row - 252, row)) * math.sqrt(252)
    years = (option.expiry - sessions()[row]).days / 365.0
    d1 = (math.log(spot / option.strike) + 0.5 * sigma * sigma * years) / (sigma * math.sqrt(years))
    d2 = d1 - sigma * math.sqrt(years)
    if option.is_call:
        return spot * NORMAL.cdf(d1) - option.strike * NORMAL.cdf(d2), NORMAL.cdf(d1)
    return option.strike * NORMAL.cdf(-d2) - spot * NORMAL.cdf(-d1), NORMAL.cdf(d1) - 1.0
