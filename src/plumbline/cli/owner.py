"""What the command line does for the owner without market data: sign-in links, API tokens, the audit log."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.api_tokens import issue_api_token, list_api_tokens, revoke_api_token
from plumbline.access.principal import Principal
from plumbline.access.schemas import ApiTokenEntry, ApiTokenIssued, ApiTokenRequest, Scope
from plumbline.access.sign_in import create_sign_in_link
from plumbline.access.users import get_owner
from plumbline.audit.log import ChainReport, list_entries, record, verify_chain
from plumbline.audit.models import AuditRow
from plumbline.core.errors import InvalidInput
from plumbline.core.settings import Settings, ensure_data_dir, load_settings
from plumbline.storage import migrate
from plumbline.storage.database import Database

Outcome = TypeVar("Outcome")
_MOST_NAME_CHARACTERS = 100


def new_sign_in_link(port: int | None) -> str:
    """A one-time link for the owner, to the server on this port."""
    settings = load_settings(**({} if port is None else {"port": port}))

    async def create(session: AsyncSession, owner: Principal) -> str:
        await record(session, owner, action="sign_in_link.create", subject=owner.user_id)
        return await create_sign_in_link(session, owner.user_id, origin=settings.origin, minutes=settings.sign_in_link_minutes)

    return _as_owner(settings, create)


def owners_tokens() -> list[ApiTokenEntry]:
    """The owner's tokens that were not revoked."""
    return _as_owner(load_settings(), list_api_tokens)


def new_token(name: str, *, write: bool, days: int) -> ApiTokenIssued:
    """Create a token of the owner; the answer holds its secret."""
    if not 1 <= len(name) <= _MOST_NAME_CHARACTERS:
        raise InvalidInput(f"Expected a name of 1 to {_MOST_NAME_CHARACTERS} characters, found {len(name)}.")
    scopes = (Scope.READ, Scope.WRITE) if write else (Scope.READ,)

    async def create(session: AsyncSession, owner: Principal) -> ApiTokenIssued:
        issued = await issue_api_token(session, owner, ApiTokenRequest(name=name, scopes=scopes, days=days))
        await record(session, owner, action="api_token.create", subject=issued.entry.id, details={"name": name, "days": days})
        return issued

    return _as_owner(load_settings(), create)


def end_token(token_id: str) -> None:
    """Revoke a token of the owner."""

    async def revoke(session: AsyncSession, owner: Principal) -> None:
        await revoke_api_token(session, owner, token_id)
        await record(session, owner, action="api_token.revoke", subject=token_id)

    _as_owner(load_settings(), revoke)


def audit_log(limit: int) -> tuple[list[AuditRow], ChainReport]:
    """The newest entries, and whether the chain holds."""

    async def look(session: AsyncSession, _owner: Principal) -> tuple[list[AuditRow], ChainReport]:
        return await list_entries(session, limit=limit), await verify_chain(session)

    return _as_owner(load_settings(), look)


def _as_owner(settings: Settings, work: Callable[[AsyncSession, Principal], Awaitable[Outcome]]) -> Outcome:
    async def run() -> Outcome:
        ensure_data_dir(settings)
        await migrate.upgrade(settings.database_url)
        database = Database(settings.database_url)
        try:
            async with database.write() as session:
                return await work(session, await get_owner(session))
        finally:
            await database.close()

    return asyncio.run(run())
