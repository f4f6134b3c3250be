"""Administrators manage people; owners open their portfolios. On both databases, because it is about who sees what."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from tests.api.conftest import ORIGIN, link_token, sign_in

from plumbline.access.principal import Channel, Principal, Role
from plumbline.access.users import create_user, principal_of
from plumbline.audit.log import list_entries, verify_chain
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform

USERS = "/api/v1/users"
PORTFOLIOS = "/api/v1/portfolios"


@pytest.fixture
async def anna(platform: Platform, owner: Principal) -> Principal:
    async with platform.database.write() as session:
        return principal_of(await create_user(session, name="Anna", role=Role.USER), Channel.BROWSER)


@pytest.fixture
async def annas(app: FastAPI, platform: Platform, anna: Principal) -> AsyncIterator[httpx.AsyncClient]:
    """Anna's browser, signed in."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as client:
        await sign_in(client, platform, anna)
        yield client


@pytest.fixture
async def growth(platform: Platform, owner: Principal) -> str:
    return (await load_demo_portfolios(platform, owner))[0].id


async def actions(platform: Platform) -> list[str]:
    async with platform.database.read() as session:
        assert (await verify_chain(session)).broken_at is None
        return [row.action for row in await list_entries(session)]


async def test_an_administrator_adds_changes_and_disables_people(browser: httpx.AsyncClient, platform: Platform) -> None:
    added = await browser.post(USERS, json={"name": "Ben", "role": "risk"})
    assert added.status_code == 201
    ben = added.json()
    assert (ben["name"], ben["role"], ben["disabled_at"]) == ("Ben", "risk", None)
    assert (await browser.post(USERS, json={"name": "ben"})).status_code == 409
    changed = (await browser.patch(f"{USERS}/{ben['id']}", json={"role": "admin", "disabled": True})).json()
    assert changed["role"] == "admin"
    assert changed["disabled_at"] is not None
    assert [user["name"] for user in (await browser.get(USERS)).json()] == ["Owner", "Ben"]
    assert (await browser.patch(f"{USERS}/nobody", json={})).status_code == 404
    assert (await actions(platform))[:3] == ["user.disable", "user.role", "user.create"]


async def test_a_user_can_not_see_or_change_people(annas: httpx.AsyncClient, anna: Principal, platform: Platform) -> None:
    before = await actions(platform)
    answers = [
        await annas.get(USERS),
        await annas.post(USERS, json={"name": "Eve", "role": "admin"}),
        await annas.patch(f"{USERS}/{anna.user_id}", json={"role": "admin"}),
    ]
    assert [(answer.status_code, answer.json()["kind"]) for answer in answers] == [(403, "not_permitted")] * 3
    assert await actions(platform) == before
    assert (await annas.get("/api/v1/session")).json()["role"] == "user"


async def test_a_role_counts_at_once_in_both_directions(browser: httpx.AsyncClient, annas: httpx.AsyncClient, anna: Principal) -> None:
    for role, status in (("risk", 403), ("admin", 200), ("user", 403)):
        assert (await browser.patch(f"{USERS}/{anna.user_id}", json={"role": role})).status_code == 200
        assert (await annas.get(USERS)).status_code == status


async def test_disabling_ends_sessions_and_tokens_at_once(
    browser: httpx.AsyncClient, annas: httpx.AsyncClient, anonymous: httpx.AsyncClient, anna: Principal, platform: Platform
) -> None:
    token = (await annas.post("/api/v1/tokens", json={"name": "report"})).json()["token"]
    bearer = {"authorization": f"Bearer {token}"}
    link = await link_token(platform, anna)
    assert (await anonymous.get(PORTFOLIOS, headers=bearer)).status_code == 200
    await browser.patch(f"{USERS}/{anna.user_id}", json={"disabled": True})
    assert (await annas.get(PORTFOLIOS)).status_code == 401
    assert (await anonymous.get(PORTFOLIOS, headers=bearer)).status_code == 401
    assert (await anonymous.post("/api/v1/session", json={"token": link})).status_code == 401
    await browser.patch(f"{USERS}/{anna.user_id}", json={"disabled": False})
    assert (await annas.get(PORTFOLIOS)).status_code == 401
    await sign_in(annas, platform, anna)
    assert (await annas.get(PORTFOLIOS)).status_code == 200


async def test_the_owner_can_not_be_locked_out(browser: httpx.AsyncClient, owner: Principal) -> None:
    for change in ({"disabled": True}, {"role": "user"}):
        response = await browser.patch(f"{USERS}/{owner.user_id}", json=change)
        assert response.status_code == 409
        assert "owns this installation" in response.json()["detail"]


async def test_a_token_opens_no_doors_that_outlive_it(browser: httpx.AsyncClient, anonymous: httpx.AsyncClient, growth: str) -> None:
    token = (await browser.post("/api/v1/tokens", json={"name": "x", "scopes": ["read", "write"]})).json()["token"]
    bearer = {"authorization": f"Bearer {token}"}
    assert (await anonymous.post(USERS, json={"name": "Eve", "role": "admin"}, headers=bearer)).status_code == 403
    assert (await anonymous.post(f"{PORTFOLIOS}/{growth}/grants", json={"user": "Owner"}, headers=bearer)).status_code == 403
    assert (await anonymous.get(USERS, headers=bearer)).status_code == 200


async def test_a_grant_counts_from_the_next_request_on(
    browser: httpx.AsyncClient, annas: httpx.AsyncClient, anna: Principal, growth: str, platform: Platform
) -> None:
    mine, grants = f"{PORTFOLIOS}/{growth}", f"{PORTFOLIOS}/{growth}/grants"
    for level, read, write in (("read", 200, 403), ("write", 200, 200), ("read", 200, 403)):
        given = await browser.post(grants, json={"user": "anna", "level": level})
        assert (given.status_code, given.json()["level"]) == (200, level)
        assert (await annas.get(f"{mine}/risk")).status_code == read
        assert (await annas.patch(mine, json={"name": "Renamed"})).status_code == write
    assert [entry["user_name"] for entry in (await browser.get(grants)).json()] == ["Anna"]
    assert (await browser.delete(f"{grants}/{anna.user_id}")).status_code == 204
    for path in ("", "/risk", "/holdings", "/overview", "/export"):
        assert (await annas.get(mine + path)).status_code == 404
    assert (await annas.get(PORTFOLIOS)).json() == []
    assert (await browser.delete(f"{grants}/{anna.user_id}")).status_code == 404
    assert (await actions(platform)).count("grant.set") == 3
    assert (await actions(platform))[0] == "grant.revoke"


async def test_whoever_may_read_or_write_may_not_share_or_delete(
    browser: httpx.AsyncClient, annas: httpx.AsyncClient, anna: Principal, growth: str
) -> None:
    mine, grants = f"{PORTFOLIOS}/{growth}", f"{PORTFOLIOS}/{growth}/grants"
    await browser.post(grants, json={"user": "Anna", "level": "write"})
    answers = [
        await annas.get(grants),
        await annas.post(grants, json={"user": "Anna", "level": "write"}),
        await annas.delete(f"{grants}/{anna.user_id}"),
        await annas.delete(mine),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert (await annas.get(mine)).status_code == 200


@pytest.mark.parametrize(("user", "status"), [("Nobody", 404), ("Owner", 409), ("", 422)])
async def test_a_grant_names_somebody_else_who_is_here(browser: httpx.AsyncClient, growth: str, user: str, status: int) -> None:
    response = await browser.post(f"{PORTFOLIOS}/{growth}/grants", json={"user": user})
    assert response.status_code == status
    assert (await browser.get(f"{PORTFOLIOS}/{growth}/grants")).json() == []
