"""Tail risk by every method, its parts and its backtests: against SciPy, NumPy and each other, and with bad input."""

import warnings
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import scipy.stats

from plumbline.analytics.backtest.coverage import coverage_tests, kupiec_test, traffic_light
from plumbline.analytics.backtest.rolling import rolling_tail_forecasts, tail_backtest
from plumbline.analytics.backtest.shortfall import ShortfallTests, shortfall_significance, shortfall_tests
from plumbline.analytics.tail.age_weighted import age_weighted_tail
from plumbline.analytics.tail.contribution import historical_tail_contributions, incremental_tail, parametric_tail_contributions
from plumbline.analytics.tail.cornish_fisher import cornish_fisher_tail
from plumbline.analytics.tail.horizon import overlapping_returns, parametric_tail_over, square_root_of_time
from plumbline.analytics.tail.methods import TAIL_METHODS, TailMethod, tail_by
from plumbline.analytics.tail.monte_carlo import LinearPortfolio, monte_carlo_tail
from plumbline.analytics.tail.pair import TailRisk
from plumbline.analytics.tail.student import fitted_student, student_t_tail
from plumbline.analytics.tail.volatility_filtered import volatility_filtered_tail
from plumbline.analytics.value_at_risk import (
    historical_expected_shortfall,
    historical_value_at_risk,
    parametric_expected_shortfall,
    parametric_value_at_risk,
)
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

NAN = float("nan")
GENERATOR = np.random.default_rng(21)
SERIES = GENERATOR.standard_t(5, 700) * 0.01
TABLE = GENERATOR.standard_t(5, (400, 6)) * 0.01
WEIGHTS = np.array([0.4, 0.3, -0.2, 0.25, 0.0, 0.1])
METHODS: dict[str, Callable[[np.ndarray], TailRisk]] = {
    "age_weighted": age_weighted_tail,
    "volatility_filtered": volatility_filtered_tail,
    "student_t": student_t_tail,
    "student_t_given": lambda returns: student_t_tail(returns, degrees_of_freedom=5.0),
    "cornish_fisher": cornish_fisher_tail,
}


@pytest.fixture(autouse=True)
def warnings_are_errors() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("name", METHODS)
def test_short_flat_and_broken_series(name: str) -> None:
    method = METHODS[name]
    with pytest.raises(MissingData):
        method(np.array([0.01, NAN]))
    with pytest.raises(CalculationFailed, match="finite"):
        method(np.append(SERIES[:30], np.inf))
    for flat in (0.0, 0.01):
        found = method(np.full(60, flat))
        assert found.value_at_risk == pytest.approx(-flat, abs=1e-12)
        assert found.expected_shortfall == pytest.approx(-flat, abs=1e-12)
    gaps = np.insert(SERIES[:200], 199, NAN)
    if name != "age_weighted":  # there a gap makes the rest older
        assert method(gaps).value_at_risk == pytest.approx(method(SERIES[:200]).value_at_risk)


@pytest.mark.parametrize("name", [name for name in METHODS if name != "volatility_filtered"])
def test_a_table_gives_what_its_columns_give(name: str) -> None:
    rows = TABLE.copy()
    rows[5:9, 1] = NAN
    rows[:, 2] = NAN
    rows[:, 3] = 0.005
    whole = METHODS[name](rows)
    for column in (0, 1, 3, 4):
        alone = METHODS[name](rows[:, column])
        assert np.asarray(whole.value_at_risk)[column] == pytest.approx(alone.value_at_risk, rel=1e-7)
        assert np.asarray(whole.expected_shortfall)[column] == pytest.approx(alone.expected_shortfall, rel=1e-7)
    assert np.isnan(np.asarray(whole.value_at_risk)[2])


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0, -0.1])
def test_impossible_confidence(confidence: float) -> None:
    for method in (age_weighted_tail, volatility_filtered_tail, student_t_tail, cornish_fisher_tail):
        with pytest.raises(InvalidInput, match="confidence"):
            method(SERIES, confidence)


def test_equal_ages_are_historical_simulation() -> None:
    for confidence in (0.9, 0.95, 0.99):
        found = age_weighted_tail(SERIES, confidence, decay=1.0, quantile="order_statistic")
        assert found.value_at_risk == pytest.approx(historical_value_at_risk(SERIES, confidence, quantile="order_statistic"))
        assert found.expected_shortfall == pytest.approx(historical_expected_shortfall(SERIES, confidence, quantile="order_statistic"))
        # the paper's midpoints are those of Hyndman and Fan's type 5
        hazen = -np.quantile(SERIES, 1 - confidence, method="hazen")
        assert age_weighted_tail(SERIES, confidence, decay=1.0).value_at_risk == pytest.approx(hazen, rel=1e-9)


@pytest.mark.parametrize("degrees", [3.0, 6.0, 15.0])
def test_student_fit_as_scipy(degrees: float) -> None:
    returns = np.random.default_rng(8).standard_t(degrees, 1500) * 0.012 + 0.0004
    expected = scipy.stats.t.fit(returns)
    found = fitted_student(returns)
    log_likelihood = scipy.stats.t.logpdf(returns, float(found.degrees_of_freedom), float(found.location), float(found.scale)).sum()
    assert log_likelihood >= scipy.stats.t.logpdf(returns, *expected).sum() - 1e-6
    assert float(found.degrees_of_freedom) == pytest.approx(expected[0], rel=2e-3)
    assert float(found.scale) == pytest.approx(expected[2], rel=1e-3)


def test_student_pair_as_scipy() -> None:
    fit = fitted_student(SERIES)
    law = scipy.stats.t(float(fit.degrees_of_freedom), float(fit.location), float(fit.scale))
    found = student_t_tail(SERIES, 0.975)
    assert found.value_at_risk == pytest.approx(-law.ppf(0.025), rel=1e-9)
    assert found.expected_shortfall == pytest.approx(-law.expect(lambda x: x, ub=law.ppf(0.025), conditional=True), rel=1e-5)


def test_student_bounds() -> None:
    normal = scipy.stats.norm.ppf((np.arange(2000) + 0.5) / 2000) * 0.01
    assert float(fitted_student(normal).degrees_of_freedom) == pytest.approx(200.0)
    assert student_t_tail(normal, 0.99).value_at_risk == pytest.approx(parametric_value_at_risk(normal, 0.99), rel=0.02)
    with pytest.raises(InvalidInput, match="degrees"):
        student_t_tail(SERIES, degrees_of_freedom=2.0)


def test_cornish_fisher_is_normal_without_skewness_and_kurtosis_and_refuses_what_it_can_not_follow() -> None:
    normal = scipy.stats.norm.ppf((np.arange(100_000) + 0.5) / 100_000) * 0.01
    assert cornish_fisher_tail(normal, 0.99).value_at_risk == pytest.approx(parametric_value_at_risk(normal, 0.99), rel=1e-3)
    assert cornish_fisher_tail(normal, 0.99).expected_shortfall == pytest.approx(parametric_expected_shortfall(normal, 0.99), rel=1e-3)
    with pytest.raises(CalculationFailed, match="skewness and kurtosis"):
        cornish_fisher_tail(np.append(np.full(50, 0.001) + SERIES[:50] * 0.01, -0.5), 0.95)


def test_cornish_fisher_shortfall_is_the_mean_of_its_own_quantiles() -> None:
    levels = 1.0 - (np.arange(4000) + 0.5) / 4000 * 0.05
    quantiles = [float(cornish_fisher_tail(TABLE[:, 0], float(level)).value_at_risk) for level in levels]
    assert cornish_fisher_tail(TABLE[:, 0], 0.95).expected_shortfall == pytest.approx(np.mean(quantiles), rel=1e-3)


def test_horizons() -> None:
    assert overlapping_returns(np.array([0.1, 0.1, -0.1]), 2) == pytest.approx([0.21, -0.01])
    np.testing.assert_allclose(overlapping_returns(TABLE, 1), TABLE, atol=1e-15)
    one, ten = parametric_tail_over(SERIES, 0.99, periods=1), parametric_tail_over(SERIES, 0.99, periods=10)
    assert one.value_at_risk == pytest.approx(parametric_value_at_risk(SERIES, 0.99))
    assert one.expected_shortfall == pytest.approx(parametric_expected_shortfall(SERIES, 0.99))
    assert float(ten.value_at_risk) + 10 * SERIES.mean() == pytest.approx(square_root_of_time(float(one.value_at_risk) + SERIES.mean(), 10))
    with pytest.raises(InvalidInput, match="horizon"):
        square_root_of_time(0.02, 0)
    with pytest.raises(MissingData):
        overlapping_returns(SERIES[:5], 10)


@pytest.mark.parametrize("quantile", ["interpolated", "order_statistic"])
def test_contributions_are_derivatives_of_the_figures(quantile: str) -> None:
    found = historical_tail_contributions(TABLE, WEIGHTS, 0.95, quantile=quantile)
    portfolio = TABLE @ WEIGHTS
    assert found.value_at_risk == pytest.approx(historical_value_at_risk(portfolio, 0.95, quantile=quantile), rel=1e-12)
    assert found.expected_shortfall == pytest.approx(historical_expected_shortfall(portfolio, 0.95, quantile=quantile), rel=1e-12)
    step = 1e-7
    for asset in range(6):
        moved = TABLE @ (WEIGHTS + step * np.eye(6)[asset])
        slope = (historical_expected_shortfall(moved, 0.95, quantile=quantile) - found.expected_shortfall) / step
        assert found.marginal_expected_shortfall[asset] == pytest.approx(slope, abs=1e-6)
        slope = (historical_value_at_risk(moved, 0.95, quantile=quantile) - found.value_at_risk) / step
        assert found.marginal_value_at_risk[asset] == pytest.approx(slope, abs=1e-6)


def test_parametric_contributions_are_derivatives_of_the_figures() -> None:
    found = parametric_tail_contributions(TABLE, WEIGHTS, 0.99)
    assert found.value_at_risk == pytest.approx(parametric_value_at_risk(TABLE @ WEIGHTS, 0.99))
    assert found.value_at_risk_parts.sum() == pytest.approx(found.value_at_risk)
    assert found.expected_shortfall_parts.sum() == pytest.approx(found.expected_shortfall)
    moved = TABLE @ (WEIGHTS + 1e-6 * np.eye(6)[2])
    assert found.marginal_value_at_risk[2] == pytest.approx(
        (float(parametric_value_at_risk(moved, 0.99)) - found.value_at_risk) / 1e-6, abs=1e-5
    )
    with pytest.raises(CalculationFailed, match="zero volatility"):
        parametric_tail_contributions(np.column_stack([SERIES, SERIES]), np.array([1.0, -1.0]))


def test_incremental_figures_are_recomputations() -> None:
    found = incremental_tail(TABLE, WEIGHTS, 0.95)
    for asset in range(6):
        kept = np.where(np.arange(6) == asset, 0.0, WEIGHTS)
        expected = float(historical_value_at_risk(TABLE @ WEIGHTS, 0.95)) - float(historical_value_at_risk(TABLE @ kept, 0.95))
        assert found.value_at_risk[asset] == pytest.approx(expected, abs=1e-12)
    assert found.value_at_risk[4] == 0.0


def test_contributions_with_gaps() -> None:
    rows = TABLE.copy()
    rows[3, 0], rows[:, 4] = NAN, NAN  # a holding with a weight, and one without
    found = historical_tail_contributions(rows, WEIGHTS)
    assert found.n_observations == 399
    assert found.value_at_risk_parts[4] == 0.0
    assert np.isnan(found.marginal_value_at_risk[4])
    with pytest.raises(MissingData, match="weight"):
        historical_tail_contributions(TABLE, np.full(6, NAN))
    with pytest.raises(InvalidInput):
        historical_tail_contributions(TABLE, WEIGHTS[:3])
    with pytest.raises(MissingData):
        incremental_tail(TABLE[:1], WEIGHTS)


PORTFOLIO = LinearPortfolio(np.array([0.8, -0.5, 0.3]), np.cov(TABLE[:, :3].T), 1e-5)


def test_monte_carlo_is_seeded_and_its_parts_add() -> None:
    one, two = (monte_carlo_tail(PORTFOLIO, 0.95, n_paths=20_000, seed=4) for _ in range(2))
    assert one.expected_shortfall == two.expected_shortfall
    assert monte_carlo_tail(PORTFOLIO, 0.95, n_paths=20_000, seed=5).expected_shortfall != one.expected_shortfall
    assert one.factor_parts.sum() + one.specific_part == pytest.approx(one.expected_shortfall)


@pytest.mark.parametrize("degrees", [3.0, 8.0])
def test_monte_carlo_of_common_margins_is_student(degrees: float) -> None:
    variance = float(PORTFOLIO.exposures @ PORTFOLIO.factor_covariance @ PORTFOLIO.exposures) + PORTFOLIO.specific_variance
    found = monte_carlo_tail(PORTFOLIO, 0.975, degrees_of_freedom=degrees, n_paths=300_000)
    law = scipy.stats.t(degrees, scale=np.sqrt(variance * (degrees - 2) / degrees))
    assert found.value_at_risk == pytest.approx(-law.ppf(0.025), rel=0.02)
    assert found.expected_shortfall == pytest.approx(
        -law.expect(lambda x: x, ub=law.ppf(0.025), conditional=True), abs=5 * found.standard_error
    )


def test_monte_carlo_keeps_the_distribution_of_a_factor() -> None:
    history = np.random.default_rng(2).exponential(0.01, (4000, 1)) - 0.03
    portfolio = LinearPortfolio(np.array([1.0]), np.cov(history.T).reshape(1, 1), 0.0)
    found = monte_carlo_tail(portfolio, 0.95, n_paths=200_000, factor_history=-history)
    assert found.value_at_risk == pytest.approx(float(historical_value_at_risk(-history[:, 0], 0.95)), abs=3e-4)


@pytest.mark.parametrize(
    ("portfolio", "changes", "error"),
    [
        (LinearPortfolio(np.ones(2), np.eye(3), 0.0), {}, InvalidInput),
        (LinearPortfolio(np.ones(2), np.eye(2), -1.0), {}, InvalidInput),
        (LinearPortfolio(np.ones(2), np.full((2, 2), NAN), 0.0), {}, MissingData),
        (PORTFOLIO, {"degrees_of_freedom": 2.0}, InvalidInput),
        (PORTFOLIO, {"n_paths": 10}, InvalidInput),
        (PORTFOLIO, {"factor_history": np.zeros((10, 2))}, InvalidInput),
        (PORTFOLIO, {"factor_history": np.full((10, 3), NAN)}, MissingData),
    ],
)
def test_monte_carlo_refuses(portfolio: LinearPortfolio, changes: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        monte_carlo_tail(portfolio, 0.95, **changes)


@pytest.mark.parametrize("method", TAIL_METHODS)
def test_forecasts_see_only_the_window_before(method: TailMethod) -> None:
    found = rolling_tail_forecasts(SERIES, method, 0.95, window=250)
    assert np.isnan(found.value_at_risk[:250]).all()
    assert np.isfinite(found.value_at_risk[250:]).all()
    changed = SERIES.copy()
    changed[400:] *= 3.0
    again = rolling_tail_forecasts(changed, method, 0.95, window=250)
    np.testing.assert_array_equal(found.value_at_risk[:401], again.value_at_risk[:401])
    for row in (250, 250 + 21 * 3):
        if method != "volatility_filtered":  # that one follows volatility from the start of the series
            expected = tail_by(method, SERIES[row - 250 : row], 0.95)
            assert found.value_at_risk[row] == pytest.approx(expected.value_at_risk, rel=1e-6)
            assert found.expected_shortfall[row] == pytest.approx(expected.expected_shortfall, rel=1e-6)


@pytest.mark.parametrize("method", TAIL_METHODS)
def test_backtest_of_a_right_model_is_not_rejected(method: TailMethod) -> None:
    returns = np.random.default_rng(31).standard_t(8, 3000) * 0.01
    found = tail_backtest(returns, rolling_tail_forecasts(returns, method, 0.95, window=500))
    assert found.coverage.n_observations == 2500
    assert found.coverage.unconditional.p_value > 0.001
    assert found.exceptions.sum() == found.coverage.n_exceptions
    assert found.shortfall is not None
    assert abs(found.shortfall.z2) < 0.4


def test_backtest_sees_that_a_level_is_too_low() -> None:
    returns = np.random.default_rng(31).standard_t(3, 3000) * 0.01
    returns[1500:] *= 3.0
    found = tail_backtest(returns, rolling_tail_forecasts(returns, "parametric", 0.99, window=500))
    assert found.coverage.unconditional.p_value < 1e-4
    assert found.shortfall is not None
    assert found.shortfall.z2 < -1.8


def test_forecasts_and_gaps() -> None:
    gaps = np.insert(SERIES, [100, 600], NAN)
    found = rolling_tail_forecasts(gaps, "historical", 0.95, window=250)
    whole = rolling_tail_forecasts(SERIES, "historical", 0.95, window=250)
    np.testing.assert_array_equal(found.value_at_risk[~np.isnan(gaps)], whole.value_at_risk)
    assert tail_backtest(gaps, found).coverage == tail_backtest(SERIES, whole).coverage
    with pytest.raises(MissingData):
        rolling_tail_forecasts(SERIES[:250], "historical", 0.95, window=250)
    with pytest.raises(InvalidInput, match="window"):
        rolling_tail_forecasts(SERIES, "historical", 0.95, window=5)
    flat = rolling_tail_forecasts(np.zeros(100), "parametric", 0.95, window=50)
    assert tail_backtest(np.zeros(100), flat).shortfall is None


def test_coverage_of_extreme_rows() -> None:
    never = coverage_tests(np.zeros(250, dtype=bool), 0.99)
    assert never.unconditional.statistic == pytest.approx(-2 * 250 * np.log(0.99))
    assert never.independence is None
    assert never.conditional is None
    always = coverage_tests(np.ones(250, dtype=bool), 0.99)
    assert always.unconditional.p_value < 1e-12
    assert traffic_light(250).zone == "red"
    assert traffic_light(3, 100, 0.95).multiplier_add_on is None
    for count in range(12):
        assert traffic_light(count).cumulative_probability == pytest.approx(scipy.stats.binom.cdf(count, 250, 0.01), abs=1e-12)
    with pytest.raises(InvalidInput):
        kupiec_test(5, 4, 0.95)
    with pytest.raises(MissingData):
        coverage_tests(np.zeros(1, dtype=bool), 0.95)


def test_p_values_as_scipy() -> None:
    hits = np.random.default_rng(3).random(500) < 0.08
    found = coverage_tests(hits, 0.95)
    assert found.independence is not None
    assert found.conditional is not None
    assert found.unconditional.p_value == pytest.approx(scipy.stats.chi2.sf(found.unconditional.statistic, 1))
    assert found.conditional.p_value == pytest.approx(scipy.stats.chi2.sf(found.conditional.statistic, 2))
    table = np.array(
        [[(~hits[:-1] & ~hits[1:]).sum(), (~hits[:-1] & hits[1:]).sum()], [(hits[:-1] & ~hits[1:]).sum(), (hits[:-1] & hits[1:]).sum()]]
    )
    oracle = scipy.stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    assert found.independence.statistic == pytest.approx(oracle.statistic, rel=1e-9)


def test_shortfall_tests_refuse() -> None:
    with pytest.raises(CalculationFailed, match="positive"):
        shortfall_tests(np.zeros(5), value_at_risk=np.full(5, -0.01), expected_shortfall=np.full(5, -0.005), confidence=0.95)
    with pytest.raises(MissingData):
        shortfall_tests(np.full(5, NAN), value_at_risk=np.ones(5), expected_shortfall=np.ones(5), confidence=0.95)
    with pytest.raises(InvalidInput):
        shortfall_significance(ShortfallTests(None, 1.0, 0, 250), 0.95, degrees_of_freedom=1.0)
    assert shortfall_significance(ShortfallTests(None, 1.0, 0, 250), 0.975, n_simulations=200).z1 is None
