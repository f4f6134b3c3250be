"""Drawdowns over HTTP: facts, board, refusals."""

import httpx
import pytest
from tests.artifacts.facts_named import facts_named

from plumbline.access.principal import Principal
from plumbline.artifacts.drawdowns_board import DrawdownView
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


async def test_drawdowns(browser: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    path = f"/api/v1/portfolios/{(await load_demo_portfolios(platform, owner))[0].id}/drawdowns"
    view = DrawdownView.model_validate_json((await browser.get(path, params={"as_of": "2021-06-30", "sessions": 504})).content)
    assert str(view.report.as_of) == "2021-06-30"
    assert view.report.n_observations == 504
    assert view.facts["/episodes/0/depth"].value == view.report.episodes[0].depth
    assert view.facts["/chances/0/value"].parameters == {"depth": 0.1, "horizon_days": 252.0}
    assert [slot.kind for slot in view.board.slots][:3] == ["metrics", "series", "table"]
    assert facts_named(view.board) == set(view.board.facts)
    for query in ({"sessions": "3"}, {"horizon": "0"}, {"as_of": "1980-01-01"}):
        assert (await browser.get(path, params=query)).status_code == 422
