"""Golden figures of Greeks, implied volatility, American options and revaluation. Sources and tolerances stand in the file."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.golden.rows import golden_rows

from plumbline.analytics.american_options import american_value
from plumbline.analytics.greeks import option_greeks
from plumbline.analytics.implied_volatility import implied_volatility
from plumbline.analytics.option_revaluation import OptionBook, OptionScenarios, full_revaluation
from plumbline.analytics.options import OptionMarket, OptionTerms

ROWS = golden_rows("greeks")
GAMMA = option_greeks(OptionTerms(60, 0.75, is_call=True), OptionMarket(55, 0.30, 0.10))
THETA = option_greeks(OptionTerms(405, 1 / 12, is_call=False), OptionMarket(430, 0.20, 0.07, 0.05))
RHO = option_greeks(OptionTerms(75, 1.0, is_call=True), OptionMarket(72, 0.19, 0.09))
VOLGA = option_greeks(OptionTerms(130, 0.75, is_call=True), OptionMarket(90, 0.28, 0.05, 0.05))
GAUSS = option_greeks(OptionTerms(300, 0.33, is_call=True), OptionMarket(305, 0.25, 0.08))


def futures_delta(*, is_call: bool) -> float:
    return float(option_greeks(OptionTerms(100, 0.5, is_call), OptionMarket(105, 0.36, 0.10, 0.10)).delta)


def approximation(spot: float, years: float, *, is_call: bool, volatility: float = 0.25) -> float:
    market = OptionMarket(spot, volatility, 0.10, 0.10)
    return float(american_value(OptionTerms(100, years, is_call), market, method="approximation"))


def one_call() -> float:
    book = OptionBook(
        quantities=np.ones(1),
        terms=OptionTerms(40, 0.5, is_call=True),
        market=OptionMarket(42, 0.20, 0.10),
        underlyings=np.zeros(1, np.intp),
    )
    return float(full_revaluation(book, OptionScenarios(spot_moves=np.array([[40 / 42 - 1]])))[0])


CASES: dict[str, Callable[[], float]] = {
    "haug_gamma": lambda: float(GAMMA.gamma),
    "haug_vega": lambda: float(GAMMA.vega),
    "haug_theta": lambda: float(THETA.theta) * 365,
    "haug_rho": lambda: float(RHO.rho),
    "haug_delta_call": lambda: futures_delta(is_call=True),
    "haug_delta_put": lambda: futures_delta(is_call=False),
    "haug_volga": lambda: float(VOLGA.volga),
    "gauss_delta": lambda: float(GAUSS.delta),
    "gauss_gamma": lambda: float(GAUSS.gamma),
    "gauss_theta": lambda: float(GAUSS.theta) * 365,
    "gauss_vega": lambda: float(GAUSS.vega),
    "gauss_rho": lambda: float(GAUSS.rho),
    "hull_implied_volatility": lambda: float(implied_volatility(1.875, OptionTerms(20, 0.25, is_call=True), OptionMarket(21, 0.0, 0.10))),
    "haug_approximation_call": lambda: approximation(90, 0.1, is_call=True),
    "haug_approximation_put_110": lambda: approximation(110, 0.1, is_call=False),
    "haug_approximation_put_half_year": lambda: approximation(110, 0.5, is_call=False),
    "haug_table_call_90_10_15": lambda: approximation(90, 0.1, is_call=True, volatility=0.15),
    "haug_table_call_110_10_15": lambda: approximation(110, 0.1, is_call=True, volatility=0.15),
    "haug_table_call_100_10_35": lambda: approximation(100, 0.1, is_call=True, volatility=0.35),
    "haug_table_call_110_50_15": lambda: approximation(110, 0.5, is_call=True, volatility=0.15),
    "haug_table_call_90_50_25": lambda: approximation(90, 0.5, is_call=True, volatility=0.25),
    "haug_table_call_110_50_35": lambda: approximation(110, 0.5, is_call=True, volatility=0.35),
    "haug_table_put_90_10_15": lambda: approximation(90, 0.1, is_call=False, volatility=0.15),
    "haug_table_put_90_50_15": lambda: approximation(90, 0.5, is_call=False, volatility=0.15),
    "haug_table_put_100_50_25": lambda: approximation(100, 0.5, is_call=False, volatility=0.25),
    "haug_table_put_110_50_35": lambda: approximation(110, 0.5, is_call=False, volatility=0.35),
    "hull_american_put": lambda: float(american_value(OptionTerms(50, 5 / 12, is_call=False), OptionMarket(50, 0.40, 0.10))),
    "revaluation_of_one_call": one_call,
}


@pytest.mark.parametrize("row", [row for _, row in ROWS], ids=[row["case"] for _, row in ROWS])
def test_golden(row: dict[str, str]) -> None:
    computed = CASES[row["case"]]()
    assert abs(computed - float(row["expected"])) <= float(row["tolerance"]), (computed, row)


def test_every_case_has_a_row_and_a_source() -> None:
    assert {row["case"] for _, row in ROWS} == set(CASES)
    assert all(row["source"] for _, row in ROWS)
