"""Figures of the demo portfolios, computed with plain loops from the raw market: what the question file's answers must say.

Nothing of the product is imported. `Book` is one portfolio on one day; its methods are the vocabulary of `want` in
questions.jsonl. A subject is 'me' (the portfolio), 'spx', a symbol, 'sec:Energy', 'kind:etf', 'long' or 'short'.
"""

import math
from collections.abc import Callable
from functools import cached_property
from statistics import fmean

from tests.questions.figure import Figure, option_model, option_of, price_at, returns_of
from tests.questions.market import reported
from tests.questions.risk import Risk, covariance


class Book(Risk):
    # who carries the risk

    @cached_property
    def contributions(self) -> dict[str, float]:
        first, last = self.row - 252, self.row
        total = self.series("me", first, last)
        variance = covariance(total, total)
        shares = {}
        for symbol in self.invested:
            driver = option_of(symbol).underlying if option_of(symbol) else symbol
            share = self.exposure(symbol) / self.net
            shares[symbol] = share * covariance(returns_of(driver, first, last), total) / variance
        return shares

    def rc(self, symbol: str) -> Figure:
        return Figure(self.contributions[symbol], "fraction")

    def rc_opt_top(self) -> Figure:
        return Figure(max(self.contributions.values()), "fraction")

    def top_rc(self) -> str:
        return max(self.contributions, key=self.contributions.__getitem__)

    def min_rc(self) -> str:
        return min(self.contributions, key=self.contributions.__getitem__)

    def sector_rc(self, sector: str) -> Figure:
        return Figure(sum(self.contributions[symbol] for symbol in self.members(f"sec:{sector}")), "fraction")

    # concentration and exposure

    @cached_property
    def gross_shares(self) -> list[float]:
        sizes = sorted((abs(self.worth(symbol)) for symbol in self.invested), reverse=True)
        return [size / sum(sizes) for size in sizes]

    def hhi(self) -> Figure:
        return Figure(sum(share * share for share in self.gross_shares), "ratio")

    def effn(self) -> Figure:
        return Figure(1.0 / float(self.hhi()), "ratio")

    def top5(self) -> Figure:
        return Figure(sum(self.gross_shares[:5]), "fraction")

    def top_weight(self) -> str:
        return max(self.invested, key=lambda symbol: abs(self.worth(symbol)))

    def long(self) -> Figure:
        return Figure(sum(max(self.exposure(symbol), 0.0) for symbol in self.invested), "money")

    def short(self) -> Figure:
        return Figure(sum(max(-self.exposure(symbol), 0.0) for symbol in self.invested), "money")

    def gross(self) -> Figure:
        return Figure(float(self.long()) + float(self.short()), "money")

    def net_(self) -> Figure:
        return Figure(float(self.long()) - float(self.short()), "money")

    def hedge(self) -> Figure:
        return Figure(float(self.short()) / float(self.long()), "fraction")

    # hypothetical moves

    def shock(self, symbols: str, size: float) -> Figure:
        hit = symbols.split(",")
        touched = (one for one in self.invested if (option_of(one).underlying if option_of(one) else one) in hit)
        return Figure(sum(self.moved(one, size) for one in touched), "money")

    def sector_shock(self, sector: str, size: float) -> Figure:
        return Figure(sum(self.moved(one, size) for one in self.members(f"sec:{sector}")), "money")

    def market_shock(self, size: float) -> Figure:
        def beta_of(symbol: str) -> float:
            return float(self.beta(option_of(symbol).underlying if option_of(symbol) else symbol))

        return Figure(sum(self.moved(one, max(beta_of(one) * size, -1.0)) for one in self.invested), "money")

    def moved(self, symbol: str, move: float) -> float:
        """Gain when it, or what an option is on, moves so much: an option is valued anew."""
        option = option_of(symbol)
        if option is None:
            return self.exposure(symbol) * move
        before, after = option_model(option, self.row)[0], option_model(option, self.row, growth=1.0 + move)[0]
        return self.worth(symbol) * (after / before - 1.0)

    def value_after(self, symbol: str, size: float) -> Figure:
        return Figure(self.net + float(self.shock(symbol, size)), "money")

    # companies

    def fund(self, symbol: str, item: str) -> Figure:
        return Figure(reported(symbol, item, self.day), "price" if item == "diluted_eps" else "money")

    def pe(self, symbol: str) -> Figure:
        return Figure(price_at(symbol, self.row) / reported(symbol, "diluted_eps", self.day), "ratio")

    def dy(self, symbol: str) -> Figure:
        return Figure(reported(symbol, "dividends_per_share", self.day) / price_at(symbol, self.row), "fraction")

    def dps(self, symbol: str) -> Figure:
        return Figure(reported(symbol, "dividends_per_share", self.day), "price")

    def mcap(self, symbol: str) -> Figure:
        return Figure(price_at(symbol, self.row) * reported(symbol, "diluted_shares", self.day), "money")

    # holdings by a figure

    def extreme(self, choose: Callable[..., str], what: str) -> str:
        figures: dict[str, float] = {}
        for symbol in self.invested:
            try:
                figures[symbol] = float(getattr(self, what)(symbol))
            except ValueError:
                continue  # no annual report: funds
        return choose(figures, key=figures.__getitem__)

    def argmax(self, what: str) -> str:
        return self.extreme(max, what)

    def argmin(self, what: str) -> str:
        return self.extreme(min, what)

    def largest(self, n: int) -> list[str]:
        return sorted(self.invested, key=lambda symbol: -abs(self.worth(symbol)))[:n]

    def smallest(self, n: int) -> list[str]:
        return self.largest(len(self.invested))[-n:]

    def drivers(self, n: int) -> list[str]:
        return sorted(self.contributions, key=lambda symbol: -self.contributions[symbol])[:n]

    def losing(self) -> list[str]:
        return [symbol for symbol in self.invested if float(self.gain(symbol)) < 0]

    def where(self, what: str, low: float, high: float = math.inf) -> list[str]:
        """Holdings whose figure is inside (low, high)."""
        return [symbol for symbol in self.invested if low < float(getattr(self, what)(symbol)) < high]

    def fell(self, period: str, size: float) -> list[str]:
        return [symbol for symbol in self.invested if float(self.ret(symbol, period)) < -size]

    def earned(self, subject: str, period: str) -> list[str]:
        return [symbol for symbol in self.members(subject) if float(self.change(symbol, period)) > 0]

    def most_hurt(self, period: str) -> str:
        return min(self.invested, key=lambda symbol: float(self.change(symbol, period)))

    def avg_beta(self, sector: str) -> Figure:
        return Figure(fmean(float(self.beta(symbol)) for symbol in self.members(f"sec:{sector}")), "ratio")

    def top_n_weight(self, n: int) -> Figure:
        """Weight of the n-th largest holding."""
        sizes = sorted((self.worth(symbol) for symbol in self.invested), key=abs, reverse=True)
        return Figure(sizes[n - 1] / self.net, "fraction")


def figure(want: str, book: Book) -> Figure:
    """Compute one `want` of the question file, for instance "vol('AAPL', 63)"."""
    names = {name: getattr(book, name) for name in dir(book) if not name.startswith("_") and name not in {"contributions", "gross_shares"}}
    names["net"] = book.net_
    names |= {"max": max, "min": min}
    return eval(want, {"__builtins__": {}}, names)
