"""Optimal portfolios against cvxpy, PyPortfolioOpt and skfolio, over random universes and limits."""

import warnings
from dataclasses import replace

import cvxpy as cp
import numpy as np
import pandas as pd
import pytest
from pypfopt import BlackLittermanModel, EfficientFrontier
from skfolio import RiskMeasure
from skfolio.optimization import MeanRisk, RiskBudgeting
from tests.analytics.optimize.universe import covariance_and_means, factor_returns

from plumbline.analytics.optimize.black_litterman import (
    Views,
    black_litterman,
    equilibrium_returns,
    equilibrium_returns_of_index,
    variances_of_confidences,
)
from plumbline.analytics.optimize.constraints import Constraints, GroupLimit
from plumbline.analytics.optimize.frontier import efficient_frontier
from plumbline.analytics.optimize.mean_variance import minimum_tracking_error, minimum_variance, target_return, target_volatility
from plumbline.analytics.optimize.ratio import maximum_diversification, maximum_sharpe
from plumbline.analytics.optimize.risk_budget import risk_budget, risk_parity
from plumbline.analytics.optimize.tail import minimum_expected_shortfall
from plumbline.analytics.value_at_risk import historical_expected_shortfall

N = 25
TECH, ENERGY = np.arange(8), np.arange(8, 14)


def limits(current: np.ndarray) -> Constraints:
    return Constraints(
        upper=0.12,
        groups=(GroupLimit("Technology", TECH, upper=0.25), GroupLimit("Energy", ENERGY, lower=0.1)),
        current=current,
        turnover=0.35,
        cost_rates=1e-4,
    )


def cvxpy_limits(w: cp.Variable, current: np.ndarray) -> list[cp.Constraint]:
    return [
        cp.sum(w) == 1,
        w >= 0,
        w <= 0.12,
        cp.sum(w[TECH]) <= 0.25,
        cp.sum(w[ENERGY]) >= 0.1,
        0.5 * cp.norm1(w - current) <= 0.35,
    ]


def least(objective: cp.Expression, constraints: list[cp.Constraint], *, within: float = 1e-10) -> float:
    problem = cp.Problem(cp.Minimize(objective), constraints)
    return float(problem.solve(solver=cp.CLARABEL, tol_gap_rel=within, tol_gap_abs=within, tol_feas=within))


@pytest.mark.parametrize("n_assets", [2, 20, 120])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_minimum_variance_as_clarabel_by_cvxpy(n_assets: int, seed: int) -> None:
    covariance, _ = covariance_and_means(n_assets, seed)
    w = cp.Variable(n_assets)
    size = covariance.diagonal().mean()
    oracle = least(cp.quad_form(w, cp.psd_wrap(covariance / size)), [cp.sum(w) == 1, w >= 0]) * size
    ours = minimum_variance(covariance)
    assert ours.volatility**2 == pytest.approx(oracle, rel=1e-8)
    assert ours.weights.min() >= 0.0
    assert ours.weights.sum() == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("n_assets", [5, 60])
def test_as_pypfopt(n_assets: int) -> None:
    covariance, means = covariance_and_means(n_assets, 4)
    means = means + 4e-4
    frontier = EfficientFrontier(means, covariance)
    frontier.min_volatility()
    assert minimum_variance(covariance).volatility == pytest.approx(frontier.portfolio_performance(risk_free_rate=0.0)[1], rel=1e-5)
    tangent = EfficientFrontier(means * 252, covariance * 252)
    tangent.max_sharpe(risk_free_rate=0.0)
    gain, risk, _ = tangent.portfolio_performance(risk_free_rate=0.0)
    ours = maximum_sharpe(covariance * 252, means * 252)
    assert (ours.expected_return or 0.0) / ours.volatility == pytest.approx(gain / risk, rel=1e-6)
    assert (ours.expected_return or 0.0) / ours.volatility >= gain / risk - 1e-9


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_limited_programs_as_cvxpy(seed: int) -> None:
    covariance, means = covariance_and_means(N, seed)
    current = np.random.default_rng(seed).dirichlet(np.ones(N))
    asked, w = replace(limits(current), risk_aversion=np.inf), cp.Variable(N)
    size = covariance.diagonal().mean()
    variance = cp.quad_form(w, cp.psd_wrap(covariance / size))
    net = means @ w - 1e-4 * cp.norm1(w - current)
    lowest = least(variance, cvxpy_limits(w, current)) * size
    ours = minimum_variance(covariance, asked)
    assert ours.volatility**2 == pytest.approx(lowest, rel=1e-7)
    goal = float(means @ ours.weights) + 1e-5
    oracle = least(variance, [*cvxpy_limits(w, current), (net - goal) * 1e3 >= 0], within=1e-9) * size
    assert target_return(covariance, means, goal, constraints=asked).volatility ** 2 == pytest.approx(oracle, rel=1e-6)
    cap = 1.05 * ours.volatility
    best = -least(-net * 1e3, [*cvxpy_limits(w, current), variance <= cap**2 / size], within=1e-8) / 1e3
    highest = target_volatility(covariance, means, cap, constraints=asked)
    assert (highest.expected_return or 0.0) - highest.costs == pytest.approx(best, abs=2e-9)
    assert highest.volatility <= cap * (1 + 1e-7)
    index = np.full(N, 1.0 / N)
    gap = cp.quad_form(w - index, cp.psd_wrap(covariance / size))
    tracking = minimum_tracking_error(covariance, index, asked).weights - index
    assert tracking @ covariance @ tracking / size == pytest.approx(least(gap, cvxpy_limits(w, current)), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("risk_aversion", [2.5, 10.0])
def test_costs_are_weighed_against_variance_as_cvxpy(risk_aversion: float) -> None:
    daily, _ = covariance_and_means(N, 1)
    covariance, current = daily * 252, np.random.default_rng(1).dirichlet(np.ones(N))
    asked = replace(limits(current), cost_rates=0.002, turnover=None, risk_aversion=risk_aversion)
    w, index = cp.Variable(N), np.full(N, 1.0 / N)
    costs = 0.002 * cp.norm1(w - current) / risk_aversion
    for center, ours in ((np.zeros(N), minimum_variance(covariance, asked)), (index, minimum_tracking_error(covariance, index, asked))):
        gap = ours.weights - center
        reached = 0.5 * float(gap @ covariance @ gap) + ours.costs / risk_aversion
        oracle = least(100 * (0.5 * cp.quad_form(w - center, cp.psd_wrap(covariance)) + costs), cvxpy_limits(w, current)[:-1]) / 100
        assert reached == pytest.approx(oracle, rel=1e-6)
    cheap = minimum_variance(covariance, replace(asked, cost_rates=1e-9))
    assert (minimum_variance(covariance, asked).turnover or 0.0) < (cheap.turnover or 0.0)


@pytest.mark.parametrize("seed", [0, 1])
def test_long_short_as_cvxpy(seed: int) -> None:
    covariance, means = covariance_and_means(N, seed)
    asked = Constraints(lower=-0.1, upper=0.2, budget=None, gross=1.5, net_lower=0.1, net_upper=0.4)
    w = cp.Variable(N)
    size = covariance.diagonal().mean()
    rows = [w >= -0.1, w <= 0.2, cp.norm1(w) <= 1.5, cp.sum(w) >= 0.1, cp.sum(w) <= 0.4]
    cap = 0.008
    best = -least(-(means @ w) * 1e3, [*rows, cp.quad_form(w, cp.psd_wrap(covariance / size)) <= cap**2 / size], within=1e-8) / 1e3
    ours = target_volatility(covariance, means, cap, constraints=asked)
    assert ours.expected_return == pytest.approx(best, abs=2e-9)
    assert np.abs(ours.weights).sum() <= 1.5 + 1e-7


@pytest.mark.parametrize(("n_assets", "seed"), [(3, 0), (30, 1), (80, 2)])
def test_risk_parity_as_skfolio(n_assets: int, seed: int) -> None:
    returns = factor_returns(n_assets, seed=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # skfolio's own
        oracle = RiskBudgeting(risk_measure=RiskMeasure.VARIANCE, solver_params={"tol_gap_rel": 1e-13, "tol_gap_abs": 1e-13})
        weights = oracle.fit(pd.DataFrame(returns)).weights_
    np.testing.assert_allclose(risk_parity(np.cov(returns.T, ddof=1)), weights, atol=1e-6)


@pytest.mark.parametrize("seed", [0, 1])
def test_minimum_expected_shortfall_as_skfolio(seed: int) -> None:
    returns = factor_returns(12, 400, seed=seed)
    oracle = MeanRisk(risk_measure=RiskMeasure.CVAR, cvar_beta=0.95).fit(pd.DataFrame(returns)).weights_
    ours = minimum_expected_shortfall(returns)
    tail = [float(historical_expected_shortfall(returns @ w, 0.95, quantile="order_statistic")) for w in (ours.weights, oracle)]
    assert tail[0] == pytest.approx(tail[1], rel=1e-5)
    assert tail[0] <= tail[1] + 1e-9


def test_black_litterman_as_pypfopt() -> None:
    covariance, _ = covariance_and_means(6, 3)
    covariance, market = covariance * 252, np.array([0.3, 0.2, 0.2, 0.1, 0.1, 0.1])
    views, stated = np.array([[1.0, -1.0, 0, 0, 0, 0], [0, 0, 0, 1.0, 0, 0]]), np.array([0.02, 0.08])
    prior = equilibrium_returns(covariance, market, risk_aversion=2.0)
    ours = black_litterman(covariance, prior, Views(views, stated), tau=0.05)
    oracle = BlackLittermanModel(covariance, pi=prior, Q=stated, P=views, tau=0.05)
    np.testing.assert_allclose(ours.returns, oracle.bl_returns(), atol=1e-12)
    np.testing.assert_allclose(ours.covariance, oracle.bl_cov(), atol=1e-12)


@pytest.mark.parametrize("confidences", [(0.6, 0.5), (0.01, 0.99), (1.0, 0.3)])
def test_views_with_confidences_as_pypfopt(confidences: tuple[float, float]) -> None:
    covariance, means = covariance_and_means(6, 3)
    covariance, prior, stated = covariance * 252, means * 252, np.array([0.02, 0.08])
    views = np.array([[1.0, -1.0, 0, 0, 0, 0], [0, 0, 0, 1.0, 0, 0]])
    variances = variances_of_confidences(covariance, views, confidences=np.array(confidences), tau=0.05)
    ours = black_litterman(covariance, prior, Views(views, stated, variances), tau=0.05)
    oracle = BlackLittermanModel(covariance, pi=prior, Q=stated, P=views, tau=0.05, omega="idzorek", view_confidences=np.array(confidences))
    np.testing.assert_allclose(ours.returns, oracle.bl_returns(), atol=1e-10)


def test_a_view_moves_its_portfolio_by_its_confidence_of_the_way() -> None:
    covariance, means = covariance_and_means(6, 3)
    prior, view = means * 252, np.array([[1.0, 0, -1.0, 0, 0, 0]])
    for confidence in (0.1, 0.25, 0.6, 1.0):
        variances = variances_of_confidences(covariance, view, confidences=np.array([confidence]), tau=0.3)
        moved = black_litterman(covariance, prior, Views(view, np.array([0.1]), variances), tau=0.3).returns
        start = float(view[0] @ prior)
        assert float(view[0] @ moved) == pytest.approx(start + confidence * (0.1 - start))


def test_an_index_implies_what_its_constituents_imply() -> None:
    returns = np.random.default_rng(2).normal(0.0, 0.01, (300, 4))
    weights = np.array([0.4, 0.3, 0.2, 0.1])
    expected = equilibrium_returns(np.cov(returns.T), weights, risk_aversion=3.0)
    np.testing.assert_allclose(equilibrium_returns_of_index(returns, returns @ weights, risk_aversion=3.0), expected, atol=1e-15)


def test_frontier_is_convex_and_each_point_is_optimal() -> None:
    covariance, means = covariance_and_means(N, 5)
    points = efficient_frontier(covariance, means, n_points=12)
    returns = np.array([point.expected_return for point in points])
    variances = np.array([point.volatility for point in points]) ** 2
    assert (np.diff(returns) > 0.0).all()
    assert (np.diff(variances) > -1e-12).all()
    assert (np.diff(variances, n=2) > -1e-10).all()
    assert returns[-1] == pytest.approx(means.max(), rel=1e-5)


def test_budgets_are_met_to_the_last_digit() -> None:
    covariance, _ = covariance_and_means(200, 6)
    budgets = np.random.default_rng(0).random(200) ** 4
    budgets[:10] = 0.0
    weights = risk_budget(covariance, budgets)
    parts = weights * (covariance @ weights)
    np.testing.assert_allclose(parts / parts.sum(), budgets / budgets.sum(), atol=1e-12)
    assert not weights[:10].any()


def test_maximum_diversification_of_two_beats_neighbors() -> None:
    covariance, _ = covariance_and_means(40, 7)
    best = maximum_diversification(covariance)
    limited = maximum_diversification(covariance, Constraints(upper=0.99))
    np.testing.assert_allclose(best.weights, limited.weights, atol=1e-5)


def test_shortfall_of_many_names_over_as_many_sessions() -> None:
    """This draw stops the solver on its way twice, so that it needs its careful attempt; nothing drawn at random is better."""
    random = np.random.default_rng(1)
    factors, loadings = random.normal(0.0, 0.01, (754, 8)), random.normal(0.4, 0.4, (8, 500))
    loadings[0] = random.normal(1.0, 0.3, 500)
    returns = np.expm1(factors @ loadings + random.normal(0.0002, 0.015, (754, 500)))[-504:]
    ours = minimum_expected_shortfall(returns, 0.95)
    assert ours.weights.sum() == pytest.approx(1.0, abs=1e-6)
    assert ours.weights.min() >= -1e-7
    drawn = random.dirichlet(np.full(500, 0.05), 300)
    others = historical_expected_shortfall(returns @ drawn.T, 0.95, quantile="order_statistic")
    assert float(historical_expected_shortfall(returns @ ours.weights, 0.95, quantile="order_statistic")) < float(np.min(others))
