"""The people of an installation. The first start creates its owner."""

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.models import ApiTokenRow, SessionRow, SignInLinkRow, UserRow
from plumbline.access.principal import Channel, Principal, Role
from plumbline.access.schemas import UserChange, UserEntry
from plumbline.core.clock import utc_now
from plumbline.core.errors import Conflict, InvalidInput, NotFound
from plumbline.core.ids import UserId, new_id

LONGEST_NAME = 80
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
    """Add a person; `Conflict` when somebody is already called so, in whatever case."""
    clean = _checked_name(name)
    namesakes = [user for user in await _all(session) if clean.casefold() in {user.name.casefold(), user.id}]
    if namesakes:
        raise Conflict(f"There already is somebody called '{namesakes[0].name}'. Choose another name.", subject="name")
    user = UserRow(id=new_id("user"), name=clean, role=role, created_at=utc_now())
    session.add(user)
    await session.flush()
    return user


async def list_users(session: AsyncSession) -> list[UserEntry]:
    """Everyone, also the disabled, in the order in which they came."""
    return [entry_of(user) for user in await _all(session)]


async def get_user(session: AsyncSession, name_or_id: str) -> UserRow:
    """The person with this id or name (in whatever case); `NotFound` when there is none."""
    wanted = name_or_id.strip().casefold()
    found = next((user for user in await _all(session) if wanted in {user.id, user.name.casefold()}), None)
    if found is None:
        raise NotFound(f"Expected the name or id of a person, found '{name_or_id[:LONGEST_NAME]}', who is not here.", subject="user")
    return found


async def get_active_user(session: AsyncSession, name_or_id: str) -> UserRow:
    """As `get_user`, and `Conflict` when the person is disabled."""
    user = await get_user(session, name_or_id)
    if user.disabled_at is not None:
        raise Conflict(f"{user.name} is disabled. An administrator can change that: plumbline users enable '{user.name}'.", subject=user.id)
    return user


async def change_user(session: AsyncSession, user: UserRow, change: UserChange) -> UserRow:
    """Change role and access of a person. It counts from their next request on; the owner stays an administrator.

    Disabling ends every session, sign-in link and API token for good: enabling again brings none of them back.
    """
    owner = await _find_owner(session)
    weaker = change.disabled or change.role not in {None, Role.ADMIN}
    if owner is not None and owner.id == user.id and weaker:
        raise Conflict(f"{user.name} owns this installation: the command line acts as {user.name}. Leave the role and access as they are.")
    if change.role is not None:
        user.role = change.role
    if change.disabled is False:
        user.disabled_at = None
    elif change.disabled and user.disabled_at is None:
        user.disabled_at = utc_now()
        await _end_access(session, user)
    await session.flush()
    return user


def principal_of(user: UserRow, channel: Channel) -> Principal:
    """The person as the one who acts, by the given channel."""
    return Principal(user_id=UserId(user.id), name=user.name, role=user.role, channel=channel)


def entry_of(user: UserRow) -> UserEntry:
    """The person as an administrator sees them."""
    return UserEntry(id=UserId(user.id), name=user.name, role=user.role, created_at=user.created_at, disabled_at=user.disabled_at)


async def _end_access(session: AsyncSession, user: UserRow) -> None:
    await session.execute(delete(SessionRow).where(SessionRow.user_id == user.id))
    await session.execute(delete(SignInLinkRow).where(SignInLinkRow.user_id == user.id))
    living = update(ApiTokenRow).where(ApiTokenRow.user_id == user.id, ApiTokenRow.revoked_at.is_(None))
    await session.execute(living.values(revoked_at=utc_now()))


async def _all(session: AsyncSession) -> list[UserRow]:
    # Compared here, not in SQL: SQLite folds the case of ASCII letters only.
    return list((await session.execute(select(UserRow).order_by(UserRow.created_at, UserRow.id))).scalars())


async def _find_owner(session: AsyncSession) -> UserRow | None:
    first_admin = select(UserRow).where(UserRow.role == Role.ADMIN).order_by(UserRow.created_at, UserRow.id).limit(1)
    return (await session.execute(first_admin)).scalar_one_or_none()


def _checked_name(name: str) -> str:
    clean = " ".join(name.split())
    if not clean or len(clean) > LONGEST_NAME or not clean.isprintable():
        raise InvalidInput(f"Expected a name of 1 to {LONGEST_NAME} printable characters, found '{clean[:40]}'.", subject="name")
    return clean
