"""Rebalancing over HTTP: types that validate, a board whose facts exist, problems that explain."""

import httpx
import pytest
from tests.artifacts.facts_named import facts_named

from plumbline.access.principal import Principal
from plumbline.artifacts.rebalance_board import RebalanceView
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
async def portfolios(platform: Platform, owner: Principal) -> list[str]:
    return [f"/api/v1/portfolios/{portfolio.id}" for portfolio in await load_demo_portfolios(platform, owner)]


async def test_a_rebalancing(browser: httpx.AsyncClient, portfolios: list[str]) -> None:
    body = {"targets": [{"symbol": "AAPL", "weight": 0.1}, {"symbol": "CASH", "weight": 0.05}], "others": "scale", "as_of": "2022-06-30"}
    for portfolio in portfolios:
        response = await browser.post(f"{portfolio}/rebalance", json=body)
        view = RebalanceView.model_validate_json(response.content)
        assert str(view.report.as_of) == "2022-06-30"
        place = next(place for place, row in enumerate(view.report.positions) if row.symbol == "AAPL")
        assert view.facts[f"/positions/{place}/drift"].measure == "target_drift"
        assert [slot.kind for slot in view.board.slots][:3] == ["metrics", "bars", "table"]
        assert facts_named(view.board) == set(view.board.facts)
        for fact in view.facts.values():
            assert fact.value is not None or fact.reason, fact


async def test_problems_say_what_is_wrong(browser: httpx.AsyncClient, portfolios: list[str]) -> None:
    for body, status, word in (
        ({}, 422, "neither"),
        ({"targets": [{"symbol": "ZZZZ", "weight": 0.1}]}, 404, "ZZZZ"),
        ({"targets": [{"symbol": "AAPL", "weight": 0.9}]}, 422, "at most"),
        ({"optimize": {"max_weight": 0.05}}, 422, "conflict"),
    ):
        response = await browser.post(f"{portfolios[0]}/rebalance", json=body)
        assert response.status_code == status
        assert word in response.json()["detail"]
    assert (await browser.post("/api/v1/portfolios/pf_nobody/rebalance", json={"targets": []})).status_code == 404
