"""What a portfolio holds on a day and what it is worth: plain loops over the raw market."""

import csv
from datetime import date
from functools import cached_property
from pathlib import Path

from tests.questions.figure import Figure, option_model, option_of, price_at
from tests.questions.market import closes, kinds, row_on, sectors, sessions

HOLDINGS = Path(__file__).parent / "holdings.csv"
PORTFOLIOS = {"G": "growth", "R": "retirement", "L": "long_short", "O": "options"}


class Holdings:
    def __init__(self, key: str, day: date) -> None:
        self.key = key
        self.day = day
        self.row = row_on(day)
        self.quantities: dict[str, float] = {}
        self.costs: dict[str, float] = {}
        with HOLDINGS.open() as file:
            for line in csv.DictReader(file):
                opened = line["opened"]
                if line["portfolio"] == PORTFOLIOS[key] and (not opened or date.fromisoformat(opened) <= day):
                    self.quantities[line["symbol"]] = float(line["quantity"])
                    if line["cost_per_share"]:
                        self.costs[line["symbol"]] = float(line["cost_per_share"])

    def other(self, key: str | None = None, at: str | None = None) -> "Holdings":
        if key is None and at is None:
            return self
        return type(self)(key or self.key, date.fromisoformat(at) if at else self.day)

    # values

    def unit_value(self, symbol: str, row: int) -> float | None:
        if symbol == "CASH":
            return 1.0
        option = option_of(symbol)
        return option_model(option, row)[0] * 100 if option else price_at(symbol, row)

    def worth(self, symbol: str, row: int | None = None) -> float | None:
        each = self.unit_value(symbol, self.row if row is None else row)
        return None if each is None else self.quantities[symbol] * each

    def exposure(self, symbol: str) -> float:
        """Money that moves with the underlying."""
        option = option_of(symbol)
        if option is None:
            return self.worth(symbol) or 0.0
        spot = closes()[option.underlying][self.row]
        return self.quantities[symbol] * 100 * option_model(option, self.row)[1] * spot

    @cached_property
    def invested(self) -> list[str]:
        return [symbol for symbol in self.quantities if symbol != "CASH"]

    @cached_property
    def net(self) -> float:
        return sum(self.worth(symbol) or 0.0 for symbol in self.quantities)

    def value(self, p: str | None = None, at: str | None = None) -> Figure:
        return Figure(self.other(p, at).net, "money")

    def cash(self) -> Figure:
        return Figure(self.quantities.get("CASH", 0.0), "money")

    def mv(self, symbol: str, at: str | None = None) -> Figure:
        return Figure(self.other(None, at).worth(symbol), "money")

    mv_opt = mv

    def weight(self, symbol: str, p: str | None = None, at: str | None = None) -> Figure:
        book = self.other(p, at)
        return Figure(book.worth(symbol) / book.net, "fraction")

    def qty(self, symbol: str) -> Figure:
        return Figure(self.quantities[symbol], "count")

    qty_opt = qty

    def price(self, symbol: str, at: str | None = None) -> Figure:
        row = row_on(date.fromisoformat(at)) if at else self.row
        return Figure(price_at(symbol, row), "price")

    def cost(self, symbol: str) -> Figure:
        return Figure(self.costs[symbol] * self.quantities[symbol], "money")

    def cost_ps(self, symbol: str) -> Figure:
        return Figure(self.costs[symbol], "price")

    def gain(self, symbol: str) -> Figure:
        return Figure(self.worth(symbol) - float(self.cost(symbol)), "money")

    def gain_pct(self, symbol: str) -> Figure:
        return Figure(float(self.gain(symbol)) / abs(float(self.cost(symbol))), "fraction")

    def total_gain(self) -> Figure:
        return Figure(sum(float(self.gain(symbol)) for symbol in self.invested), "money")

    def n_holdings(self) -> Figure:
        return Figure(len(self.invested), "count")

    def high52(self, symbol: str) -> Figure:
        return Figure(max(closes()[symbol][self.row - 251 : self.row + 1]), "price")

    def low52(self, symbol: str) -> Figure:
        return Figure(min(closes()[symbol][self.row - 251 : self.row + 1]), "price")

    def from_high(self, symbol: str) -> Figure:
        return Figure(1.0 - closes()[symbol][self.row] / float(self.high52(symbol)), "fraction")

    def date_of(self, symbol: str) -> Figure:
        return Figure(sessions()[self.row].toordinal(), "date")

    def options_value(self) -> Figure:
        return Figure(sum(self.worth(symbol) for symbol in self.invested if option_of(symbol)), "money")

    def delta(self, symbol: str) -> Figure:
        return Figure(option_model(option_of(symbol), self.row)[1], "ratio")

    def delta_exposure(self) -> Figure:
        return Figure(sum(self.exposure(symbol) for symbol in self.invested), "money")

    # groups

    def members(self, subject: str) -> list[str]:
        if subject == "me":
            return self.invested
        if subject in {"long", "short"}:
            return [symbol for symbol in self.invested if (self.quantities[symbol] < 0) == (subject == "short")]
        what, _, name = subject.partition(":")
        if what == "kind":
            return [symbol for symbol in self.invested if kinds().get(symbol, "option") == name]
        return [symbol for symbol in self.invested if sectors().get(option_of(symbol).underlying if option_of(symbol) else symbol) == name]

    def sector_mv(self, sector: str) -> Figure:
        return Figure(sum(self.worth(symbol) for symbol in self.members(f"sec:{sector}")), "money")

    def sector_weight(self, sector: str) -> Figure:
        return Figure(float(self.sector_mv(sector)) / self.net, "fraction")

    def kind_weight(self, kind: str) -> Figure:
        return Figure(sum(self.worth(symbol) for symbol in self.members(f"kind:{kind}")) / self.net, "fraction")

    def count_sector(self, sector: str) -> Figure:
        return Figure(len(self.members(f"sec:{sector}")), "count")
