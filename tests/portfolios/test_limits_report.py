"""Cures bring a breached figure back, by no more than is needed, as the what-if confirms."""

import math
from datetime import date

import pytest
from tests.portfolios.books import demo_book, snapshot

from plumbline.facts.derive import figures
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios.limits_report import limits_report
from plumbline.portfolios.limits_results import Cure, LimitReview
from plumbline.portfolios.results import LimitStatus
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot
from plumbline.portfolios.what_if.report import Variant, WeightEdit, what_if_report

NAMES = ("growth", "retirement", "long_short", "options")


def breaches(held: PortfolioSnapshot, view: MarketView) -> list[LimitReview]:
    return [review for review in limits_report(held, view).reviews if review.check.status is LimitStatus.BREACH]


def checked_after(held: PortfolioSnapshot, view: MarketView, cure: Cure, key: str, *, share: float = 1.0) -> tuple[LimitStatus, float]:
    """Status and headroom of the rule when `share` of the cure is done."""
    weights = {row.symbol: row.weight or 0.0 for row in risk_report(held, view).contributions}
    edits = tuple(WeightEdit(symbol=trade.symbol, weight=weights[trade.symbol] + share * trade.change) for trade in cure.trades)
    after = what_if_report(held, view, (Variant(edits=edits),)).variants[0].after
    [check] = [check for check in after.limits if check.key == key]
    return check.status, check.headroom


@pytest.mark.parametrize("name", NAMES)
def test_each_cure_cures_and_half_of_it_does_not(view: MarketView, name: str) -> None:
    held = take_snapshot(demo_book(name, view), view)
    found = breaches(held, view)
    assert found or name == "retirement"
    for review in found:
        assert review.cures, review.check.key
        for cure in review.cures:
            status, headroom = checked_after(held, view, cure, review.check.key)
            assert status is not LimitStatus.BREACH, (review.check.key, cure.title)
            assert cure.after.value == pytest.approx(review.check.level - headroom, abs=1e-6)
            assert checked_after(held, view, cure, review.check.key, share=0.5)[0] is LimitStatus.BREACH, (review.check.key, cure.title)


def test_the_checks_are_those_of_the_risk_report(view: MarketView) -> None:
    held = take_snapshot(demo_book("growth", view), view)
    assert tuple(review.check for review in limits_report(held, view).reviews) == risk_report(held, view).limits


def test_shares_are_whole_just_enough_and_never_more_than_held(view: MarketView) -> None:
    held = take_snapshot(demo_book("long_short", view), view)
    net = risk_report(held, view).net_value.amount
    quantities = {lot.symbol: lot.quantity for lot in held.lots}
    for review in breaches(held, view):
        for trade in (trade for cure in review.cures for trade in cure.trades):
            assert trade.quantity.is_integer()
            assert abs(trade.quantity) <= abs(quantities[trade.symbol])
            assert trade.quantity * trade.change > 0.0
            one = view.last_price(trade.symbol).price
            assert 0.0 <= abs(trade.value.amount) - abs(trade.change) * net <= one


def test_smallest_trades_come_first(view: MarketView) -> None:
    [volatility] = [review for review in breaches(take_snapshot(demo_book("growth", view), view), view) if review.check.key == "volatility"]
    singles = [abs(cure.trades[0].change) for cure in volatility.cures if len(cure.trades) == 1]
    assert singles == sorted(singles)
    assert len(singles) == 3


def test_a_short_position_is_bought_back(view: MarketView) -> None:
    held = snapshot({"MSFT": -100.0, "CASH": 60_000.0, "KO": 10.0}, view)
    review = next(review for review in breaches(held, view) if review.check.key == "single_name")
    assert [(trade.symbol, trade.quantity > 0.0) for trade in review.cures[0].trades] == [("MSFT", True)]


def test_without_a_breach_nothing_is_proposed(view: MarketView) -> None:
    held = snapshot({"KO": 10.0, "CASH": 100_000.0}, view)
    assert [review.cures for review in limits_report(held, view).reviews if review.check.status is LimitStatus.OK]
    assert all(not review.cures for review in limits_report(held, view).reviews if review.check.status is not LimitStatus.BREACH)


def test_nothing_held_and_no_net_value_are_reports_too(market: Market, view: MarketView) -> None:
    early = market.as_of(date(1995, 6, 1))
    nothing = limits_report(take_snapshot(demo_book("growth", view), early), early)
    assert nothing.reviews == ()
    owed = limits_report(snapshot({"AAPL": 10.0, "MSFT": -50.0}, view), view)
    assert all(not review.cures for review in owed.reviews)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_finite_or_absent(view: MarketView, name: str) -> None:
    for figure in figures(limits_report(take_snapshot(demo_book(name, view), view), view)):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path
