from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from plumbline.access.principal import Principal
from plumbline.access.sign_in import create_sign_in_link
from plumbline.access.users import ensure_owner
from plumbline.api.app import create_app
from plumbline.core.settings import Settings
from plumbline.market_data.catalog import build_market
from plumbline.market_data.market import Market
from plumbline.portfolios.platform import Platform
from plumbline.storage.database import Database

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def market() -> Market:
    return build_market(("sample",))


@pytest.fixture
def platform(database: Database, market: Market) -> Platform:
    return Platform(settings=Settings(), database=database, market=market)


@pytest.fixture
async def owner(database: Database) -> Principal:
    async with database.write() as session:
        principal, _ = await ensure_owner(session)
    return principal


@pytest.fixture
def app(platform: Platform) -> FastAPI:
    return create_app(platform)


@pytest.fixture
async def anonymous(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as client:
        yield client


@pytest.fixture
async def browser(app: FastAPI, platform: Platform, owner: Principal) -> AsyncIterator[httpx.AsyncClient]:
    """A signed-in browser that sends the CSRF token."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as client:
        await sign_in(client, platform, owner)
        yield client


async def sign_in(client: httpx.AsyncClient, platform: Platform, principal: Principal) -> None:
    response = await client.post("/api/v1/session", json={"token": await link_token(platform, principal)})
    assert response.status_code == 200, response.text
    client.headers["x-csrf-token"] = response.json()["csrf_token"]


async def link_token(platform: Platform, principal: Principal, minutes: float = 15) -> str:
    async with platform.database.write() as session:
        link = await create_sign_in_link(session, principal.user_id, origin=ORIGIN, minutes=minutes)
    return link.partition("#")[2]
