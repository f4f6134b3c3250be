"""Better weights for a portfolio under limits, and the trades toward them. A proposal: nothing is executed."""

import numpy as np

from plumbline.analytics.optimize.outcome import Optimum
from plumbline.analytics.rebalance.trades import TradePlan
from plumbline.core.errors import CalculationFailed
from plumbline.core.money import Money
from plumbline.facts.fact import Quality, Subject, SubjectKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.optimization.checks import EXPECTING, check_request
from plumbline.portfolios.optimization.problem import Problem
from plumbline.portfolios.optimization.request import Covariance, Objective, OptimizationRequest
from plumbline.portfolios.optimization.results import OptimizationReport, OptimizedPosition
from plumbline.portfolios.optimization.universe import Investable, investable
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject, portfolio_subject
from plumbline.portfolios.trades.plan import Line, TradeTerms, plan_trades
from plumbline.portfolios.trades.results import TaxEffect
from plumbline.portfolios.trades.taxes import TradedLine, group_notes, lots_note, tax_effect, tax_totals

PROPOSAL_NOTE = "A proposal: nothing is traded. Weights and figures rest on the past of the window, at fixed weights."
LONG_ONLY_NOTE = (
    "Long only: no weight may be below 0 here, so short positions are closed. A negative least weight allows them, except with risk "
    "parity and risk budgets."
)
_NOTHING = 1e-9
_COST_FREE = (Objective.RISK_PARITY, Objective.RISK_BUDGET, Objective.MAXIMUM_DIVERSIFICATION)
"""Their optimum knows no return, so that costs are stated (and limited where that is asked), but move nothing."""


def optimization_report(snapshot: PortfolioSnapshot, view: MarketView, request: OptimizationRequest) -> OptimizationReport:
    """The weights that are best by the objective under the limits, what they would have been like, and whole-share trades.

    Missing: as `investable`.
    Raises: InvalidInput for limits that can not hold together (each is named, with how far it would have to give way) or a request that
    contradicts itself; MissingData or CalculationFailed where there is nothing to optimize.
    """
    check_request(request)
    universe = investable(snapshot, view, request.add)
    problem = Problem(snapshot, universe, request)
    optimum = problem.optimum()
    plan = _trades(universe, optimum, request)
    effects = _effects(problem, plan)
    subject = portfolio_subject(snapshot)
    proposed = Subject(kind=SubjectKind.HYPOTHETICAL, id=f"{snapshot.portfolio_id}/optimized", label=f"{snapshot.name}, optimized")
    return OptimizationReport(
        subject=subject, as_of=snapshot.as_of, period=problem.period,
        quality=Quality.PARTIAL if universe.notes else Quality.COMPLETE, reason=universe.notes[0] if universe.notes else None,
        portfolio_id=snapshot.portfolio_id, name=snapshot.name, benchmark=snapshot.benchmark, objective=request.objective,
        current=problem.figures(subject, universe.weights), proposed=problem.figures(proposed, optimum.weights),
        turnover=0.5 * float(np.abs(optimum.weights - universe.weights).sum()),
        costs=optimum.costs,
        cash_after=_money(plan.cash, snapshot), positions=_positions(problem, optimum, plan, effects=effects),
        taxes=tax_totals(snapshot, [effect for effect in effects if effect is not None]), binding=optimum.binding,
        views=tuple(f"{view.words} a year (confidence {view.confidence:.0%})" for view in request.views),
        prior=problem.expectations.origin or None, viewed_returns=problem.viewed_returns(),
        frontier=problem.frontier(), alone=problem.alone(), n_observations=len(universe.returns),
        notes=(
            *_long_only(universe, optimum), *universe.notes, *group_notes(snapshot),
            *_notes(request, optimum, plan, origin=problem.expectations.origin), *_tax_notes(request, effects),
        ),
    )  # fmt: skip


def _trades(universe: Investable, optimum: Optimum, request: OptimizationRequest) -> TradePlan:
    """Whole shares; what is not a candidate stays as it is."""
    if universe.aside >= 1.0:
        raise CalculationFailed("Expected something to weight anew, found all of net value in holdings that stay as they are.")
    lines = [Line(one.symbol, one.symbol, one.quantity, one.price) for one in universe.candidates]
    terms = TradeTerms(cost_rate=request.cost_rate or 0.0)
    return plan_trades(lines, optimum.weights, net_value=universe.net_value, cash=universe.cash, terms=terms)


def _effects(problem: Problem, plan: TradePlan) -> list[TaxEffect | None]:
    method, snapshot = problem.request.lot_method, problem.snapshot
    return [
        tax_effect(snapshot, TradedLine(one.symbol, one.symbol, float(quantity), one.price), method) if quantity != 0.0 else None
        for one, quantity in zip(problem.universe.candidates, plan.quantities, strict=True)
    ]


def _positions(problem: Problem, optimum: Optimum, plan: TradePlan, *, effects: list[TaxEffect | None]) -> tuple[OptimizedPosition, ...]:
    snapshot, universe = problem.snapshot, problem.universe
    parts = problem.risk_contributions(optimum.weights)
    rows = [
        OptimizedPosition(
            subject=holding_subject(snapshot, candidate.symbol), as_of=snapshot.as_of,
            quality=Quality.COMPLETE if parts is not None else Quality.PARTIAL,
            reason=None if parts is not None else "nothing in the proposal varies, so that nothing has a share of its risk",
            symbol=candidate.symbol, name=candidate.name,
            sector=candidate.sector, weight=float(universe.weights[place]), optimal_weight=float(optimum.weights[place]),
            change=float(optimum.weights[place] - universe.weights[place]),
            risk_contribution=None if parts is None else float(parts[place]), price=_money(candidate.price, snapshot),
            trade_quantity=float(plan.quantities[place]) + 0.0, trade_value=_money(float(plan.values[place]) + 0.0, snapshot),
            tax=effects[place],
        )
        for place, candidate in enumerate(universe.candidates)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-abs(row.trade_value.amount), -abs(row.optimal_weight), row.symbol)))


def _long_only(universe: Investable, optimum: Optimum) -> tuple[str, ...]:
    closes = bool((universe.weights < -_NOTHING).any() and (optimum.weights >= -_NOTHING).all())
    return (LONG_ONLY_NOTE,) if closes else ()


def _notes(request: OptimizationRequest, optimum: Optimum, plan: TradePlan, *, origin: str) -> tuple[str, ...]:
    notes = [PROPOSAL_NOTE]
    if request.covariance is not Covariance.CONSTANT_CORRELATION:
        notes.append(f"The covariance is estimated by {request.covariance.replace('_', ' ')}, not by the shrinkage that is usual here.")
    if request.views:
        notes.append(
            f"Expected returns start from {origin}, at a risk aversion of {request.risk_aversion:g}, and move toward your views as far as "
            f"you trust them (Black-Litterman, tau {request.tau:g}). They include the risk-free rate."
        )
    elif request.objective in EXPECTING or request.frontier_points:
        notes.append(
            "Expected returns are the mean of the window times 252 where you gave none. They are the weakest input: small changes move "
            "the weights much."
        )
    if request.cost_rate and request.objective in _COST_FREE:
        notes.append(f"Costs are stated, and count in a limit of them, but do not move the weights: {request.objective} knows no return.")
    if not optimum.exact:
        notes.append("The number of names was met by a heuristic: another choice of names may be better.")
    if plan.cash < -0.01:
        notes.append(f"The trades borrow {-plan.cash:,.0f}: the weights add to more than net value.")
    return tuple(notes)


def _tax_notes(request: OptimizationRequest, effects: list[TaxEffect | None]) -> tuple[str, ...]:
    return (lots_note(request.lot_method),) if any(effects) else ()


def _money(amount: float, snapshot: PortfolioSnapshot) -> Money:
    return Money(amount=amount, currency=snapshot.currency)
