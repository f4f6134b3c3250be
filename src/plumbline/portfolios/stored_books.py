"""Portfolios from their rows. Lots and transactions come as plain columns: an advisor's clients have tens of thousands."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from plumbline.core.ids import PortfolioId
from plumbline.market_data.instruments import InstrumentKind
from plumbline.portfolios.holdings import Account, Lot, PortfolioBook
from plumbline.portfolios.limit_rules import LimitRule
from plumbline.portfolios.models import HoldingLotRow, LimitPolicyRow, PortfolioRow, TransactionRow
from plumbline.portfolios.transactions import Transaction, TransactionKind

Columns = tuple[Any, ...]

_KINDS = {kind.value: kind for kind in InstrumentKind}
_BOOKED = {kind.value: kind for kind in TransactionKind}
_MOST_IDS = 5_000
"""Ids in one statement: both databases take some 32,000 parameters."""


async def load_books(session: AsyncSession, portfolios: Select[PortfolioRow]) -> tuple[PortfolioBook, ...]:
    """The portfolios that a query finds, in its order, with lots and transactions in theirs."""
    loaded = selectinload(PortfolioRow.accounts), selectinload(PortfolioRow.policy), selectinload(PortfolioRow.owner_policy)
    rows = (await session.execute(portfolios.options(*loaded))).scalars().all()
    ids = [row.id for row in rows]
    lots = await _by_portfolio(session, _LOTS.order_by(HoldingLotRow.portfolio_id, HoldingLotRow.position), ids)
    entries = await _by_portfolio(session, _TRANSACTIONS.order_by(TransactionRow.portfolio_id, TransactionRow.position), ids)
    return tuple(_book(row, lots.get(row.id, ()), entries.get(row.id, ())) for row in rows)


def rules_of(row: LimitPolicyRow | None) -> tuple[LimitRule, ...] | None:
    """The rules of a stored policy; None where none is stored, or it was taken back."""
    return None if row is None or row.rules is None else tuple(LimitRule.model_validate(rule) for rule in row.rules)


_LOTS = select(
    HoldingLotRow.portfolio_id, HoldingLotRow.symbol, HoldingLotRow.kind, HoldingLotRow.quantity, HoldingLotRow.currency,
    HoldingLotRow.cost_basis_per_share, HoldingLotRow.opened_on, HoldingLotRow.account_id,
)  # fmt: skip
_TRANSACTIONS = select(
    TransactionRow.portfolio_id, TransactionRow.booked_on, TransactionRow.kind, TransactionRow.amount, TransactionRow.currency,
    TransactionRow.symbol, TransactionRow.quantity, TransactionRow.price,
)  # fmt: skip


async def _by_portfolio(session: AsyncSession, statement: Select[*Columns], ids: Sequence[str]) -> dict[str, Sequence[Columns]]:
    """The rows of each portfolio; the statement's first column is its id, and it orders by that."""
    owner = statement.selected_columns[0]
    found: dict[str, Sequence[Columns]] = {}
    for first in range(0, len(ids), _MOST_IDS):
        rows = await session.execute(statement.where(owner.in_(ids[first : first + _MOST_IDS])))
        found |= {key: list(group) for key, group in groupby(rows, key=itemgetter(0))}
    return found


def _book(row: PortfolioRow, lots: Sequence[Columns], transactions: Sequence[Columns]) -> PortfolioBook:
    accounts = {account.id: Account(account.name, account.masked_number) for account in row.accounts}
    return PortfolioBook(
        id=PortfolioId(row.id), name=row.name, currency=row.base_currency, benchmark=row.benchmark, imported_as_of=row.imported_as_of,
        lots=tuple(_lot(lot, accounts) for lot in lots), transactions=tuple(_transaction(entry) for entry in transactions),
        demo=row.demo, limits=rules_of(row.policy) or rules_of(row.owner_policy),
    )  # fmt: skip


def _lot(row: Columns, accounts: dict[str, Account]) -> Lot:
    _portfolio, symbol, kind, quantity, currency, cost, opened_on, account = row
    return Lot(
        symbol=symbol, kind=_KINDS[kind], quantity=quantity, currency=currency, cost_basis_per_share=cost, opened_on=opened_on,
        account=accounts.get(account),
    )  # fmt: skip


def _transaction(row: Columns) -> Transaction:
    _portfolio, booked_on, kind, amount, currency, symbol, quantity, price = row
    return Transaction(
        booked_on=booked_on, kind=_BOOKED[kind], amount=amount, currency=currency, symbol=symbol, quantity=quantity, price=price
    )
