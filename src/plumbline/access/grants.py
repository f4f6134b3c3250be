"""Grants open one person's portfolio to another. The caller has checked that the acting person owns it."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.models import GrantLevel, GrantRow, UserRow
from plumbline.access.schemas import GrantEntry
from plumbline.core.clock import utc_now
from plumbline.core.ids import PortfolioId, UserId


async def set_grant(session: AsyncSession, user_id: UserId, portfolio_id: PortfolioId, *, level: GrantLevel | None) -> bool:
    """Give a person this level on a portfolio; None takes it away. It counts from the next query on.

    Returns:
        Whether there was a grant before.
    """
    before = delete(GrantRow).where(GrantRow.user_id == user_id, GrantRow.portfolio_id == portfolio_id).returning(GrantRow.level)
    had_one = (await session.execute(before)).scalar_one_or_none() is not None
    if level is not None:
        session.add(GrantRow(user_id=user_id, portfolio_id=portfolio_id, level=level, created_at=utc_now()))
        await session.flush()
    return had_one


async def list_grants(session: AsyncSession, portfolio_id: PortfolioId) -> list[GrantEntry]:
    """Everyone to whom a portfolio is open beside its owner, by name."""
    query = select(GrantRow, UserRow.name).join(UserRow, UserRow.id == GrantRow.user_id)
    rows = await session.execute(query.where(GrantRow.portfolio_id == portfolio_id).order_by(UserRow.name))
    return [
        GrantEntry(portfolio_id=portfolio_id, user_id=UserId(row.user_id), user_name=name, level=row.level, created_at=row.created_at)
        for row, name in rows
    ]


async def delete_grants(session: AsyncSession, portfolio_id: PortfolioId) -> None:
    """Forget who saw a portfolio that is being deleted."""
    await session.execute(delete(GrantRow).where(GrantRow.portfolio_id == portfolio_id))
