"""The frozen input of every figure of a portfolio: the lots of one day, the market of that day, and their digest."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date

from plumbline.core.ids import PortfolioId
from plumbline.market_data.market import MarketView
from plumbline.portfolios.holdings import Lot, PortfolioBook, lots_on
from plumbline.portfolios.limit_rules import DEFAULT_POLICY, LimitRule


@dataclass(frozen=True, eq=False)
class PortfolioSnapshot:
    """What was held on `as_of`. Equal digests mean equal figures, so results may be kept by it: a snapshot is its digest.

    `market` names the prices (digest and day), `risk_free_rate` is per year, a fraction, `limits` are the rules that hold for it.
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
    limits: tuple[LimitRule, ...] = DEFAULT_POLICY

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PortfolioSnapshot) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def take_snapshot(book: PortfolioBook, view: MarketView, *, risk_free_rate: float = 0.0) -> PortfolioSnapshot:
    """Freeze what the portfolio held on the day of the view."""
    held = lots_on(book, view.as_of)
    frozen = frozen_lots(held.lots)
    content = json.dumps(
        [book.id, book.name, book.currency, book.benchmark, view.snapshot, risk_free_rate, held.notes, frozen], sort_keys=True
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
    )
    return plain if book.limits is None else _under_rules(plain, book.limits)


def _under_rules(snapshot: PortfolioSnapshot, rules: tuple[LimitRule, ...]) -> PortfolioSnapshot:
    """The same holdings under these rules: another snapshot, because its limits come out differently."""
    content = json.dumps([snapshot.digest, *(rule.model_dump() for rule in rules)], sort_keys=True)
    return replace(snapshot, limits=rules, digest=hashlib.sha256(content.encode()).hexdigest()[:32])


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
