"""Views, risk budgets, costs and taxes of optimizations: they are met, paid and said."""

import numpy as np
import pytest
from tests.portfolios.books import demo_book, snapshot
from tests.portfolios.optimizations import BELIEFS, BUDGETS, believing, weights_of

from plumbline.core.errors import MissingData
from plumbline.facts.derive import figures
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios.optimization.report import optimization_report
from plumbline.portfolios.optimization.request import (
    GroupWeightLimit,
    Objective,
    OptimizationRequest,
    Prior,
    View,
)
from plumbline.portfolios.optimization.results import OptimizationReport
from plumbline.portfolios.optimization.universe import investable
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot

TARGETS = {Objective.TARGET_VOLATILITY: 0.19, Objective.TARGET_RETURN: 0.15}


def test_views_move_expected_returns_as_far_as_they_are_trusted(growth: PortfolioSnapshot, view: MarketView) -> None:
    report = optimization_report(growth, view, believing(*BELIEFS))
    rows = {row.symbol: row for row in report.viewed_returns}
    assert report.prior == "what SP500 implies as the market portfolio"
    assert report.views[0] == "AAPL returns 8 % a year (confidence 60%)"
    universe = investable(growth, view)
    assert universe.benchmark is not None
    together = np.cov(np.column_stack([universe.returns, universe.benchmark]).T) * 252
    for place, candidate in enumerate(universe.candidates):
        assert rows[candidate.symbol].prior_return == pytest.approx(2.5 * together[place, -1])
    certain = optimization_report(growth, view, believing(View(symbol="AAPL", value=0.3, confidence=1.0)))
    assert next(row for row in certain.viewed_returns if row.symbol == "AAPL").view_return == pytest.approx(0.3)
    assert weights_of(certain)["AAPL"] > weights_of(report)["AAPL"]
    shown = {figure.measured.measure for figure in figures(report)}
    assert {"prior_return", "view_return"} <= shown
    assert report.proposed.expected_return == pytest.approx(
        sum(rows[symbol].view_return * weight for symbol, weight in weights_of(report).items())
    )


def test_views_count_the_risk_free_rate_once(market: Market, view: MarketView) -> None:
    free, paid = (take_snapshot(demo_book("growth", view), view, risk_free_rate=rate) for rate in (0.0, 0.02))
    stated = believing(View(symbol="AAPL", value=0.08, confidence=1.0), View(symbol="MSFT", over="AMD", value=0.03, confidence=1.0))
    for snapshot_ in (free, paid):
        rows = {row.symbol: row.view_return for row in optimization_report(snapshot_, view, stated).viewed_returns}
        assert rows["AAPL"] == pytest.approx(0.08)
        assert rows["MSFT"] - rows["AMD"] == pytest.approx(0.03)


def test_a_view_that_says_what_the_prior_says_gives_the_present_weights_back(view: MarketView) -> None:
    held = snapshot({"AAPL": 100, "XOM": 150, "KO": 300}, view)

    def stating(value: float) -> OptimizationReport:
        stated = (View(symbol="AAPL", value=value, confidence=0.9),)
        return optimization_report(held, view, OptimizationRequest(objective=Objective.BLACK_LITTERMAN, prior=Prior.CURRENT, views=stated))

    prior = next(row.prior_return for row in stating(0.5).viewed_returns if row.symbol == "AAPL")
    agreed = stating(prior)
    assert agreed.prior == "what the present weights imply"
    for row in agreed.positions:
        assert row.optimal_weight == pytest.approx(row.weight, abs=0.02)
    assert all(row.view_return == pytest.approx(row.prior_return) for row in agreed.viewed_returns)


@pytest.mark.parametrize("objective", [Objective.MAXIMUM_SHARPE, Objective.TARGET_RETURN, Objective.TARGET_VOLATILITY])
def test_views_serve_every_objective_that_expects_returns(growth: PortfolioSnapshot, view: MarketView, objective: Objective) -> None:
    target = {Objective.TARGET_RETURN: 0.09, Objective.TARGET_VOLATILITY: 0.2}.get(objective)
    request = OptimizationRequest(objective=objective, views=BELIEFS, target=target, frontier_points=4)
    report = optimization_report(growth, view, request)
    if objective is Objective.TARGET_RETURN:
        assert report.proposed.expected_return == pytest.approx(0.09, abs=1e-6)
    assert len(report.frontier) == 4
    assert {row.subject.id for row in report.alone} == {row.symbol for row in report.positions}


def test_risk_budgets_are_met(growth: PortfolioSnapshot, view: MarketView) -> None:
    report = optimization_report(growth, view, OptimizationRequest(objective=Objective.RISK_BUDGET, risk_budgets=BUDGETS, cost_rate=0.001))
    rows = {row.symbol: row for row in report.positions}
    assert rows["AAPL"].risk_contribution == pytest.approx(0.3)
    assert sum(row.risk_contribution or 0.0 for row in report.positions if row.sector == "Health Care") == pytest.approx(0.4)
    others = [row.risk_contribution for row in report.positions if row.symbol != "AAPL" and row.sector != "Health Care"]
    assert others == pytest.approx([0.3 / len(others)] * len(others))
    assert report.costs == pytest.approx(0.002 * report.turnover)
    assert any("do not move the weights" in note for note in report.notes)


def test_group_limits_and_cost_limits_hold(growth: PortfolioSnapshot, view: MarketView) -> None:
    free = weights_of(optimization_report(growth, view, OptimizationRequest()))
    largest = sorted(free, key=lambda symbol: -free[symbol])[:3]
    limit = GroupWeightLimit(name="Favorites", symbols=tuple(largest), upper=0.2)
    request = OptimizationRequest(
        group_limits=(limit, GroupWeightLimit(name="Two", symbols=("AAPL", "JPM"), lower=0.35)), cost_rate=0.002, cost_limit=0.0015
    )
    report = optimization_report(growth, view, request)
    found = weights_of(report)
    assert sum(free[symbol] for symbol in largest) > 0.2
    assert sum(found[symbol] for symbol in largest) <= 0.2 + 1e-6
    assert found["AAPL"] + found["JPM"] >= 0.35 - 1e-6
    assert report.costs <= 0.0015 + 1e-7
    assert report.costs == pytest.approx(0.002 * 2.0 * report.turnover)


@pytest.mark.parametrize("objective", [Objective.MINIMUM_VARIANCE, Objective.MINIMUM_EXPECTED_SHORTFALL, Objective.MINIMUM_TRACKING_ERROR])
def test_costs_hold_an_optimum_back(growth: PortfolioSnapshot, view: MarketView, objective: Objective) -> None:
    turnovers = [
        optimization_report(growth, view, OptimizationRequest(objective=objective, cost_rate=rate)).turnover for rate in (0.0, 0.01, 0.5)
    ]
    assert turnovers[0] > turnovers[1] > turnovers[2]


def test_sales_of_a_proposal_say_what_they_realize(growth: PortfolioSnapshot, view: MarketView) -> None:
    report = optimization_report(growth, view, OptimizationRequest())
    costs = {lot.symbol: lot.cost_basis_per_share or 0.0 for lot in growth.lots}
    sold = [row for row in report.positions if row.trade_quantity < 0.0]
    for row in sold:
        assert row.tax is not None
        assert row.tax.realized_gain is not None
        assert row.tax.realized_gain.amount == pytest.approx(-row.trade_quantity * (row.price.amount - costs[row.symbol]))
    assert all(row.tax is None for row in report.positions if row.trade_quantity >= 0.0)
    assert report.taxes is not None
    assert report.taxes.realized_gain is not None
    assert report.taxes.realized_gain.amount == pytest.approx(
        sum(row.tax.realized_gain.amount for row in sold if row.tax and row.tax.realized_gain)
    )


def test_costs_are_paid_by_the_trades(growth: PortfolioSnapshot, view: MarketView) -> None:
    report = optimization_report(growth, view, OptimizationRequest(cost_rate=0.002))
    traded = sum(abs(row.trade_value.amount) for row in report.positions)
    spent = sum(row.trade_value.amount for row in report.positions)
    cash = optimization_report(growth, view, OptimizationRequest()).cash_after.amount
    assert cash >= 0.0
    assert report.cash_after.amount == pytest.approx(685_653.8 * (1 - report.current.net) - spent - 0.002 * traded, abs=1.0)


def test_the_prior_needs_a_benchmark_or_holdings(view: MarketView) -> None:
    cash = snapshot({"CASH": 10_000}, view)
    stated = (View(symbol="KO", value=0.05),)
    asked = OptimizationRequest(objective=Objective.BLACK_LITTERMAN, add=("KO", "XOM"), views=stated)
    assert optimization_report(cash, view, asked).prior == "what SP500 implies as the market portfolio"
    with pytest.raises(MissingData, match="Start from the benchmark"):
        optimization_report(cash, view, asked.model_copy(update={"prior": Prior.CURRENT}))


LIMITED = [objective for objective in Objective if objective not in (Objective.RISK_PARITY, Objective.RISK_BUDGET)]
