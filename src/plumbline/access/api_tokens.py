"""API tokens for programs: `plb_` and a secret, stored as a hash, with scopes and an end."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.models import ApiTokenRow, UserRow
from plumbline.access.principal import Channel, Principal
from plumbline.access.schemas import ApiTokenEntry, ApiTokenIssued, ApiTokenRequest, Scope
from plumbline.access.secret import new_secret, secret_hash
from plumbline.access.users import principal_of
from plumbline.core.clock import utc_now
from plumbline.core.errors import NotFound
from plumbline.core.ids import new_id

PREFIX = "plb_"
_HINT_CHARACTERS = 8
_SEEN_EVERY = timedelta(minutes=1)  # not every request is worth a write


@dataclass(frozen=True, kw_only=True)
class FoundToken:
    """`seen_now` says that `touch_api_token` is due."""

    principal: Principal
    scopes: frozenset[Scope]
    seen_now: bool


async def issue_api_token(session: AsyncSession, principal: Principal, request: ApiTokenRequest) -> ApiTokenIssued:
    """Create a token of the acting person. The secret is in the answer and nowhere else."""
    secret = PREFIX + new_secret()
    now = utc_now()
    row = ApiTokenRow(
        id=new_id("token"),
        user_id=principal.user_id,
        name=request.name,
        hint=secret[:_HINT_CHARACTERS],
        token_hash=secret_hash(secret),
        scopes=sorted({scope.value for scope in request.scopes}),
        created_at=now,
        expires_at=now + timedelta(days=request.days),
    )
    session.add(row)
    await session.flush()
    return ApiTokenIssued(token=secret, entry=_entry(row))


async def list_api_tokens(session: AsyncSession, principal: Principal) -> list[ApiTokenEntry]:
    """The person's tokens that were not revoked, newest first."""
    query = (
        select(ApiTokenRow)
        .where(ApiTokenRow.user_id == principal.user_id, ApiTokenRow.revoked_at.is_(None))
        .order_by(ApiTokenRow.created_at.desc())
    )
    return [_entry(row) for row in (await session.execute(query)).scalars()]


async def revoke_api_token(session: AsyncSession, principal: Principal, token_id: str) -> None:
    """Revoke one of the person's own tokens, at once."""
    revoked = (
        update(ApiTokenRow)
        .where(ApiTokenRow.id == token_id, ApiTokenRow.user_id == principal.user_id, ApiTokenRow.revoked_at.is_(None))
        .values(revoked_at=utc_now())
        .returning(ApiTokenRow.id)
    )
    if (await session.execute(revoked)).scalar_one_or_none() is None:
        raise NotFound(f"Expected one of your API tokens, found none with the id '{token_id}'.", subject=token_id)


async def find_api_token(session: AsyncSession, secret: str) -> FoundToken | None:
    """The living token of this secret, with the person's role of this moment."""
    now = utc_now()
    query = (
        select(ApiTokenRow, UserRow)
        .join(UserRow, UserRow.id == ApiTokenRow.user_id)
        .where(ApiTokenRow.token_hash == secret_hash(secret), ApiTokenRow.revoked_at.is_(None), ApiTokenRow.expires_at > now)
        .where(UserRow.disabled_at.is_(None))
    )
    found = (await session.execute(query)).one_or_none()
    if found is None:
        return None
    row, user = found
    return FoundToken(
        principal=principal_of(user, Channel.API),
        scopes=frozenset(Scope(scope) for scope in row.scopes),
        seen_now=row.last_used_at is None or now - row.last_used_at > _SEEN_EVERY,
    )


async def touch_api_token(session: AsyncSession, secret: str) -> None:
    """Note that the token was used now."""
    await session.execute(update(ApiTokenRow).where(ApiTokenRow.token_hash == secret_hash(secret)).values(last_used_at=utc_now()))


def _entry(row: ApiTokenRow) -> ApiTokenEntry:
    return ApiTokenEntry(
        id=row.id,
        name=row.name,
        hint=row.hint,
        scopes=tuple(Scope(scope) for scope in row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
    )
