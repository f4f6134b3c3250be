"""What must hold of stress, hedging, drawdown episodes, attribution and drift for any input.

* impacts add to totals; a shock of one driver is beta times it; reverse stress loses what was asked and is the most plausible way
* the minimum-variance hedge is never beaten by another ratio; a basket is never worse than its best member
* clusters hold every asset once; the number of bets lies between 1 and the number of assets
* episodes do not overlap, and their depths and lengths agree with the path; conditional drawdown rises with confidence
* attribution adds to the active return exactly, over any number of periods; contributions add to the compounded return
* drifted weights and cash add to 1
"""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from plumbline.analytics.attribution import Segments, attribution, return_contributions
from plumbline.analytics.beta import beta
from plumbline.analytics.clusters import correlation_clusters, effective_bets
from plumbline.analytics.drawdown import drawdown_path, maximum_drawdown
from plumbline.analytics.drawdown_episodes import conditional_drawdown, drawdown_episodes, time_under_water
from plumbline.analytics.hedging import best_hedges, group_match, hedge_basket, hedge_effectiveness
from plumbline.analytics.replay import replay
from plumbline.analytics.stress import propagated_shock, reverse_stress
from plumbline.analytics.weight_drift import grouped_drift, volatility_drift, weight_drift

SETTINGS = settings(max_examples=60, deadline=None)
SEED = st.integers(0, 1_000_000)
SERIES = hnp.arrays(np.float64, st.integers(2, 80), elements=st.floats(-0.5, 0.5).map(lambda value: round(value, 6)))


def table(seed: int, n_observations: int = 60, n_assets: int = 5) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.normal(0, 0.01, (n_observations, 1)) + rng.normal(0, 0.01, (n_observations, n_assets))


@SETTINGS
@given(SEED, st.floats(-0.3, 0.3))
def test_a_shock_of_one_driver_is_beta_times_it(seed: int, shock: float) -> None:
    returns, weights = table(seed), np.random.default_rng(seed).uniform(-1, 1, 5)
    driver = returns.mean(axis=1)
    found = propagated_shock(returns, weights, drivers=driver, shocks=np.array([shock]))
    np.testing.assert_allclose(found.moves, np.maximum(np.asarray(beta(returns, driver)) * shock, -1.0), atol=1e-10)
    assert found.impacts.sum() == pytest.approx(found.total)
    fixed = np.array([-0.2, np.nan, np.nan, np.nan, 0.1])
    direct = propagated_shock(returns, weights, drivers=driver, shocks=np.array([shock]), direct_moves=fixed)
    assert direct.moves[[0, 4]].tolist() == [-0.2, 0.1]
    assert direct.uncertainty >= 0.0


@SETTINGS
@given(SEED)
def test_a_shocked_asset_moves_by_its_own_shock(seed: int) -> None:
    returns = table(seed)
    found = propagated_shock(returns, np.ones(5), drivers=returns[:, :2], shocks=np.array([-0.1, 0.05]))
    np.testing.assert_allclose(found.moves[:2], [-0.1, 0.05], atol=1e-10)


@SETTINGS
@given(SEED, st.floats(0.001, 0.2))
def test_reverse_stress_is_the_most_plausible_loss(seed: int, loss: float) -> None:
    returns, rng = table(seed), np.random.default_rng(seed)
    covariance, weights = np.cov(returns.T), rng.uniform(-1, 1, 5)
    found = reverse_stress(covariance, weights, loss)
    assert found.impacts.sum() == pytest.approx(-loss)
    assert found.distance == pytest.approx(loss / np.sqrt(weights @ covariance @ weights))
    inverse = np.linalg.inv(covariance)
    rivals = rng.normal(0, 0.05, (50, 5)) + found.moves
    rivals = rivals * (-loss / (rivals @ weights))[:, None]
    assert (np.sqrt(np.einsum("pi,ij,pj->p", rivals, inverse, rivals)) >= found.distance * (1 - 1e-9)).all()


@SETTINGS
@given(SEED, st.floats(0.5, 0.95))
def test_reverse_stress_of_wild_assets_states_the_distance_of_its_moves(seed: int, loss: float) -> None:
    """Also where some moves end at -100 %: the distance is then built from two parts."""
    covariance, weights = np.cov(30.0 * table(seed).T), np.random.default_rng(seed).dirichlet(np.ones(5))
    found = reverse_stress(covariance, weights, loss)
    assert found.impacts.sum() == pytest.approx(-loss)
    assert (found.moves >= -1.0 - 1e-9).all()
    assert found.distance == pytest.approx(np.sqrt(found.moves @ np.linalg.inv(covariance) @ found.moves), rel=1e-7)


def test_reverse_stress_stops_at_a_total_loss() -> None:
    covariance, weights = np.diag([0.25, 0.01]), np.array([0.5, 0.5])
    found = reverse_stress(covariance, weights, 0.6)
    assert found.moves[0] == pytest.approx(-1.0)
    assert found.floored.tolist() == [True, False]
    assert found.impacts.sum() == pytest.approx(-0.6)


@SETTINGS
@given(SEED)
def test_replay_adds_up_and_covers_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    returns, weights = table(seed, 30, 6), rng.uniform(-0.2, 0.3, 6)
    returns[rng.random((30, 6)) < 0.02] = np.nan
    proxies = np.where(np.arange(6) < 4, table(seed + 1, 30, 6), np.nan)
    found = replay(returns, weights, proxies=proxies)
    assert found.impacts.sum() == pytest.approx(found.total)
    assert found.path[-1] == pytest.approx(found.total)
    assert (found.own.astype(int) + found.proxied + found.unknown == 1).all()
    left = np.abs(weights[found.unknown]).sum() / np.abs(weights).sum()
    assert found.own_coverage + found.proxied_coverage + left == pytest.approx(1.0)
    assert found.worst_loss >= -found.total / (1.0 + found.path.max()) - 1e-12 or found.total >= 0.0


@SETTINGS
@given(SEED, st.floats(-3.0, 3.0))
def test_no_ratio_beats_the_minimum_variance_hedge(seed: int, ratio: float) -> None:
    returns = table(seed)
    best = hedge_effectiveness(returns[:, 0], returns[:, 1])
    other = hedge_effectiveness(returns[:, 0], returns[:, 1], ratio)
    assert best.variance_reduction >= other.variance_reduction - 1e-12
    assert best.variance_reduction == pytest.approx(best.r_squared)
    assert best.r_squared == pytest.approx(best.correlation**2)
    ranked = best_hedges(returns[:, 0], returns[:, 1:], short_only=False)
    assert [row.hedge.r_squared for row in ranked] == sorted((row.hedge.r_squared for row in ranked), reverse=True)
    assert hedge_basket(returns[:, 0], returns[:, 1:]).variance_reduction >= ranked[0].hedge.r_squared - 1e-12


@SETTINGS
@given(SEED, st.floats(-0.9, 0.95))
def test_clusters_hold_every_asset_once(seed: int, threshold: float) -> None:
    correlations, weights = np.corrcoef(table(seed, 60, 7).T), np.random.default_rng(seed).uniform(-1, 1, 7)
    found = correlation_clusters(correlations, weights, threshold=threshold)
    assert sorted(asset for cluster in found for asset in cluster.members) == list(range(7))
    assert sum(cluster.weight for cluster in found) == pytest.approx(1.0)
    assert 1.0 - 1e-9 <= effective_bets(correlations, weights) <= 7.0 + 1e-9


def test_two_blocks_are_two_clusters() -> None:
    block = np.full((3, 3), 0.9) + 0.1 * np.eye(3)
    correlations = np.block([[block, np.zeros((3, 3))], [np.zeros((3, 3)), block]])
    found = correlation_clusters(correlations, np.array([1.0, 1.0, 1.0, 2.0, 2.0, 2.0]))
    assert [cluster.members for cluster in found] == [(3, 4, 5), (0, 1, 2)]
    assert found[0].mean_correlation == pytest.approx(0.9)
    assert found[0].weight == pytest.approx(2 / 3)


@SETTINGS
@given(SERIES)
def test_episodes_agree_with_the_path(returns: np.ndarray) -> None:
    path, found = drawdown_path(returns), drawdown_episodes(returns)
    path = np.where(path < 1e-12, 0.0, path)  # a peak that is missed by rounding only is reached
    assert max((episode.depth for episode in found), default=0.0) == pytest.approx(float(maximum_drawdown(returns)), abs=1e-12)
    for episode in found:
        assert path[episode.peak] == 0.0
        assert path[episode.trough] == episode.depth > 0.0
        end = path.size if episode.recovery is None else episode.recovery
        assert (path[episode.peak + 1 : end] > 0.0).all()
        assert episode.recovery is None or path[episode.recovery] == 0.0
    spans = sorted((episode.peak, path.size if episode.recovery is None else episode.recovery) for episode in found)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    water = time_under_water(returns)
    assert water.share == pytest.approx(float((path[1:] > 0).mean()))
    assert water.current <= water.longest


@SETTINGS
@given(SERIES)
def test_conditional_drawdown_rises_with_confidence(returns: np.ndarray) -> None:
    levels = [conditional_drawdown(returns, confidence) for confidence in (0.0, 0.3, 0.6, 0.9, 0.999)]
    assert (np.diff(levels) >= -1e-12).all()
    assert levels[0] == pytest.approx(time_under_water(returns).mean_depth)
    assert levels[-1] == pytest.approx(float(maximum_drawdown(returns)), abs=1e-12)


@SETTINGS
@given(SEED, st.integers(1, 12), st.integers(1, 6), st.sampled_from(["brinson_fachler", "brinson_hood_beebower"]))
def test_attribution_adds_to_the_active_return(seed: int, n_periods: int, n_segments: int, model: str) -> None:
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(n_segments), (2, n_periods))
    returns = rng.normal(0, 0.1, (2, n_periods, n_segments)).clip(-0.6, 1.0)
    segments = Segments(
        portfolio_weights=weights[0], benchmark_weights=weights[1], portfolio_returns=returns[0], benchmark_returns=returns[1]
    )
    found = attribution(segments, model=model)
    parts = found.allocation.sum() + found.selection.sum() + found.interaction.sum()
    assert parts == pytest.approx(found.active_return, abs=1e-12)
    assert found.portfolio_return == pytest.approx(np.prod(1 + (weights[0] * returns[0]).sum(axis=1)) - 1)


@SETTINGS
@given(SEED, st.integers(1, 20))
def test_contributions_add_to_the_compounded_return(seed: int, n_periods: int) -> None:
    rng = np.random.default_rng(seed)
    weights, returns = rng.uniform(-0.5, 1.0, (n_periods, 4)), rng.normal(0, 0.05, (n_periods, 4))
    assume(((weights * returns).sum(axis=1) > -0.9).all())
    found = return_contributions(weights, returns)
    assert found.by_period.sum() == pytest.approx(found.total_return, abs=1e-12)
    np.testing.assert_allclose(found.by_holding.sum(), found.by_time.sum(), atol=1e-12)


@SETTINGS
@given(SEED)
def test_drift_keeps_the_whole(seed: int) -> None:
    returns, weights = table(seed), np.random.default_rng(seed).uniform(-0.3, 0.5, 5)
    drift = weight_drift(returns, weights)
    np.testing.assert_allclose(drift.weights.sum(axis=1) + drift.cash, 1.0, atol=1e-12)
    np.testing.assert_allclose(drift.weights[0], weights)
    assert drift.turnover_back[0] == pytest.approx(0.0)
    groups = grouped_drift(drift, ("a", "b", "a", "b", "c"))
    np.testing.assert_allclose(sum(groups.values()) + drift.cash, 1.0, atol=1e-12)
    portfolio = drift.values[1:] / drift.values[:-1] - 1.0
    np.testing.assert_allclose(portfolio, (drift.weights[:-1] * returns).sum(axis=1), atol=1e-12)
    at = np.array([10, 40, 60])
    risks = volatility_drift(returns, drift.weights[at], at=at, window=30, periods_per_year=252)
    assert np.isnan(risks).tolist() == [True, False, False]
    assert risks[2] == pytest.approx((returns[30:60] @ drift.weights[60]).std(ddof=1) * np.sqrt(252))


@SETTINGS
@given(SEED)
def test_matched_books(seed: int) -> None:
    rng = np.random.default_rng(seed)
    weights = np.concatenate([rng.uniform(0.01, 0.3, 5), -rng.uniform(0.01, 0.3, 5)])
    found = group_match(weights, tuple(rng.choice(list("abc"), 10)))
    assert 0.0 <= found.match <= 1.0 + 1e-12
    assert -1e-12 <= found.similarity <= 1.0 + 1e-12
    assert sum(row.net for row in found.groups) == pytest.approx(weights.sum())
