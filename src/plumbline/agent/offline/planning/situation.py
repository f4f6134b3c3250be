"""What the analyst knows of the run besides the words: portfolios, holdings, the day, the page."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from plumbline.agent.deps import PortfolioRef
from plumbline.agent.offline.reading.frame import Frame
from plumbline.agent.refs import portfolio_ref
from plumbline.market_data.market import MarketView
from plumbline.market_data.occ import find_occ
from plumbline.portfolios.holdings import PortfolioBook, lots_on


@dataclass(frozen=True)
class Situation:
    view: MarketView
    books: tuple[PortfolioBook, ...]
    portfolios: tuple[PortfolioRef, ...]
    current: PortfolioRef | None
    selection: str | None = None
    groups: tuple[PortfolioBook, ...] = ()

    @property
    def as_of(self) -> date:
        return self.view.as_of

    def chosen(self, frame: Frame) -> tuple[PortfolioRef, ...]:
        """The portfolios that a frame is about: named, all, or the one on screen."""
        if frame.subjects.all_portfolios:
            return self.portfolios
        groups = (portfolio_ref(group) for group in self.groups if group.id in frame.subjects.portfolios)
        named = (*(ref for ref in self.portfolios if ref.id in frame.subjects.portfolios), *groups)
        return named or ((self.current,) if self.current else ())

    def name(self, frame: Frame) -> str:
        """What to call them."""
        refs = self.chosen(frame)
        return " and ".join(ref.name for ref in refs) if len(refs) <= 2 else "all of your portfolios"

    def held(self, frame: Frame) -> frozenset[str]:
        """Symbols in the chosen portfolios, options by their own symbol."""
        return frozenset(lot.symbol for book in self._books(frame) for lot in book.lots)

    def shorts(self, frame: Frame) -> frozenset[str]:
        """Symbols that are held short in the chosen portfolios on the day of the frame."""
        day = min(frame.as_of or self.as_of, self.as_of)
        return frozenset(lot.symbol for book in self._books(frame) for lot in lots_on(book, day).lots if lot.quantity < 0.0)

    def options(self, frame: Frame, right: str | None) -> tuple[str, ...]:
        """Option symbols in the chosen portfolios, of the named underlyings and right."""
        found = []
        for symbol in sorted(self.held(frame)):
            contract = find_occ(symbol)
            if contract is None or (right and contract.right.value != right):
                continue
            if not frame.subjects.symbols or contract.underlying in frame.subjects.symbols:
                found.append(symbol)
        return tuple(found)

    def first_price(self, frame: Frame) -> date:
        """The first day on which everything that is held has a price."""
        columns = [self.view.market.columns[symbol] for symbol in self.held(frame) if symbol in self.view.market.columns]
        priced = np.isfinite(self.view.close[:, columns]).all(axis=1)
        return self.view.sessions[int(priced.argmax())].astype("datetime64[D]").item() if columns else self.view.market.first_session

    def _books(self, frame: Frame) -> tuple[PortfolioBook, ...]:
        ids = {ref.id for ref in self.chosen(frame)}
        return tuple(book for book in (*self.books, *self.groups) if book.id in ids)
