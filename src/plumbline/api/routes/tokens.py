"""API tokens of the acting person."""

from http import HTTPStatus

from fastapi import APIRouter

from plumbline.access.api_tokens import issue_api_token, list_api_tokens, revoke_api_token
from plumbline.access.policy import require_person
from plumbline.access.schemas import ApiTokenEntry, ApiTokenIssued, ApiTokenRequest
from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.audit.log import Detail, record

router = APIRouter(prefix="/tokens", tags=["tokens"])


@router.get("")
async def list_tokens(platform: CurrentPlatform, principal: CurrentPrincipal) -> list[ApiTokenEntry]:
    """Your API tokens, newest first, without their secrets."""
    async with platform.database.read() as session:
        return await list_api_tokens(session, principal)


@router.post("", status_code=HTTPStatus.CREATED)
async def create_token(body: ApiTokenRequest, platform: CurrentPlatform, principal: CurrentPrincipal) -> ApiTokenIssued:
    """Create an API token. The secret is shown this once."""
    require_person(principal)
    async with platform.database.write() as session:
        issued = await issue_api_token(session, principal, body)
        details: dict[str, Detail] = {"name": body.name, "scopes": " ".join(issued.entry.scopes), "days": body.days}
        await record(session, principal, action="api_token.create", subject=issued.entry.id, details=details)
    return issued


@router.delete("/{token_id}", status_code=HTTPStatus.NO_CONTENT)
async def revoke_token(token_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> None:
    """Revoke an API token at once."""
    require_person(principal)
    async with platform.database.write() as session:
        await revoke_api_token(session, principal, token_id)
        await record(session, principal, action="api_token.revoke", subject=token_id)
