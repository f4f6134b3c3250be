"""Every row of the golden files, against the analytics. Sources and tolerances stand in the files."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from plumbline.analytics.beta import beta, correlation
from plumbline.analytics.concentration import concentration_hhi, effective_positions, largest_weight, top_weight
from plumbline.analytics.contribution import volatility_contributions
from plumbline.analytics.drawdown import Drawdown, deepest_drawdown, maximum_drawdown
from plumbline.analytics.exposure import beta_adjusted_exposure, exposures
from plumbline.analytics.options import OptionMarket, OptionTerms, option_delta, option_value
from plumbline.analytics.performance import downside_deviation, information_ratio, sharpe_ratio, sortino_ratio, tracking_error
from plumbline.analytics.returns import annualized_return, cumulative_return, mean_return_annualized, simple_returns
from plumbline.analytics.score import RiskScoreInputs, risk_score
from plumbline.analytics.shock import shock_impact
from plumbline.analytics.value_at_risk import (
    historical_expected_shortfall,
    historical_value_at_risk,
    parametric_expected_shortfall,
    parametric_value_at_risk,
)
from plumbline.analytics.volatility import volatility_annualized

HERE = Path(__file__).parent
FAMILIES = (
    "returns", "volatility", "value_at_risk", "drawdown", "beta", "contribution",
    "concentration", "exposure", "performance", "options", "score", "shock",
)  # fmt: skip

BACON = np.loadtxt(HERE / "bacon_monthly.csv", delimiter=",", skiprows=1)
FUND, INDEX = BACON[:, 1], BACON[:, 2]
_PRICES = np.loadtxt(HERE / "prices_2022.csv", delimiter=",", skiprows=1, usecols=(1, 2, 3, 4))
AAPL, _, _, SP500 = simple_returns(_PRICES).T
CRISIS_CLOSES = np.array([1565.15, 1251.70, 752.44, 676.53, 1217.28, 1099.23, 1562.85, 1569.19])
UNIT_NORMAL = np.array([-1.0, 1.0]) / np.sqrt(2.0)  # mean 0, sample deviation 1
MILLIONS = np.array([2.0e6, 1.0e6])
# two uncorrelated series of sample deviation 5 % and 12 %
TWO_CURRENCIES = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]]) * np.sqrt(0.75) * np.array([0.05, 0.12])
FIRMS = np.array([30.0, 30.0, 20.0, 20.0])
FUND_130_30 = exposures(np.array([80.0, 50.0, -30.0]), net_value=100.0)
HALF = (0.20, 0.03, 0.35, 0.20, 2.00)


def crisis() -> Drawdown:
    return deepest_drawdown(simple_returns(CRISIS_CLOSES))


def jorion(field: str, asset: int | None = None) -> float:
    parts = volatility_contributions(TWO_CURRENCIES, MILLIONS / MILLIONS.sum(), periods_per_year=1)
    if field == "share":
        return float(parts.shares[asset])
    money = 1.65 * MILLIONS.sum()
    return money * (parts.portfolio_volatility if asset is None else float(parts.volatilities[asset]))


def hull(*, is_call: bool) -> float:
    return float(option_value(OptionTerms(40, 0.5, is_call), OptionMarket(42, 0.20, 0.10)))


def score(times: float) -> float:
    return risk_score(RiskScoreInputs(*(times * level for level in HALF))).score


def index_falls(money: list[float], betas: list[float]) -> float:
    return shock_impact(np.array(money), np.full(len(money), np.nan), betas=np.array(betas), driver_move=-0.10).total


TWENTY_WEEKS = (OptionTerms(50, 0.3846, is_call=True), OptionMarket(49, 0.20, 0.05))

CASES: dict[str, dict[str, Callable[[], float]]] = {
    "returns": {
        "sp500_2021_price_return": lambda: float(simple_returns(np.array([3756.07, 4766.18]))[0]),
        "sp500_2008_price_return": lambda: float(simple_returns(np.array([1468.36, 903.25]))[0]),
        "aapl_2022_cumulative": lambda: float(cumulative_return(AAPL)),
        "bacon_cumulative": lambda: float(cumulative_return(FUND)),
    },
    "volatility": {
        "bacon_monthly_deviation": lambda: float(volatility_annualized(FUND, periods_per_year=1)),
        "aapl_2022_annualized": lambda: float(volatility_annualized(AAPL, periods_per_year=252)),
        "quantlib_daily_deviation": lambda: float(volatility_annualized(AAPL, periods_per_year=1)),
    },
    "value_at_risk": {
        "historical_value_at_risk_95": lambda: float(historical_value_at_risk(AAPL, 0.95)),
        "historical_value_at_risk_99": lambda: float(historical_value_at_risk(AAPL, 0.99)),
        "historical_expected_shortfall_95": lambda: float(historical_expected_shortfall(AAPL, 0.95)),
        "historical_expected_shortfall_99": lambda: float(historical_expected_shortfall(AAPL, 0.99)),
        "order_statistic_value_at_risk_95": lambda: float(historical_value_at_risk(AAPL, 0.95, quantile="order_statistic")),
        "order_statistic_value_at_risk_99": lambda: float(historical_value_at_risk(AAPL, 0.99, quantile="order_statistic")),
        "normal_value_at_risk_95": lambda: float(parametric_value_at_risk(UNIT_NORMAL, 0.95)),
        "normal_value_at_risk_99": lambda: float(parametric_value_at_risk(UNIT_NORMAL, 0.99)),
        "normal_expected_shortfall_95": lambda: float(parametric_expected_shortfall(UNIT_NORMAL, 0.95)),
        "normal_expected_shortfall_99": lambda: float(parametric_expected_shortfall(UNIT_NORMAL, 0.99)),
    },
    "drawdown": {
        "sp500_2007_2009_depth": lambda: crisis().depth,
        "sp500_2007_2009_peak": lambda: crisis().peak,
        "sp500_2007_2009_trough": lambda: crisis().trough,
        "sp500_2007_2009_recovery": lambda: crisis().recovery or -1,
        "aapl_2022_maximum": lambda: float(maximum_drawdown(AAPL)),
        "bacon_maximum": lambda: float(maximum_drawdown(FUND)),
        "loss_on_the_first_day": lambda: float(maximum_drawdown(np.array([-0.10, 0.02, 0.01]))),
    },
    "beta": {
        "bacon_beta": lambda: float(beta(FUND, INDEX)),
        "bacon_correlation": lambda: float(correlation(FUND, INDEX)),
        "aapl_2022_beta": lambda: float(beta(AAPL, SP500)),
    },
    "contribution": {
        "jorion_share_cad": lambda: jorion("share", 0),
        "jorion_share_eur": lambda: jorion("share", 1),
        "jorion_component_cad": lambda: jorion("money", 0),
        "jorion_component_eur": lambda: jorion("money", 1),
        "jorion_portfolio": lambda: jorion("money"),
    },
    "concentration": {
        "four_firms_hhi": lambda: concentration_hhi(FIRMS),
        "four_firms_effective": lambda: effective_positions(FIRMS),
        "four_firms_top_2": lambda: top_weight(FIRMS, 2),
        "four_firms_largest": lambda: largest_weight(FIRMS),
    },
    "exposure": {
        "gross_130_30": lambda: FUND_130_30.gross_weight or 0.0,
        "net_130_30": lambda: FUND_130_30.net_weight or 0.0,
        "hedge_ratio_130_30": lambda: FUND_130_30.hedge_ratio or 0.0,
        "beta_adjusted": lambda: beta_adjusted_exposure(np.array([0.5, 0.5]), np.array([1.5, 0.8])),
    },
    "performance": {
        "bacon_downside_deviation": lambda: float(downside_deviation(FUND, periods_per_year=1, target=0.005)),
        "bacon_tracking_error": lambda: tracking_error(FUND, INDEX, periods_per_year=12),
        "bacon_mean_return": lambda: mean_return_annualized(FUND, periods_per_year=12),
        "bacon_annualized_return": lambda: annualized_return(FUND, periods_per_year=12),
        "bacon_sharpe": lambda: float(sharpe_ratio(FUND, periods_per_year=12)),
        "bacon_sortino": lambda: float(sortino_ratio(FUND, periods_per_year=12, target=0.06)),
        "bacon_information_ratio": lambda: information_ratio(FUND, INDEX, periods_per_year=12),
        "aapl_annualized_return": lambda: annualized_return(AAPL, periods_per_year=252),
        "aapl_sharpe": lambda: float(sharpe_ratio(AAPL, periods_per_year=252)),
        "aapl_sharpe_2_percent": lambda: float(sharpe_ratio(AAPL, periods_per_year=252, risk_free_rate=0.02)),
        "aapl_sortino_2_percent": lambda: float(sortino_ratio(AAPL, periods_per_year=252, target=0.02)),
        "aapl_downside_2_percent": lambda: float(downside_deviation(AAPL, periods_per_year=252, target=0.02)),
        "aapl_information_ratio": lambda: information_ratio(AAPL, SP500, periods_per_year=252),
    },
    "options": {
        "hull_call": lambda: hull(is_call=True),
        "hull_put": lambda: hull(is_call=False),
        "haug_call": lambda: float(option_value(OptionTerms(65, 0.25, is_call=True), OptionMarket(60, 0.30, 0.08))),
        "haug_put_with_dividend": lambda: float(option_value(OptionTerms(95, 0.5, is_call=False), OptionMarket(100, 0.20, 0.10, 0.05))),
        "hull_delta": lambda: float(option_delta(*TWENTY_WEEKS)),
        "hull_value_20_weeks": lambda: float(option_value(*TWENTY_WEEKS)),
    },
    "score": {
        "cash": lambda: score(0.0),
        "half_levels": lambda: score(1.0),
        "twice_the_half_levels": lambda: score(2.0),
        "only_leverage_at_three_half_levels": lambda: risk_score(RiskScoreInputs(0.0, 0.0, 0.0, 0.0, 6.0)).score,
    },
    "shock": {
        "beta_1_5_index_falls_10_percent": lambda: index_falls([1000.0], [1.5]),
        "direct_and_by_beta": lambda: (
            shock_impact(np.array([1000.0, 500.0]), np.array([-0.10, np.nan]), betas=np.array([1.0, 0.8]), driver_move=-0.10).total
        ),
        "short_gains": lambda: shock_impact(np.array([-500.0]), np.array([-0.10])).total,
    },
}


def golden(family: str) -> list[dict[str, str]]:
    with (HERE / f"{family}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


ROWS = [(family, row) for family in FAMILIES for row in golden(family)]


@pytest.mark.parametrize(("family", "row"), ROWS, ids=[f"{family}-{row['case']}" for family, row in ROWS])
def test_golden(family: str, row: dict[str, str]) -> None:
    computed = CASES[family][row["case"]]()
    assert abs(computed - float(row["expected"])) <= float(row["tolerance"]), (computed, row)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_case_has_a_row_and_a_source(family: str) -> None:
    rows = golden(family)
    assert {row["case"] for row in rows} == set(CASES[family])
    assert all(row["source"] for row in rows)
