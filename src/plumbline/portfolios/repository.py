"""Portfolios in the database. Every query is scoped to the acting person; what they may not see does not exist."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from plumbline.access.grants import delete_grants
from plumbline.access.policy import visible, writable
from plumbline.access.principal import Principal
from plumbline.core.clock import utc_now
from plumbline.core.errors import NotFound, NotPermitted
from plumbline.core.ids import PortfolioId, new_id
from plumbline.portfolios.group_book import ALL, JOIN, everything, group_book, joined
from plumbline.portfolios.holdings import Account, Lot, PortfolioBook
from plumbline.portfolios.models import AccountRow, GroupRow, HoldingLotRow, PortfolioRow, SnapshotRow, TransactionRow
from plumbline.portfolios.snapshot import PortfolioSnapshot, frozen_content
from plumbline.portfolios.stored_books import load_books, rules_of
from plumbline.portfolios.transactions import Transaction


@dataclass(frozen=True)
class NewPortfolio:
    """What an import stores."""

    name: str
    currency: str
    benchmark: str
    imported_as_of: date
    source_file: str
    content_digest: str
    lots: tuple[Lot, ...]
    transactions: tuple[Transaction, ...] = ()
    import_key: str | None = None
    demo: bool = False


@dataclass(frozen=True)
class ImportedBefore:
    """The portfolio that an import key already made."""

    id: PortfolioId
    content_digest: str


async def list_books(session: AsyncSession, principal: Principal) -> tuple[PortfolioBook, ...]:
    """Every portfolio the person may see, oldest import first."""
    return await load_books(session, _visible(principal).order_by(PortfolioRow.created_at, PortfolioRow.id))


async def get_book(session: AsyncSession, principal: Principal, portfolio_id: str) -> PortfolioBook:
    """The portfolio with this id, or the group: a stored one, `all`, or ids joined with `+`.

    Raises: NotFound when there is none that the person may see.
    """
    wanted = portfolio_id.split(JOIN)
    books = {book.id: book for book in await _books(session, principal, wanted)}
    missing = [key for key in wanted if key not in books]
    if not missing:
        found = tuple(books[PortfolioId(key)] for key in wanted)
        return found[0] if len(wanted) == 1 else joined(found)
    group = await find_group(session, principal, portfolio_id)
    if group is None:
        raise _not_found(missing[0])
    return group


async def find_group(session: AsyncSession, principal: Principal, group_id: str) -> PortfolioBook | None:
    """The stored group of the person, or `all`; its members are those that they may see now. None when there is none such."""
    if group_id == ALL:
        books = await list_books(session, principal)
        return everything(books) if books else None
    row = (await session.execute(_groups(principal).where(GroupRow.id == group_id))).scalar_one_or_none()
    if row is None:
        return None
    return _group(row, await _books(session, principal, [member.portfolio_id for member in row.members]))


async def list_groups(session: AsyncSession, principal: Principal, books: Sequence[PortfolioBook]) -> tuple[PortfolioBook, ...]:
    """Every group of the person over the portfolios that they may see: `all` first where there are several, then by name."""
    rows = (await session.execute(_groups(principal).order_by(GroupRow.name, GroupRow.id))).scalars()
    together = (everything(books),) if len(books) > 1 else ()
    return (*together, *(_group(row, books) for row in rows))


async def find_import(session: AsyncSession, principal: Principal, import_key: str) -> ImportedBefore | None:
    """What an earlier import of this person with the same key made, or None."""
    query = select(PortfolioRow.id, PortfolioRow.content_digest).where(
        PortfolioRow.owner_id == principal.user_id, PortfolioRow.import_key == import_key
    )
    found = (await session.execute(query)).one_or_none()
    return None if found is None else ImportedBefore(PortfolioId(found.id), found.content_digest)


async def names_of_owner(session: AsyncSession, principal: Principal) -> frozenset[str]:
    """The names that the person's own portfolios have."""
    return frozenset((await session.execute(select(PortfolioRow.name).where(PortfolioRow.owner_id == principal.user_id))).scalars())


async def add_portfolio(session: AsyncSession, principal: Principal, new: NewPortfolio) -> PortfolioId:
    """Store a portfolio of the person with its lots and transactions."""
    portfolio_id = PortfolioId(new_id("pf"))
    session.add(
        PortfolioRow(
            id=portfolio_id, owner_id=principal.user_id, name=new.name, base_currency=new.currency, benchmark=new.benchmark,
            imported_as_of=new.imported_as_of, source_file=new.source_file, content_digest=new.content_digest,
            import_key=new.import_key, demo=new.demo, created_at=utc_now(),
        )
    )  # fmt: skip
    await session.flush()
    accounts = _account_rows(portfolio_id, new.lots)
    session.add_all(accounts.values())
    await session.flush()
    session.add_all(_lot_rows(portfolio_id, new.lots, accounts))
    session.add_all(_transaction_rows(portfolio_id, new.transactions))
    await session.flush()
    return portfolio_id


async def rename_portfolio(session: AsyncSession, principal: Principal, portfolio_id: str, *, name: str) -> None:
    """Give a portfolio another name; the person must own it or have a grant to write."""
    await require_writable(session, principal, portfolio_id)
    await session.execute(update(PortfolioRow).where(PortfolioRow.id == portfolio_id).values(name=name))


async def delete_portfolio(session: AsyncSession, principal: Principal, portfolio_id: str) -> None:
    """Delete a portfolio with all it holds, and the grants on it; only its owner may."""
    await require_writable(session, principal, portfolio_id)
    query = delete(PortfolioRow).where(PortfolioRow.id == portfolio_id, PortfolioRow.owner_id == principal.user_id)
    deleted = (await session.execute(query.returning(PortfolioRow.id))).scalar_one_or_none()
    if deleted is None:
        raise NotPermitted("Only the owner of a portfolio may delete it.", subject=portfolio_id)
    await delete_grants(session, PortfolioId(portfolio_id))


async def require_owner(session: AsyncSession, principal: Principal, portfolio_id: str) -> None:
    """`NotFound` when the person may not see the portfolio, `NotPermitted` when it is another's."""
    await _require_visible(session, principal, portfolio_id)
    query = select(PortfolioRow.id).where(PortfolioRow.id == portfolio_id, PortfolioRow.owner_id == principal.user_id)
    if (await session.execute(query)).scalar_one_or_none() is None:
        raise NotPermitted("Only the owner of a portfolio may share it.", subject=portfolio_id)


async def keep_snapshot(session: AsyncSession, snapshot: PortfolioSnapshot) -> None:
    """Store the frozen holdings under their digest, once, so that a replay can compare with them; of a group, each member's."""
    frozen = {one.digest: one for one in (*(snapshot.members or ()), snapshot)}
    known = set((await session.execute(select(SnapshotRow.digest).where(SnapshotRow.digest.in_(frozen)))).scalars())
    session.add_all(_snapshot_row(one) for digest, one in frozen.items() if digest not in known)
    await session.flush()


def _snapshot_row(snapshot: PortfolioSnapshot) -> SnapshotRow:
    portfolio_id = snapshot.portfolio_id if snapshot.members is None else None
    return SnapshotRow(
        digest=snapshot.digest, portfolio_id=portfolio_id, as_of=snapshot.as_of, frozen=frozen_content(snapshot), created_at=utc_now()
    )


async def _require_visible(session: AsyncSession, principal: Principal, portfolio_id: str) -> None:
    condition = visible(principal, portfolio_id=PortfolioRow.id, owner_id=PortfolioRow.owner_id)
    query = select(PortfolioRow.id).where(PortfolioRow.id == portfolio_id, condition)
    if (await session.execute(query)).scalar_one_or_none() is None:
        raise _not_found(portfolio_id)


async def require_writable(session: AsyncSession, principal: Principal, portfolio_id: str) -> None:
    """`NotFound` when the person may not see the portfolio, `NotPermitted` when they may only read it."""
    await _require_visible(session, principal, portfolio_id)
    condition = writable(principal, portfolio_id=PortfolioRow.id, owner_id=PortfolioRow.owner_id)
    query = select(PortfolioRow.id).where(PortfolioRow.id == portfolio_id, condition)
    if (await session.execute(query)).scalar_one_or_none() is None:
        raise NotPermitted("You may read this portfolio, not change it. Ask its owner for a grant to write.", subject=portfolio_id)


def _not_found(portfolio_id: str) -> NotFound:
    return NotFound(f"No portfolio '{portfolio_id}' among yours. `plumbline portfolios` lists them.", subject=portfolio_id)


def _visible(principal: Principal) -> Select[PortfolioRow]:
    return select(PortfolioRow).where(visible(principal, portfolio_id=PortfolioRow.id, owner_id=PortfolioRow.owner_id))


async def _books(session: AsyncSession, principal: Principal, ids: Sequence[str]) -> tuple[PortfolioBook, ...]:
    return await load_books(session, _visible(principal).where(PortfolioRow.id.in_(ids)))


def _groups(principal: Principal) -> Select[GroupRow]:
    loaded = selectinload(GroupRow.members), selectinload(GroupRow.policy)
    return select(GroupRow).where(GroupRow.owner_id == principal.user_id).options(*loaded)


def _group(row: GroupRow, books: Sequence[PortfolioBook]) -> PortfolioBook:
    seen = {book.id: book for book in books}
    members = [seen[PortfolioId(member.portfolio_id)] for member in row.members if member.portfolio_id in seen]
    book = group_book(row.id, row.name, members, benchmark=row.benchmark, n_hidden=len(row.members) - len(members))
    return replace(book, limits=rules_of(row.policy) or book.limits)


def _account_rows(portfolio_id: str, lots: Iterable[Lot]) -> dict[Account, AccountRow]:
    accounts = dict.fromkeys(lot.account for lot in lots if lot.account)
    return {
        account: AccountRow(
            id=new_id("acct"), portfolio_id=portfolio_id, position=position, name=account.name, masked_number=account.masked_number
        )
        for position, account in enumerate(accounts)
    }


def _lot_rows(portfolio_id: str, lots: Iterable[Lot], accounts: dict[Account, AccountRow]) -> Iterable[HoldingLotRow]:
    return [
        HoldingLotRow(
            id=new_id("lot"), portfolio_id=portfolio_id, account_id=accounts[lot.account].id if lot.account else None, position=position,
            symbol=lot.symbol, kind=lot.kind.value, quantity=lot.quantity, cost_basis_per_share=lot.cost_basis_per_share,
            currency=lot.currency, opened_on=lot.opened_on,
        )
        for position, lot in enumerate(lots)
    ]  # fmt: skip


def _transaction_rows(portfolio_id: str, transactions: Iterable[Transaction]) -> Iterable[TransactionRow]:
    return [
        TransactionRow(
            id=new_id("txn"), portfolio_id=portfolio_id, account_id=None, position=position, booked_on=entry.booked_on,
            kind=entry.kind.value, symbol=entry.symbol, quantity=entry.quantity, price=entry.price, amount=entry.amount,
            currency=entry.currency,
        )
        for position, entry in enumerate(transactions)
    ]  # fmt: skip
