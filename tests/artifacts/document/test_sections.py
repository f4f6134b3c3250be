"""The document of a portfolio: which reports are in it, and what is said of those that can not be made."""

from datetime import date
from pathlib import Path

import pytest
from tests.artifacts.document.test_documents import page
from tests.portfolios.books import DEMOS, demo_book

import plumbline.artifacts
from plumbline.artifacts.document.sections import SECTIONS, SectionName, portfolio_document
from plumbline.artifacts.document.title_block import about_portfolio
from plumbline.market_data.catalog import build_market
from plumbline.market_data.market import Market
from plumbline.portfolios.snapshot import take_snapshot


@pytest.fixture(scope="module")
def market() -> Market:
    return build_market(("sample",))


def titles(market: Market, demo: str, *names: SectionName, day: date | None = None) -> list[str]:
    view = market.as_of(day)
    document = portfolio_document(take_snapshot(demo_book(demo, market.as_of()), view), view, names)
    return [section.title for section in document.sections]


@pytest.mark.parametrize("demo", DEMOS)
def test_all_reports_of_a_demo_portfolio(market: Market, demo: str) -> None:
    found = titles(market, demo)
    assert "What can not be calculated" not in found
    assert {"Risk", "Performance", "Stress", "Limits"} <= set(found)
    assert ("Options" in found) == (demo == "options")
    assert not {"Members", "Optimization"} & set(found)


def test_every_section_is_in_the_catalog_under_a_name_of_its_own() -> None:
    assert list(SECTIONS) == list(SectionName)
    assert len({section.title for section in SECTIONS.values()}) == len(SECTIONS)


def test_a_report_by_name_and_in_the_order_of_the_catalog(market: Market) -> None:
    assert titles(market, "growth", SectionName.OPTIMIZE, SectionName.LIMITS) == ["Limits", "Optimization"]
    assert titles(market, "growth", SectionName.LIMITS) == ["Limits"]


def test_what_can_not_be_calculated_is_named_with_its_reason(market: Market) -> None:
    day = date(2008, 9, 15)
    view = market.as_of(day)
    document = portfolio_document(take_snapshot(demo_book("growth", market.as_of()), view), view)
    assert document.sections[-1].title == "What can not be calculated"
    text = " ".join(page(document).text.split())
    assert "Tail risk: The portfolio holds nothing on 2008-09-15." in text
    assert titles(market, "growth", SectionName.TAIL, day=day) == ["What can not be calculated"]


def test_the_title_block(market: Market) -> None:
    view = market.as_of(date(2021, 6, 30))
    about = about_portfolio(take_snapshot(demo_book("growth", market.as_of()), view), view)
    assert (about.kind, about.as_of, about.currency, about.benchmark) == ("Portfolio", date(2021, 6, 30), "USD", "S&P 500")


def test_every_board_of_a_report_is_a_section() -> None:
    """A report with a board belongs into the document of a portfolio, unless it needs a request of its own."""
    folder = Path(plumbline.artifacts.__file__).parent
    boards = {path.stem for path in folder.glob("*_board.py")}
    needs_a_request = {"what_if_board", "proposal_board", "rebalance_board"}
    used = {section.board.__module__.rpartition(".")[2] for section in SECTIONS.values()}
    assert boards - needs_a_request - used == set()
