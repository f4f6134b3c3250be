"""What a portfolio is worth on the day of its snapshot, holding by holding, and how each one moves with its driver."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plumbline.core.errors import MissingData, NotFound
from plumbline.facts.fact import Quality
from plumbline.market_data.instruments import Instrument, InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.market_data.occ import OptionContract, find_occ
from plumbline.portfolios.holdings import Lot
from plumbline.portfolios.option_model import MODELED, OptionQuote, option_quote
from plumbline.portfolios.snapshot import PortfolioSnapshot

_ROUNDING = 1e-9
"""Net value below this share of gross is what floating point left over: longs and shorts, or holdings and debt, cancel out."""


@dataclass(frozen=True)
class ValuedHolding:
    """All lots of one symbol. Money is in the portfolio's currency; None = it could not be priced, `reason` says why.

    `exposure` is the money that moves with `driver` (for an option delta times the underlying, otherwise the market value);
    it is 0 for cash and for an expired option, whose `driver` is None.
    """

    symbol: str
    name: str
    kind: InstrumentKind
    sector: str | None
    currency: str
    quantity: float
    multiplier: float
    lots: tuple[Lot, ...]
    price: float | None
    price_on: date | None
    fx: float
    market_value: float | None
    exposure: float
    driver: str | None
    quality: Quality = Quality.COMPLETE
    reason: str | None = None
    contract: OptionContract | None = None
    quote: OptionQuote | None = None

    @property
    def is_cash(self) -> bool:
        return self.kind is InstrumentKind.CASH

    @property
    def label(self) -> str:
        """What to call it in a sentence: the symbol, but for an option its terms."""
        return self.contract.label if self.contract else self.symbol

    @property
    def cost_basis(self) -> float | None:
        """Money paid, signed; None as soon as one lot has no cost."""
        if self.is_cash:
            return self.market_value
        costs = [lot.cost_basis_per_share for lot in self.lots]
        if any(cost is None for cost in costs):
            return None
        return sum(lot.quantity * (lot.cost_basis_per_share or 0.0) for lot in self.lots) * self.multiplier * self.fx


@dataclass(frozen=True)
class Valuation:
    """`holdings` in order of falling absolute market value, cash last. Totals leave out what could not be priced."""

    holdings: tuple[ValuedHolding, ...]
    net_value: float
    cash_value: float
    quality: Quality
    reason: str | None
    notes: tuple[str, ...]

    @property
    def invested(self) -> tuple[ValuedHolding, ...]:
        """Everything but cash."""
        return tuple(holding for holding in self.holdings if not holding.is_cash)

    def weight(self, holding: ValuedHolding) -> float | None:
        """Signed market value over net value; None without a price or when net value is not positive."""
        if holding.market_value is None or self.net_value <= 0.0:
            return None
        return holding.market_value / self.net_value


def value_holdings(snapshot: PortfolioSnapshot, view: MarketView) -> Valuation:
    """Value every holding at the newest usable price of the view."""
    groups: dict[tuple[str, str], list[Lot]] = {}
    for lot in snapshot.lots:
        groups.setdefault((lot.symbol, lot.currency), []).append(lot)
    valued = [_valued(tuple(lots), snapshot, view) for lots in groups.values()]
    held = [holding for holding in valued if holding.quantity != 0.0]
    held.sort(key=lambda holding: (holding.is_cash, -abs(holding.market_value or 0.0), holding.symbol))
    qualities = {holding.quality for holding in held}
    return Valuation(
        holdings=tuple(held),
        net_value=_net([holding.market_value or 0.0 for holding in held]),
        cash_value=sum(holding.market_value or 0.0 for holding in held if holding.is_cash),
        quality=_worst(qualities),
        reason=_total_reason(held),
        notes=tuple(_notes(held)),
    )


def _net(values: list[float]) -> float:
    """The sum, and exactly 0 where only rounding is left of it: fractions of that would be figures of nothing."""
    total = math.fsum(values)
    return 0.0 if abs(total) <= _ROUNDING * sum(map(abs, values)) else total


def _valued(lots: tuple[Lot, ...], snapshot: PortfolioSnapshot, view: MarketView) -> ValuedHolding:
    first = lots[0]
    contract = find_occ(first.symbol) if first.kind is InstrumentKind.OPTION else None
    quantity = sum(lot.quantity for lot in lots)
    try:
        fx = view.fx_rate(first.currency, snapshot.currency)
        if first.kind is InstrumentKind.CASH:
            return _cash(lots, quantity, fx, view)
        if contract is not None:
            return _option(lots, contract, view, fx=fx, risk_free_rate=snapshot.risk_free_rate)
        return _priced(lots, view.instrument(first.symbol), view, fx=fx)
    except (MissingData, NotFound) as missing:
        return _unpriced(lots, contract, view, missing.message)


def _cash(lots: tuple[Lot, ...], quantity: float, fx: float, view: MarketView) -> ValuedHolding:
    currency = lots[0].currency
    return ValuedHolding(
        symbol=lots[0].symbol, name=f"Cash ({currency})", kind=InstrumentKind.CASH, sector=None, currency=currency, quantity=quantity,
        multiplier=1.0, lots=lots, price=1.0, price_on=view.as_of, fx=fx, market_value=quantity * fx, exposure=0.0, driver=None,
    )  # fmt: skip


def _priced(lots: tuple[Lot, ...], instrument: Instrument, view: MarketView, *, fx: float) -> ValuedHolding:
    last = view.last_price(instrument.symbol)
    quantity = sum(lot.quantity for lot in lots)
    market_value = quantity * last.price * fx
    sessions = "session" if last.sessions_behind == 1 else "sessions"
    return ValuedHolding(
        symbol=lots[0].symbol, name=instrument.name, kind=instrument.kind, sector=instrument.sector, currency=lots[0].currency,
        quantity=quantity, multiplier=1.0, lots=lots, price=last.price, price_on=last.on, fx=fx, market_value=market_value,
        exposure=market_value, driver=instrument.symbol, quality=Quality.STALE if last.stale else Quality.COMPLETE,
        reason=f"the last price is of {last.on}, {last.sessions_behind} {sessions} old" if last.stale else None,
    )  # fmt: skip


def _option(lots: tuple[Lot, ...], contract: OptionContract, view: MarketView, *, fx: float, risk_free_rate: float) -> ValuedHolding:
    quantity = sum(lot.quantity for lot in lots)
    underlying = view.instrument(contract.underlying)
    expired = contract.expiry < view.as_of
    quote = None if expired else option_quote(contract, view, risk_free_rate=risk_free_rate)
    size = quantity * contract.multiplier * fx
    return ValuedHolding(
        symbol=lots[0].symbol, name=contract.label, kind=InstrumentKind.OPTION, sector=underlying.sector, currency=lots[0].currency,
        quantity=quantity, multiplier=float(contract.multiplier), lots=lots, price=quote.value if quote else 0.0,
        price_on=view.last_price(underlying.symbol).on, fx=fx, market_value=size * quote.value if quote else 0.0,
        exposure=size * quote.delta * quote.spot if quote else 0.0, driver=underlying.symbol if quote else None,
        quality=Quality.PARTIAL, reason=f"expired on {contract.expiry}" if expired else MODELED, contract=contract, quote=quote,
    )  # fmt: skip


def _unpriced(lots: tuple[Lot, ...], contract: OptionContract | None, view: MarketView, reason: str) -> ValuedHolding:
    first = lots[0]
    instrument = view.find_instrument(first.symbol)
    return ValuedHolding(
        symbol=first.symbol, name=instrument.name if instrument else first.symbol, kind=first.kind,
        sector=instrument.sector if instrument else None, currency=first.currency, quantity=sum(lot.quantity for lot in lots),
        multiplier=float(contract.multiplier) if contract else 1.0, lots=lots, price=None, price_on=None, fx=1.0, market_value=None,
        exposure=0.0, driver=None, quality=Quality.UNAVAILABLE, reason=reason, contract=contract,
    )  # fmt: skip


def _worst(qualities: set[Quality]) -> Quality:
    if Quality.UNAVAILABLE in qualities or Quality.PARTIAL in qualities:
        return Quality.PARTIAL
    return Quality.STALE if Quality.STALE in qualities else Quality.COMPLETE


def _total_reason(held: list[ValuedHolding]) -> str | None:
    unpriced = [holding.symbol for holding in held if holding.market_value is None]
    if unpriced:
        return f"without {', '.join(unpriced)}, which could not be priced"
    if any(holding.quote for holding in held):
        return "options are modeled: there are no option quotes"
    reasons = [f"{holding.symbol}: {holding.reason}" for holding in held if holding.reason]
    return "; ".join(reasons) or None


def _notes(held: list[ValuedHolding]) -> Iterator[str]:
    modeled = [holding for holding in held if holding.quote]
    if modeled:
        yield (
            f"{len(modeled)} option{'s are' if len(modeled) > 1 else ' is'} valued by Black-Scholes-Merton with the 252-day realized "
            f"volatility of the underlying, and count{'' if len(modeled) > 1 else 's'} in risk by delta: there are no option quotes."
        )
    for holding in held:
        if holding.contract and holding.market_value is not None and not holding.quote:
            yield (
                f"{holding.name} expired on {holding.contract.expiry}: it counts as worth nothing and is left out of risk. "
                f"Import a newer file that shows what became of it (shares, cash or nothing)."
            )
        elif holding.market_value is None:
            yield f"{holding.symbol} is left out: {holding.reason}"
        elif holding.quality is Quality.STALE:
            yield f"{holding.symbol}: {holding.reason}."
