"""Random long-short portfolios against skfolio, which shares no code with the analytics."""

import numpy as np
import pytest
from skfolio import Portfolio, RiskMeasure

from plumbline.analytics.contribution import volatility_contributions
from plumbline.analytics.pair_contribution import pair_contributions
from plumbline.analytics.risk_adjusted import calmar_ratio, ulcer_index
from plumbline.analytics.shape import excess_kurtosis, skewness
from plumbline.analytics.tail.contribution import historical_tail_contributions
from plumbline.analytics.value_at_risk import historical_expected_shortfall, historical_value_at_risk

SEEDS = range(12)
# 301 sessions: where the tail is a whole number of them, rounding of 1 - 0.95 makes the oracle take one more


def portfolio(seed: int) -> tuple[np.ndarray, np.ndarray, Portfolio]:
    generator = np.random.default_rng(seed)
    common = generator.standard_t(4, (301, 2)) * 0.006
    returns = common @ generator.standard_normal((2, 7)) + generator.standard_t(4, (301, 7)) * 0.008
    weights = generator.standard_normal(7) * 0.3
    return returns, weights, Portfolio(X=returns, weights=weights, compounded=True, annualization_factor=252)


@pytest.mark.parametrize("seed", SEEDS)
def test_figures(seed: int) -> None:
    returns, weights, oracle = portfolio(seed)
    series = returns @ weights
    assert historical_value_at_risk(series, 0.95, quantile="order_statistic") == pytest.approx(oracle.value_at_risk)
    assert historical_expected_shortfall(series, 0.95, quantile="order_statistic") == pytest.approx(oracle.cvar)
    assert skewness(series) == pytest.approx(oracle.skew)
    assert float(excess_kurtosis(series)) + 3.0 == pytest.approx(oracle.kurtosis)


@pytest.mark.parametrize("seed", SEEDS)
def test_drawdown_figures_without_the_first_day(seed: int) -> None:
    """The oracle takes the value after the first return as its first peak; a first return of zero makes both the same."""
    returns, weights, _ = portfolio(seed)
    returns[0] = 0.0
    oracle = Portfolio(X=returns, weights=weights, compounded=True, annualization_factor=252)
    series = returns @ weights
    assert ulcer_index(series) == pytest.approx(oracle.ulcer_index)
    annual = (1.0 + series).prod() ** (252 / series.size) - 1.0
    assert calmar_ratio(series, periods_per_year=252) == pytest.approx(annual / oracle.max_drawdown)


@pytest.mark.parametrize("seed", SEEDS)
def test_parts(seed: int) -> None:
    returns, weights, oracle = portfolio(seed)
    parts = historical_tail_contributions(returns, weights, 0.95, quantile="order_statistic")
    np.testing.assert_allclose(parts.expected_shortfall_parts, oracle.contribution(RiskMeasure.CVAR), rtol=1e-3, atol=1e-6)
    volatility = volatility_contributions(returns, weights, periods_per_year=1)
    expected = np.asarray(oracle.contribution(RiskMeasure.STANDARD_DEVIATION))
    np.testing.assert_allclose(volatility.volatilities, expected, rtol=1e-3, atol=1e-6)
    pairs = pair_contributions(np.cov(returns.T), weights)
    np.testing.assert_allclose(pairs.sum(axis=1), expected / expected.sum(), rtol=1e-3, atol=1e-5)
