"""Opening a portfolio to other people. Only its owner may: no role reaches into what is another's."""

from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.grants import list_grants, set_grant
from plumbline.access.models import GrantLevel
from plumbline.access.policy import require_person
from plumbline.access.principal import Principal
from plumbline.access.schemas import GrantEntry
from plumbline.access.users import get_active_user, get_user
from plumbline.audit.log import record
from plumbline.core.errors import Conflict, NotFound
from plumbline.core.ids import PortfolioId, UserId
from plumbline.portfolios.repository import require_owner


async def list_shares(session: AsyncSession, principal: Principal, portfolio_id: str) -> list[GrantEntry]:
    """Everyone to whom the owner has opened the portfolio."""
    await require_owner(session, principal, portfolio_id)
    return await list_grants(session, PortfolioId(portfolio_id))


async def share(session: AsyncSession, principal: Principal, portfolio_id: str, *, user: str, level: GrantLevel) -> GrantEntry:
    """Open the portfolio to a person (name or id); a second time changes the level. It counts at once."""
    require_person(principal)
    await require_owner(session, principal, portfolio_id)
    person = await get_active_user(session, user)
    if person.id == principal.user_id:
        raise Conflict("The portfolio is yours already. Name another person.", subject=user)
    await set_grant(session, UserId(person.id), PortfolioId(portfolio_id), level=level)
    await record(session, principal, action="grant.set", subject=portfolio_id, details={"user": person.id, "level": level.value})
    return next(entry for entry in await list_grants(session, PortfolioId(portfolio_id)) if entry.user_id == person.id)


async def unshare(session: AsyncSession, principal: Principal, portfolio_id: str, *, user: str) -> None:
    """Close the portfolio to a person again, at once."""
    require_person(principal)
    await require_owner(session, principal, portfolio_id)
    person = await get_user(session, user)
    if not await set_grant(session, UserId(person.id), PortfolioId(portfolio_id), level=None):
        raise NotFound(f"Expected a grant to {person.name}, found none: there is nothing to take away.", subject=person.id)
    await record(session, principal, action="grant.revoke", subject=portfolio_id, details={"user": person.id})
