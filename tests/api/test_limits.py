"""Limits over HTTP: checks, cures, facts, board."""

import httpx
from tests.artifacts.facts_named import facts_named

from plumbline.access.principal import Principal
from plumbline.artifacts.limits_board import LimitsView
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform


async def test_limits_with_cures(browser: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    portfolios = await load_demo_portfolios(platform, owner)
    path = f"/api/v1/portfolios/{portfolios[2].id}/limits"
    view = LimitsView.model_validate_json((await browser.get(path)).content)
    cure = view.report.reviews[1].cures[0]
    assert view.facts["/reviews/1/cures/0/trades/0/change"].value == cure.trades[0].change
    assert view.facts["/reviews/1/cures/0/after/value"].subject.kind == "hypothetical"
    assert [slot.kind for slot in view.board.slots][:3] == ["limits", "table", "table"]
    assert facts_named(view.board) == set(view.board.facts)
    past = LimitsView.model_validate_json((await browser.get(path, params={"as_of": "2021-06-30"})).content)
    assert str(past.report.as_of) == "2021-06-30"
    assert (await browser.get(path, params={"as_of": "1980-01-01"})).status_code == 422
