"""Performance over HTTP: facts, board with calendar and rolling figures, blends, refusals."""

import httpx
import pytest
from tests.artifacts.facts_named import facts_named

from plumbline.access.principal import Principal
from plumbline.artifacts.performance_board import PerformanceView
from plumbline.artifacts.slots import HeatMapSlot
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


async def test_performance(browser: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    path = f"/api/v1/portfolios/{(await load_demo_portfolios(platform, owner))[0].id}/performance"
    query = {"as_of": "2021-06-30", "period": "3y", "benchmark": "60% SP500 + 40% USMV"}
    view = PerformanceView.model_validate_json((await browser.get(path, params=query)).content)
    assert str(view.report.as_of) == "2021-06-30"
    assert view.report.benchmark == query["benchmark"]
    kinds = ["metrics", "series", "table", "table", "heat_map", "series", "series", "series", "series", "bars"]
    assert [slot.kind for slot in view.board.slots][:10] == kinds
    assert facts_named(view.board) == set(view.board.facts)
    heat = next(slot for slot in view.board.slots if isinstance(slot, HeatMapSlot))
    assert heat.rows == ("2018", "2019", "2020", "2021")
    assert {len(row) for row in heat.cells} == {len(heat.columns)} == {14}
    cell = heat.cells[2][0]
    assert cell is not None
    assert view.board.facts[cell].measure == "monthly_return"
    assert view.board.facts[cell].period == "2020-01-01/2020-01-31"
    for wrong in ({"period": "soon"}, {"benchmark": "60% SP500"}, {"window": "1"}, {"as_of": "1980-01-01"}):
        assert (await browser.get(path, params=wrong)).status_code == 422
    assert (await browser.get(path, params={"benchmark": "NOSUCH"})).status_code == 404
