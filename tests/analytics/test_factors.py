"""Factors: against statsmodels, skfolio and NumPy, and with bad input."""

import warnings
from collections.abc import Iterator

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.regression.rolling import RollingOLS

from plumbline.analytics.factors.model import fitted_factor_model, linear_portfolio, model_covariance, portfolio_exposures
from plumbline.analytics.factors.regression import factor_regression, newey_west_lags
from plumbline.analytics.factors.risk import factor_tilts, variance_decomposition
from plumbline.analytics.factors.rolling import rolling_exposures
from plumbline.analytics.factors.series import (
    industry_series,
    long_short_series,
    low_volatility_scores,
    market_series,
    momentum_scores,
    month_ends,
)
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

NAN = float("nan")
GENERATOR = np.random.default_rng(17)
FACTORS = GENERATOR.standard_t(5, (500, 4)) * 0.01
LOADINGS = GENERATOR.standard_normal((8, 4))
TABLE = FACTORS @ LOADINGS.T + GENERATOR.standard_t(5, (500, 8)) * 0.01
GROUPS = ["market", "style", "style", "industry"]
WEIGHTS = np.array([0.3, 0.2, -0.1, 0.2, 0.1, 0.1, 0.0, 0.2])


@pytest.fixture(autouse=True)
def warnings_are_errors() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("lags", [None, 0, 5])
def test_regression_as_statsmodels(lags: int | None) -> None:
    found = factor_regression(TABLE, FACTORS, newey_west_lags=lags)
    options = {} if lags is None else {"cov_type": "HAC", "cov_kwds": {"maxlags": lags}}
    for asset in range(8):
        oracle = sm.OLS(TABLE[:, asset], sm.add_constant(FACTORS)).fit(**options)
        np.testing.assert_allclose([found.intercept[asset], *found.exposures[asset]], oracle.params, rtol=1e-9)
        errors = [found.intercept_standard_error[asset], *found.standard_errors[asset]]
        np.testing.assert_allclose(errors, oracle.bse, rtol=1e-9)
        np.testing.assert_allclose(found.t_statistics[asset], oracle.tvalues[1:], rtol=1e-8)
        assert found.r_squared[asset] == pytest.approx(oracle.rsquared)
        assert found.residual_deviation[asset] == pytest.approx(np.sqrt(oracle.mse_resid))


def test_each_asset_uses_its_own_sessions() -> None:
    rows, drivers = TABLE.copy(), FACTORS.copy()
    rows[:200, 1], rows[7, 2], rows[:, 3], drivers[9, 0] = NAN, NAN, NAN, NAN
    found = factor_regression(rows, drivers)
    for asset in (0, 1, 2):
        alone = factor_regression(rows[:, asset], drivers)
        np.testing.assert_allclose(found.exposures[asset], alone.exposures, rtol=1e-9)
        assert found.n_observations[asset] == alone.n_observations
    assert found.n_observations.tolist()[:4] == [499, 300, 498, 0]
    assert np.isnan(found.exposures[3]).all()
    with pytest.raises(MissingData, match="Expected at least 6"):
        factor_regression(rows[:, 3], drivers)


def test_regressions_that_are_refused() -> None:
    for bad in (np.column_stack([FACTORS, FACTORS[:, 0] - FACTORS[:, 1]]), np.column_stack([FACTORS, np.full(500, 0.01)])):
        with pytest.raises(CalculationFailed, match="number 5"):
            factor_regression(TABLE, bad)
    with pytest.raises(InvalidInput, match="lags"):
        factor_regression(TABLE, FACTORS, newey_west_lags=-1)
    with pytest.raises(InvalidInput):
        factor_regression(TABLE, FACTORS[:10])
    with pytest.raises(MissingData):
        factor_regression(TABLE[:3, 0], FACTORS[:3])
    assert newey_west_lags(100) == 4


def test_a_flat_asset_has_no_exposure() -> None:
    found = factor_regression(np.column_stack([TABLE[:, 0], np.full(500, 0.001)]), FACTORS)
    np.testing.assert_allclose(found.exposures[1], 0.0, atol=1e-12)
    assert np.isnan(found.r_squared[1]) or abs(found.r_squared[1]) <= 1.0


@pytest.mark.parametrize("attribution", ["sequential", "simultaneous"])
def test_decomposition_as_r_squared(attribution: str) -> None:
    portfolio = TABLE @ WEIGHTS
    found = variance_decomposition(portfolio, FACTORS, GROUPS, periods_per_year=252, attribution=attribution)
    assert list(found.group_shares) == ["market", "style", "industry", "specific"]
    assert sum(found.group_shares.values()) == pytest.approx(1.0)
    whole = sm.OLS(portfolio, sm.add_constant(FACTORS)).fit()
    assert 1.0 - found.group_shares["specific"] == pytest.approx(whole.rsquared)
    assert found.volatility == pytest.approx(portfolio.std(ddof=1) * np.sqrt(252))
    if attribution == "sequential":
        before = [sm.OLS(portfolio, sm.add_constant(FACTORS[:, :count])).fit().rsquared for count in (1, 3, 4)]
        shares = [found.group_shares[group] for group in ("market", "style", "industry")]
        np.testing.assert_allclose(shares, np.diff([0.0, *before]), atol=1e-12)
    else:
        covariance = [np.cov(portfolio, factor)[0, 1] for factor in FACTORS.T]
        np.testing.assert_allclose(found.factor_shares, whole.params[1:] * covariance / portfolio.var(ddof=1), atol=1e-10)


def test_industries_that_add_up_to_the_market_can_be_decomposed() -> None:
    market = market_series(TABLE)
    names, industries = industry_series(TABLE, ["a", "b"] * 4)
    assert names == ("a", "b")
    np.testing.assert_allclose(industries.sum(axis=1), 0.0, atol=1e-15)
    factors = np.column_stack([market, industries])
    for attribution in ("sequential", "simultaneous"):
        found = variance_decomposition(
            TABLE @ WEIGHTS, factors, ["market", "industry", "industry"], periods_per_year=252, attribution=attribution
        )
        oracle = sm.OLS(TABLE @ WEIGHTS, sm.add_constant(factors[:, :2])).fit()
        assert 1.0 - found.group_shares["specific"] == pytest.approx(oracle.rsquared)


def test_decompositions_that_are_refused() -> None:
    with pytest.raises(CalculationFailed, match="zero volatility"):
        variance_decomposition(np.full(500, 0.001), FACTORS, GROUPS, periods_per_year=252)
    with pytest.raises(InvalidInput, match="specific"):
        variance_decomposition(TABLE[:, 0], FACTORS, ["specific"] * 4, periods_per_year=252)
    with pytest.raises(InvalidInput, match="group"):
        variance_decomposition(TABLE[:, 0], FACTORS, GROUPS[:2], periods_per_year=252)
    with pytest.raises(MissingData):
        variance_decomposition(TABLE[:5, 0], FACTORS[:5], GROUPS, periods_per_year=252)


def test_tilts_are_differences_of_exposures() -> None:
    benchmark = TABLE.mean(axis=1)
    portfolio = TABLE @ WEIGHTS
    portfolio[3] = NAN
    found = factor_tilts(portfolio, benchmark, factors=FACTORS, groups=GROUPS, periods_per_year=252)
    np.testing.assert_allclose(found.tilts, found.portfolio - found.benchmark, atol=1e-12)
    assert found.active_risk.n_observations == 499
    with pytest.raises(CalculationFailed):
        factor_tilts(benchmark, benchmark, factors=FACTORS, groups=GROUPS, periods_per_year=252)


def test_rolling_exposures_as_statsmodels_and_with_gaps() -> None:
    own = TABLE[:, 0].copy()
    found = rolling_exposures(own, FACTORS, window=60)
    oracle = RollingOLS(own, sm.add_constant(FACTORS), window=60).fit()
    np.testing.assert_allclose(found.exposures[59:], oracle.params[59:, 1:], atol=1e-9)
    np.testing.assert_allclose(found.r_squared[59:], oracle.rsquared[59:], atol=1e-9)
    own[100] = NAN
    gaps = rolling_exposures(own, FACTORS, window=60)
    assert np.isnan(gaps.r_squared[100:160]).all()
    np.testing.assert_allclose(gaps.exposures[160:], found.exposures[160:], atol=1e-9)
    flat = FACTORS.copy()
    flat[200:300, 1] = 0.0
    assert np.isnan(rolling_exposures(TABLE[:, 0], flat, window=60).exposures[259:300]).all()
    with pytest.raises(InvalidInput, match="window"):
        rolling_exposures(own, FACTORS, window=5)
    assert np.isnan(rolling_exposures(own[:10], FACTORS[:10], window=60).exposures).all()


def test_the_model_gives_the_covariance_and_the_portfolio() -> None:
    model = fitted_factor_model(TABLE, FACTORS)
    covariance = model_covariance(model).covariance
    fit = [sm.OLS(TABLE[:, asset], sm.add_constant(FACTORS)).fit() for asset in range(8)]
    loadings = np.array([one.params[1:] for one in fit])
    expected = loadings @ np.cov(FACTORS.T) @ loadings.T + np.diag([one.mse_resid for one in fit])
    np.testing.assert_allclose(covariance, expected, rtol=1e-9)
    portfolio = linear_portfolio(model, WEIGHTS)
    systematic = portfolio.exposures @ portfolio.factor_covariance @ portfolio.exposures
    assert systematic + portfolio.specific_variance == pytest.approx(WEIGHTS @ covariance @ WEIGHTS)
    np.testing.assert_allclose(portfolio.exposures, factor_regression(TABLE @ WEIGHTS, FACTORS).exposures, atol=1e-12)
    broken = model.exposures.copy()
    broken[6] = NAN  # has no weight
    np.testing.assert_allclose(portfolio_exposures(broken, WEIGHTS), portfolio.exposures)
    broken[0] = NAN
    with pytest.raises(MissingData, match="every holding"):
        portfolio_exposures(broken, WEIGHTS)


def test_scores_see_nothing_later() -> None:
    momentum, calm = momentum_scores(TABLE, lookback=60, skip=5), low_volatility_scores(TABLE, window=60)
    assert momentum[100, 2] == pytest.approx((1 + TABLE[41:96, 2]).prod() - 1)
    assert calm[100, 2] == pytest.approx(-TABLE[41:101, 2].std(ddof=1))
    later = TABLE.copy()
    later[101:] *= 2.0
    np.testing.assert_allclose(momentum_scores(later, lookback=60, skip=5)[:101], momentum[:101])
    np.testing.assert_allclose(low_volatility_scores(later, window=60)[:101], calm[:101], atol=1e-12)
    assert np.isnan(momentum[:59]).all()
    rows = TABLE.copy()
    rows[50, 0] = NAN
    assert np.isnan(momentum_scores(rows, lookback=60, skip=5)[59:110, 0]).sum() == 51
    with pytest.raises(InvalidInput):
        momentum_scores(TABLE, lookback=5, skip=5)
    with pytest.raises(MissingData, match="total loss"):
        momentum_scores(np.full((10, 2), -1.0), lookback=5, skip=1)


def test_long_short_earns_after_its_formation() -> None:
    scores = np.tile(np.arange(8.0), (500, 1))
    found = long_short_series(TABLE, scores, [10, 200], share=0.25)
    assert np.isnan(found.returns[:11]).all()
    np.testing.assert_allclose(found.returns[11:], TABLE[11:, 6:].mean(axis=1) - TABLE[11:, :2].mean(axis=1), atol=1e-15)
    assert found.n_long[11:].tolist() == [2] * 489
    rows, few = TABLE.copy(), scores.copy()
    rows[50, 7] = NAN
    few[200, 1:] = NAN
    found = long_short_series(rows, few, [10, 200], share=0.25)
    assert found.returns[50] == pytest.approx(TABLE[50, 6] - TABLE[50, :2].mean())
    assert np.isnan(found.returns[201:]).all()


@pytest.mark.parametrize(("formations", "share"), [([], 0.3), ([5, 5], 0.3), ([600], 0.3), ([5], 0.0), ([5], 0.6)])
def test_long_short_refuses(formations: list[int], share: float) -> None:
    with pytest.raises(InvalidInput):
        long_short_series(TABLE, TABLE, formations, share=share)


def test_market_and_months() -> None:
    rows = TABLE.copy()
    rows[3, :] = NAN
    rows[4, 0] = NAN
    found = market_series(rows, np.array([2.0, 1, 1, 1, 1, 1, 1, 1]))
    assert np.isnan(found[3])
    assert found[4] == pytest.approx(TABLE[4, 1:].mean())
    assert found[5] == pytest.approx((TABLE[5].sum() + TABLE[5, 0]) / 9)
    with pytest.raises(InvalidInput):
        market_series(rows, -np.ones(8))
    with pytest.raises(InvalidInput):
        industry_series(rows, ["a"])
    assert month_ends(np.array(["2020-01-30", "2020-01-31", "2020-02-03", "2020-03-02"], "datetime64[D]")) == (1, 2)
