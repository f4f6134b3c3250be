"""The report of a proposal: the figures of a what-if, an optimum or a rebalancing, cut to what is kept with the trades."""

import csv
import io
from typing import NamedTuple

from plumbline.core.errors import InvalidInput
from plumbline.market_data.market import MarketView
from plumbline.portfolios.export import inert
from plumbline.portfolios.optimization.report import optimization_report
from plumbline.portfolios.proposals.results import ProposalReport, ProposedFigures
from plumbline.portfolios.proposals.schemas import ProposalRequest, ProposalSource
from plumbline.portfolios.rebalancing.report import rebalance_report
from plumbline.portfolios.rebalancing.results import RebalancedPosition
from plumbline.portfolios.results import LimitStatus
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.what_if.report import Variant, WeightEdit, what_if_report
from plumbline.portfolios.what_if.results import WhatIfState, WhatIfTrade

_COLUMNS = ("side", "symbol", "name", "quantity", "price", "value", "currency", "weight_change")


class Proposed(NamedTuple):
    """What is kept: where it comes from, the weights asked for, and the report."""

    source: ProposalSource
    variant: Variant
    report: ProposalReport


def proposal_report(snapshot: PortfolioSnapshot, view: MarketView, request: ProposalRequest, *, title: str) -> Proposed:
    """Figures before and after, and the trades; those of a rebalancing are its own, with its lots and smallest trades.

    Raises: InvalidInput unless exactly one thing is proposed, or when there is nothing to trade; errors of what is proposed.
    """
    if sum(one is not None for one in (request.variant, request.optimization, request.rebalance)) != 1:
        raise InvalidInput("Expected one thing to propose: a variant, an optimization or a rebalancing.", subject="variant")
    if request.variant is not None:
        return Proposed(request.source, request.variant, _report(snapshot, view, request.variant, title=title))
    if request.optimization is not None:
        optimum = optimization_report(snapshot, view, request.optimization)
        variant = Variant(edits=tuple(WeightEdit(symbol=row.symbol, weight=row.optimal_weight) for row in optimum.positions))
        return Proposed("optimization", variant, _report(snapshot, view, variant, title=title))
    assert request.rebalance is not None
    found = rebalance_report(snapshot, view, request.rebalance)
    traded = [row for row in found.positions if row.trade_quantity != 0.0]
    if not traded:
        raise InvalidInput("Expected a rebalancing with trades to propose, found none: everything is near enough to its target.")
    variant = Variant(edits=tuple(WeightEdit(symbol=row.symbol, weight=row.weight_after) for row in traded))
    trades = tuple(_trade(row, found.net_value.amount) for row in traded)
    report = _report(snapshot, view, variant, title=title).model_copy(update={"trades": trades, "turnover": found.turnover})
    return Proposed("rebalance", variant, report)


def trades_csv(report: ProposalReport) -> str:
    """The trade list, one a line, as a broker's order ticket needs it: shares are whole, prices those of the day."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for trade in report.trades:
        side, quantity = ("buy" if trade.quantity > 0.0 else "sell"), abs(trade.quantity)
        writer.writerow(
            [
                side, inert(trade.symbol), inert(trade.name), f"{quantity:.10g}", f"{abs(trade.value.amount) / quantity:.6f}",
                f"{abs(trade.value.amount):.2f}", trade.value.currency, f"{trade.weight_change:.8f}",
            ]
        )  # fmt: skip
    return text.getvalue()


def _report(snapshot: PortfolioSnapshot, view: MarketView, variant: Variant, *, title: str) -> ProposalReport:
    found = what_if_report(snapshot, view, (variant.model_copy(update={"title": title}),))
    [outcome] = found.variants
    return ProposalReport(
        subject=found.subject, as_of=found.as_of, quality=found.quality, reason=found.reason, portfolio_id=found.portfolio_id,
        name=found.name, currency=found.currency, title=title, net_value=found.net_value, before=_figures(found.before),
        after=_figures(outcome.after), turnover=outcome.turnover, trades=outcome.trades, notes=(*outcome.notes, *found.notes),
    )  # fmt: skip


def _trade(row: RebalancedPosition, net_value: float) -> WhatIfTrade:
    return WhatIfTrade(
        subject=row.subject, as_of=row.as_of, quality=row.quality, reason=row.reason, symbol=row.symbol, name=row.name,
        quantity=row.trade_quantity, value=row.trade_value, weight_change=row.trade_value.amount / net_value, tax=row.tax,
    )  # fmt: skip


def _figures(state: WhatIfState) -> ProposedFigures:
    return ProposedFigures(
        subject=state.subject, as_of=state.as_of, quality=state.quality, reason=state.reason, volatility=state.volatility, beta=state.beta,
        value_at_risk=state.value_at_risk, expected_shortfall=state.expected_shortfall, tracking_error=state.tracking_error,
        maximum_drawdown=state.maximum_drawdown, cash=state.cash, gross_weight=state.gross_weight, net_weight=state.net_weight,
        hedge_ratio=state.hedge_ratio, effective_positions=state.effective_positions, score=state.score,
        breached=tuple(check.label for check in state.limits if check.status is LimitStatus.BREACH),
    )  # fmt: skip
