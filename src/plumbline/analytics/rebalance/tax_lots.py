"""Which purchases a sale uses up, what gain that realizes, and whether a loss would be disallowed as a wash sale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from plumbline.core.errors import InvalidInput

Choice = Literal["first_in_first_out", "last_in_first_out", "highest_cost"]

_WASH_DAYS = timedelta(days=30)
"""Before and after the sale: the window of section 1091 of the Internal Revenue Code of the United States."""

_DUST = 1e-9


@dataclass(frozen=True)
class TaxLot:
    """One purchase: `quantity` shares still held, `cost` per share in the currency of the sale."""

    lot_id: str
    bought: date
    quantity: float
    cost: float


@dataclass(frozen=True)
class LotSale:
    """Part of a lot that is sold. `gain` = (price - cost) * quantity, negative = loss; `long_term` if held more than a year."""

    lot: TaxLot
    quantity: float
    gain: float
    long_term: bool


@dataclass(frozen=True)
class Sale:
    """Lots used by a sale, in the order of use; `gain` is their sum, split by how long they were held."""

    parts: tuple[LotSale, ...]
    gain: float
    short_term_gain: float
    long_term_gain: float


def sale_of_lots(lots: Sequence[TaxLot], quantity: float, *, price: float, on: date, choice: Choice = "first_in_first_out") -> Sale:
    """The lots that a sale of `quantity` shares uses.

    Convention: highest cost takes the older of equally costly lots first; long term is more than one year after the day of
        purchase, so that what was bought on 29 February turns long-term on 1 March.
    Raises: InvalidInput on more shares than the lots hold, a quantity or price that is not positive, or a lot bought after the sale.
    Source: Internal Revenue Service, Publication 550, Investment Income and Expenses: identifying stock sold; section 1222.
    Golden: tests/golden/rebalance.csv
    """
    _check_sale(lots, quantity, price, on)
    parts, left = [], quantity
    for lot in _in_order(lots, choice):
        used = min(lot.quantity, left)
        parts.append(LotSale(lot, used, (price - lot.cost) * used, on > _a_year_later(lot.bought)))
        left -= used
        if left <= _DUST:
            break
    short = sum(part.gain for part in parts if not part.long_term)
    long = sum(part.gain for part in parts if part.long_term)
    return Sale(tuple(parts), short + long, short, long)


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
    Source: Internal Revenue Code, section 1091; Publication 550, wash sales.
    Golden: tests/golden/rebalance.csv
    """
    sold = {part.lot.lot_id: part.quantity for part in sale.parts}
    near = [lot for lot in purchases if abs(lot.bought - on) <= _WASH_DAYS]
    available = sum(max(lot.quantity - sold.get(lot.lot_id, 0.0), 0.0) for lot in near)
    quantity, loss = 0.0, 0.0
    for part in sale.parts:
        if part.gain < 0.0 and available > _DUST:
            matched = min(part.quantity, available)
            quantity, loss = quantity + matched, loss - part.gain * matched / part.quantity
            available -= matched
    if quantity <= _DUST:
        return None
    return WashSale(quantity, loss, tuple(lot for lot in near if lot.quantity > sold.get(lot.lot_id, 0.0) + _DUST))


def _check_sale(lots: Sequence[TaxLot], quantity: float, price: float, on: date) -> None:
    held = sum(lot.quantity for lot in lots)
    if not (quantity > 0.0 and price > 0.0) or any(not lot.quantity > 0.0 for lot in lots):
        message = f"Expected a quantity, a price and lots above zero, found {quantity} at {price}. A short sale has no lots."
        raise InvalidInput(message)
    if quantity > held + _DUST:
        message = f"Expected a sale of at most the {held:g} shares held, found {quantity:g}. Sell fewer."
        raise InvalidInput(message)
    late = [lot.lot_id for lot in lots if lot.bought > on]
    if late:
        message = f"Expected lots bought up to {on}, found later ones: {', '.join(late)}. Leave them out."
        raise InvalidInput(message)


def _in_order(lots: Sequence[TaxLot], choice: Choice) -> list[TaxLot]:
    if choice == "highest_cost":
        return sorted(lots, key=lambda lot: (-lot.cost, lot.bought, lot.lot_id))
    oldest = sorted(lots, key=lambda lot: (lot.bought, lot.lot_id))
    return oldest if choice == "first_in_first_out" else oldest[::-1]


def _a_year_later(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)
