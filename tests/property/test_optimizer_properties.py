"""What must hold of every optimizer under any limits: they are kept, and nothing that keeps them is better.

Rivals are drawn at random among the portfolios that the limits allow, and on the way from the optimum to each of them: the allowed
portfolios are convex, so a wrong optimum is beaten there however small the better region is.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.analytics.optimize.constraints import Constraints, GroupLimit
from plumbline.analytics.optimize.mean_variance import minimum_tracking_error, minimum_variance, target_return, target_volatility
from plumbline.analytics.optimize.ratio import diversification_ratio, maximum_diversification, maximum_sharpe
from plumbline.analytics.optimize.risk_budget import risk_budget
from plumbline.analytics.optimize.tail import minimum_expected_shortfall
from plumbline.analytics.value_at_risk import historical_expected_shortfall

Rows = Callable[[np.ndarray], np.ndarray]
STEPS = (1e-4, 1e-2, 0.3, 1.0)
SLACK = 1e-7
"""Of a limit; ten times that of an objective, relative to its size or to the volatility of a day: the tolerance of the solver."""

ROUNDING = 1e-15


@dataclass(frozen=True)
class Case:
    """A universe, and limits that its present weights keep: they are allowed, so something is."""

    returns: np.ndarray
    covariance: np.ndarray
    means: np.ndarray
    current: np.ndarray
    benchmark: np.ndarray
    limits: Constraints

    def keeps(self, weights: np.ndarray) -> np.ndarray:
        """Whether each row of weights keeps every limit, checked without the code that poses them."""
        limits, first = self.limits, weights[:, : weights.shape[1] // 2].sum(axis=1)
        kept = (weights >= np.asarray(limits.lower) - SLACK).all(axis=1) & (weights <= np.asarray(limits.upper) + SLACK).all(axis=1)
        kept &= np.abs(weights.sum(axis=1) - 1.0) <= SLACK
        kept &= first <= (limits.groups[0].upper if limits.groups else np.inf) + SLACK
        kept &= np.abs(weights).sum(axis=1) <= (limits.gross or np.inf) + SLACK
        kept &= 0.5 * np.abs(weights - self.current).sum(axis=1) <= (limits.turnover or np.inf) + SLACK
        return kept


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Two to eight assets; any of: short positions, largest weights, a group limit, a gross limit, a turnover limit."""
    rng, n_assets = np.random.default_rng(draw(st.integers(0, 1_000_000))), draw(st.integers(2, 8))
    loadings = rng.normal(1.0, 0.4, (2, n_assets))
    returns = rng.standard_t(4, (120, 2)) @ loadings * 0.006 + rng.standard_t(4, (120, n_assets)) * rng.uniform(0.003, 0.02, n_assets)
    current = rng.dirichlet(np.ones(n_assets))
    half = float(current[: n_assets // 2].sum())
    limits = Constraints(
        lower=draw(st.sampled_from([0.0, -0.3])),
        upper=max(float(current.max()), draw(st.sampled_from([0.5, 1.0]))),
        groups=(GroupLimit("first half", np.arange(n_assets // 2), upper=half + 0.1),) if draw(st.booleans()) else (),
        gross=draw(st.sampled_from([None, 1.2])),
        current=current,
        turnover=draw(st.sampled_from([None, 0.2])),
    )
    return Case(returns, np.cov(returns.T), rng.uniform(0.0002, 0.001, n_assets), current, rng.dirichlet(np.ones(n_assets)), limits)


def rivals(case: Case, best: np.ndarray, n: int = 200) -> np.ndarray:
    """Allowed portfolios, far from the optimum and close to it, (n_rivals, n_assets)."""
    rng = np.random.default_rng(0)
    drawn = rng.dirichlet(np.full(len(best), 0.5), n)
    tilted = drawn + 0.3 * (rng.dirichlet(np.ones(len(best)), n) - rng.dirichlet(np.ones(len(best)), n))
    ways = np.concatenate([drawn, tilted])
    far = np.concatenate([case.current + step * (ways - case.current) for step in STEPS] + [case.current[None, :]])
    far = far[case.keeps(far)]
    return np.concatenate([far, *(best + step * (far - best) for step in STEPS)])


def volatilities(case: Case, weights: np.ndarray) -> np.ndarray:
    return np.sqrt(np.einsum("pi,ij,pj->p", weights, case.covariance, weights))


def assert_unbeaten(case: Case, best: np.ndarray, worth: Rows, *, meets_target: Rows | None = None) -> None:
    """`worth` of each row of weights, lower is better; rivals have to meet the target as well."""
    assert case.keeps(best[None, :]).all()
    others = rivals(case, best)
    others = others if meets_target is None else others[meets_target(others)]
    assert others.size
    own = float(worth(best[None, :])[0])
    assert own <= float(worth(others).min()) + 10 * SLACK * max(abs(own), 0.01)


SETTINGS = settings(max_examples=40, deadline=None)


@SETTINGS
@given(cases())
def test_minimum_variance(case: Case) -> None:
    assert_unbeaten(case, minimum_variance(case.covariance, case.limits).weights, lambda held: volatilities(case, held))


@SETTINGS
@given(cases())
def test_minimum_tracking_error(case: Case) -> None:
    best = minimum_tracking_error(case.covariance, case.benchmark, case.limits).weights
    assert_unbeaten(case, best, lambda held: volatilities(case, held - case.benchmark))


@SETTINGS
@given(cases())
def test_maximum_sharpe(case: Case) -> None:
    best = maximum_sharpe(case.covariance, case.means, case.limits).weights
    assert_unbeaten(case, best, lambda held: -(held @ case.means) / volatilities(case, held))


@SETTINGS
@given(cases())
def test_maximum_diversification(case: Case) -> None:
    """Over portfolios without short positions, where the ratio is that of a program with one optimum."""
    limits = Constraints(upper=case.limits.upper, groups=case.limits.groups, current=case.current, turnover=case.limits.turnover)
    long_only = Case(case.returns, case.covariance, case.means, case.current, case.benchmark, limits)
    best = maximum_diversification(case.covariance, limits).weights
    spread = np.sqrt(case.covariance.diagonal())
    assert diversification_ratio(case.covariance, best) == pytest.approx(float(best @ spread / volatilities(case, best[None, :])[0]))
    assert_unbeaten(long_only, best, lambda held: -(held @ spread) / volatilities(case, held))


@SETTINGS
@given(cases())
def test_target_return(case: Case) -> None:
    target = float(case.current @ case.means)
    best = target_return(case.covariance, case.means, target, constraints=case.limits).weights
    assert best @ case.means >= target * (1.0 - SLACK)
    assert_unbeaten(case, best, lambda held: volatilities(case, held), meets_target=lambda held: held @ case.means >= target - ROUNDING)


@SETTINGS
@given(cases())
def test_target_volatility(case: Case) -> None:
    target = float(volatilities(case, case.current[None, :])[0])
    best = target_volatility(case.covariance, case.means, target, constraints=case.limits).weights
    assert volatilities(case, best[None, :])[0] <= target * (1.0 + SLACK)
    assert_unbeaten(case, best, lambda held: -(held @ case.means), meets_target=lambda held: volatilities(case, held) <= target + ROUNDING)


@SETTINGS
@given(cases())
def test_minimum_expected_shortfall(case: Case) -> None:
    best = minimum_expected_shortfall(case.returns, 0.9, constraints=case.limits).weights

    def worth(held: np.ndarray) -> np.ndarray:
        return np.asarray(historical_expected_shortfall(case.returns @ held.T, 0.9, quantile="order_statistic"))

    assert_unbeaten(case, best, worth)


@SETTINGS
@given(cases())
def test_risk_budget(case: Case) -> None:
    """The budgets are met; and half the variance less the budgets' logarithms, which they make least, is beaten nowhere."""
    budgets = case.current
    best = risk_budget(case.covariance, budgets)
    np.testing.assert_allclose(best * (case.covariance @ best) / (best @ case.covariance @ best), budgets, atol=1e-8)

    def worth(held: np.ndarray) -> np.ndarray:
        return 0.5 * np.einsum("pi,ij,pj->p", held, case.covariance, held) - np.log(held) @ budgets

    scaled = best / np.sqrt(best @ case.covariance @ best)
    others = np.abs(scaled * np.exp(np.random.default_rng(0).normal(0.0, 1.0, (400, best.size)) * np.repeat(STEPS, 100)[:, None]))
    assert float(worth(scaled[None, :])[0]) <= float(worth(others).min()) + 1e-10


@SETTINGS
@given(cases(), st.floats(0.1, 2.0))
def test_a_limit_that_never_binds_changes_nothing(case: Case, budget: float) -> None:
    """Without it the active set answers, with it the cone solver: they share no code."""
    n_assets = len(case.current)
    plain = Constraints(lower=np.zeros(n_assets), upper=np.full(n_assets, budget), budget=budget, current=case.current)
    limited = replace(plain, groups=(GroupLimit("everything", np.arange(n_assets), upper=10.0),))
    for optimum in (minimum_variance, lambda matrix, asked: maximum_sharpe(matrix, case.means, asked), maximum_diversification):
        one, other = optimum(case.covariance, plain), optimum(case.covariance, limited)
        np.testing.assert_allclose(one.weights, other.weights, atol=1e-3 * budget)
        assert one.volatility == pytest.approx(other.volatility, rel=1e-5)
        assert one.weights.sum() == pytest.approx(budget)
        assert one.binding == (("lower bounds",) if (one.weights == 0.0).any() else ())
        assert one.turnover == pytest.approx(0.5 * np.abs(one.weights - case.current).sum())
