"""Grants open one person's portfolio to another. The caller has checked that the acting person owns it."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.models import GrantLevel, GrantRow
from plumbline.core.clock import utc_now
from plumbline.core.ids import PortfolioId, UserId


async def set_grant(session: AsyncSession, user_id: UserId, portfolio_id: PortfolioId, *, level: GrantLevel | None) -> None:
    """Give a person this level on a portfolio; None takes it away. It counts from the next query on."""
    await session.execute(delete(GrantRow).where(GrantRow.user_id == user_id, GrantRow.portfolio_id == portfolio_id))
    if level is not None:
        session.add(GrantRow(user_id=user_id, portfolio_id=portfolio_id, level=level, created_at=utc_now()))
        await session.flush()


async def delete_grants(session: AsyncSession, portfolio_id: PortfolioId) -> None:
    """Forget who saw a portfolio that is being deleted."""
    await session.execute(delete(GrantRow).where(GrantRow.portfolio_id == portfolio_id))
