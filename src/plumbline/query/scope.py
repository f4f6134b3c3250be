"""What a query may look at: the market as of one day, and the books of the portfolios that the person may read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from plumbline.core.errors import InvalidInput, NotFound
from plumbline.core.ids import PortfolioId
from plumbline.market_data.market import MarketView
from plumbline.portfolios.holdings import PortfolioBook
from plumbline.portfolios.results import HoldingRisk, RiskReport
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.risk_series import Analysis, analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot
from plumbline.portfolios.valuation import Valuation


@dataclass(frozen=True, eq=False)
class Held:
    """One portfolio on one day, with everything that is computed from it (each part at most once)."""

    snapshot: PortfolioSnapshot
    view: MarketView

    @property
    def id(self) -> str:
        return self.snapshot.portfolio_id

    @property
    def currency(self) -> str:
        return self.snapshot.currency

    @property
    def benchmark(self) -> str:
        return self.snapshot.benchmark

    @cached_property
    def analysis(self) -> Analysis:
        return analyze(self.snapshot, self.view)

    @property
    def valuation(self) -> Valuation:
        return self.analysis.valuation

    @cached_property
    def report(self) -> RiskReport:
        return risk_report(self.snapshot, self.view)

    @cached_property
    def risks(self) -> Mapping[str, HoldingRisk]:
        """Risk figures of each holding by symbol."""
        return {row.symbol: row for row in self.report.contributions}


@dataclass(frozen=True)
class QueryScope:
    """`view` is the run's day: nothing later can be asked for. `current` is the portfolio meant when none is named.

    `groups` are made of the same books: they can be named, but are never counted among all. `snapshots` collects the frozen
    inputs that were used, for the lineage of facts.
    """

    view: MarketView
    books: Mapping[str, PortfolioBook]
    current: str | None
    risk_free_rate: float = 0.0
    groups: Mapping[str, PortfolioBook] = field(default_factory=dict)
    snapshots: dict[tuple[PortfolioId, date], PortfolioSnapshot] = field(default_factory=dict)

    def view_on(self, day: date | None) -> MarketView:
        """Return the market on an earlier day; raise `InvalidInput` for a later one."""
        if day is None or day >= self.view.as_of:
            if day is not None and day > self.view.requested:
                raise InvalidInput(
                    f"Expected a day up to {self.view.as_of}, the last one that can be seen, found {day}. Choose an earlier day.",
                    subject=str(day),
                )
            return self.view
        return self.view.market.as_of(day)

    def held(self, portfolio_id: str, view: MarketView) -> Held:
        """Return a portfolio on the day of the view; raise `NotFound` when it is not one of the person's."""
        book = self.books.get(portfolio_id) or self.groups.get(portfolio_id)
        if book is None:
            names = ", ".join(f"{known.name} ({known.id})" for known in self.books.values()) or "none"
            raise NotFound(f"Expected one of your portfolios, found '{portfolio_id}'. You have: {names}.", subject=portfolio_id)
        snapshot = take_snapshot(book, view, risk_free_rate=self.risk_free_rate)
        self.snapshots[snapshot.portfolio_id, snapshot.as_of] = snapshot
        return Held(snapshot, view)

    def chosen(self, portfolio_ids: tuple[str, ...], *, every: bool, view: MarketView) -> tuple[Held, ...]:
        """Return the portfolios that a query is about: the named ones, all, or the current one."""
        wanted = tuple(self.books) if every else portfolio_ids or ((self.current,) if self.current else ())
        return tuple(self.held(portfolio_id, view) for portfolio_id in wanted)
