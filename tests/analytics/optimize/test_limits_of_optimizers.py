"""What optimizers do with impossible, contradictory and degenerate requests; limits that must hold; never beaten at random."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analytics.optimize.universe import covariance_and_means, factor_returns

from plumbline.analytics.optimize.black_litterman import (
    Views,
    black_litterman,
    equilibrium_returns_of_index,
    variances_of_confidences,
)
from plumbline.analytics.optimize.constraints import Constraints, GroupLimit
from plumbline.analytics.optimize.frontier import efficient_frontier
from plumbline.analytics.optimize.mean_variance import minimum_tracking_error, minimum_variance, target_return, target_volatility
from plumbline.analytics.optimize.nonnegative import nonnegative_quadratic
from plumbline.analytics.optimize.outcome import Optimum
from plumbline.analytics.optimize.ratio import diversification_ratio, maximum_diversification, maximum_sharpe
from plumbline.analytics.optimize.risk_budget import risk_budget, risk_parity
from plumbline.analytics.optimize.tail import minimum_expected_shortfall
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData

COVARIANCE, MEANS = covariance_and_means(30)
RETURNS = factor_returns(30)
TECH = np.arange(25)
FIRST = np.eye(30)[0]

CONFLICTS: dict[str, tuple[Constraints, set[str]]] = {
    "upper_bounds_too_small": (Constraints(upper=0.02), {"upper bounds", "budget: weights add to 100.00%"}),
    "sector_and_bounds": (
        Constraints(upper=0.1, groups=(GroupLimit("Technology", TECH, upper=0.25), GroupLimit("Other", np.arange(25, 30), lower=0.1))),
        {"upper bounds", "budget: weights add to 100.00%", "Technology at most 25.00%"},
    ),
    "turnover": (Constraints(current=FIRST, turnover=0.1, upper=0.5), {"upper bounds", "turnover at most 10.00%"}),
    "keep": (
        Constraints(current=FIRST * 0.5, keep=(0,), groups=(GroupLimit("Technology", np.arange(5), upper=0.25),)),
        {"lower bounds", "lower keep-list", "Technology at most 25.00%"},
    ),
    "gross": (Constraints(gross=0.5), {"budget: weights add to 100.00%", "gross exposure at most 50.00%"}),
}


@pytest.mark.parametrize("case", CONFLICTS)
def test_conflicts_are_named(case: str) -> None:
    asked, expected = CONFLICTS[case]
    for optimize in (
        lambda: minimum_variance(COVARIANCE, asked),
        lambda: maximum_diversification(COVARIANCE, asked),
        lambda: minimum_expected_shortfall(RETURNS, constraints=asked),
    ):
        with pytest.raises(InvalidInput, match="conflict between") as refused:
            optimize()
        assert {field.field for field in refused.value.fields} == expected


def test_the_relief_is_the_smallest_that_helps() -> None:
    with pytest.raises(InvalidInput, match=r"upper bounds \(possible if it gives way by 1\.33%\)"):
        minimum_variance(COVARIANCE, Constraints(upper=0.02))
    minimum_variance(COVARIANCE, Constraints(upper=0.02 + 0.01334))


def test_unreachable_targets_are_named() -> None:
    with pytest.raises(InvalidInput, match="expected return at least"):
        target_return(COVARIANCE, MEANS, 1.0)
    lowest = minimum_variance(COVARIANCE).volatility
    with pytest.raises(InvalidInput, match=rf"volatility at most .*gives way by {lowest - lowest / 2:.2%}"):
        target_volatility(COVARIANCE, MEANS, lowest / 2)
    with pytest.raises(CalculationFailed, match="positive expected excess return"):
        maximum_sharpe(COVARIANCE, -np.abs(MEANS))
    with pytest.raises(CalculationFailed, match="positive expected excess return"):
        maximum_sharpe(COVARIANCE, -np.abs(MEANS), Constraints(upper=0.5))


OPTIMIZERS: dict[str, Callable[[Constraints], Optimum]] = {
    "minimum_variance": lambda asked: minimum_variance(COVARIANCE, asked),
    "maximum_sharpe": lambda asked: maximum_sharpe(COVARIANCE, MEANS + 5e-4, asked),
    "maximum_diversification": lambda asked: maximum_diversification(COVARIANCE, asked),
    "target_return": lambda asked: target_return(COVARIANCE, MEANS, float(MEANS.mean()), constraints=asked),
    "target_volatility": lambda asked: target_volatility(COVARIANCE, MEANS, 0.013, constraints=asked),
    "tracking_error": lambda asked: minimum_tracking_error(COVARIANCE, np.full(30, 1 / 30), asked),
    "expected_shortfall": lambda asked: minimum_expected_shortfall(RETURNS, constraints=asked),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_limits_hold(name: str) -> None:
    current = np.full(30, 1 / 30)
    found = OPTIMIZERS[name](
        Constraints(upper=0.15, groups=(GroupLimit("A", np.arange(10), upper=0.3),), current=current, turnover=0.4, keep=(29,))
    )
    assert found.weights.sum() == pytest.approx(1.0, abs=1e-7)
    assert found.weights.min() >= -1e-8
    assert found.weights.max() <= 0.15 + 1e-8
    assert found.weights[:10].sum() <= 0.3 + 1e-7
    assert found.weights[29] >= 1 / 30 - 1e-8
    assert (found.turnover or 0.0) <= 0.4 + 1e-7


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_number_of_names(name: str) -> None:
    found = OPTIMIZERS[name](Constraints(upper=0.3, n_names=6, current=FIRST * 0.05, keep=(0,)))
    assert (found.weights != 0.0).sum() <= 6
    assert found.weights[0] >= 0.05 - 1e-8
    assert found.weights.sum() == pytest.approx(1.0, abs=1e-7)
    if name in {"minimum_variance", "maximum_diversification", "tracking_error", "expected_shortfall"}:
        assert not found.exact  # the others hold no more names than that anyway


def test_too_few_names_is_an_error() -> None:
    with pytest.raises(InvalidInput, match="number of names of at least 2"):
        minimum_variance(COVARIANCE, Constraints(n_names=1, current=np.full(30, 0.1), keep=(0, 1)))
    with pytest.raises(InvalidInput, match="conflict between"):
        minimum_variance(COVARIANCE, Constraints(n_names=2, upper=0.3))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000), st.integers(2, 12))
def test_no_random_portfolio_beats_an_optimum(seed: int, n_assets: int) -> None:
    covariance, means = covariance_and_means(n_assets, seed)
    means = means + 1e-3
    rivals = np.random.default_rng(seed).dirichlet(np.full(n_assets, 0.5), 300)
    risks = np.sqrt(np.einsum("pi,ij,pj->p", rivals, covariance, rivals))
    assert minimum_variance(covariance).volatility <= risks.min() + 1e-12
    if (means > 0).any():
        best = maximum_sharpe(covariance, means)
        assert (best.expected_return or 0.0) / best.volatility >= (rivals @ means / risks).max() - 1e-9
    spread = rivals @ np.sqrt(covariance.diagonal()) / risks
    assert diversification_ratio(covariance, maximum_diversification(covariance).weights) >= spread.max() - 1e-9
    parts = risk_parity(covariance)
    shares = parts * (covariance @ parts)
    np.testing.assert_allclose(shares / shares.sum(), 1.0 / n_assets, atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 100_000), st.floats(0.01, 1000.0))
def test_scale_and_order_do_not_matter(seed: int, scale: float) -> None:
    covariance, _ = covariance_and_means(8, seed)
    order = np.random.default_rng(seed).permutation(8)
    for optimal in (lambda c: minimum_variance(c).weights, risk_parity, lambda c: maximum_diversification(c).weights):
        weights = optimal(covariance)
        np.testing.assert_allclose(optimal(covariance * scale), weights, atol=1e-8)
        np.testing.assert_allclose(optimal(covariance[np.ix_(order, order)]), weights[order], atol=1e-8)


def test_degenerate_covariances() -> None:
    assert minimum_variance(np.array([[0.04]])).weights.tolist() == [1.0]
    assert risk_parity(np.array([[0.04]])).tolist() == [1.0]
    twins = np.full((3, 3), 0.04)
    assert minimum_variance(twins).weights.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(risk_parity(twins), 1 / 3, atol=1e-12)
    riskless = np.diag([0.0, 0.04])
    np.testing.assert_allclose(minimum_variance(riskless).weights, [1.0, 0.0], atol=1e-4)
    short_history = np.cov(factor_returns(40, 3).T, ddof=1)
    assert minimum_variance(short_history).weights.sum() == pytest.approx(1.0)
    with pytest.raises(CalculationFailed, match="variance above zero"):
        risk_parity(riskless)
    with pytest.raises(CalculationFailed, match="without volatility"):
        risk_parity(np.array([[1.0, -1.0], [-1.0, 1.0]]))
    with pytest.raises(CalculationFailed, match="zero volatility"):
        diversification_ratio(COVARIANCE, np.zeros(30))


BAD: dict[str, tuple[type[Exception], Callable[[], object]]] = {
    "nan_covariance": (MissingData, lambda: minimum_variance(np.full((2, 2), np.nan))),
    "not_square": (InvalidInput, lambda: minimum_variance(np.ones((2, 3)))),
    "empty": (InvalidInput, lambda: risk_parity(np.ones((0, 0)))),
    "asymmetric": (InvalidInput, lambda: risk_parity(np.array([[1.0, 0.5], [0.1, 1.0]]))),
    "negative_variance": (InvalidInput, lambda: minimum_variance(np.array([[-1.0]]))),
    "indefinite": (InvalidInput, lambda: target_volatility(np.array([[1.0, 2.0], [2.0, 1.0]]), np.ones(2), 1.0)),
    "nan_returns": (MissingData, lambda: maximum_sharpe(COVARIANCE, np.full(30, np.nan))),
    "too_few_returns": (InvalidInput, lambda: maximum_sharpe(COVARIANCE, np.ones(3))),
    "crossed_bounds": (InvalidInput, lambda: minimum_variance(COVARIANCE, Constraints(lower=0.5, upper=0.1))),
    "nan_bounds": (MissingData, lambda: minimum_variance(COVARIANCE, Constraints(upper=np.full(30, np.nan)))),
    "unknown_member": (
        InvalidInput,
        lambda: minimum_variance(COVARIANCE, Constraints(groups=(GroupLimit("X", np.array([99]), upper=0.1),))),
    ),
    "crossed_group": (
        InvalidInput,
        lambda: minimum_variance(COVARIANCE, Constraints(groups=(GroupLimit("X", np.arange(3), upper=0.1, lower=0.2),))),
    ),
    "turnover_without_current": (InvalidInput, lambda: minimum_variance(COVARIANCE, Constraints(turnover=0.1))),
    "keep_unknown": (InvalidInput, lambda: minimum_variance(COVARIANCE, Constraints(keep=(30,), current=FIRST))),
    "cost_limit_alone": (InvalidInput, lambda: minimum_variance(COVARIANCE, Constraints(cost_limit=0.1))),
    "negative_costs": (InvalidInput, lambda: minimum_variance(COVARIANCE, Constraints(cost_rates=-0.1, current=FIRST))),
    "negative_budgets": (InvalidInput, lambda: risk_budget(COVARIANCE, -np.ones(30))),
    "nan_budgets": (MissingData, lambda: risk_budget(COVARIANCE, np.full(30, np.nan))),
    "budgets_of_nothing": (InvalidInput, lambda: risk_budget(COVARIANCE, np.zeros(30))),
    "shorts_in_diversification": (InvalidInput, lambda: maximum_diversification(COVARIANCE, Constraints(lower=-0.1))),
    "zero_target_volatility": (InvalidInput, lambda: target_volatility(COVARIANCE, MEANS, 0.0)),
    "one_point": (InvalidInput, lambda: efficient_frontier(COVARIANCE, MEANS, n_points=1)),
    "one_observation": (MissingData, lambda: minimum_expected_shortfall(RETURNS[:1])),
    "confidence": (InvalidInput, lambda: minimum_expected_shortfall(RETURNS, 1.0)),
    "target_alone": (InvalidInput, lambda: minimum_expected_shortfall(RETURNS, target=0.1)),
    "no_views": (InvalidInput, lambda: black_litterman(COVARIANCE, FIRST, Views(np.zeros((0, 30)), np.zeros(0)))),
    "empty_view": (InvalidInput, lambda: black_litterman(COVARIANCE, FIRST, Views(np.zeros(30), np.ones(1)))),
    "nan_view": (MissingData, lambda: black_litterman(COVARIANCE, FIRST, Views(FIRST, np.array([np.nan])))),
    "confidence_of_view": (InvalidInput, lambda: variances_of_confidences(COVARIANCE, FIRST, confidences=np.zeros(1))),
    "index": (InvalidInput, lambda: equilibrium_returns_of_index(np.zeros((5, 2)), np.zeros(4))),
    "index_gap": (MissingData, lambda: equilibrium_returns_of_index(np.zeros((5, 2)), np.full(5, np.nan))),
    "tau": (InvalidInput, lambda: black_litterman(COVARIANCE, FIRST, Views(FIRST, np.ones(1)), tau=0.0)),
    "certain_twice": (
        CalculationFailed,
        lambda: black_litterman(COVARIANCE, FIRST, Views(np.array([FIRST, FIRST]), np.array([0.1, 0.2]), np.zeros(2))),
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused(case: str) -> None:
    error, call = BAD[case]
    with pytest.raises(error, match="Expected"):
        call()


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 100_000), st.integers(2, 25), st.floats(-14.0, -2.0))
def test_nearly_singular_covariances_give_an_optimum_or_nothing(seed: int, n_assets: int, ridge: float) -> None:
    rng = np.random.default_rng(seed)
    factors = rng.normal(size=(int(rng.integers(1, n_assets + 3)), n_assets)) * 10 ** rng.uniform(-2, 0, n_assets)
    covariance = factors.T @ factors + 10**ridge * np.diag(factors.var(axis=0) + 1e-6)
    linear = rng.normal(size=n_assets) + 0.5
    found = nonnegative_quadratic(covariance, linear)
    if found is not None:
        gradient = covariance @ found - linear
        size = np.abs(linear) + np.sqrt(covariance.diagonal() * max(float(linear @ found), 0.0))
        assert found.min() >= 0.0
        assert (gradient >= -1e-7 * size).all()
        assert (np.abs(gradient[found > 0.0]) <= 1e-7 * size[found > 0.0]).all()
    weights = minimum_variance(covariance).weights
    assert weights.sum() == pytest.approx(1.0, abs=1e-6)
    assert weights.min() >= -1e-6
