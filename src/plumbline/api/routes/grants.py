"""Who may see or change a portfolio beside its owner; for the owner."""

from http import HTTPStatus

from fastapi import APIRouter

from plumbline.access.schemas import GrantEntry, GrantRequest
from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.portfolios import sharing

router = APIRouter(prefix="/portfolios/{portfolio_id}/grants", tags=["portfolios"])


@router.get("")
async def list_grants(portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> list[GrantEntry]:
    """Everyone to whom the portfolio is open."""
    async with platform.database.read() as session:
        return await sharing.list_shares(session, principal, portfolio_id)


@router.post("")
async def grant(portfolio_id: str, body: GrantRequest, platform: CurrentPlatform, principal: CurrentPrincipal) -> GrantEntry:
    """Open the portfolio to a person for reading or writing; a second time changes the level. It counts at once."""
    async with platform.database.write() as session:
        return await sharing.share(session, principal, portfolio_id, user=body.user, level=body.level)


@router.delete("/{user_id}", status_code=HTTPStatus.NO_CONTENT)
async def revoke_grant(portfolio_id: str, user_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> None:
    """Close the portfolio to a person again, at once."""
    async with platform.database.write() as session:
        await sharing.unshare(session, principal, portfolio_id, user=user_id)
