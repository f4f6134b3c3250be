"""The frozen input of every figure of a portfolio: the lots of one day, the market of that day, and their digest."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date

from plumbline.core.errors import InvalidInput, NotFound
from plumbline.core.ids import PortfolioId
from plumbline.market_data.market import MarketView
from plumbline.portfolios.holdings import Lot, PortfolioBook, lots_on
from plumbline.portfolios.limit_rules import DEFAULT_POLICY, LimitRule
from plumbline.portfolios.transactions import Transaction


@dataclass(frozen=True, eq=False)
class PortfolioSnapshot:
    """What was held on `as_of`. Equal digests mean equal figures, so results may be kept by it: a snapshot is its digest.

    `market` names the prices (digest and day), `risk_free_rate` is per year, a fraction, `transactions` are those booked by the day,
    `limits` are the rules that hold for it. That of a group has those of its `members`.
    """

    portfolio_id: PortfolioId
    name: str
    currency: str
    benchmark: str
    as_of: date
    market: str
    risk_free_rate: float
    lots: tuple[Lot, ...]
    notes: tuple[str, ...]
    digest: str
    transactions: tuple[Transaction, ...] = ()
    members: tuple["PortfolioSnapshot", ...] | None = None
    limits: tuple[LimitRule, ...] = DEFAULT_POLICY

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PortfolioSnapshot) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def take_snapshot(book: PortfolioBook, view: MarketView, *, risk_free_rate: float = 0.0) -> PortfolioSnapshot:
    """Freeze what the portfolio, or the group, held on the day of the view.

    Raises: NotFound for a group without members, InvalidInput for one whose members have different currencies.
    """
    members = None
    if book.members is not None:
        _require_one_currency(book, book.members)
        members = tuple(take_snapshot(member, view, risk_free_rate=risk_free_rate) for member in book.members)
    held = lots_on(book, view.as_of)
    booked = tuple(entry for entry in book.transactions if entry.booked_on <= view.as_of)
    frozen = frozen_lots(held.lots) if members is None else [member.digest for member in members]
    content = json.dumps(
        [
            *(book.id, book.name, book.currency, book.benchmark, view.snapshot, risk_free_rate, held.notes, frozen),
            *(_frozen_booking(entry) for entry in booked),
        ],
        sort_keys=True,
    )
    plain = PortfolioSnapshot(
        portfolio_id=book.id,
        name=book.name,
        currency=book.currency,
        benchmark=book.benchmark,
        as_of=view.as_of,
        market=view.snapshot,
        risk_free_rate=risk_free_rate,
        lots=held.lots,
        notes=held.notes,
        digest=hashlib.sha256(content.encode()).hexdigest()[:32],
        transactions=booked,
        members=members,
    )
    return plain if book.limits is None else _under_rules(plain, book.limits)


def _under_rules(snapshot: PortfolioSnapshot, rules: tuple[LimitRule, ...]) -> PortfolioSnapshot:
    """The same holdings under these rules: another snapshot, because its limits come out differently."""
    content = json.dumps([snapshot.digest, *(rule.model_dump() for rule in rules)], sort_keys=True)
    return replace(snapshot, limits=rules, digest=hashlib.sha256(content.encode()).hexdigest()[:32])


def frozen_content(snapshot: PortfolioSnapshot) -> str:
    """What is kept of a snapshot: its lots; of a group, the digests of its members, which are kept by themselves."""
    members = snapshot.members
    return json.dumps(frozen_lots(snapshot.lots) if members is None else [member.digest for member in members])


def _require_one_currency(group: PortfolioBook, members: tuple[PortfolioBook, ...]) -> None:
    if not members:
        raise NotFound(f"'{group.name}' has no portfolio that you may see. {' '.join(group.notes)}".strip(), subject=group.id)
    currencies = sorted({member.currency for member in members})
    if len(currencies) > 1:
        raise InvalidInput(
            f"Expected the portfolios of '{group.name}' in one currency, found {' and '.join(currencies)}: the loaded market has no "
            "exchange rates. Make a group for each currency.",
            subject=group.id,
        )


def frozen_lots(lots: tuple[Lot, ...]) -> list[list[object]]:
    """Lots as plain values, for the digest and for storage."""
    return [
        [
            lot.symbol,
            lot.kind.value,
            lot.quantity,
            lot.currency,
            lot.cost_basis_per_share,
            lot.opened_on.isoformat() if lot.opened_on else None,
            lot.account.name if lot.account else None,
        ]
        for lot in lots
    ]


def _frozen_booking(entry: Transaction) -> list[object]:
    return [entry.booked_on.isoformat(), entry.kind.value, entry.symbol, entry.quantity, entry.price, entry.amount, entry.currency]
