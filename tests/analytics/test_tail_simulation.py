"""What is simulated: the model of a portfolio's own series, rolling forecasts from it, and the chances of shortfall tests."""

import numpy as np
import pytest
import statsmodels.api as sm

from plumbline.analytics.backtest.rolling import rolling_tail_forecasts, tail_backtest
from plumbline.analytics.backtest.shortfall import ShortfallTests, shortfall_significance
from plumbline.analytics.backtest.simulated import PATHS, REFIT, simulated_tail_forecasts
from plumbline.analytics.factors.model import fitted_linear_portfolio
from plumbline.analytics.tail.monte_carlo import monte_carlo_tail
from plumbline.analytics.tail.student import StudentFit, student_tail_of
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

GENERATOR = np.random.default_rng(8)
FACTORS = GENERATOR.standard_t(5, (900, 3)) * 0.01
OWN = FACTORS @ np.array([1.0, 0.4, -0.3]) + GENERATOR.standard_t(6, 900) * 0.004


def test_the_model_has_the_variance_of_the_sample() -> None:
    model = fitted_linear_portfolio(OWN, FACTORS)
    variance = model.exposures @ model.factor_covariance @ model.exposures + model.specific_variance
    assert variance == pytest.approx(OWN.var(ddof=1))
    np.testing.assert_allclose(model.exposures, sm.OLS(OWN, sm.add_constant(FACTORS)).fit().params[1:])
    gaps = OWN.copy()
    gaps[::7] = np.nan
    known = ~np.isnan(gaps)
    assert fitted_linear_portfolio(gaps, FACTORS).specific_variance == fitted_linear_portfolio(OWN[known], FACTORS[known]).specific_variance
    with pytest.raises(CalculationFailed):
        fitted_linear_portfolio(OWN, np.column_stack([FACTORS, FACTORS[:, 0]]))


def test_forecasts_see_only_the_window_before() -> None:
    found = simulated_tail_forecasts(OWN, FACTORS, 0.95, window=250)
    assert np.isnan(found.value_at_risk[:250]).all()
    assert np.isfinite(found.value_at_risk[250:]).all()
    changed = OWN.copy()
    changed[400:] *= 3.0
    again = simulated_tail_forecasts(changed, FACTORS, 0.95, window=250)
    np.testing.assert_array_equal(found.value_at_risk[:401], again.value_at_risk[:401])
    start = 250 + 3 * REFIT
    rows = slice(start - 250, start)
    expected = monte_carlo_tail(fitted_linear_portfolio(OWN[rows], FACTORS[rows]), 0.95, n_paths=PATHS, factor_history=FACTORS[rows])
    assert (found.value_at_risk[start : start + REFIT] == expected.value_at_risk).all()
    assert (found.expected_shortfall[start : start + REFIT] == expected.expected_shortfall).all()


def test_a_simulated_backtest_is_not_rejected_and_near_the_historical_one() -> None:
    found = tail_backtest(OWN, simulated_tail_forecasts(OWN, FACTORS, 0.95, window=300))
    assert found.coverage.unconditional.p_value > 0.05
    plain = tail_backtest(OWN, rolling_tail_forecasts(OWN, "historical", 0.95, window=300))
    assert found.mean_value_at_risk == pytest.approx(plain.mean_value_at_risk, rel=0.1)


def test_gaps_and_what_is_refused() -> None:
    gaps = OWN.copy()
    gaps[[10, 300, 500]] = np.nan
    found = simulated_tail_forecasts(gaps, FACTORS, 0.95, window=250)
    assert np.isnan(found.value_at_risk[[300, 500]]).all()
    assert int(np.isfinite(found.value_at_risk).sum()) == 900 - 3 - 250
    with pytest.raises(InvalidInput, match="window of at least 25"):
        simulated_tail_forecasts(OWN, FACTORS, 0.95, window=24)
    with pytest.raises(InvalidInput, match="its factors"):
        simulated_tail_forecasts(OWN, FACTORS[:10], 0.95)
    with pytest.raises(MissingData, match="901"):
        simulated_tail_forecasts(OWN, FACTORS, 0.95, window=900)


@pytest.mark.parametrize("degrees", [4.0, 100.0])
def test_chances_are_those_of_whole_histories_drawn_one_by_one(degrees: float) -> None:
    """Only exceptions are drawn; that must be the same as drawing every day."""
    days, confidence, generator = 250, 0.975, np.random.default_rng(1)
    right = student_tail_of(StudentFit(np.zeros(()), np.ones(()), np.array(degrees)), 1.0 - confidence)
    drawn = generator.standard_t(degrees, (20_000, days))
    hit = drawn < -float(right.value_at_risk)
    sums, hits = np.where(hit, drawn, 0.0).sum(axis=1) / float(right.expected_shortfall), hit.sum(axis=1)
    z2 = sums / (days * (1.0 - confidence)) + 1.0
    z1 = sums[hits > 0] / hits[hits > 0] + 1.0
    for level in (0.02, 0.1, 0.4):
        tests = ShortfallTests(float(np.quantile(z1, level)), float(np.quantile(z2, level)), 5, days)
        found = shortfall_significance(tests, confidence, degrees_of_freedom=degrees)
        assert found.z2 == pytest.approx(level, abs=0.012)
        assert found.z1 == pytest.approx(level, abs=0.015)
