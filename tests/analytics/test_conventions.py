"""Tail risk and factors as other packages define them, reproduced by a parameter: what docs/methods/{tail-risk,factors}.md promise."""

import numpy as np
import pytest
import skfolio.measures as sk
import statsmodels.api as sm
from arch.univariate import EWMAVariance, ZeroMean
from scipy import stats

from plumbline.analytics.factors.regression import factor_regression
from plumbline.analytics.tail.age_weighted import age_weighted_tail
from plumbline.analytics.tail.student import student_t_tail
from plumbline.analytics.tail.volatility_filtered import standardized_returns
from plumbline.analytics.value_at_risk import (
    historical_expected_shortfall,
    historical_value_at_risk,
    parametric_expected_shortfall,
    parametric_value_at_risk,
)
from plumbline.core.errors import InvalidInput

CONFIDENCES = (0.9, 0.95, 0.975, 0.99)


@pytest.fixture(params=[120, 501, 1000])
def returns(request: pytest.FixtureRequest) -> np.ndarray:
    return np.random.default_rng(request.param).standard_t(5, request.param) * 0.01 + 0.0003


@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_skfolio_takes_order_statistics(returns: np.ndarray, confidence: float) -> None:
    """Where the tail is a whole number of days k, its value at risk is the loss k + 1, ours k: theirs is that of a hair less confidence."""
    found = historical_value_at_risk(returns, confidence - 1e-8, quantile="order_statistic")
    assert found == pytest.approx(sk.value_at_risk(returns, beta=confidence), abs=1e-12)
    shortfall = historical_expected_shortfall(returns, confidence, quantile="order_statistic")
    assert shortfall == pytest.approx(sk.cvar(returns, beta=confidence), abs=1e-12)


@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_numpy_interpolates(returns: np.ndarray, confidence: float) -> None:
    assert historical_value_at_risk(returns, confidence) == pytest.approx(-np.quantile(returns, 1.0 - confidence), abs=1e-12)


@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_population_deviation_and_zero_mean(returns: np.ndarray, confidence: float) -> None:
    point = stats.norm.ppf(1.0 - confidence)
    population = parametric_value_at_risk(returns, confidence, ddof=0)
    assert population == pytest.approx(-(returns.mean() + returns.std() * point), abs=1e-12)
    root = np.sqrt((returns**2).mean())
    assert parametric_value_at_risk(returns, confidence, mean=0.0, ddof=0) == pytest.approx(-root * point, abs=1e-12)
    shortfall = parametric_expected_shortfall(returns, confidence, mean=0.0, ddof=0)
    assert shortfall == pytest.approx(root * stats.norm.pdf(point) / (1.0 - confidence), abs=1e-12)
    with pytest.raises(InvalidInput, match="ddof"):
        parametric_value_at_risk(returns, confidence, ddof=2)


def test_student_t_of_matched_moments(returns: np.ndarray) -> None:
    expected = -(returns.mean() + returns.std(ddof=1) * np.sqrt(3.0 / 5.0) * stats.t.ppf(0.01, 5))
    assert student_t_tail(returns, 0.99, degrees_of_freedom=5.0).value_at_risk == pytest.approx(expected, abs=1e-12)


def test_all_ages_alike_are_the_midpoint_quantile(returns: np.ndarray) -> None:
    """With a decay of 1 every day weighs 1 / n, spread evenly between the midpoints to its neighbors."""
    found = float(age_weighted_tail(returns, 0.95, decay=1.0).value_at_risk)
    ordered = np.sort(returns)
    middles = np.concatenate([ordered[:1], 0.5 * (ordered[1:] + ordered[:-1])])
    expected = -np.interp(0.05, np.arange(returns.size) / returns.size, middles)
    assert found == pytest.approx(expected, abs=1e-12)


def test_the_filter_is_that_of_riskmetrics_in_arch() -> None:
    """The volatility that scales is an exponentially weighted one with decay 0.94: the variances of arch's EWMA from the same start."""
    returns = np.random.default_rng(3).standard_normal(600) * 0.01
    _, deviation = standardized_returns(returns)
    fit = ZeroMean(returns * 100.0, volatility=EWMAVariance(0.94)).fit(disp="off")
    forecast = float(np.sqrt(fit.forecast(horizon=1, reindex=False).variance.iloc[-1, 0])) / 100.0
    assert deviation == pytest.approx(forecast, rel=1e-6)


def test_errors_of_white_have_no_lags() -> None:
    generator = np.random.default_rng(2)
    factors = generator.standard_normal((300, 3)) * 0.01
    returns = factors @ np.array([1.0, -0.4, 0.2]) + generator.standard_t(4, 300) * 0.004
    white = sm.OLS(returns, sm.add_constant(factors)).fit(cov_type="HC0")
    np.testing.assert_allclose(factor_regression(returns, factors, newey_west_lags=0).standard_errors, white.bse[1:], rtol=1e-9)
