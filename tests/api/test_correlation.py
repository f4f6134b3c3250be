"""Correlation over HTTP: facts, heat map, refusals."""

import httpx
import pytest
from tests.artifacts.facts_named import facts_named

from plumbline.access.principal import Principal
from plumbline.artifacts.correlation_board import CorrelationView
from plumbline.artifacts.slots import HeatMapSlot
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


async def test_correlation(browser: httpx.AsyncClient, platform: Platform, owner: Principal) -> None:
    path = f"/api/v1/portfolios/{(await load_demo_portfolios(platform, owner))[0].id}/correlation"
    view = CorrelationView.model_validate_json((await browser.get(path, params={"as_of": "2021-06-30", "estimator": "ewma"})).content)
    assert str(view.report.as_of) == "2021-06-30"
    assert view.report.estimator == "ewma"
    assert [slot.kind for slot in view.board.slots][:5] == ["metrics", "heat_map", "table", "table", "table"]
    assert facts_named(view.board) == set(view.board.facts)
    heat = next(slot for slot in view.board.slots if isinstance(slot, HeatMapSlot))
    assert heat.rows == heat.columns == view.report.symbols
    for row, cells in enumerate(heat.cells):
        assert [cell is None for cell in cells] == [column == row for column in range(len(cells))]
        assert [view.board.facts[cell].value for cell in cells[:row] if cell] == [figure.value for figure in view.report.matrix[row]]
        assert all(heat.cells[column][row] == cell for column, cell in enumerate(cells))
    for query in ({"sessions": "3"}, {"top": "0"}, {"estimator": "guess"}, {"as_of": "1980-01-01"}):
        assert (await browser.get(path, params=query)).status_code == 422
