"""The routes of proposals."""

import httpx
import pytest

from plumbline.access.principal import Principal
from plumbline.artifacts.proposal_board import ProposalView
from plumbline.artifacts.slots import NoteSlot, TableSlot
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform


@pytest.fixture
async def growth(platform: Platform, owner: Principal) -> str:
    return f"/api/v1/portfolios/{(await load_demo_portfolios(platform, owner))[0].id}"


async def test_a_proposal_is_made_read_and_withdrawn(browser: httpx.AsyncClient, growth: str) -> None:
    body = {"title": "Less Apple", "variant": {"edits": [{"symbol": "AAPL", "weight": 0.1}]}}
    made = await browser.post(f"{growth}/proposals", json=body)
    assert made.status_code == 201
    view = ProposalView.model_validate_json(made.content)
    place = f"/api/v1/proposals/{view.proposal.entry.id}"
    assert (await browser.get(place)).json() == made.json()
    assert [entry["title"] for entry in (await browser.get(f"{growth}/proposals")).json()] == ["Less Apple"]
    assert view.facts["/after/volatility"].lineage.snapshot == view.proposal.snapshot
    texts = [slot.text for slot in view.board.slots if isinstance(slot, NoteSlot)]
    assert texts[:2] == ["Breached before: Largest sector, Volatility, 252 days.", "Breached after: no limit."]
    [table] = [slot for slot in view.board.slots if isinstance(slot, TableSlot)]
    assert [row.id for row in table.rows] == ["AAPL"]
    trades = await browser.get(f"{place}/trades.csv")
    assert trades.headers["content-type"].startswith("text/csv")
    assert trades.text.splitlines()[1].startswith("sell,AAPL,")
    assert (await browser.delete(place)).status_code == 204
    assert (await browser.get(place)).status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ({"title": "x"}, 422, "one thing to propose"),
        ({"title": " ", "variant": {"edits": [{"symbol": "AAPL", "weight": 0.1}]}}, 422, "name"),
        ({"title": "x", "variant": {"edits": [{"symbol": "ZZZZ", "weight": 0.1}]}}, 404, "ZZZZ"),
        ({"title": "x", "variant": {"edits": []}}, 422, "edit"),
    ],
)
async def test_what_can_not_be_is_explained(browser: httpx.AsyncClient, growth: str, body: object, status: int, word: str) -> None:
    response = await browser.post(f"{growth}/proposals", json=body)
    assert response.status_code == status
    assert word in str(response.json())
    assert (await browser.get(f"{growth}/proposals")).json() == []
