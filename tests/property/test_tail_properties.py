"""What must hold of every tail method, its parts and its backtests, for any input.

* expected shortfall >= value at risk; both rise with confidence, scale with k and shift with cash added to returns
* parts add to the figure; the parts of two portfolios add to that of both where it is linear: marginal does not see scale
* order of sessions does not matter where days weigh alike; p-values are chances; more exceptions are never a better color
"""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from plumbline.analytics.backtest.coverage import coverage_tests, traffic_light
from plumbline.analytics.backtest.rolling import rolling_tail_forecasts, tail_backtest
from plumbline.analytics.tail.age_weighted import age_weighted_tail
from plumbline.analytics.tail.contribution import (
    historical_tail_contributions,
    incremental_tail,
    parametric_tail_contributions,
    student_t_tail_contributions,
)
from plumbline.analytics.tail.cornish_fisher import cornish_fisher_tail
from plumbline.analytics.tail.cornish_fisher_contribution import cornish_fisher_tail_contributions
from plumbline.analytics.tail.methods import TAIL_METHODS, TailMethod
from plumbline.analytics.tail.monte_carlo import LinearPortfolio, monte_carlo_tail
from plumbline.analytics.tail.pair import TailRisk
from plumbline.analytics.tail.student import student_t_tail
from plumbline.analytics.tail.volatility_filtered import volatility_filtered_tail
from plumbline.analytics.value_at_risk import Quantile
from plumbline.core.errors import CalculationFailed

settings.register_profile("analytics", max_examples=50, deadline=None)
settings.load_profile("analytics")

RETURN = st.floats(-0.5, 0.5).map(lambda value: round(value, 6))
SERIES = hnp.arrays(np.float64, st.integers(12, 60), elements=RETURN)
CONFIDENCE = st.floats(0.6, 0.995)
QUANTILE: st.SearchStrategy[Quantile] = st.sampled_from(["interpolated", "order_statistic"])
Method = Callable[[np.ndarray, float], TailRisk]
METHODS: st.SearchStrategy[Method] = st.sampled_from(
    [
        age_weighted_tail,
        lambda returns, confidence: age_weighted_tail(returns, confidence, quantile="order_statistic"),
        volatility_filtered_tail,
        student_t_tail,
        lambda returns, confidence: student_t_tail(returns, confidence, degrees_of_freedom=4.0),
        cornish_fisher_tail,
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    shape = (draw(st.integers(3, 40)), draw(st.integers(1, 6)))
    returns = draw(hnp.arrays(np.float64, shape, elements=RETURN))
    weights = draw(hnp.arrays(np.float64, shape[1], elements=st.floats(-2.0, 2.0).map(lambda value: round(value, 3))))
    return returns, weights


def found_or_none(method: Method, returns: np.ndarray, confidence: float) -> TailRisk | None:
    try:
        return method(returns, confidence)
    except CalculationFailed:
        return None


@given(METHODS, SERIES, CONFIDENCE, CONFIDENCE)
def test_shortfall_exceeds_value_at_risk_and_both_rise(method: Method, returns: np.ndarray, one: float, other: float) -> None:
    low, high = (found_or_none(method, returns, level) for level in sorted((one, other)))
    for pair in (low, high):
        assert pair is None or pair.expected_shortfall >= pair.value_at_risk
    if low and high:
        assert high.value_at_risk >= float(low.value_at_risk) - 1e-9
        if method is not volatility_filtered_tail:  # the interpolated pair of Acerbi and Tasche may fall by a step
            assert high.expected_shortfall >= float(low.expected_shortfall) - 1e-9


@given(METHODS, SERIES, CONFIDENCE, st.floats(0.1, 10.0))
def test_losses_scale(method: Method, returns: np.ndarray, confidence: float, scale: float) -> None:
    assume(np.std(returns) > 1e-3)
    one, other = (found_or_none(method, series, confidence) for series in (returns, returns * scale))
    assume(one is not None and other is not None)
    assert other.value_at_risk == pytest.approx(float(one.value_at_risk) * scale, rel=1e-5, abs=1e-7)
    assert other.expected_shortfall == pytest.approx(float(one.expected_shortfall) * scale, rel=1e-5, abs=1e-7)


@given(SERIES, CONFIDENCE, st.floats(-0.1, 0.1), st.randoms(use_true_random=False))
def test_losses_shift_and_have_no_order(returns: np.ndarray, confidence: float, shift: float, random: st.randoms) -> None:
    assume(np.std(returns) > 1e-3)
    order = list(range(returns.size))
    random.shuffle(order)
    for method in (student_t_tail, cornish_fisher_tail, lambda r, c: age_weighted_tail(r, c, decay=1.0)):
        one, other = found_or_none(method, returns, confidence), found_or_none(method, returns[order] + shift, confidence)
        if one and other:
            assert other.value_at_risk == pytest.approx(float(one.value_at_risk) - shift, rel=1e-5, abs=1e-7)


@given(tables(), CONFIDENCE, QUANTILE, st.floats(0.1, 5.0))
def test_parts_add_and_scale(table: tuple[np.ndarray, np.ndarray], confidence: float, quantile: Quantile, scale: float) -> None:
    returns, weights = table
    found = historical_tail_contributions(returns, weights, confidence, quantile=quantile)
    assert found.value_at_risk_parts.sum() == pytest.approx(found.value_at_risk, abs=1e-12)
    assert found.expected_shortfall_parts.sum() == pytest.approx(found.expected_shortfall, abs=1e-12)
    assert found.expected_shortfall >= found.value_at_risk - 1e-12
    alone = incremental_tail(returns, np.where(np.arange(weights.size) == 0, weights, 0.0), confidence, quantile=quantile)
    assert (alone.value_at_risk[1:] == 0.0).all()
    assume(np.std(returns @ weights) > 1e-4)
    one, other = (parametric_tail_contributions(returns, held, confidence) for held in (weights, weights * scale))
    assert one.value_at_risk_parts.sum() == pytest.approx(one.value_at_risk, abs=1e-10)
    np.testing.assert_allclose(other.value_at_risk_parts, one.value_at_risk_parts * scale, atol=1e-9)
    np.testing.assert_allclose(other.marginal_expected_shortfall, one.marginal_expected_shortfall, atol=1e-9)


@given(tables(), CONFIDENCE, st.floats(0.1, 5.0))
def test_parts_of_shaped_distributions_add_and_scale(table: tuple[np.ndarray, np.ndarray], confidence: float, scale: float) -> None:
    returns, weights = table
    assume(returns.shape[0] >= 10 and np.std(returns @ weights) > 1e-4)
    for parts, whole in ((student_t_tail_contributions, student_t_tail), (cornish_fisher_tail_contributions, cornish_fisher_tail)):
        try:
            found, total = parts(returns, weights, confidence), whole(returns @ weights, confidence)
        except CalculationFailed:
            continue
        assert found.value_at_risk_parts.sum() == pytest.approx(float(total.value_at_risk), abs=1e-9)
        assert found.expected_shortfall_parts.sum() == pytest.approx(float(total.expected_shortfall), abs=1e-9)
        larger = parts(returns, weights * scale, confidence)
        np.testing.assert_allclose(larger.value_at_risk_parts, found.value_at_risk_parts * scale, rtol=1e-4, atol=1e-7)


@given(st.integers(0, 10_000), st.floats(0.9, 0.99))
def test_cornish_fisher_marginals_are_derivatives(seed: int, confidence: float) -> None:
    generator = np.random.default_rng(seed)
    returns, weights = generator.standard_t(8, (300, 3)) * 0.01, generator.uniform(-1.0, 1.0, 3)
    try:
        found = cornish_fisher_tail_contributions(returns, weights, confidence)
    except CalculationFailed:
        assume(False)
    for asset, bump in enumerate(np.eye(3) * 1e-6):
        up, down = (cornish_fisher_tail(returns @ (weights + sign * bump), confidence) for sign in (1.0, -1.0))
        slope = (float(up.value_at_risk) - float(down.value_at_risk)) / 2e-6
        assert found.marginal_value_at_risk[asset] == pytest.approx(slope, abs=1e-6)
        slope = (float(up.expected_shortfall) - float(down.expected_shortfall)) / 2e-6
        assert found.marginal_expected_shortfall[asset] == pytest.approx(slope, abs=1e-6)


@given(st.integers(1, 4), st.integers(0, 1000), CONFIDENCE, st.floats(2.5, 30.0))
def test_simulated_parts_add(n_factors: int, seed: int, confidence: float, degrees: float) -> None:
    root = np.random.default_rng(seed).standard_normal((n_factors, n_factors)) * 0.01
    portfolio = LinearPortfolio(np.linspace(-1.0, 1.5, n_factors), root @ root.T, 1e-5)
    found = monte_carlo_tail(portfolio, confidence, degrees_of_freedom=degrees, n_paths=2000, seed=seed)
    assert found.expected_shortfall >= found.value_at_risk
    assert found.factor_parts.sum() + found.specific_part == pytest.approx(found.expected_shortfall, abs=1e-12)
    doubled = LinearPortfolio(portfolio.exposures * 2.0, portfolio.factor_covariance, portfolio.specific_variance * 4.0)
    twice = monte_carlo_tail(doubled, confidence, degrees_of_freedom=degrees, n_paths=2000, seed=seed)
    assert twice.expected_shortfall == pytest.approx(2.0 * found.expected_shortfall)


@given(hnp.arrays(np.bool_, st.integers(2, 400)), CONFIDENCE)
def test_p_values_are_chances(hits: np.ndarray, confidence: float) -> None:
    found = coverage_tests(hits, confidence)
    for test in (found.unconditional, found.independence, found.conditional):
        assert test is None or (0.0 <= test.p_value <= 1.0 and test.statistic >= 0.0)


@given(st.integers(20, 400), CONFIDENCE)
def test_more_exceptions_are_never_a_better_color(size: int, confidence: float) -> None:
    zones = [("green", "yellow", "red").index(traffic_light(count, size, confidence).zone) for count in range(0, size, 3)]
    assert zones == sorted(zones)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(TAIL_METHODS), st.floats(0.5, 20.0))
def test_backtests_do_not_see_scale(seed: int, method: TailMethod, scale: float) -> None:
    returns = np.random.default_rng(seed).standard_t(4, 200) * 0.01
    one, other = (tail_backtest(series, rolling_tail_forecasts(series, method, 0.95, window=60)) for series in (returns, returns * scale))
    assert one.coverage.n_exceptions == other.coverage.n_exceptions
    assert other.mean_value_at_risk == pytest.approx(one.mean_value_at_risk * scale, rel=1e-5)
