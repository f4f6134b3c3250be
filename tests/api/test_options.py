"""Options over HTTP: facts, board, the empty state, refusals."""

import httpx
import pytest
from tests.artifacts.facts_named import facts_named

from plumbline.access.principal import Principal
from plumbline.artifacts.option_board import OptionView
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


async def test_options(browser: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    demos = await load_demo_portfolios(platform, owner)
    found = {demo.name: f"/api/v1/portfolios/{demo.id}/options" for demo in demos}
    path = next(path for name, path in found.items() if "ption" in name)
    asked = {"exercise": "american", "confidence": "0.95", "quotes": ["AAPL 230317C140=3.85"]}
    view = OptionView.model_validate_json((await browser.get(path, params=asked)).content)
    assert view.report.exercise == "american"
    assert view.facts["/positions/0/gamma"].value == view.report.positions[0].gamma
    assert view.facts["/positions/0/implied_volatility/value"].value == view.report.positions[0].implied_volatility.value
    kinds = [slot.kind for slot in view.board.slots]
    assert kinds[:9] == ["metrics", "table", "table", "table", "table", "bars", "table", "heat_map", "heat_map"]
    assert "Implied volatility" in view.board.slots[1].columns  # type: ignore[union-attr]
    plain = OptionView.model_validate_json((await browser.get(path)).content)
    assert "Implied volatility" not in plain.board.slots[1].columns  # type: ignore[union-attr]
    assert facts_named(view.board) == set(view.board.facts)
    for wrong in ({"exercise": "bermudan"}, {"quotes": "AAPL=1"}, {"confidence": "2"}, {"as_of": "1980-01-01"}):
        assert (await browser.get(path, params=wrong)).status_code == 422
    assert (await browser.get(path, params={"quotes": "KO 230317C60=1"})).status_code == 404


async def test_a_portfolio_without_options_says_so(browser: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    path = f"/api/v1/portfolios/{(await load_demo_portfolios(platform, owner))[0].id}/options"
    view = OptionView.model_validate_json((await browser.get(path)).content)
    assert view.report.positions == ()
    assert view.facts["/n_options"].value == 0.0
    assert [slot.kind for slot in view.board.slots] == ["note"]
