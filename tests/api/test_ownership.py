"""Nobody reaches what is another's, by any route; nobody at all without signing in. New routes are covered as they appear."""

from datetime import date

import httpx
import pytest
from fastapi import FastAPI
from tests.api.conftest import ORIGIN, sign_in

from plumbline.access.principal import Channel, Principal, Role
from plumbline.access.users import create_user, principal_of
from plumbline.agent.models import RunRow, RunState, ThreadRow
from plumbline.api.app import routed_app
from plumbline.api.openapi import REQUESTS
from plumbline.artifacts.models import ArtifactRow
from plumbline.core.clock import utc_now
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.groups.schemas import GroupRequest
from plumbline.portfolios.groups.service import create_group
from plumbline.portfolios.platform import Platform

PUBLIC = {("post", "/api/v1/session"), ("get", "/healthz"), ("get", "/readyz")}
OPERATIONS = [(method, path) for path, operations in routed_app().openapi()["paths"].items() for method in operations]
OF_NOBODY = ("/api/v1/market/", "/api/v1/users/")
OF_SOMEBODY = [(method, path) for method, path in OPERATIONS if "{" in path and not path.startswith(OF_NOBODY)]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind is enough: the conditions themselves are tested on both in tests/access."""
    return sqlite_url


@pytest.fixture
async def things_of_the_owner(platform: Platform, owner: Principal) -> dict[str, str]:
    [portfolio, *_] = await load_demo_portfolios(platform, owner)
    group = await create_group(platform, owner, GroupRequest(name="Mine", members=(portfolio.id,)))
    now = utc_now()
    async with platform.database.write() as session:
        session.add(ThreadRow(id="thread_1", owner_id=owner.user_id, title="Mine", created_at=now, updated_at=now))
        await session.flush()
        session.add(
            RunRow(
                id="run_1",
                thread_id="thread_1",
                owner_id=owner.user_id,
                question="Mine",
                state=RunState.COMPLETE,
                as_of=date(2022, 12, 28),
                portfolio_id=portfolio.id,
                model="offline",
                process="host/1",
                created_at=now,
                alive_at=now,
                finished_at=now,
            )
        )
        session.add(
            ArtifactRow(id="artifact_1", owner_id=owner.user_id, run_id="run_1", kind="risk", title="Mine", board={}, created_at=now)
        )
    return {
        "portfolio_id": portfolio.id,
        "group_id": group.id,
        "symbol": "AAPL",
        "thread_id": "thread_1",
        "run_id": "run_1",
        "fact_id": "f1",
        "artifact_id": "artifact_1",
        "scenario_id": "scenario_1",
        "proposal_id": "proposal_1",
        "token_id": "token_1",
        "user_id": owner.user_id,
    }


@pytest.fixture
async def stranger(platform: Platform, owner: Principal) -> Principal:
    """An administrator, and still a stranger to what is another's."""
    async with platform.database.write() as session:
        return principal_of(await create_user(session, name="Stranger", role=Role.ADMIN), Channel.BROWSER)


async def test_without_signing_in_every_route_says_401(anonymous: httpx.AsyncClient) -> None:
    assert len(OPERATIONS) > len(PUBLIC)
    open_to_all = [
        (method, path)
        for method, path in OPERATIONS
        if (await anonymous.request(method, path, json=REQUESTS.get((method, path)))).status_code != 401
    ]
    assert set(open_to_all) - PUBLIC == set()


async def test_what_is_anothers_is_not_found(
    app: FastAPI, platform: Platform, stranger: Principal, things_of_the_owner: dict[str, str]
) -> None:
    answers = {}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as client:
        await sign_in(client, platform, stranger)
        for method, path in OF_SOMEBODY:
            url = path.format_map(things_of_the_owner)
            answers[method, path] = (await client.request(method, url, json=REQUESTS.get((method, path)))).status_code
        portfolios = (await client.get("/api/v1/portfolios")).json()
    assert answers
    assert {operation: status for operation, status in answers.items() if status != 404} == {}
    assert portfolios == []


async def test_a_question_about_anothers_portfolio_or_thread_is_refused(
    app: FastAPI, platform: Platform, stranger: Principal, things_of_the_owner: dict[str, str]
) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as client:
        await sign_in(client, platform, stranger)
        for field in ("portfolio_id", "thread_id"):
            body = {"text": "How risky is it?", field: things_of_the_owner[field]}
            assert (await client.post("/api/v1/chat/runs", json=body)).status_code == 404


async def test_the_owner_reaches_their_own(browser: httpx.AsyncClient, things_of_the_owner: dict[str, str]) -> None:
    """Proves that the ids of the test above are real."""
    for path in (
        "/portfolios/{portfolio_id}/risk",
        "/portfolios/{portfolio_id}/holdings",
        "/groups/{group_id}/members",
        "/chat/threads/{thread_id}",
    ):
        response = await browser.get("/api/v1" + path.format_map(things_of_the_owner))
        assert response.status_code == 200, response.text
