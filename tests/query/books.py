"""The demo holdings as books, without a database."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

from plumbline.core.ids import PortfolioId
from plumbline.market_data.catalog import build_market
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import Market
from plumbline.market_data.occ import find_occ
from plumbline.portfolios.holdings import Lot, PortfolioBook
from plumbline.query.scope import QueryScope

HOLDINGS = Path(__file__).parents[1] / "questions" / "holdings.csv"
NAMES = {"growth": "Growth", "retirement": "Retirement income", "long_short": "Long/short technology", "options": "Options overlay"}
KEYS = {"growth": "G", "retirement": "R", "long_short": "L", "options": "O"}


@cache
def sample_market() -> Market:
    return build_market(("sample",))


@cache
def demo_books() -> tuple[PortfolioBook, ...]:
    lots: dict[str, list[Lot]] = {name: [] for name in NAMES}
    with HOLDINGS.open() as file:
        for line in csv.DictReader(file):
            lots[line["portfolio"]].append(_lot(line))
    return tuple(book_of(name, tuple(found)) for name, found in lots.items())


def book_of(name: str, lots: tuple[Lot, ...]) -> PortfolioBook:
    return PortfolioBook(
        id=PortfolioId(name), name=NAMES.get(name, name), currency="USD", benchmark="SP500", imported_as_of=date(2022, 12, 28), lots=lots
    )


def scope_on(day: date | None = None, *, current: str = "growth", books: tuple[PortfolioBook, ...] = ()) -> QueryScope:
    """The demo books (and others) as of a day."""
    return QueryScope(view=sample_market().as_of(day), books={book.id: book for book in (*demo_books(), *books)}, current=current)


def equity(symbol: str, quantity: float, cost: float | None = 10.0) -> Lot:
    return Lot(symbol=symbol, kind=InstrumentKind.EQUITY, quantity=quantity, currency="USD", cost_basis_per_share=cost)


def cash(amount: float) -> Lot:
    return Lot(symbol="CASH", kind=InstrumentKind.CASH, quantity=amount, currency="USD", cost_basis_per_share=1.0)


def _lot(line: dict[str, str]) -> Lot:
    contract = find_occ(line["symbol"])
    symbol = contract.symbol if contract else line["symbol"]
    kind = InstrumentKind.CASH if symbol == "CASH" else InstrumentKind.OPTION if contract else sample_market().instruments[symbol].kind
    return Lot(
        symbol=symbol,
        kind=kind,
        quantity=float(line["quantity"]),
        currency="USD",
        cost_basis_per_share=float(line["cost_per_share"]) if line["cost_per_share"] else None,
        opened_on=date.fromisoformat(line["opened"]) if line["opened"] else None,
    )
