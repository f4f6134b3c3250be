"""What must hold of volatility forecasts and covariance for any input.

* forecasts scale with the data; expected volatility stays within what was observed
* every covariance is symmetric and positive semi-definite, scales with the square, and does not see the order of assets
* shrinkage lies between 0 and 1 and keeps the mean variance; the repair leaves a valid matrix alone and keeps variances
* correlations of pairs lie between -1 and 1 whatever is missing, do not see scale or order, and are those of each pair alone
* the order by clusters is a permutation in which every cluster stands together
* the shares of all pairs add to 1, those of one holding to its risk contribution
"""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from plumbline.analytics.beta import correlation_matrix
from plumbline.analytics.clusters import cluster_order, correlation_clusters
from plumbline.analytics.contribution import volatility_contributions
from plumbline.analytics.covariance.correlation import average_correlation, correlation_of, pairwise_correlation
from plumbline.analytics.covariance.estimate import ewma_covariance, pairwise_covariance, sample_covariance
from plumbline.analytics.covariance.repair import clipped_covariance, is_positive_semidefinite, nearest_covariance
from plumbline.analytics.covariance.shrinkage import ledoit_wolf_constant_correlation, ledoit_wolf_identity
from plumbline.analytics.pair_contribution import pair_contributions
from plumbline.analytics.volatility_forecast import ewma_volatility, har_forecast, volatility_proxy
from plumbline.core.errors import CalculationFailed, MissingData

settings.register_profile("analytics", max_examples=60, deadline=None)
settings.load_profile("analytics")

RETURN = st.floats(-0.5, 0.5).map(lambda value: round(value, 6))
TABLES = hnp.arrays(np.float64, st.tuples(st.integers(3, 40), st.integers(1, 6)), elements=RETURN)
ESTIMATORS = st.sampled_from([sample_covariance, ewma_covariance, pairwise_covariance, ledoit_wolf_identity])


@given(st.integers(0, 10_000), st.floats(0.1, 50.0))
def test_forecasts_scale_and_stay_within_what_was_observed(seed: int, scale: float) -> None:
    returns = np.random.default_rng(seed).standard_t(3, 120) * 0.01
    one = har_forecast(volatility_proxy(returns), periods_per_year=252)
    other = har_forecast(volatility_proxy(returns * scale), periods_per_year=252)
    assert float(other.level) == pytest.approx(float(one.level) * scale, rel=1e-6)
    assert float(other.trend) == pytest.approx(float(one.trend), abs=1e-6)
    assert (one.path >= volatility_proxy(returns).min()).all()
    assert (one.path <= volatility_proxy(returns).max()).all()
    assert ewma_volatility(returns * scale, periods_per_year=252) == pytest.approx(
        scale * float(ewma_volatility(returns, periods_per_year=252))
    )


@given(TABLES, ESTIMATORS, st.floats(0.1, 10.0), st.randoms(use_true_random=False))
def test_covariance_is_valid_scales_and_has_no_order(table: np.ndarray, estimator: object, scale: float, random: st.randoms) -> None:
    assert callable(estimator)
    found = estimator(table).covariance
    assert is_positive_semidefinite(found)
    np.testing.assert_allclose(found, found.T)
    np.testing.assert_allclose(estimator(table * scale).covariance, found * scale**2, atol=1e-9)
    order = list(range(table.shape[1]))
    random.shuffle(order)
    np.testing.assert_allclose(estimator(table[:, order]).covariance, found[np.ix_(order, order)], atol=1e-12)


@given(TABLES)
def test_shrinkage_is_a_share_and_keeps_the_level(table: np.ndarray) -> None:
    for estimator in (ledoit_wolf_identity, ledoit_wolf_constant_correlation):
        try:
            found = estimator(table)
        except CalculationFailed:
            continue
        assert 0.0 <= (found.shrinkage or 0.0) <= 1.0
        assert found.covariance.trace() == pytest.approx(np.var(table, axis=0).sum(), abs=1e-12)


@given(TABLES, st.data())
def test_unequal_histories_give_a_valid_covariance_or_name_a_pair(table: np.ndarray, data: st.DataObject) -> None:
    gaps = data.draw(hnp.arrays(np.bool_, table.shape))
    rows = np.where(gaps, np.nan, table)
    valid = (~gaps).astype(int)
    if (valid.T @ valid).min() < 2:
        with pytest.raises(MissingData, match="Expected at least 2"):
            pairwise_covariance(rows)
        return
    found = pairwise_covariance(rows)
    assert is_positive_semidefinite(found.covariance)
    np.testing.assert_allclose(found.covariance.diagonal(), np.nanvar(rows, axis=0, ddof=1), atol=1e-10)


@given(TABLES)
def test_repair_leaves_a_valid_matrix_alone(table: np.ndarray) -> None:
    valid = sample_covariance(table).covariance
    np.testing.assert_allclose(nearest_covariance(valid), valid, atol=1e-9)
    np.testing.assert_allclose(clipped_covariance(valid), valid, atol=1e-9)


@given(TABLES, st.data())
def test_pairs_add_to_the_whole_and_to_each_holding(table: np.ndarray, data: st.DataObject) -> None:
    weights = data.draw(hnp.arrays(np.float64, table.shape[1], elements=st.floats(-2.0, 2.0).map(lambda value: round(value, 2))))
    assume(np.std(table @ weights) > 1e-3)
    shares = pair_contributions(sample_covariance(table).covariance, weights)
    assert shares.sum() == pytest.approx(1.0)
    expected = volatility_contributions(table, weights, periods_per_year=252).shares
    np.testing.assert_allclose(shares.sum(axis=1), expected, atol=1e-7)


@given(st.integers(0, 10_000), st.integers(5, 80), st.integers(1, 7), st.floats(0.0, 0.6))
def test_correlations_of_pairs(seed: int, n_sessions: int, n_assets: int, missing: float) -> None:
    random = np.random.default_rng(seed)
    table = random.normal(0.0, 0.01, (n_sessions, n_assets)) + random.normal(0.0, 0.01, (n_sessions, 1))
    table[random.random(table.shape) < missing] = np.nan
    found = pairwise_correlation(table)
    assert np.nanmax(np.abs(found.correlation), initial=0.0) <= 1.0
    np.testing.assert_allclose(found.correlation, found.correlation.T, atol=1e-12)
    plain = correlation_matrix(table)
    enough = found.counts >= 3  # two points always lie on a line, up to rounding
    np.testing.assert_allclose(np.where(enough, found.correlation, 0.0), np.where(enough, plain, 0.0), atol=1e-9)
    order, scale = random.permutation(n_assets), random.uniform(0.1, 100.0, n_assets)
    again = pairwise_correlation((table * scale)[:, order])
    np.testing.assert_allclose(again.correlation, found.correlation[np.ix_(order, order)], atol=1e-9)


@given(st.integers(0, 10_000), st.integers(2, 9), st.floats(-0.5, 0.9))
def test_clusters_stand_together_in_their_order(seed: int, n_assets: int, threshold: float) -> None:
    random = np.random.default_rng(seed)
    table = random.normal(size=(60, n_assets)) + random.normal(size=(60, 1)) * random.uniform(0.0, 2.0, n_assets)
    matrix = correlation_of(sample_covariance(table).covariance)
    weights = random.normal(size=n_assets)
    order = cluster_order(matrix)
    assert sorted(order) == list(range(n_assets))
    for cluster in correlation_clusters(matrix, weights, threshold=threshold):
        places = sorted(order.index(member) for member in cluster.members)
        assert places == list(range(places[0], places[0] + len(places)))
    off = matrix[np.triu_indices(n_assets, 1)]
    for average in (average_correlation(matrix), average_correlation(matrix, weights)):
        assert off.min() - 1e-9 <= average <= off.max() + 1e-9
    assert average_correlation(matrix) == pytest.approx(off.mean())
