"""The report of a proposal: the figures of a what-if, cut to what is kept with the trades."""

import csv
import io

from plumbline.market_data.market import MarketView
from plumbline.portfolios.export import inert
from plumbline.portfolios.proposals.results import ProposalReport, ProposedFigures
from plumbline.portfolios.results import LimitStatus
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.what_if.report import Variant, what_if_report
from plumbline.portfolios.what_if.results import WhatIfState

_COLUMNS = ("side", "symbol", "name", "quantity", "price", "value", "currency", "weight_change")


def proposal_report(snapshot: PortfolioSnapshot, view: MarketView, variant: Variant, *, title: str) -> ProposalReport:
    """Figures before and after, and the trades. Raises: as `what_if_report`."""
    found = what_if_report(snapshot, view, (variant.model_copy(update={"title": title}),))
    [outcome] = found.variants
    return ProposalReport(
        subject=found.subject, as_of=found.as_of, quality=found.quality, reason=found.reason, portfolio_id=found.portfolio_id,
        name=found.name, currency=found.currency, title=title, net_value=found.net_value, before=_figures(found.before),
        after=_figures(outcome.after), turnover=outcome.turnover, trades=outcome.trades, notes=(*outcome.notes, *found.notes),
    )  # fmt: skip


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


def _figures(state: WhatIfState) -> ProposedFigures:
    return ProposedFigures(
        subject=state.subject, as_of=state.as_of, quality=state.quality, reason=state.reason, volatility=state.volatility, beta=state.beta,
        value_at_risk=state.value_at_risk, expected_shortfall=state.expected_shortfall, tracking_error=state.tracking_error,
        maximum_drawdown=state.maximum_drawdown, cash=state.cash, gross_weight=state.gross_weight, net_weight=state.net_weight,
        hedge_ratio=state.hedge_ratio, effective_positions=state.effective_positions, score=state.score,
        breached=tuple(check.label for check in state.limits if check.status is LimitStatus.BREACH),
    )  # fmt: skip
