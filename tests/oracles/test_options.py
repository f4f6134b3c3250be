"""The option report by QuantLib: Greeks, implied volatility, American prices, and the book valued again in every scenario by a loop."""

import math

import numpy as np
import pandas as pd
import pytest
import QuantLib as ql  # noqa: N813 - the name that all of its documentation uses
from tests.oracles.conftest import Case
from tests.oracles.holdings import RATE, Contract, driver_of, is_option

from plumbline.portfolios.option_book.question import Exercise, OptionQuestion
from plumbline.portfolios.option_book.report import option_report
from plumbline.portfolios.option_book.results import OptionReport

LEVEL = 0.975
SHIFT = 1e-4


def quantlib(case: Case, symbol: str, *, american: bool = False) -> ql.VanillaOption:
    held, contract = case.held, Contract(symbol)
    day = pd.Timestamp(held.day)
    today = ql.Date(day.day, day.month, day.year)
    ql.Settings.instance().evaluationDate = today
    expiry = ql.Date(contract.expiry.day, contract.expiry.month, contract.expiry.year)
    counter = ql.Actual365Fixed()
    process = ql.BlackScholesMertonProcess(
        ql.QuoteHandle(ql.SimpleQuote(float(held.history[driver_of(symbol)].iloc[-1]))),
        ql.YieldTermStructureHandle(ql.FlatForward(today, 0.0, counter)),
        ql.YieldTermStructureHandle(ql.FlatForward(today, math.log1p(RATE), counter)),
        ql.BlackVolTermStructureHandle(ql.BlackConstantVol(today, ql.NullCalendar(), held.volatility(driver_of(symbol)), counter)),
    )
    exercise = ql.AmericanExercise(today, expiry) if american else ql.EuropeanExercise(expiry)
    option = ql.VanillaOption(ql.PlainVanillaPayoff(contract.kind, contract.strike), exercise)
    scheme = ql.QdFpAmericanEngine.highPrecisionScheme
    option.setPricingEngine(ql.QdFpAmericanEngine(process, scheme()) if american else ql.AnalyticEuropeanEngine(process))
    return option


def report_of(case: Case, **asked: object) -> OptionReport:
    return option_report(case.snapshot, case.view, OptionQuestion(confidence=LEVEL, **asked))


def test_prices_and_greeks(overlay: Case) -> None:
    held, report = overlay.held, report_of(overlay)
    assert {row.symbol for row in report.positions} == {symbol for symbol in held.invested if is_option(symbol)}
    for row in report.positions:
        option, size = quantlib(overlay, row.symbol), held.size(row.symbol)
        spot = float(held.history[driver_of(row.symbol)].iloc[-1])
        assert row.spot.amount == pytest.approx(spot)
        assert row.volatility == pytest.approx(held.volatility(driver_of(row.symbol)))
        assert row.days_to_expiry == (Contract(row.symbol).expiry - pd.Timestamp(held.day)).days
        assert row.price.amount == pytest.approx(option.NPV(), abs=1e-9)
        assert row.delta == pytest.approx(option.delta(), abs=1e-9)
        assert row.gamma == pytest.approx(option.gamma(), abs=1e-9)
        assert row.market_value.amount == pytest.approx(size * option.NPV())
        assert row.delta_exposure.amount == pytest.approx(size * option.delta() * spot)
        assert row.gamma_exposure.amount == pytest.approx(size * option.gamma() * spot * spot / 100)
        assert row.vega_exposure.amount == pytest.approx(size * option.vega() / 100)
        assert row.theta_exposure.amount == pytest.approx(size * option.theta() / 365, rel=1e-6)
        assert row.rho_exposure.amount == pytest.approx(size * option.rho() / 100)
    sums = pd.Series({row.symbol: row.delta_exposure.amount for row in report.positions})
    assert report.book.options_delta.amount == pytest.approx(sums.sum())
    shares = sum(held.values[symbol] for symbol in held.invested if not is_option(symbol))
    assert report.book.net_delta.amount == pytest.approx(sums.sum() + shares)
    for part in report.underlyings:
        own = sums[[symbol for symbol in sums.index if driver_of(symbol) == part.name]].sum()
        assert part.net_delta.amount == pytest.approx(own + held.values.get(part.name, 0.0))


def test_second_order_by_shifting_quantlib(overlay: Case) -> None:
    """Both are stated for one point of volatility."""
    held = overlay.held
    for row in report_of(overlay).positions:
        contract, day = Contract(row.symbol), pd.Timestamp(held.day)
        spot, volatility = float(held.history[driver_of(row.symbol)].iloc[-1]), held.volatility(driver_of(row.symbol))
        up, down = (contract.calculator(spot, volatility + side * SHIFT, day) for side in (1, -1))
        assert row.vanna == pytest.approx((up.delta(spot) - down.delta(spot)) / (2 * SHIFT) / 100, rel=1e-5)
        years = contract.years(day)
        assert row.volga.amount == pytest.approx((up.vega(years) - down.vega(years)) / (2 * SHIFT) / 10_000, rel=1e-4)


def test_american_prices(overlay: Case) -> None:
    for row in report_of(overlay, exercise=Exercise.AMERICAN).positions:
        european, american = quantlib(overlay, row.symbol).NPV(), quantlib(overlay, row.symbol, american=True).NPV()
        assert row.price.amount == pytest.approx(american, abs=0.005 * row.spot.amount / 100)
        assert row.early_exercise_premium.amount == pytest.approx(american - european, abs=0.005 * row.spot.amount / 100)


def test_implied_volatility_of_a_quote(overlay: Case) -> None:
    symbols = [symbol for symbol in overlay.held.invested if is_option(symbol)]
    quotes = tuple((symbol, 1.1 * overlay.held.price(symbol)) for symbol in symbols)
    for row in report_of(overlay, quotes=quotes).positions:
        option, price = quantlib(overlay, row.symbol), dict(quotes)[row.symbol]
        contract, day = Contract(row.symbol), pd.Timestamp(overlay.held.day)
        spot, years = float(overlay.held.history[driver_of(row.symbol)].iloc[-1]), contract.years(day)
        forward, discount = spot * (1 + RATE) ** years, (1 + RATE) ** -years
        deviation = ql.blackFormulaImpliedStdDev(contract.kind, contract.strike, forward, price, discount, 0.0, 0.3, 1e-12, 1000)
        assert option.NPV() < price
        assert row.implied_volatility.value == pytest.approx(deviation / math.sqrt(years), rel=1e-6)
        assert row.price.amount == pytest.approx(price)


def scenario_gains(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Gain of the options and of the shares if each of the last 504 sessions came again: prices and volatilities move as they did."""
    held, day = case.held, pd.Timestamp(case.held.day)
    moves = held.moves(504)
    options = np.zeros(504)
    for symbol in (symbol for symbol in held.invested if is_option(symbol)):
        driver, contract = driver_of(symbol), Contract(symbol)
        spot, volatility = float(held.history[driver].iloc[-1]), held.volatility(driver)
        shifts = (held.history[driver].pct_change().rolling(252).std() * math.sqrt(252)).diff().iloc[-504:]
        now = contract.calculator(spot, volatility, day).value()
        for place, (move, shift) in enumerate(zip(moves[driver], shifts, strict=True)):
            options[place] += held.size(symbol) * (contract.calculator(spot * (1 + move), volatility + shift, day).value() - now)
    shares = sum(held.values[symbol] * moves[symbol].to_numpy() for symbol in held.invested if not is_option(symbol))
    return options, shares


def losses(gains: np.ndarray) -> tuple[float, float]:
    worst = np.quantile(gains, 1 - LEVEL)
    return -worst, -gains[gains <= worst].mean()


def test_value_at_risk_by_full_revaluation(overlay: Case) -> None:
    options, shares = scenario_gains(overlay)
    report = report_of(overlay)
    full, _, delta = report.tails
    assert report.n_scenarios == 504
    assert [full.value_at_risk.value, full.expected_shortfall.value] == pytest.approx(losses(options + shares), rel=1e-7)
    assert [full.options_value_at_risk.value, full.options_expected_shortfall.value] == pytest.approx(losses(options), rel=1e-7)
    own = overlay.held.daily(504).to_numpy() * overlay.held.net
    assert [delta.value_at_risk.value, delta.expected_shortfall.value] == pytest.approx(losses(own), rel=1e-7)
    assert delta.difference.value == pytest.approx(losses(own)[0] - losses(options + shares)[0])


def test_value_at_risk_by_derivatives(overlay: Case) -> None:
    held, moves = overlay.held, overlay.held.moves(504)
    gains = sum(held.values[symbol] * moves[symbol].to_numpy() for symbol in held.invested if not is_option(symbol))
    for symbol in (symbol for symbol in held.invested if is_option(symbol)):
        option, driver = quantlib(overlay, symbol), driver_of(symbol)
        step = float(held.history[driver].iloc[-1]) * moves[driver].to_numpy()
        shift = (held.history[driver].pct_change().rolling(252).std() * math.sqrt(252)).diff().iloc[-504:].to_numpy()
        gains = gains + held.size(symbol) * (option.delta() * step + option.gamma() * step**2 / 2 + option.vega() * shift)
    row = report_of(overlay).tails[1]
    assert [row.value_at_risk.value, row.expected_shortfall.value] == pytest.approx(losses(gains), rel=1e-7)


def test_grid_of_spots_and_volatilities(overlay: Case) -> None:
    held, day = overlay.held, pd.Timestamp(overlay.held.day)
    whole, alone = report_of(overlay).grids
    shares = sum(held.values[symbol] for symbol in held.invested if not is_option(symbol))
    for row, spot_move in enumerate(whole.spots):
        for column, shift in enumerate(whole.volatilities):
            gain = 0.0
            for symbol in (symbol for symbol in held.invested if is_option(symbol)):
                spot, volatility = float(held.history[driver_of(symbol)].iloc[-1]), held.volatility(driver_of(symbol))
                value = Contract(symbol).calculator(spot * (1 + spot_move), volatility + shift, day).value()
                gain += held.size(symbol) * value - held.values[symbol]
            assert alone.cells[row][column].value == pytest.approx(gain, abs=1e-6)
            assert whole.cells[row][column].value == pytest.approx(gain + spot_move * shares, abs=1e-6)
