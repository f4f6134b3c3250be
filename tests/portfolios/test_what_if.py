"""A what-if says exactly what the risk report would say of such holdings; trades lead there; nonsense is refused."""

import math
from datetime import date

import numpy as np
import pytest
from tests.portfolios.books import book, demo_book, snapshot

from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.slots import LimitsSlot, TableSlot
from plumbline.artifacts.what_if_board import what_if_board
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData, NotFound, PlumblineError
from plumbline.facts.derive import figures
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios.factors.report import factor_report
from plumbline.portfolios.results import RiskReport
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot
from plumbline.portfolios.what_if.report import Variant, WeightEdit, what_if_report
from plumbline.portfolios.what_if.results import WhatIfOutcome, WhatIfState

HELD = {"AAPL": 120.0, "MSFT": 90.0, "XOM": 200.0, "KO": -150.0, "CASH": 25_000.0}


def edits(**weights: float) -> tuple[WeightEdit, ...]:
    return tuple(WeightEdit(symbol=symbol, weight=weight) for symbol, weight in weights.items())


def outcome(held: PortfolioSnapshot, view: MarketView, *, financing: str = "cash", **weights: float) -> WhatIfOutcome:
    variant = Variant.model_validate({"edits": edits(**weights), "financing": financing})
    return what_if_report(held, view, (variant,)).variants[0]


def agrees(state: WhatIfState, report: RiskReport) -> None:
    """Every figure of the state is that of the risk report."""
    pairs = {
        "volatility": (state.volatility, report.volatility.days_252),
        "beta": (state.beta, report.beta),
        "value at risk": (state.value_at_risk, report.tail_risk.historical_value_at_risk_95),
        "shortfall": (state.expected_shortfall, report.tail_risk.historical_expected_shortfall_95),
        "drawdown": (state.maximum_drawdown, report.drawdown.maximum),
        "score": (state.score, report.score.score),
        "gross": (state.gross_weight, report.exposure.gross_weight),
        "net": (state.net_weight, report.exposure.net_weight),
        "hedge": (state.hedge_ratio, report.exposure.hedge_ratio),
        "hhi": (state.hhi, report.concentration.hhi),
        "top five": (state.top_5_weight, report.concentration.top_5_weight),
        "cash": (state.cash.amount, report.cash_value.amount),
        "value at risk 99": (state.value_at_risk_99, report.tail_risk.historical_value_at_risk_99),
        "shortfall 99": (state.expected_shortfall_99, report.tail_risk.historical_expected_shortfall_99),
    }
    for name, (ours, theirs) in pairs.items():
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9), name
    shares = {row.symbol: row.risk_contribution for row in report.contributions}
    for row in state.holdings:
        if row.weight:
            assert row.risk_contribution == pytest.approx(shares[row.symbol], abs=1e-9), row.symbol
    assert [(check.key, check.status, round(check.headroom or 0.0, 9)) for check in state.limits] == [
        (check.key, check.status, round(check.headroom or 0.0, 9)) for check in report.limits
    ]


def held_at(view: MarketView, weights: dict[str, float], net: float) -> PortfolioSnapshot:
    quantities = {symbol: weight * net / view.last_price(symbol).price for symbol, weight in weights.items() if weight}
    return take_snapshot(book({**quantities, "CASH": net * (1.0 - sum(weights.values()))}), view)


@pytest.mark.parametrize("name", ["growth", "retirement", "long_short", "options"])
def test_before_is_the_risk_report(view: MarketView, name: str) -> None:
    held = take_snapshot(demo_book(name, view), view)
    agrees(what_if_report(held, view, (Variant(edits=edits(AAPL=0.1)),)).before, risk_report(held, view))


@pytest.mark.parametrize("seed", range(8))
def test_after_random_edits_is_the_risk_report_of_such_holdings(view: MarketView, seed: int) -> None:
    rng = np.random.Generator(np.random.SFC64(seed))
    held = snapshot(HELD, view)
    report = risk_report(held, view)
    weights = {row.symbol: row.weight or 0.0 for row in report.contributions}
    for symbol in rng.choice(["AAPL", "MSFT", "XOM", "KO", "PG", "JPM"], size=3, replace=False):
        weights[str(symbol)] = float(rng.uniform(-0.2, 0.4))
    state = outcome(held, view, **weights).after
    agrees(state, risk_report(held_at(view, weights, report.net_value.amount), view))


def test_an_option_scales_with_its_delta(view: MarketView) -> None:
    held = snapshot({"AAPL": 100.0, "AAPL  230616P00115000": 2.0, "CASH": 1_000.0}, view)
    option = next(row for row in risk_report(held, view).contributions if " " in row.symbol)
    state = outcome(held, view, **{option.symbol: 2.0 * (option.weight or 0.0)}).after
    doubled = snapshot({"AAPL": 100.0, "AAPL  230616P00115000": 4.0, "CASH": 1_000.0 - option.market_value.amount}, view)
    agrees(state, risk_report(doubled, view))


def test_who_pays(view: MarketView) -> None:
    held = snapshot(HELD, view)
    before = what_if_report(held, view, (Variant(edits=edits(PG=0.1)),)).before
    by_cash = outcome(held, view, PG=0.1).after
    assert by_cash.cash.amount == pytest.approx(before.cash.amount - 0.1 * risk_report(held, view).net_value.amount)
    by_others = outcome(held, view, financing="others", PG=0.1).after
    assert by_others.cash.amount == pytest.approx(before.cash.amount)
    old, new = ({row.symbol: row.weight or 0.0 for row in state.holdings} for state in (before, by_others))
    assert new["AAPL"] / old["AAPL"] == pytest.approx(new["KO"] / old["KO"])
    shifted = outcome(held, view, CASH=0.5).after
    assert shifted.cash.amount == pytest.approx(0.5 * risk_report(held, view).net_value.amount)


def test_trades_are_whole_shares_that_lead_to_the_weights_and_do_not_overdraw(view: MarketView) -> None:
    held = snapshot({"AAPL": 120.0, "XOM": 33.5, "CASH": 12_000.0}, view)
    net = risk_report(held, view).net_value.amount
    found = outcome(held, view, XOM=0.0, PG=0.2, CASH=0.0)
    trades = {trade.symbol: trade for trade in found.trades}
    assert trades["XOM"].quantity == -33.5
    assert trades["PG"].quantity == pytest.approx(0.2 * net / view.last_price("PG").price, abs=1.0)
    assert float(trades["AAPL"].quantity).is_integer()
    assert 12_000.0 - sum(trade.value.amount for trade in found.trades) >= 0.0
    assert [trade.quantity > 0.0 for trade in found.trades] == sorted(trade.quantity > 0.0 for trade in found.trades)
    assert outcome(held, view, XOM=0.0).trades[0].symbol == "XOM"
    assert len(outcome(held, view, XOM=0.0).trades) == 1


def test_borrowing_is_allowed_and_said(view: MarketView) -> None:
    found = outcome(snapshot({"AAPL": 100.0, "CASH": 100.0}, view), view, MSFT=0.5)
    assert found.after.cash.amount < 0.0
    assert "borrowed" in found.notes[0]
    assert found.trades[0].quantity > 0.0


def test_everything_sold_is_cash_without_risk(view: MarketView) -> None:
    state = outcome(snapshot({"AAPL": 100.0, "CASH": 100.0}, view), view, AAPL=0.0).after
    assert (state.volatility, state.value_at_risk, state.gross_weight, state.score, state.n_holdings) == (0.0, 0.0, 0.0, 0.0, 0)
    assert state.hhi is None


def test_a_name_can_be_added_to_cash_alone(view: MarketView) -> None:
    held = snapshot({"CASH": 100_000.0}, view)
    agrees(outcome(held, view, KO=0.6).after, risk_report(held_at(view, {"KO": 0.6}, 100_000.0), view))


def test_several_are_compared_and_do_not_touch_each_other(view: MarketView) -> None:
    held = snapshot(HELD, view)
    variants = (Variant(edits=edits(AAPL=0.0), title="No Apple"), Variant(edits=edits(XOM=0.3, PG=0.1)))
    together = what_if_report(held, view, variants)
    alone = [what_if_report(held, view, (variant,)).variants[0] for variant in variants]
    assert [item.title for item in together.variants] == ["No Apple", "XOM at 30 %, PG at 10 %"]
    for one, other in zip(together.variants, alone, strict=True):
        assert one.after.volatility == pytest.approx(other.after.volatility, rel=1e-12)
        assert one.after.expected_shortfall == pytest.approx(other.after.expected_shortfall, rel=1e-12)


@pytest.mark.parametrize(
    ("weights", "error", "words"),
    [
        ({"AAPL": 50.0}, InvalidInput, "0.10 for 10 %"),
        ({"AAPL": math.nan}, InvalidInput, "AAPL"),
        ({"ZZZZ": 0.1}, NotFound, "ZZZZ"),
        ({"AAPL": 0.1, "Apple": 0.2}, InvalidInput, "found two"),
        ({}, InvalidInput, "at least one edit"),
    ],
)
def test_impossible_edits_are_explained(view: MarketView, weights: dict[str, float], error: type[PlumblineError], words: str) -> None:
    with pytest.raises(error, match=words):
        outcome(snapshot(HELD, view), view, **weights)


def test_nobody_else_to_pay_and_no_net_value(view: MarketView) -> None:
    with pytest.raises(InvalidInput, match="Let cash take it"):
        outcome(snapshot({"AAPL": 10.0}, view), view, financing="others", AAPL=0.5)
    with pytest.raises(CalculationFailed, match="positive net value"):
        outcome(snapshot({"AAPL": -10.0}, view), view, AAPL=0.5)
    with pytest.raises(InvalidInput, match="1 to 8"):
        what_if_report(snapshot(HELD, view), view, ())


def test_a_name_that_is_too_young_is_refused(market: Market) -> None:
    view = market.as_of(date(2014, 1, 20))
    held = take_snapshot(book({"AAPL": 10.0, "CASH": 100.0}), view)
    with pytest.raises(MissingData, match="fewer than 60"):
        outcome(held, view, MTUM=0.1)
    with pytest.raises(MissingData):
        outcome(take_snapshot(book({"AAPL": 10.0}), market.as_of(date(2013, 6, 3))), market.as_of(date(2013, 6, 3)), MTUM=0.1)


@pytest.mark.parametrize("name", ["growth", "retirement", "long_short", "options"])
def test_every_figure_is_finite_or_absent(view: MarketView, name: str) -> None:
    held = take_snapshot(demo_book(name, view), view)
    report = what_if_report(held, view, (Variant(edits=edits(AAPL=0.0, WMT=0.3)), Variant(edits=edits(CASH=0.9))))
    for figure in figures(report):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path


@pytest.mark.parametrize("name", ["growth", "long_short", "options"])
def test_factors_are_those_of_the_factor_report(view: MarketView, name: str) -> None:
    held = take_snapshot(demo_book(name, view), view)
    before = what_if_report(held, view, (Variant(edits=edits(AAPL=0.1)),)).before
    expected = {row.key: row.exposure.value for row in factor_report(held, view).factors}
    assert {row.key: row.exposure.value for row in before.factors} == pytest.approx(expected, abs=1e-9)


def test_factors_after_are_those_of_such_holdings(view: MarketView) -> None:
    held = snapshot(HELD, view)
    after = outcome(held, view, AAPL=0.0, MTUM=0.3).after
    weights = {row.symbol: row.weight or 0.0 for row in after.holdings}
    alike = held_at(view, weights, risk_report(held, view).net_value.amount)
    expected = {row.key: row.exposure.value for row in factor_report(alike, view).factors}
    assert {row.key: row.exposure.value for row in after.factors} == pytest.approx(expected, abs=1e-9)


def test_variants_need_titles_that_differ(view: MarketView) -> None:
    with pytest.raises(InvalidInput, match="differ"):
        what_if_report(snapshot(HELD, view), view, (Variant(edits=edits(AAPL=0.1)), Variant(edits=edits(AAPL=0.1))))


def test_several_variants_are_columns_and_one_name_means_one_figure(view: MarketView) -> None:
    report = what_if_report(snapshot(HELD, view), view, (Variant(edits=edits(AAPL=0.0), title="none"), Variant(edits=edits(CASH=0.5))))
    facts = recorded_facts(report, calculation="what_if_report", snapshot="x")
    board = what_if_board(report, facts)
    table = board.slots[0]
    assert isinstance(table, TableSlot)
    assert table.columns == ("As held", "none", "cash at 50 %")
    [gross] = [row for row in table.rows if row.label == "Largest holding, of gross"]
    assert [board.facts[fact or ""].value for fact in gross.facts] == [
        report.before.largest_weight, *(variant.after.largest_weight for variant in report.variants)
    ]  # fmt: skip
    labels = {row.label for slot in board.slots if isinstance(slot, LimitsSlot) for row in slot.rows}
    assert "Largest holding, of net value" in labels
    assert "Largest holding" not in labels
