"""What a report says when there is too little to say: None with a reason and a note, never a NaN and never a traceback."""

import math
from datetime import date

import numpy as np
import pytest
from tests.market_data.markets import market_of, wobble
from tests.portfolios.books import book, snapshot

from plumbline.facts.derive import figures
from plumbline.facts.fact import Quality
from plumbline.facts.result import Result
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios.holdings_report import holdings_report
from plumbline.portfolios.performance.report import performance_report
from plumbline.portfolios.position import position_report
from plumbline.portfolios.results import RiskReport
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import take_snapshot

N = float("nan")


def assert_no_nan(result: Result) -> None:
    for figure in figures(result):
        if isinstance(figure.value, float):
            assert math.isfinite(figure.value), figure.path
        if figure.value is None:
            assert figure.owner.reason or figure.owner.quality is not Quality.STALE


def checked_report(held: dict[str, float], view: MarketView) -> RiskReport:
    frozen = snapshot(held, view)
    report = risk_report(frozen, view)
    assert_no_nan(report)
    assert_no_nan(holdings_report(frozen, view))
    for symbol, quantity in held.items():
        if quantity:
            assert_no_nan(position_report(frozen, view, symbol))
    return report


def test_empty_portfolio(view: MarketView) -> None:
    report = checked_report({}, view)
    assert report.net_value.amount == 0.0
    assert report.volatility.days_252 is None
    assert report.score.score is None
    assert report.limits == ()
    assert report.contributions == ()
    assert report.notes == ("The portfolio holds nothing on 2022-12-28.",)
    assert report.tail_risk.reason == "The portfolio holds nothing on 2022-12-28."


def test_one_holding(view: MarketView) -> None:
    report = checked_report({"AAPL": 10}, view)
    (row,) = report.contributions
    assert row.weight == pytest.approx(1.0)
    assert row.risk_contribution == pytest.approx(1.0)
    assert report.volatility.days_252 == pytest.approx(row.volatility)
    assert report.beta == pytest.approx(row.beta)
    assert report.concentration.hhi == pytest.approx(1.0)
    assert report.exposure.hedge_ratio == 0.0


def test_all_cash_has_no_risk(view: MarketView) -> None:
    report = checked_report({"CASH": 5_000}, view)
    assert report.net_value.amount == report.cash_value.amount == 5_000
    assert report.volatility.days_252 == 0.0
    assert report.beta == 0.0
    assert report.tail_risk.historical_value_at_risk_99 == 0.0
    assert report.drawdown.maximum == 0.0
    assert report.drawdown.peak_on is None
    assert report.score.score == 0.0
    assert report.concentration.hhi is None
    assert report.concentration.reason == "nothing but cash is held"
    assert report.daily_return == 0.0


def test_what_rounding_leaves_of_net_value_is_nothing(view: MarketView) -> None:
    """A debt as large as the holdings: 1.8e-12 is left, of which a weight would be a figure of 19 digits."""
    price = view.last_price("AAPL").price
    for held in ({"AAPL": 100, "CASH": -100 * price * (1 + 1e-15)}, {"AAPL": 100, "CASH": -100 * price * (1 - 1e-15)}):
        report = checked_report(held, view)
        assert report.net_value.amount == 0.0
        assert report.contributions[0].weight is None
        assert report.volatility.days_252 is None
        assert report.tail_risk.reason == "net value is not positive"


def test_short_only_book_states_money_and_no_fractions(view: MarketView) -> None:
    report = checked_report({"AAPL": -100, "KO": -50}, view)
    assert report.net_value.amount < 0
    assert report.volatility.days_252 is None
    assert report.tail_risk.historical_value_at_risk_95 is None
    assert report.tail_risk.historical_value_at_risk_95_money is not None
    assert report.tail_risk.historical_value_at_risk_95_money.amount > 0
    assert report.tail_risk.parametric_value_at_risk_95 is None
    assert report.tail_risk.parametric_value_at_risk_95_money is not None
    assert report.tail_risk.parametric_value_at_risk_95_money.amount > 0
    assert report.exposure.short.amount == pytest.approx(-report.net_value.amount)
    assert report.exposure.gross_weight is None
    assert report.exposure.hedge_ratio is None
    assert sum(row.risk_contribution or 0.0 for row in report.contributions) == pytest.approx(1.0)
    assert all(row.weight is None and row.risk_contribution_volatility is None for row in report.contributions)
    assert any("Net value is not positive" in note for note in report.notes)
    assert report.tail_risk.reason == "net value is not positive"


def test_short_book_with_its_cash_has_weights(view: MarketView) -> None:
    report = checked_report({"AAPL": -100, "CASH": 30_000}, view)
    assert report.volatility.days_252 is not None
    assert report.beta is not None
    assert report.beta < 0
    assert report.contributions[0].weight is not None
    assert report.contributions[0].weight < 0


def test_three_days_of_prices() -> None:
    market = market_of({"AAA": [10.0, 10.5, 10.4], "SP500": [100.0, 101.0, 100.5]})
    report = checked_report({"AAA": 10, "CASH": 50}, market.as_of())
    assert report.net_value.amount == pytest.approx(154.0)
    assert report.daily_return == pytest.approx(154 / 155 - 1)
    assert report.volatility.days_21 is None
    assert report.tail_risk.n_observations == 0
    assert report.tail_risk.historical_value_at_risk_95 is None
    assert "60 sessions" in (report.tail_risk.reason or "")
    assert any("60 sessions" in note for note in report.notes)
    unreachable = [item for item in report.returns if item.portfolio.value is None]
    assert {"5d", "1m", "ytd", "1y"} <= {item.period for item in unreachable}
    assert all(item.portfolio.reason for item in unreachable)


def test_first_day_of_the_market() -> None:
    market = market_of({"AAA": [10.0, 10.5], "SP500": [100.0, 101.0]})
    report = checked_report({"AAA": 10}, market.as_of(market.first_session))
    assert report.net_value.amount == pytest.approx(100.0)
    assert report.daily_return is None


def test_two_holdings_that_share_no_dates() -> None:
    early = [*wobble(300), *[N] * 300]
    late = [*[N] * 300, *wobble(300, seed=8)]
    market = market_of({"OLD": early, "NEW": late, "SP500": wobble(600, seed=9)})
    report = checked_report({"OLD": 10, "NEW": 10}, market.as_of())
    assert report.volatility.days_252 is None
    assert report.tail_risk.historical_value_at_risk_95 is None
    assert any("together" in note for note in report.notes)
    assert report.quality is not Quality.COMPLETE
    old = next(row for row in report.contributions if row.symbol == "OLD")
    assert old.quality is Quality.STALE
    assert old.market_value.amount > 0


def test_a_small_newcomer_is_left_out_of_risk_and_named() -> None:
    young = [*[N] * 580, *wobble(20, seed=3)]
    market = market_of({"BIG": wobble(600), "IPO": young, "SP500": wobble(600, seed=9)})
    report = checked_report({"BIG": 100, "IPO": 5}, market.as_of())
    assert report.volatility.days_252 is not None
    assert report.quality is Quality.PARTIAL
    assert report.tail_risk.quality is Quality.PARTIAL
    assert any(note.startswith("IPO has fewer than 60 sessions") for note in report.notes)
    by_symbol = {row.symbol: row for row in report.contributions}
    assert by_symbol["IPO"].risk_contribution is None
    assert by_symbol["BIG"].risk_contribution == pytest.approx(1.0)
    assert by_symbol["IPO"].weight == pytest.approx(by_symbol["IPO"].market_value.amount / report.net_value.amount)


def test_a_hundred_common_sessions_are_enough() -> None:
    young = [*[N] * 500, *wobble(100, seed=3)]
    market = market_of({"BIG": wobble(600), "NEW": young, "SP500": wobble(600, seed=9)})
    report = checked_report({"BIG": 100, "NEW": 100}, market.as_of())
    assert report.tail_risk.n_observations == 99
    assert report.tail_risk.quality is Quality.PARTIAL
    assert "sessions are left out" in (report.tail_risk.reason or "")
    assert report.volatility.days_252 is not None


def test_a_missing_price_is_left_out_not_filled() -> None:
    prices = wobble(600)
    prices[590] = N
    market = market_of({"AAA": prices, "SP500": wobble(600, seed=9)})
    report = checked_report({"AAA": 100}, market.as_of())
    assert report.tail_risk.n_observations == 502
    returns = prices[1:] / prices[:-1] - 1
    assert report.volatility.days_252 == pytest.approx(np.nanstd(returns[-252:], ddof=1) * math.sqrt(252))


def test_a_bad_print_is_left_out_and_named() -> None:
    prices = wobble(600)
    prices[500] *= 10
    market = market_of({"AAA": prices, "SP500": wobble(600, seed=9)})
    day = market.sessions[500].item()
    report = checked_report({"AAA": 100}, market.as_of())
    assert f"Left out as a bad print: AAA on {day}." in report.notes
    assert (report.volatility.days_252 or 1) < 0.3
    before = checked_report({"AAA": 100}, market.as_of(day))
    assert not any("bad print" in note for note in before.notes)


def test_without_the_benchmark() -> None:
    market = market_of({"AAA": wobble(300), "BBB": wobble(300, seed=5)})
    report = checked_report({"AAA": 10, "BBB": 5}, market.as_of())
    assert report.beta is None
    assert report.volatility.days_252 is not None
    assert all(item.benchmark is None and item.active is None for item in report.returns)
    assert any("SP500 is not in the loaded market" in note for note in report.notes)


def test_a_perfect_hedge_has_no_contributions(view: MarketView) -> None:
    market = market_of({"AAA": wobble(300), "BBB": wobble(300), "SP500": wobble(300, seed=5)})
    report = checked_report({"AAA": 10, "BBB": -10, "CASH": 1_000}, market.as_of())
    assert report.volatility.days_252 == pytest.approx(0.0, abs=1e-12)
    assert all(row.risk_contribution is None for row in report.contributions)


def test_option_past_expiry_is_worth_nothing_and_says_so(view: MarketView) -> None:
    report = checked_report({"AAPL": 100, "AAPL  221118C00150000": -1}, view)
    expired = next(row for row in report.contributions if row.symbol.startswith("AAPL  "))
    assert expired.market_value.amount == 0.0
    assert expired.risk_contribution is None
    assert expired.reason == "expired on 2022-11-18"
    assert report.net_value.amount == pytest.approx(100 * 125.674)
    assert report.beta == pytest.approx(next(row for row in report.contributions if row.symbol == "AAPL").beta)
    assert any("expired on 2022-11-18" in note and "Import a newer file" in note for note in report.notes)


def test_option_on_its_last_day_is_worth_its_intrinsic_value(market: Market) -> None:
    view = market.as_of(date(2022, 11, 18))
    report = checked_report({"AAPL  221118C00140000": 2}, view)
    spot = view.last_price("AAPL").price
    assert report.net_value.amount == pytest.approx(200 * (spot - 140))


def test_unknown_currency_is_left_out_and_said(view: MarketView) -> None:
    held = book({"AAPL": 10, "CASH": 100})
    euros = held.lots[1].__class__(**{**held.lots[1].__dict__, "currency": "EUR"})
    frozen = take_snapshot(held.__class__(**{**held.__dict__, "lots": (held.lots[0], euros)}), view)
    report = risk_report(frozen, view)
    assert_no_nan(report)
    assert report.quality is Quality.PARTIAL
    assert report.net_value.amount == pytest.approx(10 * 125.674)
    assert any("EUR" in note and "exchange rate" in note for note in report.notes)


def test_lots_opened_later_are_not_held_yet(market: Market) -> None:
    view = market.as_of(date(2019, 6, 3))
    frozen = take_snapshot(book({"AAPL": 10}, opened=date(2020, 1, 2)), view)
    assert frozen.lots == ()
    assert any("Not yet held: AAPL" in note for note in frozen.notes)


def test_lots_without_a_day_are_todays_holdings_at_that_days_prices(market: Market) -> None:
    view = market.as_of(date(2019, 6, 3))
    frozen = take_snapshot(book({"AAPL": 10}), view)
    assert [lot.symbol for lot in frozen.lots] == ["AAPL"]
    assert any("as of the import, 2022-12-28, at prices of 2019-06-03" in note for note in frozen.notes)


def test_performance_when_a_holding_had_no_price_yet(market: Market) -> None:
    view = market.as_of(date(2014, 3, 3))
    report = performance_report(snapshot({"AAPL": 10, "USMV": 10}, view), view, period="1y")
    assert report.comparison.portfolio.value is None
    assert "USMV had no price on 2013-03-01" in (report.comparison.portfolio.reason or "")
    assert report.portfolio.volatility is None
    assert all(value is None for value in report.series.portfolio)
    assert_no_nan(report)
