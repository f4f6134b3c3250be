"""Tail risk over HTTP: facts, board, refusals."""

import httpx
import pytest
from tests.artifacts.facts_named import facts_named

from plumbline.access.principal import Principal
from plumbline.artifacts.tail_board import TailView
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


async def test_tail_risk(browser: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    path = f"/api/v1/portfolios/{(await load_demo_portfolios(platform, owner))[0].id}/tail-risk"
    asked = {"as_of": "2021-06-30", "confidence": "0.975", "horizon": "10", "parts": "student_t"}
    view = TailView.model_validate_json((await browser.get(path, params=asked)).content)
    assert str(view.report.as_of) == "2021-06-30"
    assert view.facts["/methods/0/value_at_risk/value"].value == view.report.methods[0].value_at_risk.value
    assert view.facts["/methods/6/value_at_risk/value"].parameters["seed"] == 0.0
    assert [slot.kind for slot in view.board.slots][:7] == ["metrics", "bars", "table", "table", "pareto", "table", "bars"]
    assert facts_named(view.board) == set(view.board.facts)
    plain = TailView.model_validate_json((await browser.get(path)).content)
    assert plain.report.scalings == ()
    assert [slot.kind for slot in plain.board.slots][:6] == ["metrics", "bars", "table", "pareto", "table", "bars"]
    assert facts_named(plain.board) == set(plain.board.facts)
    for wrong in ({"confidence": "1.5"}, {"horizon": "0"}, {"scaling": "cube"}, {"as_of": "1980-01-01"}):
        assert (await browser.get(path, params=wrong)).status_code == 422
