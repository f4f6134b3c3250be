"""One optimization problem of a portfolio: its inputs a year, its optimum, and what weights would have been like."""

import numpy as np

from plumbline.analytics.concentration import concentration_hhi
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.optimize.constraints import Constraints
from plumbline.analytics.optimize.frontier import efficient_frontier
from plumbline.analytics.optimize.mean_variance import minimum_tracking_error, minimum_variance, target_return, target_volatility
from plumbline.analytics.optimize.outcome import Optimum
from plumbline.analytics.optimize.ratio import diversification_ratio, maximum_diversification, maximum_sharpe
from plumbline.analytics.optimize.risk_budget import risk_budget, risk_parity
from plumbline.analytics.optimize.tail import minimum_expected_shortfall
from plumbline.analytics.performance import sharpe_ratio, tracking_error
from plumbline.analytics.value_at_risk import historical_expected_shortfall
from plumbline.analytics.volatility import volatility_annualized
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.facts.fact import Quality, Subject, SubjectKind
from plumbline.portfolios.optimization.expectations import annual_covariance, expectations
from plumbline.portfolios.optimization.limits import budgets_of, limits_of
from plumbline.portfolios.optimization.request import Covariance, Objective, OptimizationRequest
from plumbline.portfolios.optimization.results import FrontierPoint, ViewedReturn, WeightFigures
from plumbline.portfolios.optimization.universe import Investable
from plumbline.portfolios.snapshot import PortfolioSnapshot

_CONFIDENCE = 0.95
_MOST_ALONE = 40
"""Symbols shown beside the frontier: more are a cloud without names."""


class Problem:
    """The figures that every step of one request shares. Everything is per year, so that messages about limits are too."""

    def __init__(self, snapshot: PortfolioSnapshot, universe: Investable, request: OptimizationRequest) -> None:
        self.snapshot, self.universe, self.request = snapshot, universe, request
        self.expectations = expectations(request, snapshot, universe)
        self.covariance, self.expected = self.expectations.covariance, self.expectations.returns
        self.limits = limits_of(request, universe)
        self.period = f"{len(universe.returns)}d"

    def optimum(self) -> Optimum:
        """The best weights; InvalidInput names limits that can not hold together."""
        if self.request.objective in (Objective.TARGET_VOLATILITY, Objective.TARGET_RETURN):
            return self._targeted()
        covariance, limits = self.covariance, self.limits
        match self.request.objective:
            case Objective.MAXIMUM_SHARPE | Objective.BLACK_LITTERMAN:
                return maximum_sharpe(covariance, self.expected - self.snapshot.risk_free_rate, limits)
            case Objective.MINIMUM_EXPECTED_SHORTFALL:
                return minimum_expected_shortfall(self.universe.returns, _CONFIDENCE, constraints=limits)
            case Objective.MAXIMUM_DIVERSIFICATION:
                return maximum_diversification(covariance, limits)
            case Objective.MINIMUM_TRACKING_ERROR:
                return _nearest_to_benchmark(self.snapshot, self.universe, limits, estimator=self.request.covariance)
            case Objective.RISK_PARITY:
                return self._budgeted(risk_parity(covariance))
            case Objective.RISK_BUDGET:
                return self._budgeted(risk_budget(covariance, budgets_of(self.request, self.universe)))
        return minimum_variance(covariance, limits)

    def _targeted(self) -> Optimum:
        target, limits = self.request.target or 0.0, self.limits
        if self.request.objective is Objective.TARGET_VOLATILITY:
            return target_volatility(self.covariance, self.expected, target, constraints=limits)
        return target_return(self.covariance, self.expected, target, constraints=limits)

    def figures(self, subject: Subject, weights: FloatArray) -> WeightFigures:
        """What fixed weights would have been like; a figure that is not defined is None, and `reason` says why."""
        own, universe = self.universe.returns @ weights, self.universe
        moves = float(np.abs(weights).sum()) > 0.0
        sharpe = _sharpe(own, self.snapshot.risk_free_rate)
        spread = _diversification(self.covariance, weights) if moves else None
        undefined = (
            (not moves, "nothing is held, so that ratios are not defined"),
            (moves and (sharpe is None or spread is None), "the holdings cancel each other's moves"),
            (universe.benchmark is None, f"no prices of {self.snapshot.benchmark} on these sessions"),
        )
        reason = "; ".join(said for applies, said in undefined if applies) or None
        return WeightFigures(
            subject=subject, as_of=self.snapshot.as_of, period=self.period,
            quality=Quality.PARTIAL if reason else Quality.COMPLETE, reason=reason,
            volatility=float(volatility_annualized(own, periods_per_year=TRADING_DAYS)),
            expected_return=float(weights @ self.expected), sharpe=sharpe,
            expected_shortfall=float(historical_expected_shortfall(own, _CONFIDENCE)),
            tracking_error=None if universe.benchmark is None
            else tracking_error(own, universe.benchmark, periods_per_year=TRADING_DAYS),
            diversification=spread,
            effective_positions=1.0 / concentration_hhi(weights[weights != 0.0]) if moves else None,
            gross=float(np.abs(weights).sum()), net=float(weights.sum()),
        )  # fmt: skip

    def frontier(self) -> tuple[FrontierPoint, ...]:
        if self.request.frontier_points < 2:
            return ()
        found = efficient_frontier(self.covariance, self.expected, n_points=self.request.frontier_points, constraints=self.limits)
        kind, portfolio, name = SubjectKind.HYPOTHETICAL, self.snapshot.portfolio_id, self.snapshot.name
        labels = [(f"{portfolio}/frontier/{place}", f"{name}, frontier point {place}") for place in range(1, len(found) + 1)]
        return tuple(
            self._point(Subject(kind=kind, id=key, label=label), point.weights) for (key, label), point in zip(labels, found, strict=True)
        )

    def alone(self) -> tuple[FrontierPoint, ...]:
        """Each symbol by itself, where a frontier is drawn that they can stand beside."""
        symbols = [candidate.symbol for candidate in self.universe.candidates]
        if self.request.frontier_points < 2 or len(symbols) > _MOST_ALONE:
            return ()
        rows = zip(symbols, np.eye(len(symbols)), strict=True)
        return tuple(self._point(Subject(kind=SubjectKind.SYMBOL, id=symbol, label=symbol), row) for symbol, row in rows)

    def _point(self, subject: Subject, weights: FloatArray) -> FrontierPoint:
        return FrontierPoint(
            subject=subject, as_of=self.snapshot.as_of, period=self.period,
            volatility=float(volatility_annualized(self.universe.returns @ weights, periods_per_year=TRADING_DAYS)),
            expected_return=float(weights @ self.expected),
        )  # fmt: skip

    def viewed_returns(self) -> tuple[ViewedReturn, ...]:
        """Prior and posterior of each symbol, the most moved first; empty without views."""
        prior, moved = self.expectations.prior, self.expected
        if prior is None:
            return ()
        order = np.argsort(-np.abs(moved - prior), kind="stable")
        return tuple(
            ViewedReturn(
                subject=Subject(kind=SubjectKind.SYMBOL, id=symbol, label=symbol), as_of=self.snapshot.as_of, period=self.period,
                symbol=symbol, prior_return=float(prior[place]), view_return=float(moved[place]),
            )
            for place, symbol in ((place, self.universe.candidates[place].symbol) for place in order)
        )  # fmt: skip

    def risk_contributions(self, weights: FloatArray) -> FloatArray | None:
        """(n_candidates,) shares of the variance; None when nothing varies."""
        parts = weights * (self.covariance @ weights)
        total = float(parts.sum())
        return parts / total if total > 0.0 else None

    def _budgeted(self, shares: FloatArray) -> Optimum:
        """Weights that follow from shares of risk, as large as is to be invested."""
        weights = shares * (self.request.invested - self.universe.aside)
        volatility = float(np.sqrt(weights @ self.covariance @ weights))
        costs = (self.request.cost_rate or 0.0) * float(np.abs(weights - self.universe.weights).sum())
        return Optimum(weights=weights, volatility=volatility, expected_return=None, costs=costs, turnover=None, binding=())


def _nearest_to_benchmark(snapshot: PortfolioSnapshot, universe: Investable, limits: Constraints, *, estimator: Covariance) -> Optimum:
    """The benchmark enters as one more asset, which may not be held, and which is all of the index."""
    if universe.benchmark is None:
        raise MissingData(
            f"Expected prices of the benchmark {snapshot.benchmark} for the least tracking error, found none.", subject=snapshot.benchmark
        )
    every = np.column_stack([universe.returns, universe.benchmark])
    covariance = annual_covariance(every, estimator)
    index = np.zeros(every.shape[1])
    index[-1] = 1.0
    wider = Constraints(
        lower=np.append(limits.lower, 0.0), upper=np.append(limits.upper, 0.0), budget=limits.budget, net_lower=limits.net_lower,
        net_upper=limits.net_upper, gross=limits.gross, groups=limits.groups, current=np.append(universe.weights, 0.0),
        turnover=limits.turnover, cost_rates=limits.cost_rates, cost_limit=limits.cost_limit, risk_aversion=limits.risk_aversion,
        keep=limits.keep, n_names=limits.n_names,
    )  # fmt: skip
    found = minimum_tracking_error(covariance, index, wider)
    return Optimum(found.weights[:-1], found.volatility, None, found.costs, found.turnover, found.binding, found.exact)


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
