"""What trades realize, lot by lot, under the tax rules of the United States; one piece of code for every list of trades."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from plumbline.analytics.rebalance.tax_lots import (
    WASH_DAYS,
    Choice,
    LotSale,
    Sale,
    TaxLot,
    WashSale,
    cover_of_lots,
    loss_disallowed_by_purchase,
    sale_of_lots,
    wash_sale,
)
from plumbline.core.errors import MissingData
from plumbline.core.money import Money
from plumbline.facts.fact import Quality
from plumbline.portfolios.holdings import Lot
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject, portfolio_subject
from plumbline.portfolios.trades.recent_losses import recent_losses
from plumbline.portfolios.trades.results import ClosedLot, TaxEffect, TaxTotals

_METHODS: dict[Choice, str] = {
    "first_in_first_out": "first in, first out",
    "last_in_first_out": "last in, first out",
    "highest_cost": "highest cost first",
}
_TAX_NOTE = (
    "Gains and wash sales follow federal rules of the United States for the lots of this portfolio: other accounts, other securities that "
    "are substantially identical, and purchases in the 30 days to come are not seen. Not tax advice."
)
_FIELDS = ("realized_gain", "short_term_gain", "long_term_gain", "disallowed_loss")


@dataclass(frozen=True)
class TradedLine:
    """A trade to judge: `quantity` > 0 buys; `price` is money of the portfolio for one unit, `units` shares per unit of quantity."""

    symbol: str
    label: str
    quantity: float
    price: float
    units: float = 1.0


def tax_effect(snapshot: PortfolioSnapshot, trade: TradedLine, method: Choice = "first_in_first_out") -> TaxEffect | None:
    """What the trade realizes; None when it closes nothing and takes no earlier loss away.

    Missing: lots without costs or dates, or in another currency, leave out the figures that need them, with the reason.
    """
    lots = _lots_by_symbol(snapshot).get(trade.symbol, ())
    closing = [lot for lot in lots if lot.quantity * trade.quantity < 0.0]
    opened = max(abs(trade.quantity) - sum(abs(lot.quantity) for lot in closing), 0.0)
    earlier = None
    if trade.quantity > 0.0 and opened > 0.0:
        earlier = loss_disallowed_by_purchase(opened, recent_losses(snapshot, trade.symbol), on=snapshot.as_of)
    if not closing:
        return None if earlier is None else _built(snapshot, trade, None, earlier)
    if len(closing) < len(lots):
        return _unknown(snapshot, trade, f"{trade.label} is held long and short at once: which lots a trade closes is not defined")
    if any(lot.currency != snapshot.currency for lot in closing):
        return _unknown(snapshot, trade, f"lots of {trade.label} are in another currency, and there are no exchange rates of their days")
    try:
        return _closing(snapshot, trade, closing, method=method, earlier=earlier)
    except MissingData as missing:
        return _unknown(snapshot, trade, missing.message)


@lru_cache(maxsize=64)
def _lots_by_symbol(snapshot: PortfolioSnapshot) -> dict[str, list[Lot]]:
    """Grouped once for all trades of a book."""
    found: dict[str, list[Lot]] = {}
    for lot in snapshot.lots:
        if lot.quantity != 0.0:
            found.setdefault(lot.symbol, []).append(lot)
    return found


def lots_note(method: Choice) -> str:
    """What has to be said wherever gains are stated."""
    return f"Sales use lots {_METHODS[method]}. {_TAX_NOTE}"


def group_notes(snapshot: PortfolioSnapshot) -> tuple[str, ...]:
    """What has to be said where trades are those of a group."""
    if snapshot.members is None:
        return ()
    return ("The trades are those of the group as a whole: which of its portfolios trades, and pays the tax, is not decided.",)


def tax_totals(snapshot: PortfolioSnapshot, effects: Sequence[TaxEffect]) -> TaxTotals | None:
    """The sums of all effects; None when no trade realizes anything.

    Missing: gains that are not known are left out of the realized gain, which is then partial; the split by term and disallowed
        losses are stated whole or not at all.
    """
    if not effects:
        return None
    reason = _missing(effects)
    return TaxTotals(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, quality=Quality.PARTIAL if reason else Quality.COMPLETE, reason=reason,
        realized_gain=_sum([effect.realized_gain for effect in effects]),
        short_term_gain=_sum([effect.short_term_gain for effect in effects], whole=True),
        long_term_gain=_sum([effect.long_term_gain for effect in effects], whole=True),
        disallowed_loss=_sum([effect.disallowed_loss for effect in effects], whole=True),
    )  # fmt: skip


def _missing(effects: Sequence[TaxEffect]) -> str | None:
    """Whose gain is not in the total, and of whose only the term or a wash sale is not known; each effect says why."""
    gains = [effect.subject.label for effect in effects if effect.realized_gain is None]
    terms = [effect.subject.label for effect in effects if effect.realized_gain is not None and effect.reason is not None]
    said = (
        f"the realized gain is without {', '.join(gains)}: costs or dates of lots are not known" if gains else None,
        f"of {', '.join(terms)} the term or wash sales are not known" if terms else None,
    )
    return "; ".join(part for part in said if part) or None


def _sum(amounts: Sequence[Money | None], *, whole: bool = False) -> Money | None:
    """The sum of what is known; None where nothing is, or, if it is to be whole, where anything is not."""
    known = [amount for amount in amounts if amount is not None]
    if whole and len(known) < len(amounts):
        return None
    return Money(amount=sum(amount.amount for amount in known), currency=known[0].currency) if known else None


def _closing(snapshot: PortfolioSnapshot, trade: TradedLine, lots: Sequence[Lot], *, method: Choice, earlier: WashSale | None) -> TaxEffect:
    """The effect of a trade that closes lots which are all on one side; wash sales of short sales are not looked into."""
    tax_lots = [_tax_lot(place, lot, trade) for place, lot in enumerate(lots)]
    quantity = min(abs(trade.quantity), sum(lot.quantity for lot in tax_lots))
    if trade.price <= 0.0:
        raise MissingData(f"{trade.label} is worth nothing today: what closing it realizes is not a sale at a price")
    sells = trade.quantity < 0.0
    close = sale_of_lots if sells else cover_of_lots
    sale = close(tax_lots, quantity, price=trade.price, on=snapshot.as_of, choice=method)
    washed = wash_sale(sale, tax_lots, on=snapshot.as_of) if sells else earlier
    return _built(snapshot, trade, sale, washed, unseen=_unseen(sale, tax_lots, snapshot.as_of, sells=sells))


def _unseen(sale: Sale, lots: Sequence[TaxLot], on: date, *, sells: bool) -> str | None:
    """Why nobody can say whether a loss is washed; None where that can be said."""
    if not any(part.gain is None or part.gain < 0.0 for part in sale.parts):
        return None
    if not sells:
        return "wash sales of short sales are not looked into"
    if any(lot.bought is None for lot in lots):
        return "without days of purchase a wash sale can not be seen"
    recent = any(lot.bought is not None and on - lot.bought <= WASH_DAYS for lot in lots)
    return "without a cost a wash sale can not be told" if recent and sale.gain is None else None


def _tax_lot(place: int, lot: Lot, trade: TradedLine) -> TaxLot:
    cost = None if lot.cost_basis_per_share is None else lot.cost_basis_per_share * trade.units
    return TaxLot(f"{place:06d}", lot.opened_on, abs(lot.quantity), cost)


def _built(
    snapshot: PortfolioSnapshot, trade: TradedLine, sale: Sale | None, washed: WashSale | None, *, unseen: str | None = None
) -> TaxEffect:
    reason = "; ".join(said for said in (None if sale is None else _reason(sale), None if washed else unseen) if said) or None
    disallowed = washed.disallowed_loss if washed else None if unseen else 0.0
    return TaxEffect(
        subject=holding_subject(snapshot, trade.symbol, trade.label), as_of=snapshot.as_of,
        quality=Quality.COMPLETE if reason is None else Quality.PARTIAL, reason=reason,
        realized_gain=_money(sale.gain if sale else 0.0, snapshot),
        short_term_gain=_money(sale.short_term_gain if sale else 0.0, snapshot),
        long_term_gain=_money(sale.long_term_gain if sale else 0.0, snapshot),
        disallowed_loss=_money(disallowed, snapshot),
        warning=None if washed is None else _warning(trade, washed),
        lots=tuple(_closed_lot(snapshot, trade, part) for part in (sale.parts if sale else ())),
    )  # fmt: skip


def _closed_lot(snapshot: PortfolioSnapshot, trade: TradedLine, part: LotSale) -> ClosedLot:
    sells = trade.quantity < 0.0
    cost = None if part.lot.cost is None else part.lot.cost * part.quantity * (1.0 if sells else -1.0)
    unknown = [what for what, known in (("cost", part.lot.cost), ("day of purchase", part.lot.bought)) if known is None]
    return ClosedLot(
        subject=holding_subject(snapshot, trade.symbol, trade.label), as_of=snapshot.as_of,
        quality=Quality.PARTIAL if unknown else Quality.COMPLETE,
        reason=f"the {' and the '.join(unknown)} of the lot is not known" if unknown else None,
        opened_on=part.lot.bought, quantity=-part.quantity if sells else part.quantity, cost=_money(cost, snapshot),
        gain=_money(part.gain, snapshot), long_term=part.long_term,
    )  # fmt: skip


def _reason(sale: Sale) -> str | None:
    """Which figures are missing, and why."""
    without_cost = sum(part.lot.cost is None for part in sale.parts)
    without_term = sum(part.long_term is None for part in sale.parts)
    if without_cost:
        return f"{without_cost} of {len(sale.parts)} lots that are closed have no cost"
    if without_term:
        return f"{without_term} of {len(sale.parts)} lots that are closed have no day of purchase, so their term is not known"
    return None


def _warning(trade: TradedLine, washed: WashSale) -> str:
    size, shares = f"{washed.disallowed_loss:,.0f}", f"{washed.quantity:g} shares"
    if not washed.replacements:
        return f"Wash sale: buying {trade.label} within 30 days of selling {shares} at a loss disallows {size} of that loss."
    days = " and ".join(sorted({f"{lot.bought}" for lot in washed.replacements}))
    return f"Wash sale: {shares} of {trade.label} sold at a loss were replaced on {days}, so {size} of the loss do not count now."


def _unknown(snapshot: PortfolioSnapshot, trade: TradedLine, reason: str) -> TaxEffect:
    return TaxEffect(
        subject=holding_subject(snapshot, trade.symbol, trade.label), as_of=snapshot.as_of, quality=Quality.UNAVAILABLE, reason=reason,
        realized_gain=None, short_term_gain=None, long_term_gain=None, disallowed_loss=None,
    )  # fmt: skip


def _money(amount: float | None, snapshot: PortfolioSnapshot) -> Money | None:
    return None if amount is None else Money(amount=amount, currency=snapshot.currency)
