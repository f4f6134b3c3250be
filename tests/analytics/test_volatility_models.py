"""Volatility forecasts and covariance: against arch, pandas, scikit-learn, PyPortfolioOpt and skfolio, and with bad input."""

import warnings
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pytest
from arch.univariate import HARX
from pypfopt.risk_models import CovarianceShrinkage
from skfolio.utils.stats import cov_nearest
from sklearn.covariance import LedoitWolf

from plumbline.analytics.covariance.estimate import (
    CovarianceEstimate,
    ewma_covariance,
    factor_model_covariance,
    pairwise_covariance,
    sample_covariance,
)
from plumbline.analytics.covariance.repair import clipped_covariance, is_positive_semidefinite, nearest_correlation, nearest_covariance
from plumbline.analytics.covariance.shrinkage import ledoit_wolf_constant_correlation, ledoit_wolf_identity
from plumbline.analytics.pair_contribution import largest_pairs, pair_contributions
from plumbline.analytics.volatility import rolling_volatility
from plumbline.analytics.volatility_forecast import ewma_variances, ewma_volatility, ewma_window, har_forecast, volatility_proxy
from plumbline.analytics.volatility_history import volatility_cone, volatility_percentile
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

NAN = float("nan")
GENERATOR = np.random.default_rng(5)
COMMON = GENERATOR.standard_t(4, (400, 3)) * 0.01
TABLE = COMMON @ GENERATOR.standard_normal((3, 12)) + GENERATOR.standard_t(4, (400, 12)) * 0.01
ESTIMATORS: tuple[Callable[[np.ndarray], CovarianceEstimate], ...] = (
    sample_covariance, ewma_covariance, pairwise_covariance, ledoit_wolf_identity, ledoit_wolf_constant_correlation,
)  # fmt: skip


@pytest.fixture(autouse=True)
def warnings_are_errors() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("length", [60, 250, 400])
def test_har_as_arch(length: int) -> None:
    realized = volatility_proxy(TABLE[:length, 0])
    oracle = HARX(realized, lags=[1, 5, 22], rescale=False).fit(disp="off")
    found = har_forecast(realized, periods_per_year=252, horizon=10)
    np.testing.assert_allclose(found.coefficients, oracle.params.to_numpy()[:4], rtol=1e-7)
    assert found.r_squared == pytest.approx(oracle.rsquared, abs=1e-9)
    expected = oracle.forecast(horizon=10, reindex=False).mean.to_numpy()[-1]
    np.testing.assert_allclose(found.path, np.clip(expected, realized.min(), realized.max()), rtol=1e-7)


def test_har_of_a_table_is_that_of_its_columns_with_gaps() -> None:
    realized = volatility_proxy(TABLE)
    realized[50, 2] = NAN
    realized[:, 3] = 0.01
    whole = har_forecast(realized, periods_per_year=252)
    for column in (0, 2, 11):
        alone = har_forecast(realized[:, column], periods_per_year=252)
        np.testing.assert_allclose(whole.coefficients[:, column], alone.coefficients, rtol=1e-9)
        assert whole.level[column] == pytest.approx(float(alone.level))
    assert np.isnan(whole.coefficients[:, 3]).all()
    with pytest.raises(CalculationFailed, match="collinear"):
        har_forecast(realized[:, 3], periods_per_year=252)


def test_har_leaves_out_the_rows_that_a_gap_touches() -> None:
    realized = volatility_proxy(TABLE[:, 0])
    realized[100] = NAN
    frame = pd.DataFrame({"y": realized})
    for days in (1, 5, 22):
        frame[f"m{days}"] = frame["y"].rolling(days).mean().shift(1)
    frame = frame.dropna()
    design = np.column_stack([np.ones(len(frame)), frame[["m1", "m5", "m22"]]])
    expected, *_ = np.linalg.lstsq(design, frame["y"].to_numpy(), rcond=None)
    found = har_forecast(realized, periods_per_year=252)
    np.testing.assert_allclose(found.coefficients, expected, rtol=1e-7)
    assert found.n_observations == len(frame)


@pytest.mark.parametrize("length", [0, 3, 51])
def test_har_of_a_short_history_is_missing_data(length: int) -> None:
    with pytest.raises(MissingData, match="Expected at least 52"):
        har_forecast(volatility_proxy(TABLE[:length, 0]), periods_per_year=252)
    with pytest.raises(InvalidInput, match="horizon"):
        har_forecast(volatility_proxy(TABLE[:, 0]), periods_per_year=252, horizon=0)


def test_ewma_as_pandas_and_as_its_recursion() -> None:
    long = GENERATOR.standard_normal(3000) * 0.01
    oracle = pd.Series(long**2).ewm(alpha=0.06).mean().iloc[-1]
    assert ewma_volatility(long, periods_per_year=1) == pytest.approx(np.sqrt(oracle), rel=1e-8)
    assert ewma_variances(long)[-1] == pytest.approx(oracle, rel=1e-8)
    with_gap = np.insert(long, 2990, NAN)
    assert ewma_variances(with_gap)[-1] == pytest.approx(ewma_variances(long)[-1])
    with pytest.raises(MissingData):
        ewma_volatility(np.array([0.01]), periods_per_year=252)
    with pytest.raises(InvalidInput, match="decay"):
        ewma_window(1.0)


def test_percentile_and_cone_as_pandas() -> None:
    series = TABLE[:, 0]
    rolled = pd.Series(series).rolling(21).std().dropna()
    last = rolled.iloc[-252:]
    assert volatility_percentile(series) == pytest.approx((last <= last.iloc[-1] + 1e-12).mean())
    cone = volatility_cone(series, periods_per_year=252, windows=(21, 63, 1000))
    assert cone.windows == (21, 63)
    np.testing.assert_allclose(cone.quantiles[0], rolled.quantile([0, 0.25, 0.5, 0.75, 1]) * np.sqrt(252), rtol=1e-9)
    assert cone.current[1] == pytest.approx(rolling_volatility(series, window=63, periods_per_year=252)[-1])
    with pytest.raises(MissingData):
        volatility_percentile(series[:271])
    with pytest.raises(MissingData):
        volatility_cone(series[:10], periods_per_year=252)
    assert volatility_percentile(np.full(300, 0.01)) == 1.0


@pytest.mark.parametrize("shape", [(400, 12), (30, 12), (8, 12), (3, 2), (400, 1)])
def test_shrinkage_as_scikit_learn(shape: tuple[int, int]) -> None:
    rows = TABLE[: shape[0], : shape[1]]
    oracle = LedoitWolf().fit(rows)
    found = ledoit_wolf_identity(rows)
    if shape[1] > 1:  # of one asset, target and sample are the same
        assert found.shrinkage == pytest.approx(oracle.shrinkage_, abs=1e-9)
    np.testing.assert_allclose(found.covariance, oracle.covariance_, rtol=1e-9, atol=1e-18)


@pytest.mark.parametrize("shape", [(400, 12), (30, 12), (8, 12), (3, 2)])
def test_shrinkage_as_pyportfolioopt_given_the_covariance_over_n(shape: tuple[int, int]) -> None:
    rows = TABLE[: shape[0], : shape[1]]
    oracle = CovarianceShrinkage(pd.DataFrame(rows), returns_data=True, frequency=1)
    oracle.S = np.cov(rows.T, ddof=0)  # it mixes n - 1 here with n below; the paper divides by n throughout
    matrix, delta = oracle._ledoit_wolf_constant_correlation()
    found = ledoit_wolf_constant_correlation(rows)
    if shape[1] > 2:  # of one pair, target and sample are the same
        assert found.shrinkage == pytest.approx(float(delta), abs=1e-9)
    np.testing.assert_allclose(found.covariance, matrix, rtol=1e-8, atol=1e-18)


def test_ewma_covariance_as_pandas() -> None:
    long = GENERATOR.standard_normal((1000, 3)) * 0.01
    weights = 0.94 ** np.arange(999, -1, -1)
    expected = (long * (weights / weights.sum())[:, None]).T @ long
    np.testing.assert_allclose(ewma_covariance(long).covariance, expected, rtol=1e-5)
    assert ewma_covariance(long).n_observations == 298
    assert np.sqrt(ewma_covariance(long).covariance[0, 0]) == pytest.approx(ewma_volatility(long[:, 0], periods_per_year=1))


def unequal() -> np.ndarray:
    rows = TABLE[:60].copy()
    rows[:35, :4] = NAN
    rows[45:, 4:8] = NAN
    return rows


def test_pairwise_before_and_after_its_repair() -> None:
    rows = unequal()
    found = pairwise_covariance(rows)
    plain = pd.DataFrame(rows).cov().to_numpy()
    assert found.n_observations == 10
    assert found.repaired == (not is_positive_semidefinite(plain))
    np.testing.assert_allclose(found.covariance.diagonal(), plain.diagonal(), rtol=1e-10)
    gentle = TABLE.copy()
    gentle[:20, 0] = NAN
    np.testing.assert_allclose(pairwise_covariance(gentle).covariance, pd.DataFrame(gentle).cov().to_numpy(), rtol=1e-9, atol=1e-15)
    rows[:45, 0] = NAN
    with pytest.raises(MissingData, match="assets number 1 and 5"):
        pairwise_covariance(rows)


def test_repair_as_skfolio() -> None:
    broken = pd.DataFrame(unequal()).cov().to_numpy()
    assert not is_positive_semidefinite(broken)
    mended = nearest_covariance(broken)
    assert is_positive_semidefinite(mended)
    oracle = cov_nearest(broken, higham=True, higham_max_iteration=1000)
    np.testing.assert_allclose(mended, oracle, atol=2e-4 * np.abs(broken).max())
    deviations = np.sqrt(broken.diagonal())
    correlation = broken / np.outer(deviations, deviations)
    clipped = clipped_covariance(broken) / np.outer(deviations, deviations)
    assert is_positive_semidefinite(clipped)
    near, far = np.linalg.norm(nearest_correlation(correlation) - correlation), np.linalg.norm(clipped - correlation)
    assert near <= far + 1e-9


@pytest.mark.parametrize("estimator", ESTIMATORS)
def test_covariance_of_ordinary_and_odd_tables(estimator: Callable[[np.ndarray], CovarianceEstimate]) -> None:
    collinear = np.column_stack([TABLE[:, 0], 2.0 * TABLE[:, 0], TABLE[:, 1]])
    for rows in (TABLE, TABLE[:, :1], TABLE[:3], collinear, np.tile(TABLE, (25, 1))):
        found = estimator(rows)
        assert np.isfinite(found.covariance).all()
        np.testing.assert_array_equal(found.covariance, found.covariance.T)
        assert is_positive_semidefinite(found.covariance)
    with pytest.raises(MissingData):
        estimator(TABLE[:1])
    with pytest.raises(MissingData):
        estimator(np.full((10, 2), NAN))
    with pytest.raises(InvalidInput):
        estimator(TABLE[:, 0])
    with pytest.raises(CalculationFailed):
        estimator(np.array([[0.1, np.inf], [0.2, 0.3], [0.1, 0.1]]))


def test_gaps_are_counted_and_constants_are_named() -> None:
    rows = TABLE.copy()
    rows[7, 3] = NAN
    found = sample_covariance(rows)
    assert (found.n_observations, found.n_dropped) == (399, 1)
    np.testing.assert_allclose(found.covariance, np.cov(np.delete(rows, 7, axis=0).T), rtol=1e-10)
    rows = TABLE.copy()
    rows[:, 2] = 0.01
    assert sample_covariance(rows).covariance[2, 2] == pytest.approx(0.0, abs=1e-30)
    with pytest.raises(CalculationFailed, match="constant"):
        ledoit_wolf_constant_correlation(rows)


def test_factor_models_that_are_refused() -> None:
    with pytest.raises(InvalidInput, match="n_factors"):
        factor_model_covariance(np.ones((3, 2)), np.eye(3), specific_variances=np.ones(3))
    with pytest.raises(InvalidInput, match="negative"):
        factor_model_covariance(np.ones((3, 1)), np.eye(1), specific_variances=-np.ones(3))
    with pytest.raises(MissingData):
        factor_model_covariance(np.full((3, 1), NAN), np.eye(1), specific_variances=np.ones(3))


def test_pairs() -> None:
    covariance = np.cov(TABLE[:, :3].T)
    weights = np.array([0.5, -0.3, 0.0])
    shares = pair_contributions(covariance, weights)
    assert shares.sum() == pytest.approx(1.0)
    first = largest_pairs(shares, 1)[0]
    assert (first.first, first.second) == (0, 1)
    assert first.share == pytest.approx(2 * shares[0, 1])
    with pytest.raises(CalculationFailed, match="zero volatility"):
        pair_contributions(covariance, np.zeros(3))
    covariance[0, 1] = NAN
    with pytest.raises(MissingData):
        pair_contributions(covariance, weights)
