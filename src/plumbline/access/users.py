"""The people of an installation. The first start creates its owner."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.models import UserRow
from plumbline.access.principal import Channel, Principal, Role
from plumbline.core.clock import utc_now
from plumbline.core.errors import NotFound
from plumbline.core.ids import UserId, new_id

_OWNER_NAME = "Owner"


async def ensure_owner(session: AsyncSession) -> tuple[Principal, bool]:
    """The local owner, and whether this call created them (the first start)."""
    owner = await _find_owner(session)
    if owner is not None:
        return principal_of(owner, Channel.TERMINAL), False
    return principal_of(await create_user(session, name=_OWNER_NAME, role=Role.ADMIN), Channel.TERMINAL), True


async def get_owner(session: AsyncSession) -> Principal:
    """The local owner, for whom the command line acts."""
    owner = await _find_owner(session)
    if owner is None:
        raise NotFound(
            "Expected the owner of this installation, found nobody. Run `plumbline serve` once; its first start creates the owner."
        )
    return principal_of(owner, Channel.TERMINAL)


async def create_user(session: AsyncSession, *, name: str, role: Role) -> UserRow:
    """Add a person."""
    user = UserRow(id=new_id("user"), name=name, role=role, created_at=utc_now())
    session.add(user)
    await session.flush()
    return user


def principal_of(user: UserRow, channel: Channel) -> Principal:
    """The person as the one who acts, by the given channel."""
    return Principal(user_id=UserId(user.id), name=user.name, role=user.role, channel=channel)


async def _find_owner(session: AsyncSession) -> UserRow | None:
    first_admin = select(UserRow).where(UserRow.role == Role.ADMIN).order_by(UserRow.created_at, UserRow.id).limit(1)
    return (await session.execute(first_admin)).scalar_one_or_none()
