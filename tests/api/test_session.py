import asyncio
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select, update
from tests.api.conftest import ORIGIN, link_token

from plumbline.access.models import SessionRow, SignInLinkRow, UserRow
from plumbline.access.principal import Principal, Role
from plumbline.access.secret import secret_hash
from plumbline.api.app import create_app
from plumbline.audit.log import list_entries
from plumbline.core.clock import utc_now
from plumbline.core.settings import Settings
from plumbline.portfolios.platform import Platform

SESSION = "/api/v1/session"


async def test_a_link_signs_in_once(anonymous: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    token = await link_token(platform, owner)
    first = await anonymous.post(SESSION, json={"token": token})
    assert first.status_code == 200
    assert first.json() | {"csrf_token": ""} == {"user_id": owner.user_id, "name": "Owner", "role": "admin", "csrf_token": ""}
    assert (await anonymous.get(SESSION)).json() == first.json()

    anonymous.cookies.clear()
    second = await anonymous.post(SESSION, json={"token": token})
    assert second.status_code == 401
    assert "plumbline sign-in-link" in second.json()["detail"]


async def test_an_expired_link_does_not_sign_in(anonymous: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    token = await link_token(platform, owner)
    async with platform.database.write() as session:
        await session.execute(update(SignInLinkRow).values(expires_at=utc_now() - timedelta(seconds=1)))
    assert (await anonymous.post(SESSION, json={"token": token})).status_code == 401
    assert (await anonymous.get(SESSION)).status_code == 401


async def test_only_hashes_are_stored(browser: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    token = await link_token(platform, owner)
    [cookie] = browser.cookies.jar
    async with platform.database.read() as session:
        links = (await session.execute(select(SignInLinkRow.token_hash))).scalars().all()
        sessions = (await session.execute(select(SessionRow.token_hash))).scalars().all()
    assert secret_hash(token) in links
    assert token not in links
    assert [secret_hash(cookie.value or "")] == sessions


async def test_the_cookie_is_out_of_reach_of_scripts(anonymous: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    response = await anonymous.post(SESSION, json={"token": await link_token(platform, owner)})
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("plumbline_8000=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie


async def test_with_https_the_cookie_is_bound_to_the_host(platform: Platform, owner: Principal) -> None:
    settings = Settings(public_url="https://risk.example.com")
    app = create_app(Platform(settings=settings, database=platform.database, market=platform.market))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://risk.example.com") as client:
        response = await client.post(SESSION, json={"token": await link_token(platform, owner)})
        assert response.headers["set-cookie"].startswith("__Host-plumbline=")
        assert "Secure" in response.headers["set-cookie"]
        assert "Domain" not in response.headers["set-cookie"]
        assert "max-age" in response.headers["strict-transport-security"]
        assert (await client.get(SESSION)).status_code == 200


async def test_signing_out_ends_the_session_at_the_server(browser: httpx.AsyncClient) -> None:
    [cookie] = browser.cookies.jar
    assert (await browser.delete(SESSION)).status_code == 204
    browser.cookies.set(cookie.name, cookie.value or "", domain=cookie.domain)
    assert (await browser.get(SESSION)).status_code == 401


@pytest.mark.parametrize("column", ["last_seen_at", "expires_at"])
async def test_a_session_ends_by_idleness_and_by_age(browser: httpx.AsyncClient, platform: Platform, column: str) -> None:
    assert (await browser.get(SESSION)).status_code == 200
    async with platform.database.write() as session:
        await session.execute(update(SessionRow).values({column: utc_now() - timedelta(days=31)}))
    response = await browser.get(SESSION)
    assert response.status_code == 401
    assert response.json()["kind"] == "not_signed_in"


async def test_a_request_keeps_the_session_alive(browser: httpx.AsyncClient, platform: Platform) -> None:
    before = utc_now() - timedelta(days=2)
    async with platform.database.write() as session:
        await session.execute(update(SessionRow).values(last_seen_at=before))
    await browser.get(SESSION)
    async with platform.database.read() as session:
        assert (await session.execute(select(SessionRow.last_seen_at))).scalar_one() > before + timedelta(days=1)


async def test_a_change_without_the_csrf_token_is_refused(browser: httpx.AsyncClient) -> None:
    for token in (None, "0" * 64):
        headers = {"x-csrf-token": token} if token else {}
        del browser.headers["x-csrf-token"]
        browser.headers.update(headers)
        response = await browser.post("/api/v1/tokens", json={"name": "x"})
        assert response.status_code == 403
        assert response.json()["kind"] == "not_permitted"
        browser.headers["x-csrf-token"] = "back"
    assert (await browser.get("/api/v1/tokens")).json() == []


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}])
async def test_a_change_from_another_site_is_refused(browser: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await browser.post("/api/v1/tokens", json={"name": "x"}, headers=headers)).status_code == 403
    assert (await browser.post("/api/v1/tokens", json={"name": "x"}, headers={"origin": ORIGIN})).status_code == 201


async def test_signing_in_from_another_site_is_refused(anonymous: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    token = await link_token(platform, owner)
    refused = await anonymous.post(SESSION, json={"token": token}, headers={"origin": "https://evil.example"})
    assert refused.status_code == 403
    assert (await anonymous.post(SESSION, json={"token": token})).status_code == 200


async def test_a_change_of_role_counts_at_once(browser: httpx.AsyncClient, platform: Platform) -> None:
    async with platform.database.write() as session:
        await session.execute(update(UserRow).values(role=Role.USER))
    assert (await browser.get(SESSION)).json()["role"] == "user"


async def test_guessing_is_slowed_down(anonymous: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    for number in range(10):
        assert (await anonymous.post(SESSION, json={"token": f"guess{number}"})).status_code == 401
    refused = await anonymous.post(SESSION, json={"token": await link_token(platform, owner)})
    assert refused.status_code == 429
    assert "seconds" in refused.json()["detail"]


async def test_signing_in_and_out_leave_a_trace(browser: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    await browser.delete(SESSION)
    async with platform.database.read() as session:
        entries = await list_entries(session)
    assert [(entry.action, entry.user_id, entry.channel) for entry in entries] == [
        ("session.end", owner.user_id, "browser"),
        ("session.start", owner.user_id, "browser"),
    ]


async def test_two_browsers_race_for_one_link(app: FastAPI, platform: Platform, owner: Principal) -> None:

    token = await link_token(platform, owner)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as client:
        answers = await asyncio.gather(*(client.post(SESSION, json={"token": token}) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401, 401]
