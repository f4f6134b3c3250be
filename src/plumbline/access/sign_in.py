"""One-time sign-in links: short-lived, used once, stored as a hash. The secret stands after `#`, so no server log sees it."""

from datetime import timedelta

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.models import SignInLinkRow, UserRow
from plumbline.access.principal import Channel, Principal
from plumbline.access.secret import new_secret, secret_hash
from plumbline.access.users import principal_of
from plumbline.core.clock import utc_now
from plumbline.core.errors import NotSignedIn
from plumbline.core.ids import UserId


async def create_sign_in_link(session: AsyncSession, user_id: UserId, *, origin: str, minutes: float) -> str:
    """A link that signs the person in once within the given minutes."""
    now = utc_now()
    await session.execute(delete(SignInLinkRow).where(SignInLinkRow.expires_at < now))
    secret = new_secret()
    expires_at = now + timedelta(minutes=minutes)
    session.add(SignInLinkRow(token_hash=secret_hash(secret), user_id=user_id, created_at=now, expires_at=expires_at))
    await session.flush()
    return f"{origin}/sign-in#{secret}"


async def redeem_sign_in_link(session: AsyncSession, secret: str) -> Principal:
    """Use up a link; raise `NotSignedIn` when it is unknown, used or too old. Of two at once, one wins."""
    now = utc_now()
    used = (
        update(SignInLinkRow)
        .where(SignInLinkRow.token_hash == secret_hash(secret), SignInLinkRow.used_at.is_(None), SignInLinkRow.expires_at > now)
        .values(used_at=now)
        .returning(SignInLinkRow.user_id)
    )
    user_id = (await session.execute(used)).scalar_one_or_none()
    user = await session.get(UserRow, user_id) if user_id is not None else None
    if user is None or user.disabled_at is not None:
        raise NotSignedIn("This sign-in link was used already or is too old. Run `plumbline sign-in-link` for a new one.")
    return principal_of(user, Channel.BROWSER)
