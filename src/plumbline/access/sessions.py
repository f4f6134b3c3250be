"""Browser sessions: an opaque cookie whose hash is stored, so ending a session or changing a role counts at once."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.models import SessionRow, UserRow
from plumbline.access.principal import Channel, Principal
from plumbline.access.secret import new_secret, secret_hash
from plumbline.access.users import principal_of
from plumbline.core.clock import utc_now
from plumbline.core.ids import UserId, new_id

_SEEN_EVERY = timedelta(minutes=1)  # not every request is worth a write


@dataclass(frozen=True, kw_only=True)
class Lifetimes:
    """A session ends after `idle` without a request, and after `absolute` in any case."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True, kw_only=True)
class FoundSession:
    """`seen_now` says that `touch_session` is due."""

    principal: Principal
    seen_now: bool


async def start_session(session: AsyncSession, user_id: UserId, lifetimes: Lifetimes) -> str:
    """Start a session and return its secret, which goes into the cookie."""
    now = utc_now()
    over = or_(SessionRow.expires_at < now, SessionRow.last_seen_at < now - lifetimes.idle)
    await session.execute(delete(SessionRow).where(over))
    secret = new_secret()
    session.add(
        SessionRow(
            id=new_id("session"),
            token_hash=secret_hash(secret),
            user_id=user_id,
            created_at=now,
            last_seen_at=now,
            expires_at=now + lifetimes.absolute,
        )
    )
    await session.flush()
    return secret


async def find_session(session: AsyncSession, secret: str, lifetimes: Lifetimes) -> FoundSession | None:
    """The living session of this secret, with the person's role of this moment."""
    now = utc_now()
    query = (
        select(SessionRow, UserRow)
        .join(UserRow, UserRow.id == SessionRow.user_id)
        .where(SessionRow.token_hash == secret_hash(secret), SessionRow.expires_at > now, SessionRow.last_seen_at > now - lifetimes.idle)
        .where(UserRow.disabled_at.is_(None))
    )
    found = (await session.execute(query)).one_or_none()
    if found is None:
        return None
    row, user = found
    return FoundSession(principal=principal_of(user, Channel.BROWSER), seen_now=now - row.last_seen_at > _SEEN_EVERY)


async def touch_session(session: AsyncSession, secret: str) -> None:
    """Note that the session was seen now."""
    await session.execute(update(SessionRow).where(SessionRow.token_hash == secret_hash(secret)).values(last_seen_at=utc_now()))


async def end_session(session: AsyncSession, secret: str) -> None:
    """End the session; its cookie is worth nothing from now on."""
    await session.execute(delete(SessionRow).where(SessionRow.token_hash == secret_hash(secret)))
