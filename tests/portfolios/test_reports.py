"""Performance, position, quote, comparison and price history, against figures from the raw prices."""

import math
from datetime import date

import pandas as pd
import pytest
from tests.market_data.markets import market_of, wobble
from tests.portfolios import reference as ref
from tests.portfolios.books import book, demo_book, snapshot

from plumbline.core.errors import InvalidInput, MissingData, NotFound
from plumbline.facts.fact import Quality
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios.compare import compare_symbols
from plumbline.portfolios.holdings_report import holdings_report
from plumbline.portfolios.performance.report import performance_report
from plumbline.portfolios.position import position_report, position_series
from plumbline.portfolios.price_history import price_history
from plumbline.portfolios.quote import quote_report
from plumbline.portfolios.snapshot import take_snapshot

N = float("nan")


def test_performance_over_a_year_against_the_benchmark(view: MarketView) -> None:
    report = performance_report(take_snapshot(demo_book("growth", view), view), view, period="1y")
    held, prices = ref.growth(), ref.prices().loc["2021-12-28":"2022-12-28"]
    value = sum(prices[symbol] * quantity for symbol, quantity in held.items() if symbol != "CASH") + held["CASH"]
    own, market = value.pct_change().dropna(), prices["SP500"].pct_change().dropna()
    assert report.comparison.portfolio.value == pytest.approx(value.iloc[-1] / value.iloc[0] - 1)
    assert report.portfolio.volatility == pytest.approx(own.std() * math.sqrt(252))
    assert report.portfolio.worst_day == pytest.approx(own.min())
    assert report.portfolio.worst_day_on == own.idxmin().date()
    assert report.portfolio.up_days == pytest.approx((own > 0).mean())
    assert report.portfolio.maximum_drawdown == pytest.approx((1 - value / value.cummax()).max())
    assert report.relative.tracking_error.value == pytest.approx((own - market).std() * math.sqrt(252))
    gains = {symbol: quantity * (prices[symbol].iloc[-1] - prices[symbol].iloc[0]) for symbol, quantity in held.items() if symbol != "CASH"}
    assert {row.symbol: row.change.amount for row in report.changes if row.change} == pytest.approx(gains)
    assert report.changes[0].symbol == max(gains, key=lambda symbol: gains[symbol])
    assert report.series.dates[-1] == date(2022, 12, 28)
    assert report.series.portfolio[-1] == pytest.approx(report.comparison.portfolio.value)
    assert report.series.portfolio[0] == 0.0
    assert any("price index" in note for note in report.notes)


def test_performance_over_a_range_against_another_symbol(view: MarketView) -> None:
    frozen = take_snapshot(demo_book("retirement", view), view)
    report = performance_report(frozen, view, period="2020-02-20/2020-03-23", benchmark="USMV")
    prices = ref.prices()
    before, after = prices["USMV"].loc[:"2020-02-19"].iloc[-1], prices["USMV"].loc["2020-03-23"]
    assert report.benchmark == "USMV"
    assert report.comparison.benchmark is not None
    assert report.comparison.benchmark.value == pytest.approx(after / before - 1)
    assert report.comparison.portfolio.start == date(2020, 2, 19)
    assert report.as_of == date(2020, 3, 23)


def test_performance_refuses_what_it_can_not_do(view: MarketView) -> None:
    frozen = snapshot({"AAPL": 1}, view)
    with pytest.raises(InvalidInput, match="Expected a period"):
        performance_report(frozen, view, period="soon")
    with pytest.raises(MissingData, match="shorter period"):
        performance_report(frozen, view, period="50y")
    with pytest.raises(NotFound):
        performance_report(frozen, view, benchmark="NOPE")


def test_long_series_are_thinned_and_keep_their_end(view: MarketView) -> None:
    report = performance_report(snapshot({"AAPL": 1}, view), view, period="max")
    assert len(report.series.dates) <= 521
    assert report.series.dates[-1] == view.as_of


def test_a_short_book_gains_when_prices_fall(view: MarketView) -> None:
    report = performance_report(snapshot({"AAPL": -100, "CASH": 50_000}, view), view, period="ytd")
    assert (report.comparison.portfolio.value or 0) > 0
    (row,) = report.changes
    assert row.change is not None
    assert row.change.amount > 0
    assert (row.value or 0) < 0


def test_holdings_table(view: MarketView) -> None:
    report = holdings_report(take_snapshot(demo_book("long_short", view), view), view)
    assert report.holdings[-1].symbol == "CASH"
    sizes = [abs(row.market_value.amount) for row in report.holdings[:-1] if row.market_value]
    assert sizes == sorted(sizes, reverse=True)
    ge = next(row for row in report.holdings if row.symbol == "GE")
    assert ge.quantity == -6200
    assert ge.cost_basis is not None
    assert ge.cost_basis.amount == pytest.approx(-6200 * 73.56)
    assert ge.unrealized_gain is not None
    assert ge.unrealized_gain.amount == pytest.approx(6200 * (73.56 - 63.883))
    assert ge.unrealized_return == pytest.approx(ge.unrealized_gain.amount / (6200 * 73.56))
    prices = ref.prices()["GE"]
    assert ge.daily_return == pytest.approx(prices.iloc[-1] / prices.iloc[-2] - 1)
    assert ge.daily_change is not None
    assert ge.daily_change.amount == pytest.approx(-6200 * (prices.iloc[-1] - prices.iloc[-2]))
    assert ge.return_ytd == pytest.approx(prices.iloc[-1] / prices.loc["2021-12-31"] - 1)


def test_lots_of_a_symbol_are_one_row_and_stay_lots_in_the_position(view: MarketView) -> None:
    held = book({"AAPL": 10}, opened=date(2019, 1, 2), cost=40.0)
    more = book({"AAPL": 5}, opened=date(2021, 1, 4), cost=130.0)
    frozen = take_snapshot(held.__class__(**{**held.__dict__, "lots": held.lots + more.lots}), view)
    (row,) = holdings_report(frozen, view).holdings
    assert row.quantity == 15
    assert row.cost_basis is not None
    assert row.cost_basis.amount == pytest.approx(1_050)
    position = position_report(frozen, view, "apple")
    assert [lot.quantity for lot in position.lots] == [10, 5]
    assert [lot.opened_on for lot in position.lots] == [date(2019, 1, 2), date(2021, 1, 4)]
    assert position.risk is not None
    assert position.risk.risk_contribution == pytest.approx(1.0)


def test_a_lot_without_cost_makes_the_cost_unknown(view: MarketView) -> None:
    (row,) = holdings_report(snapshot({"AAPL": 10}, view), view).holdings
    assert row.cost_basis is None
    assert row.unrealized_gain is None
    assert row.market_value is not None


def test_position_of_an_option_shows_the_model(view: MarketView) -> None:
    frozen = take_snapshot(demo_book("options", view), view)
    position = position_report(frozen, view, "AAPL230317C140")
    expected = ref.reference(ref.options())
    value, delta = expected.option("AAPL  230317C00140000")
    assert position.quality is Quality.PARTIAL
    assert position.reason == "modeled, no option quote"
    assert position.option is not None
    assert position.option.value is not None
    assert position.option.value.amount == pytest.approx(value)
    assert position.option.delta == pytest.approx(delta)
    assert position.option.delta_exposure is not None
    assert position.option.delta_exposure.amount == pytest.approx(-600 * delta * 125.674)
    assert position.row.market_value is not None
    assert position.row.market_value.amount == pytest.approx(-600 * value)
    assert position.subject.label == "AAPL 2023-03-17 140 call"
    series = position_series(frozen, view, "AAPL230317C140")
    assert series.values[-1] == pytest.approx(value)


def test_a_holding_that_is_not_there_names_what_is(view: MarketView) -> None:
    frozen = snapshot({"AAPL": 1, "KO": 2}, view)
    with pytest.raises(NotFound, match="It holds AAPL, KO"):
        position_report(frozen, view, "MSFT")
    assert position_report(frozen, view, "coca cola").row.symbol == "KO"


def test_quote(view: MarketView) -> None:
    quote = quote_report(view, "aapl")
    year = ref.prices()["AAPL"].iloc[-252:]
    returns = ref.prices()["AAPL"].pct_change().iloc[-252:]
    market = ref.prices()["SP500"].pct_change().iloc[-252:]
    assert quote.price is not None
    assert quote.price.amount == pytest.approx(125.674)
    assert quote.high_52w is not None
    assert quote.high_52w.amount == pytest.approx(year.max())
    assert quote.low_52w is not None
    assert quote.low_52w.amount == pytest.approx(year.min())
    assert quote.distance_from_high == pytest.approx(1 - 125.674 / year.max())
    assert quote.volatility == pytest.approx(returns.std() * math.sqrt(252))
    assert quote.beta == pytest.approx(returns.cov(market) / market.var())
    assert quote.fundamentals is not None
    assert quote.fundamentals.fiscal_year_end == date(2022, 9, 24)
    assert quote.fundamentals.price_to_earnings == pytest.approx(125.674 / 6.11)
    assert quote.fundamentals.dividend_yield == pytest.approx(0.90 / 125.674)
    eps = next(figure for figure in quote.fundamentals.figures if figure.measure == "diluted_eps")
    assert eps.value == 6.11


def test_a_quote_of_a_past_day_knows_only_reports_that_were_out(market: Market) -> None:
    quote = quote_report(market.as_of(date(2022, 6, 30)), "AAPL")
    assert quote.fundamentals is not None
    assert quote.fundamentals.fiscal_year_end == date(2021, 9, 25)
    assert quote_report(market.as_of(date(2010, 6, 30)), "AAPL").fundamentals is None


def test_quotes_that_can_not_be_given(view: MarketView) -> None:
    with pytest.raises(NotFound, match="Did you mean"):
        quote_report(view, "AAPLE")
    with pytest.raises(MissingData, match="no option quotes"):
        quote_report(view, "AAPL  230317C00140000")


def test_comparison(view: MarketView) -> None:
    report = compare_symbols(view, ("MSFT", "AAPL", "KO"), period="1y")
    prices = ref.prices().loc["2021-12-28":]
    expected = (prices.iloc[-1] / prices.iloc[0] - 1)[["MSFT", "AAPL", "KO"]].sort_values(ascending=False)
    assert [row.symbol for row in report.symbols] == list(expected.index)
    assert {row.symbol: row.value for row in report.symbols} == pytest.approx(expected.to_dict())
    pair = next(value for value in report.correlations if value.subject.id == "MSFT+AAPL")
    assert pair.value == pytest.approx(prices["MSFT"].pct_change().corr(prices["AAPL"].pct_change()))
    assert len(report.correlations) == 3


def test_comparisons_that_can_not_be_made(view: MarketView) -> None:
    with pytest.raises(InvalidInput, match="2 to 10"):
        compare_symbols(view, ("AAPL", "aapl"))
    market = market_of({"OLD": [*wobble(50), *[N] * 50], "NEW": [*[N] * 50, *wobble(50)]})
    with pytest.raises(MissingData, match="OLD and NEW share 0 sessions"):
        compare_symbols(market.as_of(), ("OLD", "NEW"), period="max")


def test_price_history(view: MarketView) -> None:
    report = price_history(view, "AAPL", period="2020-01-01/2020-12-31")
    year: pd.Series = ref.prices()["AAPL"].loc["2019-12-31":"2020-12-31"]
    assert (report.lowest.value, report.lowest.as_of) == (pytest.approx(year.min()), year.idxmin().date())
    assert (report.highest.value, report.highest.as_of) == (pytest.approx(year.max()), year.idxmax().date())
    assert report.value == pytest.approx(year.iloc[-1] / year.iloc[0] - 1)
    assert report.start_price.as_of == date(2019, 12, 31)
    assert len(report.series.dates) == len(year)
    with pytest.raises(MissingData):
        price_history(view, "USMV", period="1990-01-05/1990-02-01")
