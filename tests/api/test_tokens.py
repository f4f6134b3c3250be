from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select, update
from tests.api.conftest import ORIGIN, sign_in

from plumbline.access.models import ApiTokenRow
from plumbline.access.principal import Channel, Role
from plumbline.access.users import create_user, principal_of
from plumbline.api.dependencies import CurrentPrincipal
from plumbline.audit.log import list_entries
from plumbline.core.clock import utc_now
from plumbline.portfolios.platform import Platform

TOKENS = "/api/v1/tokens"


async def issue(browser: httpx.AsyncClient, *scopes: str) -> dict[str, str]:
    response = await browser.post(TOKENS, json={"name": "report", "scopes": list(scopes)})
    assert response.status_code == 201, response.text
    return {"authorization": f"Bearer {response.json()['token']}"}


async def test_a_token_acts_for_its_person(browser: httpx.AsyncClient, anonymous: httpx.AsyncClient) -> None:
    me = (await anonymous.get("/api/v1/session", headers=await issue(browser, "read"))).json()
    assert me["name"] == "Owner"
    assert me["csrf_token"] is None


async def test_the_secret_is_shown_once_and_stored_as_a_hash(browser: httpx.AsyncClient, platform: Platform) -> None:
    secret = (await issue(browser, "read"))["authorization"].removeprefix("Bearer ")
    assert secret.startswith("plb_")
    listing = await browser.get(TOKENS)
    assert secret not in listing.text
    assert listing.json()[0]["hint"] == secret[:8]
    async with platform.database.read() as session:
        assert secret not in str((await session.execute(select(ApiTokenRow.token_hash, ApiTokenRow.hint))).one())


async def test_a_reading_token_can_not_change_anything(browser: httpx.AsyncClient, anonymous: httpx.AsyncClient, app: FastAPI) -> None:
    @app.post("/api/v1/change")
    async def change(_principal: CurrentPrincipal) -> str:
        return "changed"

    reading, writing = await issue(browser, "read"), await issue(browser, "write")
    assert (await anonymous.post("/api/v1/change", headers=reading)).status_code == 403
    assert (await anonymous.post("/api/v1/change", headers=writing)).status_code == 200
    assert (await anonymous.get(TOKENS, headers=writing)).status_code == 200


async def test_a_token_can_not_make_tokens(browser: httpx.AsyncClient, anonymous: httpx.AsyncClient) -> None:
    writing = await issue(browser, "read", "write")
    assert (await anonymous.post(TOKENS, json={"name": "x"}, headers=writing)).status_code == 403


@pytest.mark.parametrize("change", [{"expires_at": utc_now() - timedelta(seconds=1)}, {"revoked_at": utc_now()}])
async def test_an_old_or_revoked_token_is_refused(
    browser: httpx.AsyncClient, anonymous: httpx.AsyncClient, platform: Platform, change: dict[str, object]
) -> None:
    headers = await issue(browser, "read")
    async with platform.database.write() as session:
        await session.execute(update(ApiTokenRow).values(**change))
    assert (await anonymous.get(TOKENS, headers=headers)).status_code == 401


async def test_revoking_counts_at_once_and_leaves_a_trace(
    browser: httpx.AsyncClient, anonymous: httpx.AsyncClient, platform: Platform
) -> None:
    headers = await issue(browser, "read")
    [entry] = (await browser.get(TOKENS)).json()
    assert (await browser.delete(f"{TOKENS}/{entry['id']}")).status_code == 204
    assert (await anonymous.get(TOKENS, headers=headers)).status_code == 401
    assert (await browser.get(TOKENS)).json() == []
    async with platform.database.read() as session:
        assert [row.action for row in await list_entries(session, limit=2)] == ["api_token.revoke", "api_token.create"]


async def test_anothers_token_is_not_there(browser: httpx.AsyncClient, app: FastAPI, platform: Platform) -> None:
    await issue(browser, "read")
    [entry] = (await browser.get(TOKENS)).json()
    async with platform.database.write() as session:
        other = principal_of(await create_user(session, name="Other", role=Role.ADMIN), Channel.BROWSER)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as client:
        await sign_in(client, platform, other)
        assert (await client.get(TOKENS)).json() == []
        assert (await client.delete(f"{TOKENS}/{entry['id']}")).status_code == 404
    assert len((await browser.get(TOKENS)).json()) == 1


async def test_use_is_noted(browser: httpx.AsyncClient, anonymous: httpx.AsyncClient) -> None:
    headers = await issue(browser, "read")
    await anonymous.get(TOKENS, headers=headers)
    assert (await browser.get(TOKENS)).json()[0]["last_used_at"] is not None


async def test_a_made_up_token_is_refused(anonymous: httpx.AsyncClient) -> None:
    assert (await anonymous.get(TOKENS, headers={"authorization": "Bearer plb_made-up"})).status_code == 401
