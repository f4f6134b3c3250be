"""The holdings table of a snapshot."""

from functools import lru_cache

import numpy as np

from plumbline.analytics.periods import period_span
from plumbline.core.errors import MissingData
from plumbline.core.money import Money
from plumbline.market_data.market import MarketView
from plumbline.portfolios.contributions import own_figures, sector_of
from plumbline.portfolios.period_returns import ValuePath, holding_changes, value_path
from plumbline.portfolios.results import HoldingRow, HoldingsReport
from plumbline.portfolios.risk_series import Analysis, analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject, portfolio_subject
from plumbline.portfolios.valuation import ValuedHolding

Change = tuple[float | None, float | None]
"""Change in money and return of one holding over a period."""
_UNKNOWN: Change = (None, None)


@lru_cache(maxsize=512)
def holdings_report(snapshot: PortfolioSnapshot, view: MarketView) -> HoldingsReport:
    """One row per symbol: price, value, weight, cost, gain, change, volatility and beta."""
    analysis = analyze(snapshot, view)
    valuation = analysis.valuation
    changes = {period: _changes(snapshot, analysis, view, period) for period in ("1d", "ytd")}
    own = own_figures(analysis)
    rows = tuple(
        _row(
            holding,
            snapshot,
            analysis,
            day=changes["1d"].get(holding.symbol, _UNKNOWN),
            year=changes["ytd"].get(holding.symbol, _UNKNOWN),
            own=own[holding.symbol],
        )
        for holding in valuation.holdings
    )
    return HoldingsReport(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, quality=valuation.quality, reason=valuation.reason,
        portfolio_id=snapshot.portfolio_id, name=snapshot.name, currency=snapshot.currency,
        net_value=Money(amount=valuation.net_value, currency=snapshot.currency),
        cash_value=Money(amount=valuation.cash_value, currency=snapshot.currency), holdings=rows,
        notes=_notes(snapshot, analysis),
    )  # fmt: skip


def _notes(snapshot: PortfolioSnapshot, analysis: Analysis) -> tuple[str, ...]:
    empty = () if analysis.valuation.holdings else (f"The portfolio holds nothing on {snapshot.as_of}.",)
    return (*snapshot.notes, *analysis.valuation.notes, *empty)


def _changes(snapshot: PortfolioSnapshot, analysis: Analysis, view: MarketView, period: str) -> dict[str, Change]:
    try:
        span = period_span(view.sessions, view.as_of, period)
    except MissingData:
        return {}
    path: ValuePath = value_path(snapshot, analysis.valuation, view, np.array([span.base, span.end]))
    return {holding.symbol: (change, value) for holding, change, value in holding_changes(path)}


def _row(
    holding: ValuedHolding,
    snapshot: PortfolioSnapshot,
    analysis: Analysis,
    *,
    day: Change,
    year: Change,
    own: tuple[float | None, float | None],
) -> HoldingRow:
    cost, value, currency = holding.cost_basis, holding.market_value, snapshot.currency
    gain = None if cost is None or value is None else value - cost
    return HoldingRow(
        subject=holding_subject(snapshot, holding.symbol, holding.label), as_of=snapshot.as_of,
        quality=holding.quality, reason=holding.reason,
        symbol=holding.symbol, name=holding.name, kind=holding.kind.value, sector=None if holding.is_cash else sector_of(holding),
        account=account_of(holding), quantity=holding.quantity, price=_money(holding.price, holding.currency),
        price_on=holding.price_on, market_value=_money(value, currency), weight=analysis.valuation.weight(holding),
        cost_basis=_money(cost, currency), unrealized_gain=_money(gain, currency),
        unrealized_return=None if gain is None or not cost else gain / abs(cost),
        daily_change=_money(day[0], currency), daily_return=day[1], return_ytd=year[1], volatility=own[0], beta=own[1],
    )  # fmt: skip


def account_of(holding: ValuedHolding) -> str | None:
    """The account of the holding, or how many there are."""
    accounts = list(dict.fromkeys(lot.account for lot in holding.lots if lot.account))
    if len(accounts) > 1:
        return f"{len(accounts)} accounts"
    return f"{accounts[0].name} {accounts[0].masked_number or ''}".strip() if accounts else None


def _money(amount: float | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount=amount, currency=currency)
