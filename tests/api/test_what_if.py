"""What-if over HTTP: figures with facts, a board, refusals."""

import httpx
import pytest
from tests.artifacts.facts_named import facts_named

from plumbline.access.principal import Principal
from plumbline.artifacts.what_if_board import WhatIfView
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
async def growth(platform: Platform, owner: Principal) -> str:
    return f"/api/v1/portfolios/{(await load_demo_portfolios(platform, owner))[0].id}/what-if"


async def test_edits_in_results_out(browser: httpx.AsyncClient, growth: str) -> None:
    body = {
        "variants": [
            {"edits": [{"symbol": "AAPL", "weight": 0.1}, {"symbol": "WMT", "weight": 0}]},
            {"edits": [{"symbol": "CASH", "weight": 0.4}]},
        ]
    }
    response = await browser.post(growth, json=body, params={"as_of": "2022-06-30"})
    view = WhatIfView.model_validate_json(response.content)
    assert str(view.report.as_of) == "2022-06-30"
    assert [item.title for item in view.report.variants] == ["AAPL at 10 %, WMT sold", "cash at 40 %"]
    before, after = view.facts["/before/volatility"], view.facts["/variants/1/after/volatility"]
    assert after.value == view.report.variants[1].after.volatility
    assert before.subject.kind == "portfolio"
    assert after.subject.kind == "hypothetical"
    assert [slot.kind for slot in view.board.slots][:4] == ["table", "table", "table", "limits"]
    assert facts_named(view.board) == set(view.board.facts)


@pytest.mark.parametrize(
    ("variants", "status", "word"),
    [
        ([], 422, "variants"),
        ([{"edits": []}], 422, "at least one edit"),
        ([{"edits": [{"symbol": "AAPL", "weight": 10.5}]}], 422, "0.10 for 10 %"),
        ([{"edits": [{"symbol": "Nothing like it", "weight": 0.1}]}], 404, "Nothing like it"),
        ([{"edits": [{"symbol": "AAPL", "weight": 0.1}], "financing": "magic"}], 422, "financing"),
    ],
)
async def test_what_can_not_be_is_explained(browser: httpx.AsyncClient, growth: str, variants: object, status: int, word: str) -> None:
    response = await browser.post(growth, json={"variants": variants})
    assert response.status_code == status
    assert word in str(response.json())
