"""People come, change and go; what they lose, they lose at once."""

from datetime import timedelta

import pytest

from plumbline.access.api_tokens import find_api_token, issue_api_token
from plumbline.access.principal import Channel, Principal, Role
from plumbline.access.schemas import ApiTokenRequest, UserChange
from plumbline.access.sessions import Lifetimes, find_session, start_session
from plumbline.access.sign_in import create_sign_in_link, redeem_sign_in_link
from plumbline.access.users import change_user, create_user, ensure_owner, get_active_user, get_user, list_users, principal_of
from plumbline.core.errors import Conflict, InvalidInput, NotFound, NotSignedIn
from plumbline.storage.database import Database

LONG = Lifetimes(idle=timedelta(hours=1), absolute=timedelta(hours=1))


@pytest.fixture
async def anna(database: Database) -> Principal:
    async with database.write() as session:
        await ensure_owner(session)
        return principal_of(await create_user(session, name="Änne  Muster", role=Role.USER), Channel.TERMINAL)


async def test_a_name_belongs_to_one_person_in_whatever_case(database: Database, anna: Principal) -> None:
    for name in ("Änne Muster", "änne MUSTER ", anna.user_id):
        with pytest.raises(Conflict, match="Choose another name"):
            async with database.write() as session:
                await create_user(session, name=name, role=Role.USER)
    async with database.read() as session:
        assert [user.name for user in await list_users(session)] == ["Owner", "Änne Muster"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\x00b", "a\u202eb"])
async def test_names_are_short_and_printable(database: Database, name: str) -> None:
    with pytest.raises(InvalidInput, match="printable"):
        async with database.write() as session:
            await create_user(session, name=name, role=Role.USER)


async def test_people_are_found_by_name_and_by_id(database: Database, anna: Principal) -> None:
    async with database.read() as session:
        for text in ("Änne Muster", " ÄNNE MUSTER ", anna.user_id):
            assert (await get_user(session, text)).id == anna.user_id
        with pytest.raises(NotFound, match="'Anne'"):
            await get_user(session, "Anne")


async def test_disabling_ends_sessions_links_and_tokens_for_good(database: Database, anna: Principal) -> None:
    async with database.write() as session:
        cookie = await start_session(session, anna.user_id, LONG)
        link = (await create_sign_in_link(session, anna.user_id, origin="http://x", minutes=5)).partition("#")[2]
        token = (await issue_api_token(session, anna, ApiTokenRequest(name="report"))).token
    async with database.read() as session:
        assert await find_session(session, cookie, LONG)
        assert await find_api_token(session, token)
    for change in (UserChange(disabled=True), UserChange(disabled=False)):
        async with database.write() as session:
            await change_user(session, await get_user(session, anna.user_id), change)
        async with database.read() as session:
            assert await find_session(session, cookie, LONG) is None
            assert await find_api_token(session, token) is None
        with pytest.raises(NotSignedIn):
            async with database.write() as session:
                await redeem_sign_in_link(session, link)


async def test_what_a_disabled_person_gets_afterwards_is_worth_nothing(database: Database, anna: Principal) -> None:
    """A sign-in that began before and ends after the change must not open a door."""
    async with database.write() as session:
        await change_user(session, await get_user(session, anna.user_id), UserChange(disabled=True))
        cookie = await start_session(session, anna.user_id, LONG)
        link = (await create_sign_in_link(session, anna.user_id, origin="http://x", minutes=5)).partition("#")[2]
        token = (await issue_api_token(session, anna, ApiTokenRequest(name="report"))).token
    async with database.read() as session:
        assert await find_session(session, cookie, LONG) is None
        assert await find_api_token(session, token) is None
        with pytest.raises(Conflict, match="disabled"):
            await get_active_user(session, anna.user_id)
    with pytest.raises(NotSignedIn):
        async with database.write() as session:
            await redeem_sign_in_link(session, link)


async def test_a_role_counts_in_sessions_that_are_open(database: Database, anna: Principal) -> None:
    async with database.write() as session:
        cookie = await start_session(session, anna.user_id, LONG)
        await change_user(session, await get_user(session, anna.user_id), UserChange(role=Role.RISK))
    async with database.read() as session:
        found = await find_session(session, cookie, LONG)
    assert found is not None
    assert found.principal.role == Role.RISK


@pytest.mark.parametrize("change", [UserChange(disabled=True), UserChange(role=Role.USER), UserChange(role=Role.RISK)])
async def test_the_owner_stays_an_administrator(database: Database, anna: Principal, change: UserChange) -> None:
    async with database.write() as session:
        await change_user(session, await get_user(session, anna.user_id), UserChange(role=Role.ADMIN))
    with pytest.raises(Conflict, match="owns this installation"):
        async with database.write() as session:
            await change_user(session, await get_user(session, "Owner"), change)
