"""What the command line does for the owner without market data: people, sign-in links, API tokens, the audit log."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.api_tokens import issue_api_token, list_api_tokens, revoke_api_token
from plumbline.access.principal import Principal, Role
from plumbline.access.schemas import ApiTokenEntry, ApiTokenIssued, ApiTokenRequest, Scope, UserChange, UserEntry
from plumbline.access.users import get_owner
from plumbline.audit import people as audited
from plumbline.audit.log import ChainReport, list_entries, record, verify_chain
from plumbline.audit.models import AuditRow
from plumbline.core.errors import InvalidInput
from plumbline.core.settings import Settings, ensure_data_dir, load_settings
from plumbline.storage import migrate
from plumbline.storage.database import Database

Outcome = TypeVar("Outcome")
_MOST_NAME_CHARACTERS = 100


def new_sign_in_link(user: str | None, *, port: int | None) -> str:
    """A one-time link for a person (default: the owner), to the server on this port."""
    settings = load_settings(**({} if port is None else {"port": port}))

    async def create(session: AsyncSession, owner: Principal) -> str:
        whose = user if user is not None else owner.user_id
        return await audited.new_link(session, owner, whose, origin=settings.origin, minutes=settings.sign_in_link_minutes)

    return as_owner(settings, create)


def people() -> list[UserEntry]:
    """Everyone, also the disabled."""
    return as_owner(load_settings(), audited.list_people)


def new_person(name: str, role: Role) -> UserEntry:
    """Add a person."""
    return as_owner(load_settings(), lambda session, owner: audited.add_person(session, owner, name=name, role=role))


def changed_person(name: str, *, role: Role | None, disabled: bool | None) -> UserEntry:
    """Change what a person may do."""
    change = UserChange(role=role, disabled=disabled)
    return as_owner(load_settings(), lambda session, owner: audited.change_person(session, owner, name, change))


def owners_tokens() -> list[ApiTokenEntry]:
    """The owner's tokens that were not revoked."""
    return as_owner(load_settings(), list_api_tokens)


def new_token(name: str, *, write: bool, days: int) -> ApiTokenIssued:
    """Create a token of the owner; the answer holds its secret."""
    if not 1 <= len(name) <= _MOST_NAME_CHARACTERS:
        raise InvalidInput(f"Expected a name of 1 to {_MOST_NAME_CHARACTERS} characters, found {len(name)}.")
    scopes = (Scope.READ, Scope.WRITE) if write else (Scope.READ,)

    async def create(session: AsyncSession, owner: Principal) -> ApiTokenIssued:
        issued = await issue_api_token(session, owner, ApiTokenRequest(name=name, scopes=scopes, days=days))
        await record(session, owner, action="api_token.create", subject=issued.entry.id, details={"name": name, "days": days})
        return issued

    return as_owner(load_settings(), create)


def end_token(token_id: str) -> None:
    """Revoke a token of the owner."""

    async def revoke(session: AsyncSession, owner: Principal) -> None:
        await revoke_api_token(session, owner, token_id)
        await record(session, owner, action="api_token.revoke", subject=token_id)

    as_owner(load_settings(), revoke)


def audit_log(limit: int) -> tuple[list[AuditRow], ChainReport]:
    """The newest entries, and whether the chain holds."""

    async def look(session: AsyncSession, _owner: Principal) -> tuple[list[AuditRow], ChainReport]:
        return await list_entries(session, limit=limit), await verify_chain(session)

    return as_owner(load_settings(), look)


def as_owner(settings: Settings, work: Callable[[AsyncSession, Principal], Awaitable[Outcome]]) -> Outcome:
    """Do the work in a transaction as the owner, without loading the market."""

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
