"""Rebalancing: drift by hand, trades that reach the targets, others, bands, cash, an optimization as target, what can not be."""

import math
from dataclasses import replace
from datetime import date

import pytest
from tests.market_data.markets import cut_in_the_source
from tests.portfolios.books import book, demo_book, snapshot

from plumbline.core.errors import CalculationFailed, InvalidInput, NotFound
from plumbline.core.ids import PortfolioId
from plumbline.facts.derive import figures
from plumbline.market_data.market import Market, MarketView
from plumbline.market_data.providers.sample import build_sample_provider
from plumbline.portfolios.optimization.report import optimization_report
from plumbline.portfolios.optimization.request import Objective, OptimizationRequest
from plumbline.portfolios.rebalancing.report import rebalance_report
from plumbline.portfolios.rebalancing.request import Others, RebalanceRequest
from plumbline.portfolios.rebalancing.results import RebalancedPosition, RebalanceReport
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot


@pytest.fixture(scope="module")
def growth(market: Market) -> PortfolioSnapshot:
    view = market.as_of()
    return take_snapshot(demo_book("growth", view), view)


def to(*targets: tuple[str, float], **terms: object) -> RebalanceRequest:
    rows = [{"symbol": symbol, "weight": weight} for symbol, weight in targets]
    return RebalanceRequest.model_validate({"targets": rows, **terms})


def rows_of(report: RebalanceReport) -> dict[str, RebalancedPosition]:
    return {row.symbol: row for row in report.positions}


@pytest.mark.parametrize("name", ["growth", "retirement", "long_short", "options"])
def test_drift_trades_and_cash_add_up(market: Market, view: MarketView, name: str) -> None:
    frozen = take_snapshot(demo_book(name, view), view)
    report = rebalance_report(frozen, view, to(("AAPL", 0.1), ("XOM", 0.03), minimum_trade=100.0))
    net = report.net_value.amount
    for row in report.positions:
        assert row.drift == pytest.approx(row.weight - row.target, abs=1e-12)
        assert row.trade_value.amount == pytest.approx(row.trade_quantity * row.price.amount)
        assert row.trade_quantity == round(row.trade_quantity)
        if row.symbol in ("AAPL", "XOM"):
            assert abs(row.weight_after - row.target) <= row.price.amount / net
        else:
            assert row.trade_quantity == 0.0
    assert report.cash_after.amount == pytest.approx(report.cash.amount - sum(row.trade_value.amount for row in report.positions))
    assert report.traded.amount == pytest.approx(sum(abs(row.trade_value.amount) for row in report.positions))
    for figure in figures(report):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path
        if figure.value is None:
            assert figure.owner.reason, figure.path


def test_drift_by_hand(view: MarketView) -> None:
    """60 and 40 % are wanted of what is all in one; turnover is half of 0.4 + 0.4."""
    held = snapshot({"AAPL": 100}, view)
    report = rebalance_report(held, view, to(("AAPL", 0.6), ("KO", 0.4)))
    rows = rows_of(report)
    assert rows["AAPL"].drift == pytest.approx(0.4)
    assert rows["KO"].drift == pytest.approx(-0.4)
    assert report.turnover == pytest.approx(0.4)
    assert report.largest_drift == pytest.approx(0.4)
    assert report.cash_after.amount >= 0.0


def test_others_are_kept_scaled_or_sold(growth: PortfolioSnapshot, view: MarketView) -> None:
    kept = rebalance_report(growth, view, to(("AAPL", 0.05)))
    assert [row.symbol for row in kept.positions if row.trade_quantity] == ["AAPL"]
    scaled = rebalance_report(growth, view, to(("AAPL", 0.05), ("CASH", 0.02), others=Others.SCALE))
    rows = rows_of(scaled)
    assert sum(row.target for row in scaled.positions) == pytest.approx(0.98)
    ratios = [row.target / row.weight for row in scaled.positions if row.symbol != "AAPL"]
    assert ratios == pytest.approx([ratios[0]] * len(ratios))
    assert rows["AAPL"].target == 0.05
    assert scaled.cash_after.amount / scaled.net_value.amount == pytest.approx(0.02, abs=2e-3)
    sold = rebalance_report(growth, view, to(("AAPL", 0.5), ("KO", 0.5), others=Others.SELL))
    assert all(row.weight_after == 0.0 for row in sold.positions if row.symbol not in ("AAPL", "KO"))


def test_bands_and_smallest_trades_leave_alone(growth: PortfolioSnapshot, view: MarketView) -> None:
    weights = {row.symbol: row.weight for row in rebalance_report(growth, view, to(("AAPL", 0.1))).positions}
    near, far = weights["JPM"] - 0.01, weights["AAPL"] - 0.06
    report = rebalance_report(growth, view, to(("JPM", near), ("AAPL", far), band=0.02))
    assert [row.symbol for row in report.positions if row.outside] == ["AAPL"]
    assert [row.symbol for row in report.positions if row.trade_quantity] == ["AAPL"]
    relative = rebalance_report(growth, view, to(("JPM", near), ("AAPL", far), band=0.1, relative_band=True))
    assert {row.symbol for row in relative.positions if row.outside} == {"JPM", "AAPL"}
    small = rebalance_report(growth, view, to(("JPM", near), ("AAPL", far), minimum_trade=20_000.0))
    assert [row.symbol for row in small.positions if row.too_small] == ["JPM"]
    assert small.n_trades == 1


def test_cash_is_kept_and_costs_are_paid(growth: PortfolioSnapshot, view: MarketView) -> None:
    everything = to(("AAPL", 0.5), ("KO", 0.5), others=Others.SELL, keep_cash=5_000.0, cost_rate=0.001, lot_size=10)
    report = rebalance_report(growth, view, everything)
    assert report.cash_after.amount >= 5_000.0
    assert report.costs.amount == pytest.approx(0.001 * report.traded.amount)
    assert rows_of(report)["KO"].trade_quantity % 10 == 0.0


def test_fractions_of_shares(view: MarketView) -> None:
    report = rebalance_report(snapshot({"CASH": 1000.0}, view), view, to(("AAPL", 1.0), lot_size=0.001))
    assert 0.999 < rows_of(report)["AAPL"].weight_after <= 1.0


def test_lots_decide_what_is_realized(growth: PortfolioSnapshot, view: MarketView) -> None:
    report = rebalance_report(growth, view, to(("AAPL", 0.1)))
    row = rows_of(report)["AAPL"]
    assert row.tax is not None
    assert row.tax.realized_gain is not None
    assert row.tax.realized_gain.amount == pytest.approx(-row.trade_quantity * (row.price.amount - 24.53))
    assert report.taxes is not None
    assert report.taxes.long_term_gain == row.tax.realized_gain
    assert {figure.measured.measure for figure in figures(report)} >= {
        "realized_gain", "long_term_gain", "short_term_gain", "disallowed_loss", "target_drift", "target_weight",
    }  # fmt: skip


def test_an_optimization_as_target_makes_the_trades_of_the_optimization(growth: PortfolioSnapshot, view: MarketView) -> None:
    asked = OptimizationRequest(objective=Objective.RISK_PARITY)
    proposed = {row.symbol: row for row in optimization_report(growth, view, asked).positions}
    report = rebalance_report(growth, view, RebalanceRequest(optimize=asked))
    last_in = rebalance_report(growth, view, RebalanceRequest(optimize=asked, lot_method="last_in_first_out"))
    assert sum("Sales use lots" in note for note in last_in.notes) == 1
    assert sum("A proposal" in note for note in last_in.notes) == 1
    assert report.source == "the optimization risk parity"
    for row in report.positions:
        assert row.trade_quantity == proposed[row.symbol].trade_quantity
        assert row.tax == proposed[row.symbol].tax


@pytest.mark.parametrize(
    ("request_", "word"),
    [
        (RebalanceRequest(), "neither"),
        (to(("AAPL", 0.1), optimize={"objective": "risk_parity"}), "both"),
        (to(("AAPL", 0.1), ("aapl", 0.2)), "one target of AAPL"),
        (to(("AAPL", 0.9)), "kept that add to at most 100.00%"),
        (to(("AAPL", 0.1), ("CASH", 0.5)), "cash that add to 100"),
        (to(("AAPL", 1.2), others=Others.SCALE), "leave something for the other holdings"),
        (to(("SP500", 0.1)), "can not be bought"),
        (to(("AAPL", 0.6), ("KO", 0.6), others=Others.SELL), "at most 100"),
    ],
)
def test_requests_that_can_not_be_met(growth: PortfolioSnapshot, view: MarketView, request_: RebalanceRequest, word: str) -> None:
    with pytest.raises(InvalidInput, match=word):
        rebalance_report(growth, view, request_)


def test_portfolios_that_can_not_be_rebalanced(growth: PortfolioSnapshot, view: MarketView) -> None:
    with pytest.raises(NotFound, match="ZZZZ"):
        rebalance_report(growth, view, to(("ZZZZ", 0.1)))
    with pytest.raises(CalculationFailed, match="positive net value"):
        rebalance_report(snapshot({"AAPL": 10, "CASH": -10_000}, view), view, to(("AAPL", 0.1)))
    with pytest.raises(InvalidInput, match="only cash"):
        rebalance_report(snapshot({"CASH": 1000}, view), view, to(("CASH", 1.0)))
    with pytest.raises(InvalidInput, match="to take the"):
        rebalance_report(snapshot({"AAPL": 10}, view), view, to(("AAPL", 0.4), others=Others.SCALE))


def test_short_books_and_all_cash(view: MarketView) -> None:
    shorted = snapshot({"AAPL": -100, "XOM": -100, "CASH": 100_000}, view)
    report = rebalance_report(shorted, view, to(("AAPL", -0.05)))
    assert rows_of(report)["AAPL"].trade_quantity > 0
    bought = rebalance_report(snapshot({"CASH": 10_000}, view), view, to(("KO", 0.5), ("XOM", 0.3)))
    assert bought.n_trades == 2
    assert bought.taxes is None


@pytest.mark.parametrize("day", [date(2008, 9, 12), date(2020, 3, 16)])
def test_a_past_day_knows_nothing_later(market: Market, day: date) -> None:
    cut = cut_in_the_source(build_sample_provider("").load(), day, key="sample").as_of(day)
    held, seen = {"AAPL": 10, "XOM": 5, "CASH": 100}, market.as_of(day)
    request = to(("AAPL", 0.2), ("KO", 0.1))
    assert rebalance_report(snapshot(held, seen), seen, request) == rebalance_report(snapshot(held, cut), cut, request)


def test_a_group_is_rebalanced_as_a_whole(view: MarketView) -> None:
    first, second = (replace(book(held, opened=date(2020, 1, 2), cost=cost), name=name) for held, cost, name in (
        ({"AAPL": 10, "CASH": 500}, 20.0, "One"), ({"AAPL": 20, "XOM": 30}, 60.0, "Two"),
    ))  # fmt: skip
    group = replace(first, id=PortfolioId("grp_both"), name="Both", members=(first, second))
    report = rebalance_report(take_snapshot(group, view), view, to(("AAPL", 0.0)))
    row = rows_of(report)["AAPL"]
    assert row.trade_quantity == -30
    assert row.tax is not None
    assert row.tax.realized_gain is not None
    assert row.tax.realized_gain.amount == pytest.approx(30 * row.price.amount - 10 * 20.0 - 20 * 60.0)
    assert any("group as a whole" in note for note in report.notes)


def test_a_split_by_term_is_whole_or_not_at_all(market: Market, view: MarketView) -> None:
    frozen = take_snapshot(demo_book("long_short", view), view)  # lots without dates
    taxes = rebalance_report(frozen, view, to(("AAPL", 0.1), ("XOM", 0.02))).taxes
    assert taxes is not None
    assert taxes.realized_gain is not None
    assert (taxes.short_term_gain, taxes.long_term_gain, taxes.disallowed_loss) == (None, None, None)
    assert taxes.reason is not None


def test_what_an_optimization_leaves_aside_is_said(view: MarketView) -> None:
    frozen = take_snapshot(demo_book("options", view), view)
    report = rebalance_report(frozen, view, RebalanceRequest(optimize=OptimizationRequest()))
    assert any("Left as it is" in note and "call" in note for note in report.notes)
    assert all(not row.trade_quantity for row in report.positions if len(row.symbol) > 8)
