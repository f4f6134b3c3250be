"""What a portfolio holds: lots as they were imported, and which of them were open on a given day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from plumbline.core.ids import PortfolioId
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.occ import find_occ
from plumbline.portfolios.limit_rules import LimitRule
from plumbline.portfolios.transactions import Transaction, lots_from_transactions, tracks_cash

CASH_SYMBOL = "CASH"
"""Every cash and money-market line becomes this symbol, in its own currency, at par."""


@dataclass(frozen=True)
class Account:
    """An account by the broker's name; `masked_number` shows at most the last four characters."""

    name: str
    masked_number: str | None = None


@dataclass(frozen=True)
class Lot:
    """A quantity of one symbol bought at once. Signed; an option's quantity counts contracts, its cost is per share."""

    symbol: str
    kind: InstrumentKind
    quantity: float
    currency: str
    cost_basis_per_share: float | None = None
    opened_on: date | None = None
    account: Account | None = None


@dataclass(frozen=True)
class PortfolioBook:
    """All that is stored about one portfolio, or about a group of them.

    A group has `members`, whose lots are its own, and `notes` on how it was put together; a portfolio has none.
    """

    id: PortfolioId
    name: str
    currency: str
    benchmark: str
    imported_as_of: date
    lots: tuple[Lot, ...]
    transactions: tuple[Transaction, ...] = ()
    demo: bool = False
    limits: tuple[LimitRule, ...] | None = None
    members: tuple["PortfolioBook", ...] | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeldLots:
    """The lots of one day, with what has to be said about how they are known."""

    lots: tuple[Lot, ...]
    notes: tuple[str, ...]


def lots_on(book: PortfolioBook, day: date) -> HeldLots:
    """The lots that were open on `day`.

    With transactions: what they add up to by then. Without: every lot, except those opened later; a lot without a date
    counts as held, and the notes say so. Of a group: the lots of all members, each with its portfolio beside the account.
    """
    if book.members is not None:
        return _of_members(book, day)
    if book.transactions:
        return _from_transactions(book, day)
    held = tuple(lot for lot in book.lots if lot.opened_on is None or lot.opened_on <= day)
    return HeldLots(held, tuple(_notes(book, held, day)))


def first_held_on(book: PortfolioBook) -> date | None:
    """The day on which the first lot was opened, or the first transaction booked; None when no lot says when."""
    if book.members is not None:
        return min((day for member in book.members if (day := first_held_on(member))), default=None)
    opened = [entry.booked_on for entry in book.transactions] or [lot.opened_on for lot in book.lots if lot.opened_on]
    return min(opened, default=None)


def _of_members(book: PortfolioBook, day: date) -> HeldLots:
    members = book.members or ()
    held = [lots_on(member, day) for member in members]
    lots = tuple(
        replace(lot, account=_account_in(member.name, lot.account)) for member, own in zip(members, held, strict=True) for lot in own.lots
    )
    said: dict[str, list[str]] = {}
    for member, own in zip(members, held, strict=True):
        for note in own.notes:
            said.setdefault(note, []).append(member.name)
    notes = (f"{_listed(names, most=3)}: {note}" for note, names in said.items())
    return HeldLots(lots, (*book.notes, *_netted(held), *notes))


def _account_in(name: str, account: Account | None) -> Account:
    return Account(f"{name}, {account.name}" if account else name, account.masked_number if account else None)


def _netted(held: Sequence[HeldLots]) -> tuple[str, ...]:
    """What one member holds long and another short is one holding of the group: that has to be said."""
    long, short = (
        {lot.symbol for own in held for lot in own.lots if lot.quantity * side > 0.0 and lot.kind is not InstrumentKind.CASH}
        for side in (1.0, -1.0)
    )
    both = sorted(long & short)
    return (f"Long in one portfolio and short in another, counted net: {_listed(both)}.",) if both else ()


def _from_transactions(book: PortfolioBook, day: date) -> HeldLots:
    opened = lots_from_transactions(book.transactions, day)
    kinds = {lot.symbol: lot.kind for lot in book.lots}
    lots = tuple(
        Lot(
            symbol=lot.symbol or CASH_SYMBOL,
            kind=_kind(lot.symbol, kinds),
            quantity=lot.quantity,
            currency=lot.currency,
            cost_basis_per_share=lot.price,
            opened_on=lot.opened_on,
        )
        for lot in opened
    )
    if tracks_cash(book.transactions):
        return HeldLots(lots, ())
    return HeldLots(lots, ("Cash is not tracked: the imported transactions hold no deposit or withdrawal.",))


def _kind(symbol: str | None, kinds: dict[str, InstrumentKind]) -> InstrumentKind:
    """The kind of a symbol that the imported lots do not show any more, because it was sold."""
    if symbol is None:
        return InstrumentKind.CASH
    return kinds.get(symbol) or (InstrumentKind.OPTION if find_occ(symbol) else InstrumentKind.EQUITY)


def _notes(book: PortfolioBook, held: tuple[Lot, ...], day: date) -> list[str]:
    notes = []
    imported = book.imported_as_of
    undated = [lot for lot in held if lot.opened_on is None]
    later = sorted({lot.symbol for lot in book.lots} - {lot.symbol for lot in held})
    if undated and day != imported:
        notes.append(
            f"Holdings as of the import, {imported}, at prices of {day}: the file does not say when "
            f"{'they were' if len(undated) == len(held) else f'{len(undated)} of its lots were'} opened."
        )
    if day < imported and len(undated) < len(book.lots):
        left_out = f" Not yet held: {_listed(later)}." if later else ""
        notes.append(
            f"Holdings of {day} are the imported lots that were open then; lots sold before {imported} are not in the file.{left_out}"
        )
    return notes


def _listed(symbols: list[str], most: int = 6) -> str:
    return ", ".join(symbols) if len(symbols) <= most else f"{', '.join(symbols[:most])} and {len(symbols) - most} more"
