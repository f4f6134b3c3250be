"""Groups over HTTP: kept, changed, and in the place of a portfolio on every route."""

import re

import httpx
import pytest
from tests.artifacts.facts_named import facts_named

from plumbline.access.principal import Principal
from plumbline.api.app import routed_app
from plumbline.api.openapi import REQUESTS
from plumbline.artifacts.group_board import GroupView
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform

GROUPS = "/api/v1/groups"
OF_A_PORTFOLIO = "/api/v1/portfolios/{portfolio_id}"
READ = [
    path
    for path, operations in routed_app().openapi()["paths"].items()
    if path.startswith(OF_A_PORTFOLIO) and "get" in operations and re.findall(r"{(\w+)}", path)[1:] in ([], ["symbol"])
]
CALCULATED = {
    "optimize": {},
    "stress": REQUESTS["post", f"{OF_A_PORTFOLIO}/stress"],
    "what-if": REQUESTS["post", f"{OF_A_PORTFOLIO}/what-if"],
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
async def ids(platform: Platform, owner: Principal) -> list[str]:
    return [portfolio.id for portfolio in await load_demo_portfolios(platform, owner)]


async def created(browser: httpx.AsyncClient, ids: list[str]) -> str:
    response = await browser.post(GROUPS, json={"name": "Family", "members": ids[:2]})
    assert response.status_code == 201, response.text
    return str(response.json()["id"])


async def test_a_group_is_made_renamed_listed_and_deleted(browser: httpx.AsyncClient, ids: list[str]) -> None:
    group = await created(browser, ids)
    assert [row["id"] for row in (await browser.get(GROUPS)).json()] == ["all", group]
    renamed = await browser.patch(f"{GROUPS}/{group}", json={"name": "Us"})
    assert (renamed.json()["name"], len(renamed.json()["members"])) == ("Us", 2)
    assert (await browser.get(f"{GROUPS}/{group}", params={"as_of": "2022-06-30"})).json()["as_of"] == "2022-06-30"
    assert (await browser.patch(f"{GROUPS}/all", json={"name": "Us"})).status_code == 422
    assert (await browser.post(GROUPS, json={"name": "Us", "members": ids[:1]})).status_code == 409
    assert (await browser.delete(f"{GROUPS}/{group}")).status_code == 204
    assert (await browser.get(f"{GROUPS}/{group}")).status_code == 404
    assert len((await browser.get("/api/v1/portfolios")).json()) == 4


async def test_what_each_member_brings(browser: httpx.AsyncClient, ids: list[str]) -> None:
    view = GroupView.model_validate_json((await browser.get(f"{GROUPS}/all/members")).content)
    assert len(view.report.members) == 4
    assert view.facts["/members/0/net_value"].subject.id == view.report.members[0].portfolio_id
    assert [slot.kind for slot in view.board.slots[:3]] == ["metrics", "bars", "table"]
    assert facts_named(view.board) == set(view.board.facts)
    two = await browser.get(f"{GROUPS}/{ids[0]}+{ids[1]}/members", params={"as_of": "2022-06-30"})
    assert {row["portfolio_id"] for row in two.json()["report"]["members"]} == set(ids[:2])
    assert (await browser.get(f"{GROUPS}/{ids[0]}+pf_other/members")).status_code == 404


@pytest.mark.parametrize("path", [path for path in READ if not path.endswith("/grants")])
async def test_every_report_takes_a_group(browser: httpx.AsyncClient, ids: list[str], path: str) -> None:
    group = await created(browser, ids)
    for key in (group, "all"):
        answer = await browser.get(path.format(portfolio_id=key, symbol="AAPL"))
        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("name", CALCULATED)
async def test_every_calculation_takes_a_group(browser: httpx.AsyncClient, ids: list[str], name: str) -> None:
    answer = await browser.post(f"/api/v1/portfolios/{await created(browser, ids)}/{name}", json=CALCULATED[name])
    assert answer.status_code == 200, answer.text
    assert answer.json()["report"]["name"] == "Family"


async def test_only_its_owner_reads_the_grants_of_a_portfolio_and_a_group_has_none(browser: httpx.AsyncClient, ids: list[str]) -> None:
    assert (await browser.get(f"/api/v1/portfolios/{await created(browser, ids)}/grants")).status_code == 404


async def test_scenarios_are_used_with_a_group_and_shared_with_a_portfolio(browser: httpx.AsyncClient, ids: list[str]) -> None:
    group = await created(browser, ids)
    body = {"name": "Fall", "shocks": [{"target": "market", "move": -0.2}], "shared": True}
    assert (await browser.post(f"/api/v1/portfolios/{group}/scenarios", json=body)).status_code == 422
    assert (await browser.post(f"/api/v1/portfolios/{ids[0]}/scenarios", json=body)).status_code < 300
    assert [row["name"] for row in (await browser.get(f"/api/v1/portfolios/{group}/scenarios")).json()] == ["Fall"]


async def test_a_question_may_be_about_a_group(browser: httpx.AsyncClient, ids: list[str]) -> None:
    group = await created(browser, ids)
    started = await browser.post("/api/v1/chat/runs", json={"text": "What is my net value?", "portfolio_id": group})
    assert started.status_code == 202, started.text
