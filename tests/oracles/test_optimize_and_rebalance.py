"""Optima by cvxpy and skfolio on inputs from the raw prices; trades and tax lots by a plain loop."""

import math

import cvxpy as cp
import numpy as np
import pandas as pd
import pytest
from pypfopt import risk_models
from skfolio.optimization import RiskBudgeting
from skfolio.prior import EmpiricalPrior
from tests.oracles.conftest import Case
from tests.oracles.holdings import RATE, is_option

from plumbline.portfolios.optimization.report import optimization_report
from plumbline.portfolios.optimization.request import Objective, OptimizationRequest, View
from plumbline.portfolios.rebalancing.report import rebalance_report
from plumbline.portfolios.rebalancing.request import RebalanceRequest, TargetWeight


def universe(case: Case) -> tuple[pd.DataFrame, np.ndarray, np.ndarray, float]:
    """Returns, covariance and mean a year, and what is to be invested in them: options stay as they are."""
    held = case.held
    shares = [symbol for symbol in held.invested if not is_option(symbol)]
    moves = held.moves(504)[shares]
    shrinkage = risk_models.CovarianceShrinkage(moves, returns_data=True, frequency=252)
    shrinkage.S = moves.cov(ddof=0).to_numpy()
    covariance = shrinkage.ledoit_wolf("constant_correlation").to_numpy()
    aside = sum(held.values[symbol] for symbol in held.invested if is_option(symbol)) / held.net
    return moves, covariance, moves.mean().to_numpy() * 252, 1.0 - aside


def solved(objective: object, constraints: list[object]) -> float:
    problem = cp.Problem(objective, constraints)
    problem.solve(solver=cp.CLARABEL)
    assert problem.status == "optimal"
    return float(problem.value)


def weights_of(case: Case, moves: pd.DataFrame, **request: object) -> np.ndarray:
    report = optimization_report(case.snapshot, case.view, OptimizationRequest.model_validate(request))
    found = {row.symbol: row.optimal_weight for row in report.positions}
    return np.array([found[symbol] for symbol in moves])


def test_minimum_variance(case: Case) -> None:
    moves, covariance, _, invested = universe(case)
    weights = weights_of(case, moves, objective="minimum_variance", max_weight=0.25)
    w = cp.Variable(len(covariance))
    solved(cp.Minimize(cp.quad_form(w, cp.psd_wrap(covariance))), [w >= 0, w <= 0.25, cp.sum(w) == invested])
    assert weights == pytest.approx(w.value, abs=2e-5)


def test_maximum_sharpe(case: Case) -> None:
    """Of all weights of that sum: the ratio is highest where the variance is least for one unit of excess return."""
    moves, covariance, mean, invested = universe(case)
    if (mean <= RATE).all():
        return
    weights = weights_of(case, moves, objective="maximum_sharpe")
    y = cp.Variable(len(covariance))
    solved(cp.Minimize(cp.quad_form(y, cp.psd_wrap(covariance))), [y >= 0, (mean - RATE) @ y == 1])
    assert weights == pytest.approx(invested * y.value / y.value.sum(), abs=2e-4)


def test_targets(case: Case) -> None:
    moves, covariance, mean, invested = universe(case)
    w = cp.Variable(len(covariance))
    least = math.sqrt(solved(cp.Minimize(cp.quad_form(w, cp.psd_wrap(covariance))), [w >= 0, cp.sum(w) == invested]))
    target = 1.2 * least
    found = weights_of(case, moves, objective="target_volatility", target=target)
    best = solved(cp.Maximize(mean @ w), [w >= 0, cp.sum(w) == invested, cp.quad_form(w, cp.psd_wrap(covariance)) <= target**2])
    assert mean @ found == pytest.approx(best, abs=1e-6)
    assert found @ covariance @ found <= target**2 * (1 + 1e-6)
    wanted = 0.5 * best + 0.5 * float(mean @ np.full(len(mean), invested / len(mean)))
    if wanted <= 0:
        return
    found = weights_of(case, moves, objective="target_return", target=wanted)
    best = solved(cp.Minimize(cp.quad_form(w, cp.psd_wrap(covariance))), [w >= 0, cp.sum(w) == invested, mean @ w >= wanted])
    assert found @ covariance @ found == pytest.approx(best, rel=1e-5)


def test_minimum_expected_shortfall(case: Case) -> None:
    moves, _, _, invested = universe(case)
    found = weights_of(case, moves, objective="minimum_expected_shortfall", max_weight=0.4)
    w, level = cp.Variable(len(moves.columns)), cp.Variable()
    shortfall = level + cp.sum(cp.pos(-moves.to_numpy() @ w - level)) / (0.05 * 504)
    best = solved(cp.Minimize(shortfall), [w >= 0, w <= 0.4, cp.sum(w) == invested])
    losses = np.sort(-moves.to_numpy() @ found)[::-1]
    assert (losses[:25].sum() + 0.2 * losses[25]) / 25.2 == pytest.approx(best, rel=1e-5)


def test_risk_parity_as_skfolio(case: Case) -> None:
    moves, covariance, _, invested = universe(case)
    found = weights_of(case, moves, objective="risk_parity")
    parts = found * (covariance @ found)
    assert parts / parts.sum() == pytest.approx(np.full(len(found), 1 / len(found)), abs=1e-7)
    w = cp.Variable(len(found))
    solved(cp.Minimize(cp.quad_form(w, cp.psd_wrap(covariance)) / 2 - cp.sum(cp.log(w)) / len(found)), [])
    assert found == pytest.approx(invested * w.value / w.value.sum(), abs=5e-5)
    sample = RiskBudgeting(prior_estimator=EmpiricalPrior()).fit(moves).weights_
    assert found / invested == pytest.approx(sample, abs=0.03)  # the sample covariance instead of the shrunk one


def test_maximum_diversification(case: Case) -> None:
    moves, covariance, _, invested = universe(case)
    found = weights_of(case, moves, objective="maximum_diversification")
    y = cp.Variable(len(covariance))
    solved(cp.Minimize(cp.quad_form(y, cp.psd_wrap(covariance))), [y >= 0, np.sqrt(np.diag(covariance)) @ y == 1])
    assert found == pytest.approx(invested * y.value / y.value.sum(), abs=2e-4)


def test_black_litterman_by_its_formula(case: Case) -> None:
    moves, covariance, _, _ = universe(case)
    one, two = moves.columns[:2]
    views = (View(symbol=one, value=0.12, confidence=0.6), View(symbol=two, over=one, value=0.03))
    request = OptimizationRequest(objective=Objective.BLACK_LITTERMAN, views=views, max_weight=0.5, prior="current")
    report = optimization_report(case.snapshot, case.view, request)
    held = np.array([case.held.values[symbol] / case.held.net for symbol in moves])
    prior = 2.5 * covariance @ held
    picks = np.zeros((2, len(held)))
    picks[0, 0], picks[1, 1], picks[1, 0] = 1, 1, -1
    variances = 0.05 * np.diag(picks @ covariance @ picks.T) * [(1 - 0.6) / 0.6, 1.0]
    middle = np.linalg.inv(picks @ (0.05 * covariance) @ picks.T + np.diag(variances))
    excess = prior + 0.05 * covariance @ picks.T @ middle @ (np.array([0.12 - RATE, 0.03]) - picks @ prior)
    found = {row.symbol: (row.prior_return, row.view_return) for row in report.viewed_returns}
    for place, symbol in enumerate(moves):
        assert found[symbol] == pytest.approx((prior[place] + RATE, excess[place] + RATE))


def test_figures_before_and_after(case: Case) -> None:
    moves, _, mean, _ = universe(case)
    report = optimization_report(case.snapshot, case.view, OptimizationRequest(max_weight=0.25))
    market = case.held.market(504)
    proposed = {row.symbol: row.optimal_weight for row in report.positions}
    for figures, weights in (
        (report.current, np.array([case.held.values[symbol] / case.held.net for symbol in moves])),
        (report.proposed, np.array([proposed[symbol] for symbol in moves])),
    ):
        own = moves @ weights
        assert figures.volatility == pytest.approx(own.std() * math.sqrt(252))
        assert figures.expected_return == pytest.approx(mean @ weights)
        assert figures.sharpe == pytest.approx((own.mean() - RATE / 252) / own.std() * math.sqrt(252))
        assert figures.expected_shortfall == pytest.approx(-own[own <= own.quantile(0.05)].mean())
        assert figures.tracking_error == pytest.approx((own - market).std() * math.sqrt(252))
        assert figures.net == pytest.approx(weights.sum())
        assert figures.gross == pytest.approx(np.abs(weights).sum())


def closed(lots: pd.DataFrame, quantity: float, method: str) -> float:
    """Cost of what a sale takes from the lots."""
    order = {"first_in_first_out": ("opened", True), "last_in_first_out": ("opened", False), "highest_cost": ("cost", False)}[method]
    left, cost = quantity, 0.0
    for _, lot in lots.sort_values(order[0], ascending=order[1], kind="stable").iterrows():
        taken = min(left, lot["quantity"])
        cost, left = cost + taken * lot["cost"], left - taken
    assert left == pytest.approx(0.0)
    return cost


@pytest.mark.parametrize("method", ["first_in_first_out", "last_in_first_out", "highest_cost"])
def test_rebalancing_and_its_taxes(case: Case, method: str) -> None:
    held = case.held
    now = {symbol: held.values[symbol] / held.net for symbol in held.invested if not is_option(symbol)}
    rank = sorted((symbol for symbol in now if now[symbol] > 0), key=lambda symbol: -now[symbol])
    # half of the largest goes to the third largest
    targets = {rank[0]: round(now[rank[0]] / 2, 4), rank[2]: round(now[rank[2]] + now[rank[0]] / 3, 4)}
    request = RebalanceRequest(
        targets=tuple(TargetWeight(symbol=symbol, weight=weight) for symbol, weight in targets.items()), lot_method=method
    )
    report = rebalance_report(case.snapshot, case.view, request)
    rows, spent = {row.symbol: row for row in report.positions}, 0.0
    for symbol, weight in targets.items():
        row, price = rows[symbol], held.price(symbol)
        quantity = round(weight * held.net / price) - held.quantity[symbol]
        spent += quantity * price
        assert row.weight == pytest.approx(now[symbol])
        assert row.drift == pytest.approx(now[symbol] - weight)
        assert row.trade_quantity == pytest.approx(quantity)
        assert row.trade_value.amount == pytest.approx(quantity * price)
        assert row.weight_after == pytest.approx((held.quantity[symbol] + quantity) * price / held.net)
        if quantity < 0:
            lots = held.table[held.table["symbol"] == symbol]
            assert row.tax.realized_gain.amount == pytest.approx(-quantity * price - closed(lots, -quantity, method))
            opened = lots["opened"].iloc[0]
            if pd.notna(opened) and len(lots) == 1:
                long = pd.Timestamp(held.day) > opened + pd.DateOffset(years=1)
                term = row.tax.long_term_gain if long else row.tax.short_term_gain
                assert term.amount == pytest.approx(row.tax.realized_gain.amount)
    sold = [row for row in rows.values() if row.tax is not None]
    assert report.taxes.realized_gain.amount == pytest.approx(sum(row.tax.realized_gain.amount for row in sold))
    dated = all(held.table.set_index("symbol")["opened"].notna()[row.symbol] for row in sold)
    assert report.taxes.reason == (None if dated else f"of {rank[0]} the term or wash sales are not known")
    assert report.n_trades == 2
    assert report.cash.amount == pytest.approx(held.cash)
    assert report.cash_after.amount == pytest.approx(held.cash - spent)
    drifts = [now[symbol] - weight for symbol, weight in targets.items()]
    assert report.largest_drift == pytest.approx(max(map(abs, drifts)))
    assert report.turnover == pytest.approx((sum(map(abs, drifts)) + abs(sum(drifts))) / 2)
