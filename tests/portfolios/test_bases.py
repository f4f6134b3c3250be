"""What a report says of the basis of its figures, in tables and on boards."""

import pytest
from tests.portfolios.books import demo_book, snapshot

from plumbline.artifacts.attribution_board import attribution_board
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.optimization_board import optimization_board
from plumbline.artifacts.slots import MetricsSlot, NoteSlot, TableSlot
from plumbline.market_data.market import MarketView
from plumbline.portfolios.attribution.report import attribution_report
from plumbline.portfolios.optimization.report import LONG_ONLY_NOTE, optimization_report
from plumbline.portfolios.optimization.request import OptimizationRequest
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import take_snapshot


def test_attribution_names_what_it_measures_against(view: MarketView) -> None:
    report = attribution_report(snapshot({"AAPL": 100, "XOM": 300}, view), view, period="1m")
    board = attribution_board(report, recorded_facts(report, calculation="attribution_report", snapshot="x"))
    glance = next(slot for slot in board.slots if isinstance(slot, MetricsSlot))
    table = next(slot for slot in board.slots if isinstance(slot, TableSlot))
    assert "equal-weighted mean" in glance.title
    assert "Equal-weighted shares" in [metric.label for metric in glance.metrics]
    assert "Equal-weighted" in table.columns
    assert not any(label == "Benchmark" for label in (*table.columns, *(metric.label for metric in glance.metrics)))


@pytest.mark.parametrize(("least", "said"), [(0.0, True), (-0.3, False)])
def test_a_book_with_shorts_is_told_that_the_proposal_is_long_only(view: MarketView, least: float, said: bool) -> None:
    held = take_snapshot(demo_book("long_short", view), view)
    report = optimization_report(held, view, OptimizationRequest(min_weight=least, max_weight=0.3))
    board = optimization_board(report, recorded_facts(report, calculation="optimization_report", snapshot="x"))
    first = board.slots[0]
    assert (LONG_ONLY_NOTE in report.notes) is said
    assert (isinstance(first, NoteSlot) and first.text == LONG_ONLY_NOTE) is said


def test_a_long_book_needs_no_such_words(view: MarketView) -> None:
    report = optimization_report(take_snapshot(demo_book("growth", view), view), view, OptimizationRequest())
    assert LONG_ONLY_NOTE not in report.notes


@pytest.mark.parametrize(("name", "said"), [("options", True), ("growth", False)])
def test_volatility_of_an_option_is_said_to_be_per_premium(view: MarketView, name: str, said: bool) -> None:
    notes = risk_report(take_snapshot(demo_book(name, view), view), view).notes
    assert any("per unit of its premium" in note for note in notes) is said
