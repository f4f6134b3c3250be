"""Stress over HTTP: reports with facts and a board, only what is asked, scenarios, refusals."""

import httpx
import pytest
from tests.artifacts.facts_named import facts_named

from plumbline.access.principal import Principal
from plumbline.artifacts.stress_board import StressView
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Scenarios are tested on both kinds in tests/portfolios."""
    return sqlite_url


@pytest.fixture
async def growth(platform: Platform, owner: Principal) -> str:
    return f"/api/v1/portfolios/{(await load_demo_portfolios(platform, owner))[0].id}"


async def test_the_whole_report_has_facts_and_a_board(browser: httpx.AsyncClient, growth: str) -> None:
    response = await browser.get(f"{growth}/stress", params={"as_of": "2021-06-30"})
    view = StressView.model_validate_json(response.content)
    assert view.report.episodes[-1].key == "covid_2020"
    assert view.facts["/episodes/0/value"].period == "1990-07-16/1990-10-11"
    assert view.facts["/shocks/0/impact"].value == view.report.shocks[0].impact
    assert [slot.kind for slot in view.board.slots][:4] == ["metrics", "bars", "table", "bars"]
    assert facts_named(view.board) == set(view.board.facts)


async def test_only_what_is_asked_is_answered(browser: httpx.AsyncClient, growth: str) -> None:
    body = {"shocks": [{"target": "market", "move": -0.2}], "episodes": ["covid"]}
    view = StressView.model_validate_json((await browser.post(f"{growth}/stress", json=body)).content)
    assert [item.key for item in view.report.episodes] == ["covid_2020"]
    assert [item.title for item in view.report.shocks] == ["market -20 %"]
    assert view.report.reverse is None
    reverse = StressView.model_validate_json((await browser.post(f"{growth}/stress", json={"loss": 0.25})).content)
    assert reverse.report.reverse is not None
    assert reverse.report.reverse.loss == 0.25
    assert (reverse.report.episodes, reverse.report.shocks) == ((), ())


async def test_a_scenario_is_saved_used_and_deleted(browser: httpx.AsyncClient, growth: str) -> None:
    body = {"name": "Hard landing", "shocks": [{"target": "market", "move": -0.25}], "shared": True}
    saved = await browser.post(f"{growth}/scenarios", json=body)
    assert saved.status_code == 201
    assert [entry["name"] for entry in (await browser.get(f"{growth}/scenarios")).json()] == ["Hard landing"]
    used = StressView.model_validate_json((await browser.post(f"{growth}/stress", json={"scenario": "hard landing"})).content)
    assert [item.title for item in used.report.shocks] == ["Hard landing"]
    whole = StressView.model_validate_json((await browser.get(f"{growth}/stress")).content)
    assert whole.report.shocks[-1].title == "Hard landing"
    assert (await browser.delete(f"{growth}/scenarios/{saved.json()['id']}")).status_code == 204
    assert (await browser.get(f"{growth}/scenarios")).json() == []
    assert (await browser.delete(f"{growth}/scenarios/{saved.json()['id']}")).status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ({"episodes": ["tulips"]}, 422, "covid_2020"),
        ({"shocks": [{"target": "market", "move": -20}]}, 422, "Write -0.2"),
        ({"shocks": [{"target": "nothing at all", "move": -0.2}]}, 404, "nothing at all"),
        ({"scenario": "unknown"}, 404, "unknown"),
        ({"loss": 1.5}, 422, "loss"),
    ],
)
async def test_what_can_not_be_is_explained(browser: httpx.AsyncClient, growth: str, body: object, status: int, word: str) -> None:
    response = await browser.post(f"{growth}/stress", json=body)
    assert response.status_code == status
    assert word in str(response.json())
