"""Which purchases a sale uses up, what gain that realizes, and whether a loss would be disallowed as a wash sale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from plumbline.core.errors import InvalidInput, MissingData

Choice = Literal["first_in_first_out", "last_in_first_out", "highest_cost"]

WASH_DAYS = timedelta(days=30)
"""Before and after the sale: the window of section 1091 of the Internal Revenue Code of the United States."""

_DUST = 1e-9


@dataclass(frozen=True)
class TaxLot:
    """One purchase: `quantity` shares still held, `cost` per share in the currency of the sale; None = not known.

    Of a short sale that is open: the shares owed, and the price they were sold at.
    """

    lot_id: str
    bought: date | None
    quantity: float
    cost: float | None


@dataclass(frozen=True)
class LotSale:
    """Part of a lot that is sold. `gain` = (price - cost) * quantity, negative = loss; `long_term` if held more than a year.

    `gain` is None without a cost, `long_term` without a date.
    """

    lot: TaxLot
    quantity: float
    gain: float | None
    long_term: bool | None


@dataclass(frozen=True)
class Sale:
    """Lots used by a sale, in the order of use; `gain` is their sum, split by how long they were held.

    A sum is None as soon as one of its parts is not known.
    """

    parts: tuple[LotSale, ...]
    gain: float | None
    short_term_gain: float | None
    long_term_gain: float | None


def sale_of_lots(lots: Sequence[TaxLot], quantity: float, *, price: float, on: date, choice: Choice = "first_in_first_out") -> Sale:
    """The lots that a sale of `quantity` shares uses.

    Convention: highest cost takes the older of equally costly lots first; long term is more than one year after the day of
        purchase, so that what was bought on 29 February turns long-term on 1 March.
    Missing: a lot without a cost has no gain, one without a date no term.
    Raises: InvalidInput on more shares than the lots hold, a quantity or price that is not positive, or a lot bought after the sale;
        MissingData when it can not be known which lots are used, because the dates (or costs) that decide are not known.
    Source: Internal Revenue Service, Publication 550, Investment Income and Expenses: identifying stock sold; section 1222.
    Golden: tests/golden/rebalance.csv
    """
    _check_sale(lots, quantity, price, on)
    parts = [
        LotSale(lot, used, None if lot.cost is None else (price - lot.cost) * used, _long_term(lot, on))
        for lot, used in _used(_in_order(lots, quantity, choice=choice), quantity)
    ]
    return _summed(parts)


def cover_of_lots(lots: Sequence[TaxLot], quantity: float, *, price: float, on: date, choice: Choice = "first_in_first_out") -> Sale:
    """The open short sales that a purchase of `quantity` shares closes; what they gain is short-term.

    Convention: the gain is what the shares were sold at less `price`. Highest cost takes the short sale first that gains least. The
        term follows from the shares that close it, which are bought on the day.
    Missing, errors: as `sale_of_lots`.
    Source: Internal Revenue Service, Publication 550, Investment Income and Expenses: short sales; section 1233.
    """
    _check_sale(lots, quantity, price, on)
    order = _in_order(lots, quantity, choice=choice, costliest_last=True)
    parts = [LotSale(lot, used, None if lot.cost is None else (lot.cost - price) * used, False) for lot, used in _used(order, quantity)]
    return _summed(parts)


@dataclass(frozen=True)
class WashSale:
    """`quantity` shares of a loss have a replacement within 30 days; `disallowed_loss` positive, added to the cost of those shares."""

    quantity: float
    disallowed_loss: float
    replacements: tuple[TaxLot, ...]


def wash_sale(sale: Sale, purchases: Sequence[TaxLot], *, on: date) -> WashSale | None:
    """The warning that belongs to a sale at a loss, or None.

    Args:
        sale: what was or would be sold.
        purchases: all purchases of the same or a substantially identical security, planned ones included; the lots
            that are sold themselves do not count.
        on: day of the sale.

    Convention: loss lots are matched in the order of the sale; each replacement share disallows the loss of one share.
    Missing: a lot without a cost is no loss, a purchase without a date no replacement.
    Source: Internal Revenue Code, section 1091; Publication 550, wash sales.
    Golden: tests/golden/rebalance.csv
    """
    sold = {part.lot.lot_id: part.quantity for part in sale.parts}
    near = [lot for lot in purchases if lot.bought is not None and abs(lot.bought - on) <= WASH_DAYS]
    available = sum(max(lot.quantity - sold.get(lot.lot_id, 0.0), 0.0) for lot in near)
    quantity, loss = 0.0, 0.0
    for part in sale.parts:
        if part.gain is not None and part.gain < 0.0 and available > _DUST:
            matched = min(part.quantity, available)
            quantity, loss = quantity + matched, loss - part.gain * matched / part.quantity
            available -= matched
    if quantity <= _DUST:
        return None
    return WashSale(quantity, loss, tuple(lot for lot in near if lot.quantity > sold.get(lot.lot_id, 0.0) + _DUST))


@dataclass(frozen=True)
class LossTaken:
    """Shares sold at a loss that nothing replaces so far; `loss` positive, per share."""

    sold: date
    quantity: float
    loss: float


def loss_disallowed_by_purchase(quantity: float, taken: Sequence[LossTaken], *, on: date) -> WashSale | None:
    """What a purchase of `quantity` shares takes away of losses of the 30 days before, or None.

    Convention: the earliest loss is matched first.
    Source: Internal Revenue Code, section 1091; Treasury Regulation 1.1091-1(b).
    """
    matched, loss = 0.0, 0.0
    for sold in sorted(taken, key=lambda sold: sold.sold):
        if on - WASH_DAYS <= sold.sold <= on:
            part = min(sold.quantity, quantity - matched)
            matched, loss = matched + part, loss + part * sold.loss
    return WashSale(matched, loss, ()) if matched > _DUST else None


def _check_sale(lots: Sequence[TaxLot], quantity: float, price: float, on: date) -> None:
    held = sum(lot.quantity for lot in lots)
    if not (quantity > 0.0 and price > 0.0) or any(not lot.quantity > 0.0 for lot in lots):
        message = f"Expected a quantity, a price and lots above zero, found {quantity} at {price}. Give the size of each lot."
        raise InvalidInput(message)
    if quantity > held + _DUST:
        message = f"Expected a sale of at most the {held:g} shares held, found {quantity:g}. Sell fewer."
        raise InvalidInput(message)
    late = [lot.lot_id for lot in lots if lot.bought is not None and lot.bought > on]
    if late:
        message = f"Expected lots bought up to {on}, found later ones: {', '.join(late)}. Leave them out."
        raise InvalidInput(message)


def _in_order(lots: Sequence[TaxLot], quantity: float, *, choice: Choice, costliest_last: bool = False) -> list[TaxLot]:
    """The lots in the order of use; any order will do where all of them are used, or there is one."""
    all_used = len(lots) == 1 or quantity >= sum(lot.quantity for lot in lots) - _DUST
    by_cost = choice == "highest_cost"
    unknown = sum((lot.cost if by_cost else lot.bought) is None for lot in lots)
    if unknown and not all_used:
        what = "cost" if by_cost else "day of purchase"
        message = f"Expected the {what} of every lot to know which are sold, found {unknown} of {len(lots)} without."
        raise MissingData(f"{message} Import it, sell all, or choose another method.")
    if by_cost:
        sign = 1.0 if costliest_last else -1.0
        return sorted(lots, key=lambda lot: (sign * (lot.cost or 0.0), lot.bought or date.max, lot.lot_id))
    oldest = sorted(lots, key=lambda lot: (lot.bought or date.max, lot.lot_id))
    return oldest if choice == "first_in_first_out" else oldest[::-1]


def _used(lots: Sequence[TaxLot], quantity: float) -> list[tuple[TaxLot, float]]:
    taken, left = [], quantity
    for lot in lots:
        if left <= _DUST:
            break
        taken.append((lot, min(lot.quantity, left)))
        left -= lot.quantity
    return taken


def _summed(parts: Sequence[LotSale]) -> Sale:
    gains = [part.gain for part in parts]
    total = None if None in gains else sum(gain or 0.0 for gain in gains)
    if total is None or any(part.long_term is None for part in parts):
        return Sale(tuple(parts), total, None, None)
    short = sum(part.gain or 0.0 for part in parts if not part.long_term)
    long = sum(part.gain or 0.0 for part in parts if part.long_term)
    return Sale(tuple(parts), total, short, long)


def _long_term(lot: TaxLot, on: date) -> bool | None:
    return None if lot.bought is None else on > _a_year_later(lot.bought)


def _a_year_later(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)
