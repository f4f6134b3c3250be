"""Reports over HTTP: types that validate, boards whose facts exist, problems that explain."""

import httpx
import pytest
from tests.artifacts.facts_named import facts_named

from plumbline.access.principal import Principal
from plumbline.artifacts.report_views import AttributionView, BacktestView, DriftView, FactorView
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


async def test_a_backtest(browser: httpx.AsyncClient, growth: str) -> None:
    response = await browser.get(f"{growth}/backtest", params={"confidence": 0.95, "window": 250, "days": 500, "as_of": "2022-06-30"})
    view = BacktestView.model_validate_json(response.content)
    assert view.report.confidence == 0.95
    assert view.report.n_observations == 500
    assert str(view.report.as_of) == "2022-06-30"
    assert view.facts["/methods/0/kupiec/value"].value == view.report.methods[0].kupiec.value
    assert [slot.kind for slot in view.board.slots] == ["series", "table"]
    assert facts_named(view.board) == set(view.board.facts)


@pytest.mark.parametrize(
    ("query", "word"), [({"confidence": 1.5}, "confidence"), ({"window": 3}, "window"), ({"as_of": "1980-01-01"}, "1990")]
)
async def test_a_backtest_that_can_not_be(browser: httpx.AsyncClient, growth: str, query: dict[str, str], word: str) -> None:
    response = await browser.get(f"{growth}/backtest", params=query)
    assert response.status_code == 422
    assert word in response.json()["detail"]


async def test_factors(browser: httpx.AsyncClient, growth: str) -> None:
    response = await browser.get(f"{growth}/factors", params={"as_of": "2022-06-30", "sessions": 252, "benchmark": "USMV"})
    view = FactorView.model_validate_json(response.content)
    assert view.report.benchmark == "USMV"
    assert view.report.n_observations == 252
    assert [slot.kind for slot in view.board.slots][:7] == ["metrics", "bars", "bars", "table", "bars", "series", "table"]
    assert facts_named(view.board) == set(view.board.facts)
    assert view.facts["/active/market"].parameters == {"of": "active return"}
    built = FactorView.model_validate_json((await browser.get(f"{growth}/factors", params={"self_built": True})).content)
    assert [row.key for row in built.report.factors] == ["market", "momentum", "low_volatility"]
    assert (await browser.get(f"{growth}/factors", params={"sessions": 9})).status_code == 422
    assert (await browser.get(f"{growth}/factors", params={"benchmark": "ZZZZ"})).status_code == 404


async def test_an_attribution_and_a_drift(browser: httpx.AsyncClient, growth: str) -> None:
    asked = {"as_of": "2022-06-30", "period": "1y", "against": ["AAPL", "JNJ", "XOM"]}
    found = AttributionView.model_validate_json((await browser.get(f"{growth}/attribution", params=asked)).content)
    assert "3 given symbols" in found.report.benchmark
    assert [slot.kind for slot in found.board.slots][:4] == ["metrics", "table", "bars", "bars"]
    assert facts_named(found.board) == set(found.board.facts)
    moved = DriftView.model_validate_json((await browser.get(f"{growth}/drift", params={"period": "6m"})).content)
    assert [slot.kind for slot in moved.board.slots][:5] == ["metrics", "series", "series", "table", "table"]
    assert facts_named(moved.board) == set(moved.board.facts)
    for path in ("attribution", "drift"):
        assert (await browser.get(f"{growth}/{path}", params={"period": "a while"})).status_code == 422
    assert (await browser.get(f"{growth}/attribution", params={"against": "ZZZZ"})).status_code == 404
