"""Portfolios for tests: the demo files as the product reads them, and small ones made by hand."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from plumbline.core.ids import PortfolioId
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.market_data.occ import find_occ
from plumbline.portfolios.holdings import Lot, PortfolioBook
from plumbline.portfolios.imports.parse import parse_file
from plumbline.portfolios.imports.preview import book_of
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot

FILES = Path(__file__).parent / "files"
DEMOS = {
    "growth": "growth_2022.csv",
    "retirement": "retirement_income_2022.csv",
    "long_short": "long_short_2022.csv",
    "options": "options_overlay_2022.csv",
}


def demo_book(name: str, view: MarketView) -> PortfolioBook:
    parsed = parse_file((FILES / DEMOS[name]).read_bytes(), DEMOS[name], view)
    assert parsed.errors == ()
    return book_of(parsed, view, name=name)


def book(held: Mapping[str, float], *, opened: date | None = None, cost: float | None = None) -> PortfolioBook:
    lots = tuple(Lot(symbol, _kind(symbol), quantity, "USD", cost, opened) for symbol, quantity in held.items())
    return PortfolioBook(PortfolioId("pf_test"), "Test", "USD", "SP500", date(2022, 12, 28), lots)


def snapshot(held: Mapping[str, float], view: MarketView) -> PortfolioSnapshot:
    return take_snapshot(book(held), view)


def _kind(symbol: str) -> InstrumentKind:
    if symbol == "CASH":
        return InstrumentKind.CASH
    return InstrumentKind.OPTION if find_occ(symbol) else InstrumentKind.EQUITY
