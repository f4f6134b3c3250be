"""A portfolio in a notebook: holdings and prices in, every report of the product out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pandas as pd

from plumbline.core.errors import InvalidInput, NotFound
from plumbline.core.ids import PortfolioId
from plumbline.market_data.catalog import build_market
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import Market, MarketView
from plumbline.market_data.occ import find_occ
from plumbline.notebook.prices import GivenPrices, market_from, prices_from_returns
from plumbline.notebook.reports import Reports
from plumbline.portfolios.demo import DEMO_FILES, DEMO_FOLDER
from plumbline.portfolios.holdings import CASH_SYMBOL, Lot, PortfolioBook
from plumbline.portfolios.imports.parse import parse_file
from plumbline.portfolios.imports.preview import DEFAULT_BENCHMARK, book_of, suggested_name
from plumbline.portfolios.imports.store import issue_text
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot

Numbers: TypeAlias = "Mapping[str, float] | pd.Series[float]"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a portfolio is called and measured by. `benchmark`: a symbol of the prices; `risk_free_rate`: per year, a fraction."""

    name: str = "Portfolio"
    currency: str = "USD"
    benchmark: str = DEFAULT_BENCHMARK
    sectors: Mapping[str, str] | None = None
    risk_free_rate: float = 0.0


@dataclass(frozen=True, eq=False, repr=False)
class Portfolio(Reports):
    """Holdings on a day of a market. Make one with `from_weights`, `from_quantities`, `from_returns`, `from_file` or `sample`."""

    book: PortfolioBook
    market: Market
    day: date | None = None
    risk_free_rate: float = 0.0

    def __post_init__(self) -> None:
        if not isinstance(self.book, PortfolioBook) or not isinstance(self.market, Market):
            raise InvalidInput(
                "Expected a portfolio made by from_weights, from_quantities, from_returns, from_file or sample, found "
                f"Portfolio({type(self.book).__name__}, ...). Write plumbline.Portfolio.from_weights(weights, prices)."
            )

    @classmethod
    def from_quantities(cls, quantities: Numbers, prices: pd.DataFrame, *, cash: float = 0.0, terms: Terms = Terms()) -> "Portfolio":
        """Shares (contracts for option symbols; negative = short) of symbols, priced by a table of daily closes.

        Args:
            quantities: by symbol.
            prices: dates down (DatetimeIndex), symbols across; adjusted closes, NaN where there is none. It may hold more symbols than
                are held: a benchmark, names to add. The funds MTUM, VLUE, SIZE, QUAL, USMV in it give the style factors.
            cash: in the currency of the portfolio.
            terms: name, currency, benchmark, sectors, risk-free rate.

        Raises: InvalidInput for a table that holds no daily prices, or a quantity that is no number.
        """
        held = _numbers(quantities, "quantities")
        given = GivenPrices(
            prices, currency=terms.currency, sectors=dict(terms.sectors or {}), kinds={terms.benchmark: InstrumentKind.INDEX}
        )
        market = market_from(given)
        lots = [Lot(symbol, _kind(symbol), quantity, terms.currency) for symbol, quantity in held.items() if quantity != 0.0]
        if cash != 0.0:
            lots.append(Lot(CASH_SYMBOL, InstrumentKind.CASH, float(cash), terms.currency, 1.0))
        book = PortfolioBook(
            id=PortfolioId("notebook"), name=terms.name, currency=terms.currency, benchmark=terms.benchmark,
            imported_as_of=market.last_session, lots=tuple(lots),
        )  # fmt: skip
        return cls(book, market, risk_free_rate=terms.risk_free_rate)

    @classmethod
    def from_weights(cls, weights: Numbers, prices: pd.DataFrame, *, value: float = 1_000_000.0, terms: Terms = Terms()) -> "Portfolio":
        """As `from_quantities`, from shares of net value (0.4 = 40 %) at the last prices; what they leave of 1 is cash.

        Weights above 1 in sum are leverage: cash is negative.
        """
        wanted = _numbers(weights, "weights")
        last = prices.ffill().iloc[-1] if isinstance(prices, pd.DataFrame) and len(prices) else pd.Series(dtype=float)
        priced = {str(symbol): float(price) for symbol, price in last.items() if np.isfinite(price) and price > 0.0}
        missing = sorted(set(wanted) - set(priced))
        if missing and isinstance(prices, pd.DataFrame):
            found = last.get(missing[0], float("nan"))
            raise NotFound(
                f"Expected a last price above zero of {', '.join(missing)} to turn its weight into shares, found "
                f"{'none' if np.isnan(found) else f'{found:g}'} in the prices.",
                subject=missing[0],
            )
        quantities = {symbol: weight * value / priced[symbol] for symbol, weight in wanted.items() if symbol in priced}
        return cls.from_quantities(quantities, prices, cash=round(value * (1.0 - sum(wanted.values())), 6), terms=terms)

    @classmethod
    def from_returns(cls, weights: Numbers, returns: pd.DataFrame, *, value: float = 1_000_000.0, terms: Terms = Terms()) -> "Portfolio":
        """As `from_weights`, from simple daily returns (0.01 = 1 %)."""
        return cls.from_weights(weights, prices_from_returns(returns), value=value, terms=terms)

    @classmethod
    def from_file(cls, path: str | Path, prices: pd.DataFrame | None = None, *, terms: Terms = Terms()) -> "Portfolio":
        """A broker's export, as `plumbline import` reads it, priced by `prices` or by the sample market.

        Raises: InvalidInput with the first thing that can't be read.
        """
        file = Path(path)
        market = (
            build_market(("sample",))
            if prices is None
            else market_from(GivenPrices(prices, currency=terms.currency, sectors=dict(terms.sectors or {})))
        )
        view = market.as_of()
        parsed = parse_file(file.read_bytes(), file.name, view)
        if parsed.errors:
            raise InvalidInput(f"'{file.name}' can not be read: {issue_text(parsed.errors[0])}", subject=file.name)
        name = terms.name if terms.name != Terms.name else suggested_name(file.name)
        book = replace(book_of(parsed, view, name=name), benchmark=terms.benchmark)
        return cls(book, market, risk_free_rate=terms.risk_free_rate)

    @classmethod
    def sample(cls, name: str = "Growth") -> "Portfolio":
        """A demo portfolio in the sample market: Growth, Retirement income, Long/short technology or Options overlay."""
        files = {demo.name: demo.filename for demo in DEMO_FILES}
        if name not in files:
            raise NotFound(f"Expected one of {', '.join(files)}, found '{name}'.", subject=name)
        return cls.from_file(DEMO_FOLDER / files[name], terms=Terms(name=name))

    def at(self, day: date | str | None) -> "Portfolio":
        """The same portfolio on another day; nothing later is known then. None = the last session."""
        return replace(self, day=date.fromisoformat(day) if isinstance(day, str) else day)

    @cached_property
    def view(self) -> MarketView:
        """The market as it could be seen on the day."""
        return self.market.as_of(self.day)

    @cached_property
    def snapshot(self) -> PortfolioSnapshot:
        """The frozen input of every figure: lots, market, digest."""
        return take_snapshot(self.book, self.view, risk_free_rate=self.risk_free_rate)


def _kind(symbol: str) -> InstrumentKind:
    return InstrumentKind.OPTION if find_occ(symbol) else InstrumentKind.EQUITY


def _numbers(given: Numbers, what: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for symbol, value in given.items():
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = float("nan")
        if not isinstance(symbol, str) or not np.isfinite(number):
            raise InvalidInput(f"Expected {what} by symbol, such as {{'AAPL': 0.4}}, found {value!r} for {symbol!r}.", subject=what)
        found[symbol.strip()] = number
    return found
