"""Transactions and what they add up to: open and closed lots, first in first out, and cash where deposits are booked."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class TransactionKind(StrEnum):
    BUY = "buy"
    SELL = "sell"
    DIVIDEND = "dividend"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    FEE = "fee"


@dataclass(frozen=True)
class Transaction:
    """One booking. `quantity` is positive for buy and sell; `amount` is the change of cash, signed."""

    booked_on: date
    kind: TransactionKind
    amount: float
    currency: str
    symbol: str | None = None
    quantity: float | None = None
    price: float | None = None


@dataclass(frozen=True)
class OpenLot:
    """What is left of one purchase or short sale; `symbol` None is the cash of a currency."""

    symbol: str | None
    quantity: float
    price: float | None
    currency: str
    opened_on: date | None


_EMPTY = 1e-9
"""Shares: less than this is what floating point leaves of a lot that was sold."""


def tracks_cash(transactions: Iterable[Transaction]) -> bool:
    """Whether cash can be known: only when money put in or taken out is booked."""
    return any(entry.kind in {TransactionKind.DEPOSIT, TransactionKind.WITHDRAWAL} for entry in transactions)


def lots_from_transactions(transactions: tuple[Transaction, ...], day: date) -> tuple[OpenLot, ...]:
    """The lots that are open after the bookings up to `day`.

    A sale closes the oldest lots first; selling more than is held opens a short lot, and buying closes it again.
    """
    booked = sorted((entry for entry in transactions if entry.booked_on <= day), key=lambda entry: entry.booked_on)
    open_lots, _ = _booked(booked)
    return (*open_lots, *_cash(booked)) if tracks_cash(transactions) else open_lots


@dataclass(frozen=True)
class ClosedLot:
    """A purchase, or a part of one, that was sold: `quantity` shares. `loss` per share, positive = loss; None without prices."""

    symbol: str
    quantity: float
    opened_on: date
    closed_on: date
    loss: float | None


def closed_lots(transactions: tuple[Transaction, ...], day: date) -> tuple[ClosedLot, ...]:
    """The purchases that were sold again by `day`, oldest first; short sales bought back are not among them."""
    booked = sorted((entry for entry in transactions if entry.booked_on <= day), key=lambda entry: entry.booked_on)
    return _booked(booked)[1]


def _booked(booked: list[Transaction]) -> tuple[tuple[OpenLot, ...], tuple[ClosedLot, ...]]:
    open_lots: dict[tuple[str, str], deque[OpenLot]] = {}
    closed: list[ClosedLot] = []
    for entry in booked:
        if entry.symbol and entry.quantity and entry.kind in {TransactionKind.BUY, TransactionKind.SELL}:
            sign = 1.0 if entry.kind is TransactionKind.BUY else -1.0
            lot = OpenLot(entry.symbol, sign * entry.quantity, entry.price, entry.currency, entry.booked_on)
            closed += _book(open_lots.setdefault((entry.symbol, entry.currency), deque()), lot)
    return tuple(lot for queue in open_lots.values() for lot in queue), tuple(closed)


def _book(queue: deque[OpenLot], lot: OpenLot) -> list[ClosedLot]:
    """Close opposite lots from the oldest on; what is left of `lot` is opened. Returns the purchases that are closed."""
    remaining, closed = lot.quantity, []
    while queue and abs(remaining) > _EMPTY and queue[0].quantity * remaining < 0:
        oldest = queue[0]
        used = min(abs(oldest.quantity), abs(remaining))
        if oldest.quantity > 0.0 and oldest.symbol and oldest.opened_on and lot.opened_on:
            loss = None if oldest.price is None or lot.price is None else oldest.price - lot.price
            closed.append(ClosedLot(oldest.symbol, used, oldest.opened_on, lot.opened_on, loss))
        if abs(oldest.quantity) > abs(remaining) + _EMPTY:
            queue[0] = replace(oldest, quantity=oldest.quantity + remaining)
            return closed
        remaining += oldest.quantity
        queue.popleft()
    if abs(remaining) > _EMPTY:
        queue.append(replace(lot, quantity=remaining))
    return closed


def _cash(booked: list[Transaction]) -> Iterator[OpenLot]:
    totals: dict[str, float] = {}
    for entry in booked:
        totals[entry.currency] = totals.get(entry.currency, 0.0) + entry.amount
    for currency, amount in totals.items():
        yield OpenLot(symbol=None, quantity=amount, price=1.0, currency=currency, opened_on=None)
