"""Boards: every figure is a fact that travels with the board, and thin portfolios give thin boards, not broken ones."""

from datetime import date

import pytest
from tests.market_data.markets import market_of, wobble
from tests.portfolios.books import DEMOS, demo_book, snapshot

from plumbline.artifacts.boards import overview_board, recorded_facts
from plumbline.artifacts.risk_dashboard import risk_dashboard
from plumbline.artifacts.slots import BarsSlot, Board, LimitsSlot, MetricsSlot, NoteSlot, ParetoSlot, SeriesSlot
from plumbline.market_data.catalog import build_market
from plumbline.market_data.market import Market
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import take_snapshot


@pytest.fixture(scope="module")
def market() -> Market:
    return build_market(("sample",))


def named_facts(board: Board) -> set[str]:
    named: set[str] = set()
    for slot in board.slots:
        match slot:
            case MetricsSlot():
                named |= {fact for metric in slot.metrics for fact in (metric.fact, metric.context) if fact}
            case ParetoSlot():
                named |= {fact for bar in slot.bars for fact in (bar.fact, bar.weight) if fact}
            case BarsSlot():
                named |= {fact for row in slot.rows for fact in row.facts if fact}
            case LimitsSlot():
                named |= {fact for row in slot.rows for fact in (row.fact, row.level, row.headroom)}
    return named


@pytest.mark.parametrize("name", DEMOS)
@pytest.mark.parametrize("day", [date(2022, 12, 28), date(2020, 3, 16)])
def test_the_overview_names_only_facts_it_carries(market: Market, name: str, day: date) -> None:
    view = market.as_of(day)
    frozen = take_snapshot(demo_book(name, market.as_of()), view)
    board = overview_board(frozen, view)
    assert board.as_of == day
    assert named_facts(board) == set(board.facts)
    assert all(fact.as_of == day and fact.lineage.snapshot == frozen.digest for fact in board.facts.values())
    said_first = ["note"] * len(frozen.notes)
    assert [slot.kind for slot in board.slots][: len(said_first) + 3] == [*said_first, "metrics", "series", "bars"]
    assert bool(frozen.notes) == (day != date(2022, 12, 28))
    texts = [slot.text for slot in board.slots if isinstance(slot, NoteSlot)]
    assert len(texts) == len(set(texts))
    series = next(slot for slot in board.slots if isinstance(slot, SeriesSlot))
    assert all(len(line.values) == len(series.dates) for line in series.lines)
    assert [line.name for line in series.lines] == [name, "S&P 500"]
    assert Board.model_validate_json(board.model_dump_json()) == board


def test_the_overview_shows_the_figures_of_the_report(market: Market) -> None:
    view = market.as_of()
    frozen = take_snapshot(demo_book("long_short", view), view)
    report, board = risk_report(frozen, view), overview_board(frozen, view)
    metrics = next(slot for slot in board.slots if isinstance(slot, MetricsSlot)).metrics
    shown = {metric.label: board.facts[metric.fact].value for metric in metrics}
    assert shown["Net value"] == report.net_value.amount
    assert shown["Hedge ratio"] == report.exposure.hedge_ratio
    assert shown["Volatility, 1 year"] == report.volatility.days_252
    pareto = next(slot for slot in board.slots if isinstance(slot, ParetoSlot))
    assert [bar.id for bar in pareto.bars] == [row.symbol for row in report.contributions]
    values = [board.facts[bar.fact].value for bar in pareto.bars]
    assert values == [row.risk_contribution for row in report.contributions]


def test_before_the_first_lot_the_overview_says_so_and_shows_no_empty_figures(market: Market) -> None:
    frozen = take_snapshot(demo_book("growth", market.as_of()), market.as_of(date(2008, 9, 15)))
    board = overview_board(frozen, market.as_of(date(2008, 9, 15)))
    assert {slot.kind for slot in board.slots} == {"note"}
    assert board.facts == {}


def test_names_of_people_not_symbols(market: Market) -> None:
    view = market.as_of()
    board = overview_board(take_snapshot(demo_book("growth", view), view), view)
    assert next(slot for slot in board.slots if isinstance(slot, BarsSlot)).series[1] == "S&P 500"


def test_a_long_portfolio_has_no_hedge_metrics(market: Market) -> None:
    view = market.as_of()
    board = overview_board(take_snapshot(demo_book("growth", view), view), view)
    labels = {metric.label for slot in board.slots if isinstance(slot, MetricsSlot) for metric in slot.metrics}
    assert "Hedge ratio" not in labels


@pytest.mark.parametrize("held", [{}, {"CASH": 100.0}, {"AAPL": -10.0}, {"AAPL": 1.0}])
def test_thin_portfolios(market: Market, held: dict[str, float]) -> None:
    view = market.as_of()
    board = overview_board(snapshot(held, view), view)
    assert named_facts(board) == set(board.facts)
    assert isinstance(board.slots[0], MetricsSlot if held else NoteSlot)
    if not held:
        assert [slot.text for slot in board.slots if isinstance(slot, NoteSlot)] == ["The portfolio holds nothing on 2022-12-28."]


def test_the_chart_takes_the_longest_period_with_prices() -> None:
    market = market_of({"AAA": wobble(40), "SP500": wobble(40, seed=2)})
    view = market.as_of()
    board = overview_board(snapshot({"AAA": 1.0}, view), view)
    assert next(slot.title for slot in board.slots if isinstance(slot, SeriesSlot)).startswith("Return over 1 month")


def test_the_risk_dashboard_is_drawn_from_the_same_facts(market: Market) -> None:
    view = market.as_of()
    frozen = take_snapshot(demo_book("options", view), view)
    report = risk_report(frozen, view)
    board = risk_dashboard(report, recorded_facts(report, calculation="risk_report", snapshot=frozen.digest))
    assert named_facts(board) <= set(board.facts)
    assert [slot.kind for slot in board.slots][:4] == ["metrics", "pareto", "limits", "bars"]
    limits = next(slot for slot in board.slots if isinstance(slot, LimitsSlot))
    assert "Largest sector: Information Technology" in {row.label for row in limits.rows}
    pareto = next(slot for slot in board.slots if isinstance(slot, ParetoSlot))
    assert "AAPL 2023-03-17 140 call" in {bar.label for bar in pareto.bars}
