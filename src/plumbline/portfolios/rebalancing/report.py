"""Rebalancing: how far each holding has moved from its target, the whole-lot trades back to it, and what they realize."""

import numpy as np

from plumbline.analytics.observations import BoolArray, FloatArray
from plumbline.analytics.rebalance.trades import Holdings, TargetDrift, TradePlan, drift_against_targets
from plumbline.core.money import Money
from plumbline.market_data.market import MarketView
from plumbline.portfolios.rebalancing.request import RebalanceRequest
from plumbline.portfolios.rebalancing.results import RebalancedPosition, RebalanceReport
from plumbline.portfolios.rebalancing.targets import Targets, targets_of
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject, portfolio_subject
from plumbline.portfolios.trades.plan import Line, TradeTerms, plan_trades
from plumbline.portfolios.trades.results import TaxEffect
from plumbline.portfolios.trades.taxes import TradedLine, group_notes, lots_note, tax_effect, tax_totals


def rebalance_report(snapshot: PortfolioSnapshot, view: MarketView, request: RebalanceRequest) -> RebalanceReport:
    """Drift against targets, trades, and their tax effect.

    Missing: holdings without a price stay as they are and are named; lots without costs or dates leave out gains, with the reason.
    Raises: as `targets_of`; InvalidInput when cash falls short even without buying.
    """
    targets = targets_of(request, snapshot, view)
    drift = _drift(targets, request)
    plan = _plan(targets, drift, request)
    effects = _effects(snapshot, targets, plan, request)
    valuation = analyze(snapshot, view).valuation
    return RebalanceReport(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, quality=valuation.quality, reason=valuation.reason,
        portfolio_id=snapshot.portfolio_id, name=snapshot.name, source=targets.source, lot_method=request.lot_method,
        net_value=_money(targets.net_value, snapshot), turnover=drift.turnover, largest_drift=drift.largest,
        n_trades=int((plan.quantities != 0.0).sum()), traded=_money(float(np.abs(plan.values).sum()), snapshot),
        costs=_money(plan.costs, snapshot), cash=_money(targets.cash, snapshot), cash_after=_money(plan.cash, snapshot),
        taxes=tax_totals(snapshot, [effect for effect in effects if effect is not None]),
        positions=_positions(snapshot, targets, drift, plan=plan, effects=effects),
        notes=_notes(snapshot, request, targets, plan=plan, effects=effects),
    )  # fmt: skip


def _drift(targets: Targets, request: RebalanceRequest) -> TargetDrift:
    """Against net value: what can not be traded counts as cash, which no target is about."""
    quantities, prices = _quantities(targets), _prices(targets)
    rest = targets.net_value - float((quantities * prices).sum())
    holdings = Holdings(quantities=quantities, prices=prices, cash=rest)
    return drift_against_targets(holdings, targets.weights, band=request.band, relative=request.relative_band)


def _plan(targets: Targets, drift: TargetDrift, request: RebalanceRequest) -> TradePlan:
    """Only what is outside its band is traded; the plan has a place for every asset."""
    traded = np.flatnonzero(drift.outside & (np.abs(drift.drift) > 1e-12))
    terms = TradeTerms(
        lot_size=request.lot_size, minimum_trade=request.minimum_trade, keep_cash=request.keep_cash, cost_rate=request.cost_rate
    )
    n_assets = len(targets.assets)
    quantities, values, skipped = np.zeros(n_assets), np.zeros(n_assets), np.zeros(n_assets, dtype=np.bool_)
    cash, costs = targets.cash, 0.0
    if traded.size:
        chosen = [targets.assets[place] for place in traded]
        lines = [Line(asset.symbol, asset.label, asset.quantity, asset.price) for asset in chosen]
        found = plan_trades(lines, targets.weights[traded], net_value=targets.net_value, cash=targets.cash, terms=terms)
        quantities[traded], values[traded], skipped[traded] = found.quantities, found.values, found.skipped
        cash, costs = found.cash, found.costs
    after = (_quantities(targets) + quantities) * _prices(targets) / (targets.net_value - costs)
    return TradePlan(quantities + 0.0, values + 0.0, after, cash, costs, skipped)


def _effects(snapshot: PortfolioSnapshot, targets: Targets, plan: TradePlan, request: RebalanceRequest) -> list[TaxEffect | None]:
    return [
        tax_effect(snapshot, TradedLine(asset.symbol, asset.label, float(quantity), asset.price, asset.units), request.lot_method)
        if quantity != 0.0
        else None
        for asset, quantity in zip(targets.assets, plan.quantities, strict=True)
    ]


def _positions(
    snapshot: PortfolioSnapshot, targets: Targets, drift: TargetDrift, *, plan: TradePlan, effects: list[TaxEffect | None]
) -> tuple[RebalancedPosition, ...]:
    too_small = _too_small(drift, plan)
    rows = [
        RebalancedPosition(
            subject=holding_subject(snapshot, asset.symbol, asset.label), as_of=snapshot.as_of, quality=asset.quality, reason=asset.reason,
            symbol=asset.symbol, name=asset.name, weight=float(drift.weights[place]), target=float(targets.weights[place]),
            drift=float(drift.drift[place]) + 0.0, outside=bool(drift.outside[place]), price=_money(asset.price, snapshot),
            trade_quantity=float(plan.quantities[place]), trade_value=_money(float(plan.values[place]), snapshot),
            weight_after=float(plan.weights[place]), too_small=bool(too_small[place]), tax=effects[place],
        )
        for place, asset in enumerate(targets.assets)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-abs(row.trade_value.amount), -abs(row.drift), row.symbol)))


def _too_small(drift: TargetDrift, plan: TradePlan) -> BoolArray:
    return np.asarray(plan.skipped & drift.outside)


def _notes(
    snapshot: PortfolioSnapshot, request: RebalanceRequest, targets: Targets, *, plan: TradePlan, effects: list[TaxEffect | None]
) -> tuple[str, ...]:
    proposal = "A proposal: nothing is traded. Prices are those of the day; costs are those that you state."
    notes = [*targets.notes, *group_notes(snapshot), proposal]
    if any(effects):
        notes.append(lots_note(request.lot_method))
    if plan.cash < -0.01:
        notes.append(f"The trades leave {-plan.cash:,.0f} borrowed.")
    return tuple(dict.fromkeys(notes))


def _quantities(targets: Targets) -> FloatArray:
    return np.array([asset.quantity for asset in targets.assets])


def _prices(targets: Targets) -> FloatArray:
    return np.array([asset.price for asset in targets.assets])


def _money(amount: float, snapshot: PortfolioSnapshot) -> Money:
    return Money(amount=amount, currency=snapshot.currency)
