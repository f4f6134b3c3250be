"""Greeks, American options, implied volatility and revaluation: against QuantLib and differences, with bad input."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import QuantLib as ql  # noqa: N813 - the name that all of its documentation uses
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.analytics.american_options import american_greeks, american_value
from plumbline.analytics.greeks import book_greeks, option_greeks
from plumbline.analytics.implied_volatility import implied_volatility
from plumbline.analytics.option_flags import option_flags
from plumbline.analytics.option_revaluation import (
    BookSensitivities,
    OptionBook,
    OptionScenarios,
    american_revaluation,
    delta_gamma_vega,
    full_revaluation,
)
from plumbline.analytics.options import OptionMarket, OptionTerms, option_value
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

START = ql.Date(1, 1, 2024)
DAY_COUNT = ql.Actual365Fixed()


def random_options(n_options: int, seed: int = 0) -> tuple[OptionTerms, OptionMarket]:
    rng = np.random.default_rng(seed)
    years = rng.integers(10, 1000, n_options) / 365.0
    terms = OptionTerms(rng.uniform(60, 140, n_options), years, rng.random(n_options) < 0.5)
    rates = rng.uniform(0.0, 0.1, (2, n_options))
    return terms, OptionMarket(np.full(n_options, 100.0), rng.uniform(0.05, 0.9, n_options), *rates)


def one(terms: OptionTerms, market: OptionMarket, row: int) -> tuple[OptionTerms, OptionMarket]:
    picked = [float(np.asarray(part)[row]) for part in (market.spot, market.volatility, market.rate, market.dividend_yield)]
    return OptionTerms(float(terms.strike[row]), float(terms.years[row]), bool(terms.is_call[row])), OptionMarket(*picked)


def process(market: OptionMarket) -> ql.BlackScholesMertonProcess:
    rates = [ql.YieldTermStructureHandle(ql.FlatForward(START, rate, DAY_COUNT)) for rate in (market.dividend_yield, market.rate)]
    volatility = ql.BlackVolTermStructureHandle(ql.BlackConstantVol(START, ql.NullCalendar(), market.volatility, DAY_COUNT))
    return ql.BlackScholesMertonProcess(ql.QuoteHandle(ql.SimpleQuote(market.spot)), *rates, volatility)


def quantlib_option(terms: OptionTerms, exercise: Callable[[ql.Date], ql.Exercise]) -> ql.VanillaOption:
    ql.Settings.instance().evaluationDate = START
    payoff = ql.PlainVanillaPayoff(ql.Option.Call if terms.is_call else ql.Option.Put, terms.strike)
    return ql.VanillaOption(payoff, exercise(START + round(terms.years * 365)))


def test_greeks_as_quantlib() -> None:
    terms, market = random_options(60)
    ours = option_greeks(terms, market)
    for row in range(60):
        contract, quote = one(terms, market, row)
        oracle = quantlib_option(contract, ql.EuropeanExercise)
        oracle.setPricingEngine(ql.AnalyticEuropeanEngine(process(quote)))
        assert ours.value[row] == pytest.approx(oracle.NPV(), abs=1e-9)
        assert ours.delta[row] == pytest.approx(oracle.delta(), abs=1e-9)
        assert ours.gamma[row] == pytest.approx(oracle.gamma(), abs=1e-9)
        assert ours.vega[row] == pytest.approx(oracle.vega(), abs=1e-8)
        assert ours.theta[row] == pytest.approx(oracle.theta() / 365, abs=1e-9)
        assert ours.rho[row] == pytest.approx(oracle.rho(), abs=1e-8)


def test_vanna_and_volga_as_differences() -> None:
    terms, market = random_options(200, 1)
    ours, bump = option_greeks(terms, market), 1e-4
    up = option_greeks(terms, replace(market, volatility=market.volatility + bump))
    down = option_greeks(terms, replace(market, volatility=market.volatility - bump))
    np.testing.assert_allclose(ours.vanna, (up.delta - down.delta) / (2 * bump), atol=1e-5, rtol=1e-4)
    np.testing.assert_allclose(ours.volga, (up.vega - down.vega) / (2 * bump), atol=1e-2, rtol=1e-4)


def test_american_as_quantlib() -> None:
    terms, market = random_options(40, 2)
    tree = american_value(terms, market)
    approximation = american_value(terms, market, method="approximation")
    for row in range(40):
        contract, quote = one(terms, market, row)
        oracle = quantlib_option(contract, lambda day: ql.AmericanExercise(START, day))
        oracle.setPricingEngine(ql.QdFpAmericanEngine(process(quote), ql.QdFpAmericanEngine.highPrecisionScheme()))
        assert tree[row] == pytest.approx(oracle.NPV(), abs=0.004)
        oracle.setPricingEngine(ql.BaroneAdesiWhaleyApproximationEngine(process(quote)))
        assert approximation[row] == pytest.approx(oracle.NPV(), abs=1e-4)


def test_american_greeks_of_a_call_without_dividends_are_the_european_ones() -> None:
    terms, market = OptionTerms(105.0, 0.7, is_call=True), OptionMarket(100.0, 0.2, 0.05)
    european = option_greeks(terms, market)
    for american in (american_greeks(terms, market), american_greeks(terms, market, method="approximation")):
        assert american.value == pytest.approx(european.value, abs=1e-3)
        assert american.delta == pytest.approx(european.delta, abs=1e-3)
        assert american.gamma == pytest.approx(european.gamma, abs=1e-3)
        assert american.vega == pytest.approx(european.vega, abs=0.05)
        assert american.theta == pytest.approx(european.theta, abs=1e-3)
        assert american.rho == pytest.approx(european.rho, abs=0.05)
        assert american.vanna == pytest.approx(european.vanna, abs=0.01)
        assert american.volga == pytest.approx(european.volga, abs=1.5)


OPTION = st.tuples(
    st.floats(20.0, 300.0), st.floats(0.01, 5.0), st.booleans(), st.floats(0.02, 2.0), st.floats(0.0, 0.15), st.floats(0.0, 0.15)
)


@settings(max_examples=150, deadline=None)
@given(OPTION)
def test_bounds_and_parity(drawn: tuple[float, float, bool, float, float, float]) -> None:
    strike, years, is_call, volatility, rate, dividend = drawn
    market = OptionMarket(100.0, volatility, rate, dividend)
    call, put = (float(option_value(OptionTerms(strike, years, kind), market)) for kind in (True, False))
    assert call - put == pytest.approx(100 * np.exp(-dividend * years) - strike * np.exp(-rate * years), abs=1e-9)
    american = float(american_value(OptionTerms(strike, years, is_call), market, method="approximation"))
    payoff = max(100.0 - strike if is_call else strike - 100.0, 0.0)
    assert american >= max(call if is_call else put, payoff) - 1e-12
    assert american <= (100.0 if is_call else strike) + 1e-9
    greeks = option_greeks(OptionTerms(strike, years, is_call), market)
    assert greeks.gamma >= 0.0
    assert greeks.vega >= 0.0
    assert np.isfinite([greeks.theta, greeks.rho, greeks.vanna, greeks.volga]).all()


@settings(max_examples=200, deadline=None)
@given(OPTION)
def test_implied_volatility_gives_the_price_back(drawn: tuple[float, float, bool, float, float, float]) -> None:
    strike, years, is_call, volatility, rate, dividend = drawn
    terms, market = OptionTerms(strike, years, is_call), OptionMarket(100.0, volatility, rate, dividend)
    greeks = option_greeks(terms, market)
    price = float(greeks.value)
    floor = max((1 if is_call else -1) * (100 * np.exp(-dividend * years) - strike * np.exp(-rate * years)), 0.0)
    found = float(implied_volatility(max(price, floor), terms, market))
    assert float(option_value(terms, replace(market, volatility=found))) == pytest.approx(price, rel=1e-10, abs=1e-11)
    if greeks.vega > 1e-4:
        assert found == pytest.approx(volatility, rel=1e-6)


def test_implied_volatility_far_out_and_at_its_bounds() -> None:
    far, market = OptionTerms(200.0, 0.1, is_call=True), OptionMarket(100.0, 0.0)
    tiny = float(implied_volatility(1e-200, far, market))
    assert float(option_value(far, replace(market, volatility=tiny))) == pytest.approx(1e-200, rel=1e-6)
    terms = OptionTerms(90.0, 1.0, is_call=True)
    assert implied_volatility(10.0, terms, market) == 0.0
    cells = np.asarray(implied_volatility(np.array([5.0, 12.0, 100.0, np.nan]), terms, market))
    assert np.isnan(cells).tolist() == [True, False, True, True]
    for price in (5.0, 100.0):
        with pytest.raises(CalculationFailed, match="bounds"):
            implied_volatility(price, terms, market)
    with pytest.raises(MissingData, match="found none"):
        implied_volatility(np.nan, terms, market)
    with pytest.raises(InvalidInput, match="time to expiry"):
        implied_volatility(5.0, OptionTerms(90.0, 0.0, is_call=True), market)


def book(n_options: int = 300, n_underlyings: int = 7) -> OptionBook:
    terms, market = random_options(n_options, 3)
    rng = np.random.default_rng(4)
    underlyings = rng.integers(0, n_underlyings, n_options)
    market = replace(market, spot=rng.uniform(80, 120, n_underlyings)[underlyings])
    return OptionBook(quantities=rng.normal(0, 100, n_options), terms=terms, market=market, underlyings=underlyings)


@pytest.mark.parametrize("shared", [True, False])
def test_full_revaluation_is_the_sum_of_single_values(shared: bool) -> None:
    held, rng = book(), np.random.default_rng(5)
    moves = rng.normal(0, 0.1, (211, 7))
    shifts = rng.normal(0, 0.3, (211, 1) if shared else (211, 7))
    found = full_revaluation(held, OptionScenarios(spot_moves=moves, volatility_shifts=shifts, years_passed=0.1))
    now = option_value(held.terms, held.market) @ held.quantities
    for row in (0, 100, 210):
        shift = shifts[row] if shared else shifts[row][held.underlyings]
        market = replace(
            held.market,
            spot=held.market.spot * (1 + moves[row][held.underlyings]),
            volatility=np.maximum(held.market.volatility + shift, 0),
        )
        later = option_value(replace(held.terms, years=held.terms.years - 0.1), market) @ held.quantities
        assert found[row] == pytest.approx(later - now, abs=1e-8)


def test_total_loss_of_the_underlying() -> None:
    held = OptionBook(
        quantities=np.array([1.0, 2.0]),
        terms=OptionTerms(np.array([100.0, 100.0]), 0.5, np.array([True, False])),
        market=OptionMarket(100.0, 0.2),
        underlyings=np.zeros(2, np.intp),
    )
    found = full_revaluation(held, OptionScenarios(spot_moves=np.array([[-1.0]])))
    now = option_value(held.terms, held.market)
    assert found[0] == pytest.approx(-now[0] + 2 * (100.0 - now[1]))


def test_delta_gamma_vega_is_right_for_small_moves() -> None:
    held, rng = book(), np.random.default_rng(6)
    greeks = option_greeks(held.terms, held.market)
    sensitivities = BookSensitivities(greeks.delta, greeks.gamma, greeks.vega)
    small = OptionScenarios(spot_moves=rng.normal(0, 1e-3, (50, 7)), volatility_shifts=rng.normal(0, 1e-4, (50, 7)))
    exact = full_revaluation(held, small)
    np.testing.assert_allclose(delta_gamma_vega(held, sensitivities, small), exact, atol=2e-3 * np.abs(exact).max())


def test_book_greeks_add_in_money() -> None:
    held = book()
    greeks = option_greeks(held.terms, held.market)
    total = book_greeks(greeks, held.quantities, spots=np.asarray(held.market.spot), multipliers=1.0)
    bump = 1e-5
    up, down = (full_revaluation(held, OptionScenarios(spot_moves=np.full((1, 7), move)))[0] for move in (bump, -bump))
    assert total.delta == pytest.approx((up - down) / (2 * bump), rel=1e-4)
    point = full_revaluation(held, OptionScenarios(spot_moves=np.zeros((1, 7)), volatility_shifts=np.full((1, 1), 1e-4)))[0]
    assert total.vega == pytest.approx(point * 100, rel=1e-2)


def test_nothing_is_uncertain() -> None:
    for years, volatility in ((0.0, 0.2), (1.0, 0.0), (-1.0, 0.2)):
        greeks = option_greeks(OptionTerms(90.0, years, is_call=True), OptionMarket(100.0, volatility, 0.05))
        assert (greeks.gamma, greeks.vega, greeks.vanna, greeks.volga) == (0.0, 0.0, 0.0, 0.0)
        assert american_value(OptionTerms(110.0, years, is_call=False), OptionMarket(100.0, volatility, 0.05)) == pytest.approx(10.0)
    riskless = option_greeks(OptionTerms(90.0, 1.0, is_call=True), OptionMarket(100.0, 0.0, 0.05))
    assert riskless.theta == pytest.approx(-0.05 * 90 * np.exp(-0.05) / 365)
    assert riskless.rho == pytest.approx(90 * np.exp(-0.05))


def test_flags_of_expiry_and_assignment() -> None:
    terms = OptionTerms(
        np.array([100.0, 50.0, 100.0, 150.0, 100.0]), np.array([3 / 365, 1.0, 1.0, 1.0, 0.0]), np.array([1, 1, 0, 0, 1], bool)
    )
    market = OptionMarket(np.array([105.0, 105.0, 105.0, 105.0, 90.0]), 0.15, 0.05, np.array([0.0, 0.12, 0.0, 0.0, 0.0]))
    found = option_flags(terms, market, np.array([-1.0, -1.0, -1.0, -1.0, -1.0]))
    assert found.expires_soon.tolist() == [True, False, False, False, True]
    assert found.expired.tolist() == [False, False, False, False, True]
    assert found.in_the_money.tolist() == [True, True, False, True, False]
    # expiring; a call whose dividends are worth more than waiting; out of the money; a put worth more exercised; worthless
    assert found.assignment_risk.tolist() == [True, True, False, True, False]
    assert not option_flags(terms, market, np.ones(5)).assignment_risk.any()
    with pytest.raises(InvalidInput, match="quantity per option"):
        option_flags(terms, market, np.ones(2))
    with pytest.raises(MissingData, match="quantity of every option"):
        option_flags(terms, market, np.full(5, np.nan))


SCENARIO = OptionScenarios(spot_moves=np.zeros((2, 7)))
BAD: dict[str, tuple[type[Exception], Callable[[], object]]] = {
    "nan_volatility": (MissingData, lambda: option_greeks(OptionTerms(90.0, 1.0, True), OptionMarket(100.0, np.nan))),
    "odd_steps": (InvalidInput, lambda: american_value(OptionTerms(90.0, 1.0, True), OptionMarket(100.0, 0.2), n_steps=5)),
    "negative_rate": (
        InvalidInput,
        lambda: american_value(OptionTerms(90.0, 1.0, True), OptionMarket(100.0, 0.2, -0.01), method="approximation"),
    ),
    "drift": (CalculationFailed, lambda: american_value(OptionTerms(90.0, 10.0, True), OptionMarket(100.0, 0.01, 0.5))),
    "nan_move": (MissingData, lambda: full_revaluation(book(), replace(SCENARIO, spot_moves=np.full((2, 7), np.nan)))),
    "more_than_all": (InvalidInput, lambda: full_revaluation(book(), replace(SCENARIO, spot_moves=np.full((2, 7), -1.1)))),
    "too_few_columns": (InvalidInput, lambda: full_revaluation(book(), replace(SCENARIO, spot_moves=np.zeros((2, 3))))),
    "shape_of_shifts": (InvalidInput, lambda: full_revaluation(book(), replace(SCENARIO, volatility_shifts=np.zeros((2, 3))))),
    "nan_quantity": (MissingData, lambda: full_revaluation(replace(book(), quantities=np.full(300, np.nan)), SCENARIO)),
    "quantities": (
        InvalidInput,
        lambda: book_greeks(option_greeks(OptionTerms(90.0, 1.0, True), OptionMarket(100.0, 0.2)), np.ones(2), spots=np.ones(2)),
    ),
    "nan_spot": (
        MissingData,
        lambda: book_greeks(option_greeks(OptionTerms(90.0, 1.0, True), OptionMarket(100.0, 0.2)), np.ones(1), spots=np.array([np.nan])),
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused(case: str) -> None:
    error, call = BAD[case]
    with pytest.raises(error, match="Expected"):
        call()


def test_american_revaluation_is_the_sum_of_single_values() -> None:
    held, rng = book(60), np.random.default_rng(9)
    held = replace(held, market=replace(held.market, rate=0.05, dividend_yield=0.02))
    moves, shifts = rng.normal(0, 0.1, (31, 7)), rng.normal(0, 0.05, (31, 7))
    found = american_revaluation(held, OptionScenarios(spot_moves=moves, volatility_shifts=shifts, years_passed=0.02))
    now = american_value(held.terms, held.market, method="approximation") @ held.quantities
    for row in (0, 30):
        market = replace(
            held.market,
            spot=held.market.spot * (1 + moves[row][held.underlyings]),
            volatility=np.maximum(held.market.volatility + shifts[row][held.underlyings], 0),
        )
        left = replace(held.terms, years=np.maximum(held.terms.years - 0.02, 0.0))
        assert found[row] == pytest.approx(american_value(left, market, method="approximation") @ held.quantities - now, abs=1e-8)
    shared = american_revaluation(held, OptionScenarios(spot_moves=moves, volatility_shifts=shifts[:, :1]))
    each = american_revaluation(held, OptionScenarios(spot_moves=moves, volatility_shifts=np.repeat(shifts[:, :1], 7, axis=1)))
    np.testing.assert_allclose(shared, each)
    plain = american_revaluation(held, OptionScenarios(spot_moves=moves))
    np.testing.assert_allclose(plain, american_revaluation(held, OptionScenarios(spot_moves=moves, volatility_shifts=0.0 * shifts)))
