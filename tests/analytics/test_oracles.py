"""The analytics against libraries that nobody here wrote, on data with fat tails, ties and odd sample sizes."""

import empyrical
import numpy as np
import pytest
import QuantLib as ql  # noqa: N813 - the name that all of its documentation uses

from plumbline.analytics.beta import beta
from plumbline.analytics.drawdown import maximum_drawdown
from plumbline.analytics.options import OptionMarket, OptionTerms, option_delta, option_value
from plumbline.analytics.performance import downside_deviation, information_ratio, sharpe_ratio, sortino_ratio
from plumbline.analytics.returns import annualized_return, cumulative_return
from plumbline.analytics.value_at_risk import (
    historical_expected_shortfall,
    historical_value_at_risk,
    parametric_expected_shortfall,
    parametric_value_at_risk,
)
from plumbline.analytics.volatility import volatility_annualized

LENGTHS = (2, 3, 20, 21, 100, 101, 253, 1000)
CONFIDENCES = (0.5, 0.9, 0.95, 0.975, 0.99)


def fat_tailed(length: int, seed: int = 7) -> np.ndarray:
    draws = np.random.default_rng(seed).standard_t(3, length)
    return np.round(np.clip(draws * 0.01, -0.5, 0.5), 4)  # rounding makes ties


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_historical_tail_as_empyrical(length: int, confidence: float) -> None:
    returns = fat_tailed(length)
    assert historical_value_at_risk(returns, confidence) == pytest.approx(-empyrical.value_at_risk(returns, 1 - confidence), abs=1e-12)


@pytest.mark.parametrize("length", [20, 101, 250, 999])
def test_historical_shortfall_as_empyrical_without_ties_or_whole_positions(length: int) -> None:
    # empyrical takes the first int((n - 1) * tail) + 1 returns; ties at the quantile would be cut by it
    returns = np.random.default_rng(3).normal(0.0, 0.01, length)
    assert historical_expected_shortfall(returns, 0.95) == pytest.approx(-empyrical.conditional_value_at_risk(returns, 0.05), abs=1e-12)


# Not where the tail is a whole number of observations: there 1 - 0.95 = 0.050000000000000044 makes QuantLib count one more.
@pytest.mark.parametrize("length", [2, 3, 21, 101, 253, 999])
@pytest.mark.parametrize("confidence", CONFIDENCES[1:])  # QuantLib accepts only levels from 90 %
def test_order_statistic_as_quantlib(length: int, confidence: float) -> None:
    returns = fat_tailed(length)
    oracle = ql.RiskStatistics()
    for value in returns:
        oracle.add(float(value))
    ours = float(historical_value_at_risk(returns, confidence, quantile="order_statistic"))
    assert max(ours, 0.0) == pytest.approx(oracle.valueAtRisk(confidence), abs=1e-12)  # QuantLib floors at 0


@pytest.mark.parametrize(("length", "confidence", "rank"), [(20, 0.95, 1), (100, 0.95, 5), (100, 0.99, 1), (1000, 0.975, 25)])
def test_a_whole_tail_is_not_widened_by_rounding(length: int, confidence: float, rank: int) -> None:
    returns = fat_tailed(length)
    worst = np.sort(returns)[:rank]
    assert historical_value_at_risk(returns, confidence, quantile="order_statistic") == -worst[-1]
    assert historical_expected_shortfall(returns, confidence, quantile="order_statistic") == pytest.approx(-worst.mean())


@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_parametric_tail_as_the_normal_distribution_of_quantlib(confidence: float) -> None:
    returns = fat_tailed(300)
    mean, deviation = float(np.mean(returns)), float(np.std(returns, ddof=1))
    point = ql.InverseCumulativeNormal(mean, deviation)(1 - confidence)
    density = ql.NormalDistribution(mean, deviation)(point)
    assert parametric_value_at_risk(returns, confidence) == pytest.approx(-point, abs=1e-9)
    assert parametric_expected_shortfall(returns, confidence) == pytest.approx(-mean + deviation**2 * density / (1 - confidence), abs=1e-9)


def test_parametric_shortfall_as_a_numerical_mean_of_the_tail() -> None:
    returns = fat_tailed(300)
    levels = 0.95 + 0.05 * (np.arange(200_000) + 0.5) / 200_000
    assert parametric_expected_shortfall(returns, 0.95) == pytest.approx(np.mean(parametric_value_at_risk(returns, levels)), rel=1e-5)


@pytest.mark.parametrize("length", [21, 253, 1000])
def test_performance_as_empyrical(length: int) -> None:
    returns, benchmark = fat_tailed(length), fat_tailed(length, seed=8)
    assert cumulative_return(returns) == pytest.approx(empyrical.cum_returns_final(returns), rel=1e-10)
    assert annualized_return(returns, periods_per_year=252) == pytest.approx(empyrical.annual_return(returns), rel=1e-10)
    assert volatility_annualized(returns, periods_per_year=252) == pytest.approx(empyrical.annual_volatility(returns), rel=1e-10)
    assert maximum_drawdown(returns) == pytest.approx(-empyrical.max_drawdown(returns), rel=1e-10)
    assert beta(returns, benchmark) == pytest.approx(empyrical.beta(returns, benchmark), rel=1e-10)
    assert sharpe_ratio(returns, periods_per_year=252) == pytest.approx(empyrical.sharpe_ratio(returns), rel=1e-10)
    assert sortino_ratio(returns, periods_per_year=252) == pytest.approx(empyrical.sortino_ratio(returns), rel=1e-10)
    assert downside_deviation(returns, periods_per_year=252) == pytest.approx(empyrical.downside_risk(returns), rel=1e-10)
    assert information_ratio(returns, benchmark, periods_per_year=252) == pytest.approx(
        empyrical.excess_sharpe(returns, benchmark) * np.sqrt(252), rel=1e-10
    )


@pytest.mark.parametrize("is_call", [True, False])
def test_options_as_quantlib(*, is_call: bool) -> None:
    spots, volatilities = np.array([1.0, 60.0, 95.0, 100.0, 130.0]), np.array([0.05, 0.2, 0.8])
    spot, volatility = (axis.ravel() for axis in np.meshgrid(spots, volatilities))
    terms, market = OptionTerms(100.0, 0.75, is_call), OptionMarket(spot, volatility, 0.03, 0.015)
    values, deltas = np.asarray(option_value(terms, market)), np.asarray(option_delta(terms, market))
    payoff = ql.PlainVanillaPayoff(ql.Option.Call if is_call else ql.Option.Put, 100.0)
    for row, (price, sigma) in enumerate(zip(spot, volatility, strict=True)):
        forward = float(price) * np.exp((0.03 - 0.015) * 0.75)
        oracle = ql.BlackCalculator(payoff, forward, float(sigma) * np.sqrt(0.75), np.exp(-0.03 * 0.75))
        assert values[row] == pytest.approx(oracle.value(), abs=1e-9)
        assert deltas[row] == pytest.approx(oracle.delta(float(price)), abs=1e-9)
