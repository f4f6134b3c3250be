"""Optimizations over HTTP: types that validate, boards whose facts exist, problems that explain."""

import httpx
import pytest
from tests.artifacts.facts_named import facts_named

from plumbline.access.principal import Principal
from plumbline.artifacts.report_views import OptimizationView
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
async def growth(platform: Platform, owner: Principal) -> str:
    portfolio = (await load_demo_portfolios(platform, owner))[0]
    return f"/api/v1/portfolios/{portfolio.id}"


async def test_an_optimization(browser: httpx.AsyncClient, growth: str) -> None:
    body = {"max_weight": 0.2, "sector_limits": [{"sector": "Information Technology", "upper": 0.3}], "frontier_points": 5}
    response = await browser.post(f"{growth}/optimize", json={**body, "as_of": "2022-06-30"})
    view = OptimizationView.model_validate_json(response.content)
    assert max(row.optimal_weight for row in view.report.positions) <= 0.2 + 1e-6
    assert view.facts["/proposed/volatility"].subject.kind == "hypothetical"
    assert [slot.kind for slot in view.board.slots][:4] == ["metrics", "bars", "scatter", "table"]
    assert facts_named(view.board) == set(view.board.facts)


async def test_views_of_black_litterman(browser: httpx.AsyncClient, growth: str) -> None:
    body = {"objective": "black_litterman", "views": [{"symbol": "AAPL", "value": 0.08, "confidence": 0.6}]}
    response = await browser.post(f"{growth}/optimize", json=body)
    view = OptimizationView.model_validate_json(response.content)
    moved = {row.symbol: place for place, row in enumerate(view.report.viewed_returns)}
    assert view.facts[f"/viewed_returns/{moved['AAPL']}/view_return"].measure == "view_return"
    assert view.facts[f"/viewed_returns/{moved['AAPL']}/prior_return"].measure == "prior_return"
    assert facts_named(view.board) == set(view.board.facts)
    contradicted = [{"symbol": "AAPL", "value": 0.08}, {"symbol": "AAPL", "value": 0.02}]
    refused = await browser.post(f"{growth}/optimize", json={**body, "views": contradicted})
    assert refused.status_code == 422
    assert "AAPL returns 8 % and AAPL returns 2 %" in refused.json()["detail"]


async def test_limits_that_conflict_are_fields_of_the_problem(browser: httpx.AsyncClient, growth: str) -> None:
    response = await browser.post(f"{growth}/optimize", json={"max_weight": 0.05})
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == ["upper bounds", "budget: weights add to 100.00%"]
