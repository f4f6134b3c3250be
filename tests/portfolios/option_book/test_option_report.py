"""The option report against QuantLib and against the portfolio valued by hand, and what must hold of it."""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import QuantLib as ql  # noqa: N813 - the name that all of its documentation uses
from scipy import stats
from tests.market_data.markets import cut_in_the_source
from tests.portfolios import reference as ref
from tests.portfolios.books import demo_book, snapshot

from plumbline.core.errors import InvalidInput, NotFound
from plumbline.facts.derive import figures
from plumbline.facts.fact import Quality
from plumbline.market_data.market import Market, MarketView
from plumbline.market_data.providers.sample import build_sample_provider
from plumbline.portfolios.option_book.question import Exercise, OptionQuestion, option_quotes
from plumbline.portfolios.option_book.report import option_report
from plumbline.portfolios.option_book.results import OptionPosition, OptionReport
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot
from plumbline.portfolios.tail.report import tail_report

APPLE = "AAPL  230317C00140000"
RATE = 0.04


@pytest.fixture(scope="module")
def book(market: Market) -> PortfolioSnapshot:
    view = market.as_of()
    return take_snapshot(demo_book("options", view), view, risk_free_rate=RATE)


@pytest.fixture(scope="module")
def report(market: Market, book: PortfolioSnapshot) -> OptionReport:
    return option_report(book, market.as_of())


def quantlib(row: OptionPosition, *, american: bool = False) -> ql.VanillaOption:
    """The option in QuantLib: the same strike, days, spot, volatility and continuous rate."""
    today = ql.Date(28, 12, 2022)
    ql.Settings.instance().evaluationDate = today
    expiry = ql.Date(row.expiry.day, row.expiry.month, row.expiry.year)
    kind = ql.Option.Call if row.right == "call" else ql.Option.Put
    exercise = ql.AmericanExercise(today, expiry) if american else ql.EuropeanExercise(expiry)
    option = ql.VanillaOption(ql.PlainVanillaPayoff(kind, row.strike), exercise)
    days = ql.Actual365Fixed()
    process = ql.BlackScholesMertonProcess(
        ql.QuoteHandle(ql.SimpleQuote(row.spot.amount)),
        ql.YieldTermStructureHandle(ql.FlatForward(today, 0.0, days)),
        ql.YieldTermStructureHandle(ql.FlatForward(today, math.log1p(RATE), days)),
        ql.BlackVolTermStructureHandle(ql.BlackConstantVol(today, ql.NullCalendar(), row.volatility, days)),
    )
    engine = ql.QdFpAmericanEngine(process, ql.QdFpAmericanEngine.highPrecisionScheme()) if american else ql.AnalyticEuropeanEngine(process)
    option.setPricingEngine(engine)
    return option


def value(figure: object) -> float:
    found = getattr(figure, "value", figure)
    assert isinstance(found, float)
    return found


def test_prices_and_first_greeks_as_quantlib(report: OptionReport) -> None:
    assert len(report.positions) == 5
    for row in report.positions:
        option = quantlib(row)
        assert row.price.amount == pytest.approx(option.NPV(), abs=1e-10)
        assert row.delta == pytest.approx(option.delta(), abs=1e-10)
        assert row.gamma == pytest.approx(option.gamma(), abs=1e-10)
        assert row.vega.amount == pytest.approx(option.vega() / 100.0, abs=1e-10)
        assert row.theta.amount == pytest.approx(option.thetaPerDay(), abs=1e-10)
        assert row.rho.amount == pytest.approx(option.rho() / 100.0, abs=1e-10)


def test_second_greeks_are_differences_of_the_first(report: OptionReport) -> None:
    for row in report.positions:
        up, down = (quantlib(row.model_copy(update={"volatility": row.volatility + bump})) for bump in (1e-4, -1e-4))
        assert row.vanna * 100.0 == pytest.approx((up.delta() - down.delta()) / 2e-4, rel=1e-5)
        assert row.volga.amount * 10_000.0 == pytest.approx((up.vega() - down.vega()) / 2e-4, rel=1e-4)


def test_american_prices_as_quantlib(market: Market, book: PortfolioSnapshot) -> None:
    found = option_report(book, market.as_of(), OptionQuestion(exercise=Exercise.AMERICAN))
    for row in found.positions:
        assert row.price.amount == pytest.approx(quantlib(row, american=True).NPV(), abs=0.005)
        assert row.early_exercise_premium.amount >= 0.0
        early = row.price.amount - quantlib(row).NPV()
        assert row.early_exercise_premium.amount == pytest.approx(early, abs=1e-9)
    puts = [row for row in found.positions if row.right == "put"]
    assert max(row.early_exercise_premium.amount for row in puts) > 0.01  # a put is exercised early when rates are positive


def test_the_volatility_is_the_realized_one_and_that_is_said(report: OptionReport) -> None:
    closes = ref.prices()["AAPL"].iloc[-253:]
    realized = float(closes.pct_change().std() * math.sqrt(252))
    apple = next(row for row in report.positions if row.symbol == APPLE)
    assert apple.volatility == pytest.approx(realized)
    assert apple.volatility_source == "realized, 252 sessions"
    assert apple.implied_volatility.value is None
    assert apple.implied_volatility.reason == "no quote: the realized volatility is used"


def test_a_quote_replaces_it_by_what_it_implies(market: Market, book: PortfolioSnapshot) -> None:
    found = option_report(book, market.as_of(), OptionQuestion(quotes=option_quotes(("AAPL 230317C140=3.85",))))
    apple = next(row for row in found.positions if row.symbol == APPLE)
    assert apple.price.amount == pytest.approx(3.85, abs=1e-10)
    assert apple.volatility == value(apple.implied_volatility) > 0.3
    assert quantlib(apple).NPV() == pytest.approx(3.85, abs=1e-9)
    others = [row for row in found.positions if row.symbol != APPLE]
    assert all(row.implied_volatility.value is None for row in others)


@pytest.mark.parametrize("text", ["AAPL=3", "AAPL 230317C140", "AAPL 230317C140=minus", "AAPL 230317C140=-1", "AAPL 230317C140=nan"])
def test_what_is_no_quote_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="Expected a quote such as"):
        option_quotes((text,))


def test_quotes_that_can_not_be(market: Market, book: PortfolioSnapshot) -> None:
    with pytest.raises(InvalidInput, match="no volatility explains it"):
        option_report(book, market.as_of(), OptionQuestion(quotes=option_quotes(("AAPL 230317C140=1000",))))
    with pytest.raises(NotFound, match="does not hold the option"):
        option_report(book, market.as_of(), OptionQuestion(quotes=option_quotes(("AAPL 230317C150=1",))))
    for asked in (OptionQuestion(confidence=0.2), OptionQuestion(n_sessions=5)):
        with pytest.raises(InvalidInput, match="found"):
            option_report(book, market.as_of(), asked)


def test_the_book_is_the_sum_of_its_positions(report: OptionReport) -> None:
    assert report.book is not None
    shares = [row.quantity * 100.0 for row in report.positions]
    held = list(zip(shares, report.positions, strict=True))
    assert report.book.options_delta.amount == pytest.approx(sum(row.delta_exposure.amount for row in report.positions))
    assert report.book.vega.amount == pytest.approx(sum(size * row.vega.amount for size, row in held))
    assert report.book.theta.amount == pytest.approx(sum(size * row.theta.amount for size, row in held))
    assert report.book.rho.amount == pytest.approx(sum(size * row.rho.amount for size, row in held))
    assert report.book.gamma.amount == pytest.approx(sum(size * row.gamma * row.spot.amount**2 / 100.0 for size, row in held))
    assert report.book.vanna.amount == pytest.approx(sum(size * row.vanna * row.spot.amount for size, row in held))
    assert report.book.volga.amount == pytest.approx(sum(size * row.volga.amount for size, row in held))
    for field in ("gamma", "vega", "theta", "rho", "vanna", "volga"):
        positions = sum(getattr(row, f"{field}_exposure").amount for row in report.positions)
        assert getattr(report.book, field).amount == pytest.approx(positions)
    for field in ("options_delta", "gamma", "vega", "theta", "rho", "vanna", "volga"):
        parts = sum(getattr(row, field).amount for row in report.underlyings)
        assert getattr(report.book, field).amount == pytest.approx(parts)


def test_the_grid_is_the_portfolio_valued_again(market: Market, report: OptionReport) -> None:
    """The middle of the grid is no change; a cell is every option at the moved spot and volatility in QuantLib."""
    whole, alone = report.grids
    assert (whole.scope, alone.scope) == ("portfolio", "options")
    assert value(alone.cells[3][2]) == pytest.approx(0.0, abs=1e-9)
    moved = 0.0
    for row in report.positions:
        spot = row.spot.model_copy(update={"amount": row.spot.amount * 0.9})
        shocked = row.model_copy(update={"spot": spot, "volatility": row.volatility + 0.05})
        moved += row.quantity * 100.0 * (quantlib(shocked).NPV() - row.price.amount)
    assert whole.spots[1] == -0.10
    assert whole.volatilities[3] == 0.05
    assert value(alone.cells[1][3]) == pytest.approx(moved, abs=1e-6)
    assert report.book is not None
    assert value(whole.cells[1][3]) == pytest.approx(moved - 0.1 * report.book.shares.amount, abs=1e-6)


def test_losses_by_revaluation_and_by_derivatives(market: Market, book: PortfolioSnapshot, report: OptionReport) -> None:
    full, approximate, delta = report.tails
    assert (full.method, approximate.method, delta.method) == ("full_revaluation", "delta_gamma_vega", "delta")
    assert value(full.difference) == 0.0
    for row in (approximate, delta):
        assert value(row.difference) == pytest.approx(value(row.value_at_risk) - value(full.value_at_risk))
    assert abs(value(approximate.difference)) < 0.03 * value(full.value_at_risk)
    by_delta = tail_report(book, market.as_of()).methods[0]
    assert value(delta.value_at_risk) == pytest.approx(value(by_delta.value_at_risk_money))
    assert value(delta.expected_shortfall) == pytest.approx(value(by_delta.expected_shortfall_money))
    assert report.n_scenarios == 504.0


def test_full_revaluation_by_hand(view: MarketView) -> None:
    """One written call alone: its losses are those of the call at each past day's move of price and realized volatility."""
    held = {"AAPL": 100.0, APPLE: -1.0, "CASH": 20_000.0}
    found = option_report(snapshot(held, view), view, OptionQuestion(confidence=0.95))
    closes = ref.prices()["AAPL"]
    realized = (closes.pct_change().rolling(252).std() * math.sqrt(252)).iloc[-505:]
    moves, shifts = closes.pct_change().iloc[-504:].to_numpy(), realized.diff().iloc[-504:].to_numpy()
    row = found.positions[0]
    free = without_interest(row)
    changes = np.array([free(move, shift) - row.price.amount for move, shift in zip(moves, shifts, strict=True)])
    gains = 100.0 * (closes.iloc[-1] * moves - changes)
    assert value(found.tails[0].value_at_risk) == pytest.approx(-np.quantile(gains, 0.05), rel=1e-6)
    assert value(found.tails[0].options_value_at_risk) == pytest.approx(np.quantile(100.0 * changes, 0.95), rel=1e-6)


def without_interest(row: OptionPosition) -> Callable[[float, float], float]:
    """Value of the call at a move of its spot and a shift of its volatility, by the formula, from SciPy."""
    years = row.days_to_expiry / 365.0

    def priced(move: float, shift: float) -> float:
        spot, deviation = row.spot.amount * (1.0 + move), (row.volatility + shift) * math.sqrt(years)
        upper = math.log(spot / row.strike) / deviation + 0.5 * deviation
        return float(spot * stats.norm.cdf(upper) - row.strike * stats.norm.cdf(upper - deviation))

    return priced


def test_what_needs_attention(market: Market) -> None:
    week = market.as_of(date(2022, 12, 21))
    held = {"XOM": 500.0, "XOM   221223C00090000": -5.0, "AAPL  221223P00100000": 2.0, "XOM   230317C00115000": -2.0, "CASH": 5000.0}
    found = option_report(snapshot(held, week), week)
    said = {row.symbol: row.attention for row in found.positions}
    assert said["XOM   221223C00090000"] == "expires within 7 days, in the money; may be assigned"
    assert said["AAPL  221223P00100000"] == "expires within 7 days, out of the money"
    assert said["XOM   230317C00115000"] == "none"
    assert [row.days_to_expiry for row in found.positions] == [2.0, 2.0, 86.0]


def test_without_options_the_report_says_so(view: MarketView) -> None:
    found = option_report(snapshot({"AAPL": 10}, view), view)
    assert (found.n_options, found.positions, found.book, found.tails, found.grids) == (0.0, (), None, (), ())
    assert found.notes == ("Test holds no option with time left on 2022-12-28.",)


def test_expired_and_unpriced_options_are_named(market: Market) -> None:
    view = market.as_of()
    held = {"AAPL": 10.0, "AAPL  221118C00140000": 1.0, "ZZZZ  230317C00010000": 1.0, APPLE: 1.0}
    found = option_report(snapshot(held, view), view)
    assert [row.symbol for row in found.positions] == [APPLE]
    assert any("expired on 2022-11-18" in note for note in found.notes)
    assert any("ZZZZ" in note for note in found.notes)
    assert found.quality is Quality.PARTIAL


def test_no_figure_is_not_a_number(report: OptionReport) -> None:
    for figure in figures(report):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path


def test_a_past_day_knows_nothing_later(market: Market) -> None:
    day = date(2020, 3, 16)
    cut = cut_in_the_source(build_sample_provider("").load(), day, key="sample").as_of(day)
    held = {"AAPL": 100.0, "AAPL  200619C00070000": -1.0, "XOM": 50.0}
    assert option_report(snapshot(held, market.as_of(day)), market.as_of(day)) == option_report(snapshot(held, cut), cut)


def test_american_scenarios_differ_where_exercise_is_worth_something(market: Market, book: PortfolioSnapshot) -> None:
    put = {"AAPL  230616P00200000": 5.0, "CASH": 50_000.0}  # deep in the money: worth its payoff at once
    view = market.as_of()
    deep = replace(snapshot(put, view), risk_free_rate=0.08, digest="deep put at eight percent")
    european, american = (option_report(deep, view, OptionQuestion(exercise=exercise)) for exercise in Exercise)
    assert american.positions[0].price.amount > european.positions[0].price.amount + 1.0
    assert value(american.grids[1].cells[5][2]) != pytest.approx(value(european.grids[1].cells[5][2]), rel=1e-3)
    assert value(american.tails[0].value_at_risk) > 0.0
