"""Optimizations of portfolios: the limits hold, nothing feasible is better, the trades lead there, and conflicts are named."""

import math
from datetime import date

import numpy as np
import pytest
from sklearn.covariance import LedoitWolf
from tests.market_data.markets import cut_in_the_source
from tests.portfolios.books import demo_book, snapshot
from tests.portfolios.optimizations import BELIEFS, BUDGETS, believing, weights_of

from plumbline.analytics.covariance.shrinkage import ledoit_wolf_constant_correlation
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData, NotFound
from plumbline.facts.derive import figures
from plumbline.facts.fact import Quality
from plumbline.market_data.market import Market, MarketView
from plumbline.market_data.providers.sample import build_sample_provider
from plumbline.portfolios.optimization.report import optimization_report
from plumbline.portfolios.optimization.request import (
    AssumedReturn,
    Covariance,
    GroupWeightLimit,
    Objective,
    OptimizationRequest,
    Prior,
    RiskShare,
    SectorLimit,
    View,
    WeightLimit,
)
from plumbline.portfolios.optimization.universe import investable
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot

TARGETS = {Objective.TARGET_VOLATILITY: 0.19, Objective.TARGET_RETURN: 0.15}


@pytest.mark.parametrize("objective", Objective)
def test_every_objective_gives_weights_that_add_up_and_trades_that_lead_there(
    growth: PortfolioSnapshot, view: MarketView, objective: Objective
) -> None:
    request = OptimizationRequest(
        objective=objective, target=TARGETS.get(objective),
        views=BELIEFS if objective is Objective.BLACK_LITTERMAN else (),
        risk_budgets=BUDGETS if objective is Objective.RISK_BUDGET else (),
    )  # fmt: skip
    report = optimization_report(growth, view, request)
    assert sum(weights_of(report).values()) == pytest.approx(1.0)
    assert min(weights_of(report).values()) >= -1e-9
    assert report.cash_after.amount >= -0.01
    net = 685_653.8
    for row in report.positions:
        held = row.weight * net / row.price.amount
        assert (held + row.trade_quantity) * row.price.amount / net == pytest.approx(row.optimal_weight, abs=row.price.amount / net)
        assert row.trade_value.amount == pytest.approx(row.trade_quantity * row.price.amount)
        assert row.change == pytest.approx(row.optimal_weight - row.weight)
    for figure in figures(report):
        assert not isinstance(figure.value, float) or math.isfinite(figure.value), figure.path


def test_no_feasible_portfolio_is_better(growth: PortfolioSnapshot, view: MarketView) -> None:
    universe = investable(growth, view)
    covariance = ledoit_wolf_constant_correlation(universe.returns).covariance * 252
    deviations, means = np.sqrt(covariance.diagonal()), universe.returns.mean(axis=0) * 252
    drawn = np.random.default_rng(7).dirichlet(np.full(len(universe.candidates), 0.4), 20_000)
    volatility = np.sqrt(np.einsum("ij,jk,ik->i", drawn, covariance, drawn))
    scores = {
        Objective.MINIMUM_VARIANCE: -volatility,
        Objective.MAXIMUM_SHARPE: drawn @ means / volatility,
        Objective.MAXIMUM_DIVERSIFICATION: drawn @ deviations / volatility,
    }
    for objective, score in scores.items():
        found = weights_of(optimization_report(growth, view, OptimizationRequest(objective=objective)))
        best = np.array([found[candidate.symbol] for candidate in universe.candidates])
        own = float(np.sqrt(best @ covariance @ best))
        reached = {
            Objective.MINIMUM_VARIANCE: -own,
            Objective.MAXIMUM_SHARPE: best @ means / own,
            Objective.MAXIMUM_DIVERSIFICATION: best @ deviations / own,
        }[objective]
        assert reached >= score.max() - 1e-7


def test_risk_parity_contributes_equally(growth: PortfolioSnapshot, view: MarketView) -> None:
    universe = investable(growth, view)
    covariance = ledoit_wolf_constant_correlation(universe.returns).covariance
    found = weights_of(optimization_report(growth, view, OptimizationRequest(objective=Objective.RISK_PARITY, invested=0.8)))
    weights = np.array([found[candidate.symbol] for candidate in universe.candidates])
    parts = weights * (covariance @ weights)
    assert parts == pytest.approx(np.full(len(parts), parts.mean()))
    assert weights.sum() == pytest.approx(0.8)


def test_limits_hold(growth: PortfolioSnapshot, view: MarketView) -> None:
    request = OptimizationRequest(
        max_weight=0.15, sector_limits=(SectorLimit(sector="tech", upper=0.3, lower=0.25),),
        weight_limits=(WeightLimit(symbol="jnj", upper=0.1),),
        turnover=0.3, keep=("AAPL",), add=("USMV",),
    )  # fmt: skip
    report = optimization_report(growth, view, request)
    rows = {row.symbol: row for row in report.positions}
    technology = sum(row.optimal_weight for row in report.positions if row.sector == "Information Technology")
    assert technology == pytest.approx(0.3, abs=1e-6) or 0.25 - 1e-6 <= technology <= 0.3
    assert rows["AAPL"].optimal_weight >= rows["AAPL"].weight - 1e-6
    assert rows["JNJ"].optimal_weight <= 0.1 + 1e-6
    assert max(row.optimal_weight for row in report.positions if row.symbol != "AAPL") <= 0.15 + 1e-6
    assert report.turnover <= 0.3 + 1e-6
    assert rows["USMV"].weight == 0.0 < rows["USMV"].optimal_weight
    assert report.binding


def test_long_and_short_with_gross_and_net(view: MarketView) -> None:
    frozen = take_snapshot(demo_book("long_short", view), view)
    request = OptimizationRequest(
        objective=Objective.MAXIMUM_SHARPE, min_weight=-0.3, max_weight=0.3, gross=1.5, net_lower=-0.1, net_upper=0.2
    )
    proposed = optimization_report(frozen, view, request).proposed
    assert proposed.gross <= 1.5 + 1e-6
    assert -0.1 - 1e-6 <= proposed.net <= 0.2 + 1e-6


def test_targets_and_least_tracking_error(growth: PortfolioSnapshot, view: MarketView) -> None:
    asked = OptimizationRequest(objective=Objective.TARGET_VOLATILITY, target=0.18)
    universe = investable(growth, view)
    covariance = ledoit_wolf_constant_correlation(universe.returns).covariance * 252
    found = weights_of(optimization_report(growth, view, asked))
    weights = np.array([found[candidate.symbol] for candidate in universe.candidates])
    assert float(np.sqrt(weights @ covariance @ weights)) == pytest.approx(0.18, abs=1e-5)
    near = optimization_report(growth, view, OptimizationRequest(objective=Objective.MINIMUM_TRACKING_ERROR))
    assert near.current.tracking_error is not None
    assert near.proposed.tracking_error is not None
    assert near.proposed.tracking_error < near.current.tracking_error


def test_the_frontier_rises(growth: PortfolioSnapshot, view: MarketView) -> None:
    report = optimization_report(growth, view, OptimizationRequest(max_weight=0.2, frontier_points=6))
    returns = [point.expected_return for point in report.frontier]
    assert len(returns) == 6
    assert returns == sorted(returns)
    assert report.frontier[0].volatility == min(point.volatility for point in report.frontier)
    assert report.frontier[0].volatility == pytest.approx(report.proposed.volatility, rel=1e-3)


def test_conflicts_are_named_with_what_would_resolve_them(growth: PortfolioSnapshot, view: MarketView) -> None:
    with pytest.raises(InvalidInput, match=r"upper bounds \(possible if it gives way by 2\.69%\); budget: weights add to 100") as caught:
        optimization_report(growth, view, OptimizationRequest(max_weight=0.05))
    assert len(caught.value.fields) == 2
    with pytest.raises(InvalidInput, match=r"volatility at most 1\.0000%"):
        optimization_report(growth, view, OptimizationRequest(objective=Objective.TARGET_VOLATILITY, target=0.01))


@pytest.mark.parametrize(
    ("request_", "word"),
    [
        (OptimizationRequest(objective=Objective.TARGET_RETURN), "target"),
        (OptimizationRequest(target=0.1), "no target"),
        (OptimizationRequest(objective=Objective.RISK_PARITY, max_weight=0.2), "max_weight"),
        (OptimizationRequest(min_weight=0.5, max_weight=0.2), "least weight below"),
        (OptimizationRequest(keep=("GE",)), "keep-list"),
        (OptimizationRequest(sector_limits=(SectorLimit(sector="space", upper=0.1),)), "sectors"),
        (OptimizationRequest(add=("SP500",)), "can not be bought"),
        (OptimizationRequest(frontier_points=1), "points"),
        (OptimizationRequest(cost_limit=0.01), "cost rate"),
        (OptimizationRequest(group_limits=(GroupWeightLimit(name="Chips", symbols=("AMD", "ZZZZ"), upper=0.1),)), "group Chips"),
        (OptimizationRequest(group_limits=(GroupWeightLimit(name="Chips", symbols=("AMD",)),)), "found neither"),
        (OptimizationRequest(group_limits=(GroupWeightLimit(name="Chips", symbols=("AMD",), upper=0.1, lower=0.2),)), "do not cross"),
        (OptimizationRequest(objective=Objective.RISK_BUDGET), "risk budgets"),
        (OptimizationRequest(risk_budgets=BUDGETS), "risk budgets with"),
        (OptimizationRequest(objective=Objective.RISK_BUDGET, risk_budgets=BUDGETS, max_weight=0.2), "max_weight"),
        (OptimizationRequest(objective=Objective.RISK_BUDGET, risk_budgets=(RiskShare(name="space", share=0.1),)), "sectors"),
        (OptimizationRequest(objective=Objective.RISK_BUDGET, risk_budgets=(*BUDGETS, RiskShare(name="JPM", share=0.4))), "up to 100"),
        (
            OptimizationRequest(objective=Objective.RISK_BUDGET, risk_budgets=(*BUDGETS, RiskShare(name="LLY", share=0.1))),
            "one risk budget of LLY",
        ),
        (OptimizationRequest(objective=Objective.BLACK_LITTERMAN), "views"),
        (OptimizationRequest(views=BELIEFS), "does not look at expected returns"),
        (OptimizationRequest(prior=Prior.CURRENT), "Leave the prior out"),
        (believing(View(symbol="ZZZZ", value=0.1)), "a view, found 'ZZZZ'"),
        (believing(View(symbol="AAPL", over="aapl", value=0.1)), "against itself"),
        (
            believing(View(symbol="AAPL", value=0.1), View(symbol="aapl", value=0.02)),
            "contradict each other: AAPL returns 10 % and aapl returns 2 %",
        ),
        (believing(View(symbol="AAPL", over="AMD", value=0.1), View(symbol="AMD", over="AAPL", value=0.1)), "contradict each other"),
        (believing(View(symbol="AAPL", over="AMD", value=0.1), View(symbol="AMD", over="AAPL", value=-0.1)), "twice the same"),
        (
            believing(
                View(symbol="AAPL", value=0.1, confidence=1.0),
                View(symbol="AMD", value=0.05, confidence=1.0),
                View(symbol="AAPL", over="AMD", value=0.1, confidence=1.0),
            ),
            "AAPL returns 10 %; AMD returns 5 % imply 5 % where AAPL beats AMD by 10 %",
        ),
        (
            OptimizationRequest(
                objective=Objective.BLACK_LITTERMAN, views=BELIEFS, expected_returns=(AssumedReturn(symbol="AAPL", value=0.1),)
            ),
            "found both",
        ),
        (OptimizationRequest(n_names=3, frontier_points=5), "number of names"),
    ],
)
def test_requests_that_contradict_themselves(growth: PortfolioSnapshot, view: MarketView, request_: OptimizationRequest, word: str) -> None:
    with pytest.raises(InvalidInput, match=word):
        optimization_report(growth, view, request_)


def test_what_can_not_be_optimized_says_why(market: Market, view: MarketView, growth: PortfolioSnapshot) -> None:
    with pytest.raises(MissingData, match="nothing that can be weighted"):
        optimization_report(snapshot({"CASH": 1000}, view), view, OptimizationRequest())
    with pytest.raises(CalculationFailed, match="positive net value"):
        optimization_report(snapshot({"AAPL": 10, "CASH": -10_000}, view), view, OptimizationRequest())
    with pytest.raises(NotFound, match="ZZZZ"):
        optimization_report(growth, view, OptimizationRequest(add=("ZZZZ",)))
    early = market.as_of(date(1990, 6, 29))
    with pytest.raises(MissingData, match="252 sessions"):
        optimization_report(snapshot({"AAPL": 10}, early), early, OptimizationRequest())


def test_cash_can_be_invested_and_options_stay(view: MarketView) -> None:
    bought = optimization_report(snapshot({"CASH": 100_000}, view), view, OptimizationRequest(add=("KO", "XOM", "JNJ")))
    assert {row.trade_quantity > 0 for row in bought.positions} == {True}
    assert bought.current.volatility == 0.0
    assert bought.current.sharpe is None
    assert bought.current.reason == "nothing is held, so that ratios are not defined"
    assert all(figure.owner.reason for figure in figures(bought) if figure.value is None)
    options = optimization_report(take_snapshot(demo_book("options", view), view), view, OptimizationRequest())
    assert options.quality is Quality.PARTIAL
    assert any("call" in note for note in options.notes)
    assert all(len(row.symbol) < 8 for row in options.positions)


@pytest.mark.parametrize("day", [date(2008, 9, 12), date(2020, 3, 16)])
def test_a_past_day_knows_nothing_later(market: Market, day: date) -> None:
    cut = cut_in_the_source(build_sample_provider("").load(), day, key="sample").as_of(day)
    held, request = {"AAPL": 10, "XOM": 5, "KO": 20, "CASH": 100}, OptimizationRequest(max_weight=0.6, frontier_points=3)
    seen = market.as_of(day)
    assert optimization_report(snapshot(held, seen), seen, request) == optimization_report(snapshot(held, cut), cut, request)


@pytest.mark.parametrize("objective", Objective)
def test_one_holding_is_all_there_is(view: MarketView, objective: Objective) -> None:
    request = OptimizationRequest(
        objective=objective,
        target={Objective.TARGET_VOLATILITY: 0.9, Objective.TARGET_RETURN: 0.001}.get(objective),
        views=(View(symbol="KO", value=0.05),) if objective is Objective.BLACK_LITTERMAN else (),
        risk_budgets=(RiskShare(name="KO", share=1.0),) if objective is Objective.RISK_BUDGET else (),
        frontier_points=3,
    )
    report = optimization_report(snapshot({"KO": 100}, view), view, request)
    assert weights_of(report) == {"KO": pytest.approx(1.0, abs=1e-6)}
    assert report.taxes is None


def test_short_books_can_be_kept_short(view: MarketView) -> None:
    held = snapshot({"AAPL": -100, "XOM": -100, "CASH": 60_000}, view)
    request = OptimizationRequest(min_weight=-1.0, max_weight=0.0, net_lower=-0.8, net_upper=-0.5)
    report = optimization_report(held, view, request)
    assert max(weights_of(report).values()) <= 1e-9
    assert -0.8 - 1e-6 <= report.proposed.net <= -0.5 + 1e-6
    with pytest.raises(InvalidInput, match="conflict"):
        optimization_report(held, view, OptimizationRequest(min_weight=-1.0, max_weight=0.0))


@pytest.mark.parametrize(
    ("objective", "target", "word"),
    [(Objective.TARGET_RETURN, 5.0, r"expected return at least 500"), (Objective.TARGET_VOLATILITY, 0.01, r"volatility at most 1\.0")],
)
def test_targets_out_of_reach_are_named(
    growth: PortfolioSnapshot, view: MarketView, objective: Objective, target: float, word: str
) -> None:
    with pytest.raises(InvalidInput, match=word):
        optimization_report(growth, view, OptimizationRequest(objective=objective, target=target))


LIMITED = [objective for objective in Objective if objective not in (Objective.RISK_PARITY, Objective.RISK_BUDGET)]


@pytest.mark.parametrize("objective", LIMITED)
def test_every_objective_obeys_every_limit(growth: PortfolioSnapshot, view: MarketView, objective: Objective) -> None:
    request = OptimizationRequest(
        objective=objective,
        target={Objective.TARGET_VOLATILITY: 0.25, Objective.TARGET_RETURN: 0.05}.get(objective),
        views=BELIEFS if objective is Objective.BLACK_LITTERMAN else (),
        max_weight=0.25, invested=0.9, turnover=0.5, keep=("HD",), n_names=9, cost_rate=0.001, cost_limit=0.0009,
        sector_limits=(SectorLimit(sector="Health Care", lower=0.1, upper=0.35),),
        group_limits=(GroupWeightLimit(name="Chips and phones", symbols=("AMD", "AAPL"), upper=0.2),),
        weight_limits=(WeightLimit(symbol="JNJ", upper=0.12),),
    )  # fmt: skip
    report = optimization_report(growth, view, request)
    rows, within = {row.symbol: row for row in report.positions}, 1e-6
    found = weights_of(report)
    assert sum(found.values()) == pytest.approx(0.9, abs=within)
    assert min(found.values()) >= 0.0
    assert max(found.values()) <= 0.25 + within
    assert sum(weight > 0.0 for weight in found.values()) <= 9
    assert 0.1 - within <= sum(row.optimal_weight for row in report.positions if row.sector == "Health Care") <= 0.35 + within
    assert found["AMD"] + found["AAPL"] <= 0.2 + within
    assert found["JNJ"] <= 0.12 + within
    assert found["HD"] >= rows["HD"].weight - within
    assert report.turnover <= 0.5 + within
    assert report.costs <= 0.0009 + within


@pytest.mark.parametrize("estimator", Covariance)
def test_the_estimator_of_the_covariance_is_the_one_asked_for(growth: PortfolioSnapshot, view: MarketView, estimator: Covariance) -> None:
    """Under its own covariance, computed here from the definition, no other estimator's weights have less variance."""
    returns = investable(growth, view).returns
    decay = 0.94 ** np.arange(len(returns))[::-1]
    own = {
        Covariance.SAMPLE: np.cov(returns, rowvar=False),
        Covariance.EWMA: (returns * decay[:, None]).T @ returns / decay.sum(),
        Covariance.IDENTITY: LedoitWolf().fit(returns).covariance_,
        Covariance.CONSTANT_CORRELATION: ledoit_wolf_constant_correlation(returns).covariance,
    }[estimator]
    variances = {}
    for chosen in Covariance:
        found = weights_of(optimization_report(growth, view, OptimizationRequest(covariance=chosen)))
        weights = np.array([found[candidate.symbol] for candidate in investable(growth, view).candidates])
        variances[chosen] = weights @ own @ weights
    assert min(variances, key=variances.__getitem__) == estimator
