"""Volatility over HTTP: facts, board, refusals."""

import httpx
import pytest
from tests.artifacts.facts_named import facts_named

from plumbline.access.principal import Principal
from plumbline.artifacts.volatility_board import VolatilityView
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


async def test_volatility(browser: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    path = f"/api/v1/portfolios/{(await load_demo_portfolios(platform, owner))[0].id}/volatility"
    query = {"as_of": "2021-06-30", "windows": ["10", "63"], "decay": "0.97", "pairs": "3"}
    view = VolatilityView.model_validate_json((await browser.get(path, params=query)).content)
    assert str(view.report.as_of) == "2021-06-30"
    assert [row.window for row in view.report.realized] == [10, 63]
    assert view.facts["/ewma/value"].parameters == {"decay": 0.97}
    assert [slot.kind for slot in view.board.slots][:7] == ["metrics", "series", "table", "table", "bars", "bars", "table"]
    assert facts_named(view.board) == set(view.board.facts)
    assert view.report.attribution is not None
    assert len(view.report.attribution.pairs) == 3
    for wrong in ({"windows": "1"}, {"decay": "2"}, {"horizon": "0"}, {"as_of": "1980-01-01"}):
        assert (await browser.get(path, params=wrong)).status_code == 422
