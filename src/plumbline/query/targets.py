"""What one row is about: a portfolio, a holding, holdings taken together, an instrument."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from plumbline.core.errors import InvalidInput, NotFound
from plumbline.facts.fact import Subject, SubjectKind
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.contributions import sector_of
from plumbline.portfolios.subjects import benchmark_subject, holding_subject, portfolio_subject, sector_subject, symbol_subject
from plumbline.portfolios.valuation import ValuedHolding
from plumbline.query.schemas import Selection
from plumbline.query.scope import Held

_KINDS = {"etf": "ETFs", "equity": "single stocks", "cash": "cash"}


@dataclass(frozen=True, eq=False)
class Target:
    """The subject of a row with the things it consists of.

    `members` are holdings of `held`; `symbol` is the instrument of a single one. The whole portfolio has all of its holdings,
    cash included.
    """

    subject: Subject
    view: MarketView
    held: Held | None = None
    members: tuple[ValuedHolding, ...] = ()
    symbol: str | None = None

    @property
    def kind(self) -> SubjectKind:
        return self.subject.kind

    @property
    def is_portfolio(self) -> bool:
        return self.kind is SubjectKind.PORTFOLIO

    @property
    def is_group(self) -> bool:
        return self.kind in {SubjectKind.SECTOR, SubjectKind.GROUP}

    @property
    def holding(self) -> ValuedHolding | None:
        return self.members[0] if self.kind is SubjectKind.HOLDING else None

    @property
    def currency(self) -> str:
        if self.held:
            return self.held.currency
        return self.view.instrument(self.symbol).currency if self.symbol else "USD"


@dataclass(frozen=True)
class Found:
    """Targets of a selection, and what was asked for but is not there."""

    targets: tuple[Target, ...]
    notes: tuple[str, ...] = ()


def portfolio_target(held: Held) -> Target:
    """The whole portfolio."""
    return Target(portfolio_subject(held.snapshot), held.view, held, held.valuation.holdings)


def find_targets(selection: Selection, held: Held | None, view: MarketView) -> Found:
    """Return the targets of a selection, before its conditions; raises `NotFound` for an unknown symbol."""
    if selection.of == "symbols":
        return _instruments(selection, view)
    if held is None:
        raise InvalidInput("Expected a portfolio to look at, found none: import a file first, or name symbols.")
    if selection.of == "portfolio":
        return Found((portfolio_target(held),))
    if selection.of == "benchmark":
        instrument = view.instrument(held.benchmark)
        return Found((Target(benchmark_subject(instrument), view, None, (), instrument.symbol),))
    chosen, notes = _chosen(selection, held)
    if selection.of == "holdings":
        return Found(tuple(_holding(held, holding) for holding in chosen), notes)
    if selection.of == "sectors":
        return Found(tuple(_sectors(held, chosen)), notes)
    return Found((_group(selection, held, chosen),) if chosen else (), notes)


def _instruments(selection: Selection, view: MarketView) -> Found:
    instruments = [view.instrument(symbol) for symbol in selection.symbols]
    return Found(
        tuple(
            Target(
                benchmark_subject(instrument) if instrument.kind is InstrumentKind.INDEX else symbol_subject(instrument),
                view, None, (), instrument.symbol,
            )
            for instrument in instruments
        )
    )  # fmt: skip


def _chosen(selection: Selection, held: Held) -> tuple[tuple[ValuedHolding, ...], tuple[str, ...]]:
    wants_cash = "cash" in selection.kinds
    holdings = held.valuation.holdings if wants_cash else held.valuation.invested
    chosen = tuple(holding for holding in holdings if _fits(holding, selection, held.view))
    if not selection.symbols:
        return chosen, ()
    symbols = {_canonical(symbol, held.view) for symbol in selection.symbols}
    there = {holding.symbol for holding in held.valuation.holdings}
    missing = sorted(symbols - there - {"CASH"})
    return chosen, tuple(f"{held.snapshot.name} does not hold {symbol}." for symbol in missing)


def _canonical(symbol: str, view: MarketView) -> str:
    try:
        return view.instrument(symbol).symbol
    except NotFound:
        return symbol.upper()


def _fits(holding: ValuedHolding, selection: Selection, view: MarketView) -> bool:
    if selection.symbols and holding.symbol not in {_canonical(symbol, view) for symbol in selection.symbols}:
        return False
    if holding.symbol in selection.without:
        return False
    if selection.sectors and sector_of(holding).lower() not in {sector.lower() for sector in selection.sectors}:
        return False
    if selection.kinds and holding.kind.value not in selection.kinds:
        return False
    if selection.side is None:
        return True
    return (holding.quantity < 0.0) == (selection.side == "short") and not holding.is_cash


def _holding(held: Held, holding: ValuedHolding) -> Target:
    label = holding.contract.label if holding.contract else None
    subject = holding_subject(held.snapshot, holding.symbol, label)
    return Target(subject, held.view, held, (holding,), holding.symbol)


def _sectors(held: Held, chosen: Iterable[ValuedHolding]) -> Iterable[Target]:
    groups: dict[str, list[ValuedHolding]] = {}
    for holding in chosen:
        groups.setdefault(sector_of(holding), []).append(holding)
    sized = sorted(groups.items(), key=lambda item: (-abs(sum(one.market_value or 0.0 for one in item[1])), item[0]))
    for sector, members in sized:
        yield Target(sector_subject(sector), held.view, held, tuple(members))


def _group(selection: Selection, held: Held, chosen: tuple[ValuedHolding, ...]) -> Target:
    if len(selection.sectors) == 1 and not (selection.symbols or selection.kinds or selection.side):
        subject = sector_subject(sector_of(chosen[0]))
    else:
        label = selection.label or _label(selection, chosen)
        subject = Subject(kind=SubjectKind.GROUP, id=f"{held.id}/{label.lower().replace(' ', '-')}", label=label)
    return Target(subject, held.view, held, chosen)


def _label(selection: Selection, chosen: tuple[ValuedHolding, ...]) -> str:
    if selection.symbols:
        return " and ".join(holding.symbol for holding in chosen)
    parts = [selection.side or "", *selection.sectors, *(_KINDS.get(kind, f"{kind}s") for kind in selection.kinds)]
    return " ".join(part for part in parts if part) or "holdings"


def of_portfolio(target: Target, name: str) -> Target:
    """The same part of a portfolio, named with it: among several portfolios `AAPL` alone says too little."""
    if target.is_portfolio or target.held is None:
        return target
    subject = target.subject
    own = subject.id if subject.id.startswith(f"{target.held.id}/") else f"{target.held.id}/{subject.id}"
    return replace(target, subject=subject.model_copy(update={"id": own, "label": f"{subject.label} in {name}"}))
