"""Hedging over HTTP: facts, board, refusals."""

import httpx
import pytest
from tests.artifacts.facts_named import facts_named

from plumbline.access.principal import Principal
from plumbline.artifacts.hedging_board import HedgingView
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


async def test_hedging(browser: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    path = f"/api/v1/portfolios/{(await load_demo_portfolios(platform, owner))[2].id}/hedging"
    view = HedgingView.model_validate_json((await browser.get(path, params={"as_of": "2021-06-30"})).content)
    assert str(view.report.as_of) == "2021-06-30"
    assert view.facts["/candidates/0/effectiveness"].value == view.report.candidates[0].effectiveness
    assert [slot.kind for slot in view.board.slots][:4] == ["metrics", "bars", "bars", "table"]
    assert facts_named(view.board) == set(view.board.facts)
    chosen = HedgingView.model_validate_json((await browser.get(path, params={"against": ["SP500", "Exxon"]})).content)
    assert {row.symbol for row in chosen.report.candidates} <= {"SP500", "XOM"}
    assert (await browser.get(path, params={"against": "ZZZZ"})).status_code == 404
    assert (await browser.get(path, params={"as_of": "1980-01-01"})).status_code == 422
