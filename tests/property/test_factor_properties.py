"""What must hold of factor figures for any input.

* shares of variance add to 1; sequential ones are never negative; both leave the same to `specific`
* residuals are uncorrelated with the factors: adding a multiple of a factor adds it to the exposure and to nothing else
* exposures of a portfolio are the weighted sum of those of its holdings, tilts the difference to the benchmark
* long less short changes sign with the scores
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.analytics.factors.model import portfolio_exposures
from plumbline.analytics.factors.regression import factor_regression
from plumbline.analytics.factors.risk import variance_decomposition
from plumbline.analytics.factors.rolling import rolling_exposures
from plumbline.analytics.factors.series import long_short_series

settings.register_profile("analytics", max_examples=50, deadline=None)
settings.load_profile("analytics")


@st.composite
def universes(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Returns and factors, of different sizes and degrees of correlation."""
    generator = np.random.default_rng(draw(st.integers(0, 100_000)))
    n_factors, n_assets = draw(st.integers(1, 5)), draw(st.integers(2, 6))
    length = draw(st.integers(n_factors + 8, 80))
    factors = generator.standard_t(4, (length, n_factors)) * 0.01
    factors += draw(st.floats(0.0, 3.0)) * factors[:, :1]
    noise = draw(st.floats(0.001, 0.1))
    return factors @ generator.standard_normal((n_factors, n_assets)) + generator.standard_normal((length, n_assets)) * noise, factors


@given(universes())
def test_shares_add_to_one(universe: tuple[np.ndarray, np.ndarray]) -> None:
    returns, factors = universe
    groups = [f"group {number % 3}" for number in range(factors.shape[1])]
    one, other = (
        variance_decomposition(returns[:, 0], factors, groups, periods_per_year=252, attribution=rule)
        for rule in ("sequential", "simultaneous")
    )
    for found in (one, other):
        assert sum(found.group_shares.values()) == pytest.approx(1.0)
        assert -1e-9 <= found.group_shares["specific"] <= 1.0 + 1e-9
    assert (one.factor_shares >= 0.0).all()
    assert one.group_shares["specific"] == pytest.approx(other.group_shares["specific"], abs=1e-9)


@given(universes(), st.floats(-2.0, 2.0))
def test_adding_a_factor_adds_to_its_exposure_only(universe: tuple[np.ndarray, np.ndarray], extra: float) -> None:
    returns, factors = universe
    before = factor_regression(returns, factors)
    after = factor_regression(returns + extra * factors[:, :1], factors)
    np.testing.assert_allclose(after.exposures[:, 0], before.exposures[:, 0] + extra, atol=1e-7)
    np.testing.assert_allclose(after.exposures[:, 1:], before.exposures[:, 1:], atol=1e-7)
    np.testing.assert_allclose(after.residual_deviation, before.residual_deviation, rtol=1e-6)
    np.testing.assert_allclose(after.standard_errors, before.standard_errors, rtol=1e-6)


@given(universes(), st.integers(0, 1000))
def test_exposures_are_linear_in_weights(universe: tuple[np.ndarray, np.ndarray], seed: int) -> None:
    returns, factors = universe
    weights = np.random.default_rng(seed).standard_normal(returns.shape[1])
    expected = factor_regression(returns @ weights, factors).exposures
    np.testing.assert_allclose(portfolio_exposures(factor_regression(returns, factors).exposures, weights), expected, atol=1e-7)


@given(universes())
def test_the_last_run_is_the_regression_of_the_last_sessions(universe: tuple[np.ndarray, np.ndarray]) -> None:
    returns, factors = universe
    window = factors.shape[1] + 6
    rolled = rolling_exposures(returns[:, 0], factors, window=window)
    alone = factor_regression(returns[-window:, 0], factors[-window:])
    if not np.isnan(rolled.r_squared[-1]):
        np.testing.assert_allclose(rolled.exposures[-1], alone.exposures, rtol=1e-4, atol=1e-5)
        assert 0.0 <= rolled.r_squared[-1] <= 1.0


@given(universes(), st.floats(0.05, 0.5))
def test_long_less_short_changes_sign_with_the_scores(universe: tuple[np.ndarray, np.ndarray], share: float) -> None:
    returns, _ = universe
    scores = np.random.default_rng(1).permuted(np.tile(np.arange(float(returns.shape[1])), (returns.shape[0], 1)), axis=1)
    rows = list(range(0, returns.shape[0] - 1, 5))
    one, other = (long_short_series(returns, side * scores, rows, share=share).returns for side in (1.0, -1.0))
    np.testing.assert_allclose(one[1:], -other[1:], atol=1e-12)
