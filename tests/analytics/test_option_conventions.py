"""Options as other packages and markets define them, reproduced by a parameter: what docs/methods/option-books.md promises."""

import math

import numpy as np
import pytest
import QuantLib as ql  # noqa: N813 - the name that all of its documentation uses

from plumbline.analytics.greeks import option_greeks
from plumbline.analytics.options import OptionMarket, OptionTerms, option_value

DRAWS = np.random.default_rng(17).uniform([60.0, 0.05, 0.1, 0.0, 0.0], [140.0, 2.0, 0.6, 0.1, 0.1], (25, 5)).tolist()


@pytest.mark.parametrize(("spot", "years", "volatility", "rate", "other"), DRAWS)
def test_black_on_futures_and_currencies(spot: float, years: float, volatility: float, rate: float, other: float) -> None:
    for is_call, kind in ((True, ql.Option.Call), (False, ql.Option.Put)):
        terms, deviation, discount = OptionTerms(100.0, years, is_call), volatility * math.sqrt(years), math.exp(-rate * years)
        future = option_value(terms, OptionMarket(spot, volatility, rate, dividend_yield=rate))
        assert future == pytest.approx(ql.blackFormula(kind, 100.0, spot, deviation, discount), abs=1e-10)
        currency = option_value(terms, OptionMarket(spot, volatility, rate, dividend_yield=other))
        forward = spot * math.exp((rate - other) * years)
        assert currency == pytest.approx(ql.blackFormula(kind, 100.0, forward, deviation, discount), abs=1e-10)


def test_units_of_greeks() -> None:
    """Vega and rho are per 1.00 and theta per calendar day; by differences of the value."""
    terms, market = OptionTerms(100.0, 0.5, is_call=True), OptionMarket(98.0, 0.3, 0.04)
    found = option_greeks(terms, market)
    up, down = (float(option_value(terms, OptionMarket(98.0, 0.3 + bump, 0.04))) for bump in (1e-5, -1e-5))
    assert found.vega == pytest.approx((up - down) / 2e-5, rel=1e-6)
    up, down = (float(option_value(terms, OptionMarket(98.0, 0.3, 0.04 + bump))) for bump in (1e-5, -1e-5))
    assert found.rho == pytest.approx((up - down) / 2e-5, rel=1e-6)
    up, down = (float(option_value(OptionTerms(100.0, 0.5 + bump, is_call=True), market)) for bump in (1e-6, -1e-6))
    assert found.theta == pytest.approx(-(up - down) / 2e-6 / 365.0, rel=1e-5)


def test_trading_days_instead_of_calendar_days() -> None:
    """A quarter is 63 of 252 sessions as it is 91.25 of 365 days."""
    market = OptionMarket(98.0, 0.3, 0.04)
    assert option_value(OptionTerms(100.0, 63 / 252, is_call=True), market) == option_value(OptionTerms(100.0, 0.25, is_call=True), market)
