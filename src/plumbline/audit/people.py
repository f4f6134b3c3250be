"""What an administrator does about people. Each change leaves its entry in the same transaction."""

from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access import users
from plumbline.access.policy import require_person, require_role
from plumbline.access.principal import Principal, Role
from plumbline.access.schemas import UserChange, UserEntry
from plumbline.access.sign_in import create_sign_in_link
from plumbline.audit.log import Detail, record
from plumbline.core.ids import UserId


async def list_people(session: AsyncSession, principal: Principal) -> list[UserEntry]:
    """Everyone, also the disabled; for administrators."""
    require_role(principal, Role.ADMIN)
    return await users.list_users(session)


async def add_person(session: AsyncSession, principal: Principal, *, name: str, role: Role) -> UserEntry:
    """Add a person, who then needs a sign-in link."""
    _require_administrator(principal)
    user = await users.create_user(session, name=name, role=role)
    await record(session, principal, action="user.create", subject=user.id, details={"name": user.name, "role": role.value})
    return users.entry_of(user)


async def change_person(session: AsyncSession, principal: Principal, name_or_id: str, change: UserChange) -> UserEntry:
    """Change role or access of a person; a change of nothing leaves no entry."""
    _require_administrator(principal)
    user = await users.get_user(session, name_or_id)
    before = (user.role, user.disabled_at)
    await users.change_user(session, user, change)
    if user.role != before[0]:
        details: dict[str, Detail] = {"from": before[0].value, "to": user.role.value}
        await record(session, principal, action="user.role", subject=user.id, details=details)
    if user.disabled_at != before[1]:
        await record(session, principal, action="user.disable" if user.disabled_at else "user.enable", subject=user.id)
    return users.entry_of(user)


async def new_link(session: AsyncSession, principal: Principal, name_or_id: str, *, origin: str, minutes: float) -> str:
    """A one-time link that signs a person in. Whoever opens it acts as that person: only the terminal makes one for others."""
    _require_administrator(principal)
    user = await users.get_active_user(session, name_or_id)
    link = await create_sign_in_link(session, UserId(user.id), origin=origin, minutes=minutes)
    await record(session, principal, action="sign_in_link.create", subject=user.id)
    return link


def _require_administrator(principal: Principal) -> None:
    require_person(principal)
    require_role(principal, Role.ADMIN)
