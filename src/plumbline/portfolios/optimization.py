"""Better weights for a portfolio under limits, and the trades toward them. A proposal: nothing is executed."""

import numpy as np

from plumbline.analytics.concentration import concentration_hhi
from plumbline.analytics.covariance.shrinkage import ledoit_wolf_constant_correlation
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.optimize.constraints import Constraints
from plumbline.analytics.optimize.frontier import efficient_frontier
from plumbline.analytics.optimize.mean_variance import minimum_tracking_error, minimum_variance, target_return, target_volatility
from plumbline.analytics.optimize.outcome import Optimum
from plumbline.analytics.optimize.ratio import diversification_ratio, maximum_diversification, maximum_sharpe
from plumbline.analytics.optimize.risk_budget import risk_parity
from plumbline.analytics.optimize.tail import minimum_expected_shortfall
from plumbline.analytics.performance import sharpe_ratio, tracking_error
from plumbline.analytics.rebalance.trades import Holdings, TradePlan, trades_to_targets
from plumbline.analytics.value_at_risk import historical_expected_shortfall
from plumbline.analytics.volatility import volatility_annualized
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.core.money import Money
from plumbline.facts.fact import Quality, Subject, SubjectKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.investable import Investable, investable
from plumbline.portfolios.optimization_limits import expected_returns, limits_of, require_no_limits
from plumbline.portfolios.optimization_results import (
    FrontierPoint,
    Objective,
    OptimizationReport,
    OptimizationRequest,
    OptimizedPosition,
    WeightFigures,
)
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject, portfolio_subject

_CONFIDENCE = 0.95
_TARGETED = (Objective.TARGET_VOLATILITY, Objective.TARGET_RETURN)
_EXPECTING = (Objective.MAXIMUM_SHARPE, *_TARGETED)


def optimization_report(snapshot: PortfolioSnapshot, view: MarketView, request: OptimizationRequest) -> OptimizationReport:
    """The weights that are best by the objective under the limits, what they would have been like, and whole-share trades.

    Missing: as `investable`.
    Raises: InvalidInput for limits that can not hold together (each is named, with how far it would have to give way) or a request that
    contradicts itself; MissingData or CalculationFailed where there is nothing to optimize.
    """
    _check(request)
    universe = investable(snapshot, view, request.add)
    problem = _Problem(snapshot, universe, request)
    optimum = problem.optimum()
    plan = _trades(universe, optimum)
    subject = portfolio_subject(snapshot)
    proposed = Subject(kind=SubjectKind.HYPOTHETICAL, id=f"{snapshot.portfolio_id}/optimized", label=f"{snapshot.name}, optimized")
    return OptimizationReport(
        subject=subject, as_of=snapshot.as_of, period=problem.period,
        quality=Quality.PARTIAL if universe.notes else Quality.COMPLETE, reason=universe.notes[0] if universe.notes else None,
        portfolio_id=snapshot.portfolio_id, name=snapshot.name, benchmark=snapshot.benchmark, objective=request.objective,
        current=problem.figures(subject, universe.weights), proposed=problem.figures(proposed, optimum.weights),
        turnover=0.5 * float(np.abs(optimum.weights - universe.weights).sum()),
        costs=optimum.costs if request.cost_rate is not None else None,
        cash_after=_money(plan.cash, snapshot), positions=_positions(snapshot, universe, optimum, plan), binding=optimum.binding,
        frontier=problem.frontier(), n_observations=len(universe.returns),
        notes=(*universe.notes, *_notes(request, optimum, plan)),
    )  # fmt: skip


class _Problem:
    """The figures that every step of one request shares. Everything is per year, so that messages about limits are too."""

    def __init__(self, snapshot: PortfolioSnapshot, universe: Investable, request: OptimizationRequest) -> None:
        self.snapshot, self.universe, self.request = snapshot, universe, request
        self.covariance = ledoit_wolf_constant_correlation(universe.returns).covariance * TRADING_DAYS
        self.expected = expected_returns(request, universe)
        self.limits = limits_of(request, universe)
        self.period = f"{len(universe.returns)}d"

    def optimum(self) -> Optimum:
        covariance, limits, target = self.covariance, self.limits, self.request.target or 0.0
        match self.request.objective:
            case Objective.MINIMUM_VARIANCE:
                return minimum_variance(covariance, limits)
            case Objective.MAXIMUM_SHARPE:
                return maximum_sharpe(covariance, self.expected - self.snapshot.risk_free_rate, limits)
            case Objective.TARGET_VOLATILITY:
                return target_volatility(covariance, self.expected, target, constraints=limits)
            case Objective.TARGET_RETURN:
                return target_return(covariance, self.expected, target, constraints=limits)
            case Objective.MINIMUM_EXPECTED_SHORTFALL:
                return minimum_expected_shortfall(self.universe.returns, _CONFIDENCE, constraints=limits)
            case Objective.MAXIMUM_DIVERSIFICATION:
                return maximum_diversification(covariance, limits)
            case Objective.MINIMUM_TRACKING_ERROR:
                return _nearest_to_benchmark(self.snapshot, self.universe, limits)
            case Objective.RISK_PARITY:
                return self._equal_contributions()

    def figures(self, subject: Subject, weights: FloatArray) -> WeightFigures:
        own, universe = self.universe.returns @ weights, self.universe
        moves = float(np.abs(weights).sum()) > 0.0
        return WeightFigures(
            subject=subject, as_of=self.snapshot.as_of, period=self.period,
            volatility=float(volatility_annualized(own, periods_per_year=TRADING_DAYS)),
            expected_return=float(weights @ self.expected), sharpe=_sharpe(own, self.snapshot.risk_free_rate),
            expected_shortfall=float(historical_expected_shortfall(own, _CONFIDENCE)),
            tracking_error=None if universe.benchmark is None
            else tracking_error(own, universe.benchmark, periods_per_year=TRADING_DAYS),
            diversification=_diversification(self.covariance, weights) if moves else None,
            effective_positions=1.0 / concentration_hhi(weights[weights != 0.0]) if moves else None,
            gross=float(np.abs(weights).sum()), net=float(weights.sum()),
        )  # fmt: skip

    def frontier(self) -> tuple[FrontierPoint, ...]:
        if self.request.frontier_points < 2:
            return ()
        found = efficient_frontier(self.covariance, self.expected, n_points=self.request.frontier_points, constraints=self.limits)
        hypothetical, name = SubjectKind.HYPOTHETICAL, self.snapshot.name
        return tuple(
            FrontierPoint(
                subject=Subject(
                    kind=hypothetical, id=f"{self.snapshot.portfolio_id}/frontier/{place}", label=f"{name}, frontier point {place}"
                ),
                as_of=self.snapshot.as_of, period=self.period,
                volatility=float(volatility_annualized(self.universe.returns @ point.weights, periods_per_year=TRADING_DAYS)),
                expected_return=float(point.weights @ self.expected),
            )
            for place, point in enumerate(found, start=1)
        )  # fmt: skip

    def _equal_contributions(self) -> Optimum:
        weights = risk_parity(self.covariance) * (self.request.invested - self.universe.aside)
        volatility = float(np.sqrt(weights @ self.covariance @ weights))
        return Optimum(weights=weights, volatility=volatility, expected_return=None, costs=0.0, turnover=None, binding=())


def _check(request: OptimizationRequest) -> None:
    if request.objective in _TARGETED and not request.target:
        raise InvalidInput(
            f"Expected a target above zero, per year, for {request.objective}, found none. Give 0.12 for 12 %.", subject="target"
        )
    if request.target is not None and request.objective not in _TARGETED:
        raise InvalidInput(f"Expected no target for {request.objective}, found {request.target:g}. Leave it out.", subject="target")
    if request.frontier_points == 1:
        raise InvalidInput("Expected at least 2 points of the frontier, or 0 for none, found 1.", subject="frontier_points")
    if request.objective is Objective.RISK_PARITY:
        require_no_limits(request)


def _nearest_to_benchmark(snapshot: PortfolioSnapshot, universe: Investable, limits: Constraints) -> Optimum:
    """The benchmark enters as one more asset, which may not be held, and which is all of the index."""
    if universe.benchmark is None:
        raise MissingData(
            f"Expected prices of the benchmark {snapshot.benchmark} for the least tracking error, found none.", subject=snapshot.benchmark
        )
    every = np.column_stack([universe.returns, universe.benchmark])
    covariance = ledoit_wolf_constant_correlation(every).covariance * TRADING_DAYS
    index = np.zeros(every.shape[1])
    index[-1] = 1.0
    wider = Constraints(
        lower=np.append(limits.lower, 0.0), upper=np.append(limits.upper, 0.0), budget=limits.budget, net_lower=limits.net_lower,
        net_upper=limits.net_upper, gross=limits.gross, groups=limits.groups, current=np.append(universe.weights, 0.0),
        turnover=limits.turnover, cost_rates=limits.cost_rates, keep=limits.keep, n_names=limits.n_names,
    )  # fmt: skip
    found = minimum_tracking_error(covariance, index, wider)
    return Optimum(found.weights[:-1], found.volatility, None, found.costs, found.turnover, found.binding, found.exact)


def _trades(universe: Investable, optimum: Optimum) -> TradePlan:
    """Whole shares. What stays as it is does not count, so the targets are shares of the rest."""
    rest = 1.0 - universe.aside
    if rest <= 0.0:
        raise CalculationFailed("Expected something to weight anew, found all of net value in holdings that stay as they are.")
    quantities = np.array([candidate.quantity for candidate in universe.candidates])
    prices = np.array([candidate.price for candidate in universe.candidates])
    targets = optimum.weights / rest
    cash_meant = (1.0 - float(targets.sum())) * rest * universe.net_value
    return trades_to_targets(Holdings(quantities=quantities, prices=prices, cash=universe.cash), targets, minimum_cash=min(cash_meant, 0.0))


def _positions(snapshot: PortfolioSnapshot, universe: Investable, optimum: Optimum, plan: TradePlan) -> tuple[OptimizedPosition, ...]:
    rows = [
        OptimizedPosition(
            subject=holding_subject(snapshot, candidate.symbol), as_of=snapshot.as_of, symbol=candidate.symbol, name=candidate.name,
            sector=candidate.sector, weight=float(universe.weights[place]), optimal_weight=float(optimum.weights[place]),
            change=float(optimum.weights[place] - universe.weights[place]), price=_money(candidate.price, snapshot),
            trade_quantity=float(plan.quantities[place]) + 0.0, trade_value=_money(float(plan.values[place]) + 0.0, snapshot),
        )
        for place, candidate in enumerate(universe.candidates)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-abs(row.trade_value.amount), -abs(row.optimal_weight), row.symbol)))


def _notes(request: OptimizationRequest, optimum: Optimum, plan: TradePlan) -> tuple[str, ...]:
    notes = ["A proposal: nothing is traded. Weights and figures rest on the past of the window, at fixed weights."]
    if request.objective in _EXPECTING or request.frontier_points:
        notes.append(
            "Expected returns are the mean of the window times 252 where you gave none. They are the weakest input: small changes move "
            "the weights much."
        )
    if not optimum.exact:
        notes.append("The number of names was met by a heuristic: another choice of names may be better.")
    if plan.cash < -0.01:
        notes.append(f"The trades borrow {-plan.cash:,.0f}: the weights add to more than net value.")
    return tuple(notes)


def _sharpe(own: FloatArray, risk_free_rate: float) -> float | None:
    try:
        return float(sharpe_ratio(own, periods_per_year=TRADING_DAYS, risk_free_rate=risk_free_rate))
    except CalculationFailed:
        return None  # nothing varies: all cash


def _diversification(covariance: FloatArray, weights: FloatArray) -> float | None:
    try:
        return diversification_ratio(covariance, weights)
    except CalculationFailed:
        return None  # a perfect hedge


def _money(amount: float, snapshot: PortfolioSnapshot) -> Money:
    return Money(amount=amount, currency=snapshot.currency)
