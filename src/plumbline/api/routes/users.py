"""The people of the installation; for administrators. Sign-in links for others come from the terminal only."""

from http import HTTPStatus

from fastapi import APIRouter

from plumbline.access.schemas import UserChange, UserEntry, UserRequest
from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.audit import people

router = APIRouter(prefix="/users", tags=["users"])


@router.get("")
async def list_users(platform: CurrentPlatform, principal: CurrentPrincipal) -> list[UserEntry]:
    """Everyone, also the disabled. Needs the role `admin`."""
    async with platform.database.read() as session:
        return await people.list_people(session, principal)


@router.post("", status_code=HTTPStatus.CREATED)
async def add_user(body: UserRequest, platform: CurrentPlatform, principal: CurrentPrincipal) -> UserEntry:
    """Add a person. They sign in with a link from `plumbline sign-in-link --user NAME`. Needs the role `admin`."""
    async with platform.database.write() as session:
        return await people.add_person(session, principal, name=body.name, role=body.role)


@router.patch("/{user_id}")
async def change_user(user_id: str, body: UserChange, platform: CurrentPlatform, principal: CurrentPrincipal) -> UserEntry:
    """Change the role of a person, or disable or enable them; it counts at once. Needs the role `admin`."""
    async with platform.database.write() as session:
        return await people.change_person(session, principal, user_id, body)
