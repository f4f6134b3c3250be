"""One holding of a portfolio: its row, lots, part in the risk, returns, and the terms of an option."""

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import NotFound
from plumbline.core.money import Money
from plumbline.facts.fact import Quality
from plumbline.market_data.instruments import compact_symbol
from plumbline.market_data.market import MarketView
from plumbline.portfolios.holdings_report import holdings_report
from plumbline.portfolios.option_model import option_values_at
from plumbline.portfolios.path_statistics import plain, plain_days, thinned
from plumbline.portfolios.period_returns import REPORT_PERIODS, holding_returns
from plumbline.portfolios.price_paths import RowArray, prices_at
from plumbline.portfolios.results import LotRow, OptionTerms, PositionReport, PriceSeries
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject
from plumbline.portfolios.valuation import ValuedHolding


def position_report(snapshot: PortfolioSnapshot, view: MarketView, symbol: str) -> PositionReport:
    """Everything about the holding that `symbol` names (symbol, company name, option symbol); `NotFound` names what is held."""
    holding = find_holding(snapshot, view, symbol)
    report = risk_report(snapshot, view)
    row = next(row for row in holdings_report(snapshot, view).holdings if row.symbol == holding.symbol)
    return PositionReport(
        subject=row.subject, as_of=row.as_of, quality=row.quality, reason=row.reason, portfolio_id=snapshot.portfolio_id,
        portfolio_name=snapshot.name, row=row, lots=tuple(_lots(holding, snapshot)),
        risk=next((risk for risk in report.contributions if risk.symbol == holding.symbol), None),
        returns=holding_returns(holding, snapshot, view, REPORT_PERIODS), option=_option(holding, snapshot), notes=snapshot.notes,
    )  # fmt: skip


def find_holding(snapshot: PortfolioSnapshot, view: MarketView, symbol: str) -> ValuedHolding:
    """The holding that the text names; `NotFound` says what is held."""
    holdings = analyze(snapshot, view).valuation.holdings
    wanted = compact_symbol(symbol)
    found = next((holding for holding in holdings if compact_symbol(holding.symbol) == wanted), None)
    if found is None:
        instrument = view.find_instrument(symbol)
        found = next((holding for holding in holdings if instrument and holding.symbol == instrument.symbol), None)
    if found is None:
        held = ", ".join(holding.symbol for holding in holdings) or "nothing"
        raise NotFound(f"{snapshot.name} does not hold '{symbol}' on {snapshot.as_of}. It holds {held}.", subject=symbol)
    return found


def position_series(snapshot: PortfolioSnapshot, view: MarketView, symbol: str, *, n_sessions: int = 504) -> PriceSeries:
    """The price of one share (or of the option, by the model) over the last sessions, for a chart."""
    holding = find_holding(snapshot, view, symbol)
    rows = thinned(np.arange(max(view.n_sessions - n_sessions, 0), view.n_sessions))
    return PriceSeries(
        symbol=holding.symbol,
        currency=holding.currency,
        dates=plain_days(view.sessions[rows]),
        values=plain(_prices(holding, snapshot, view, rows)),
    )


def _prices(holding: ValuedHolding, snapshot: PortfolioSnapshot, view: MarketView, rows: RowArray) -> FloatArray:
    if holding.is_cash:
        return np.ones(rows.shape)
    if holding.contract:
        return option_values_at(holding.contract, view, rows, risk_free_rate=snapshot.risk_free_rate)
    return prices_at(view, holding.symbol, rows)


def _lots(holding: ValuedHolding, snapshot: PortfolioSnapshot) -> list[LotRow]:
    subject = holding_subject(snapshot, holding.symbol, holding.label)
    rows = []
    for lot in holding.lots:
        size = lot.quantity * holding.multiplier * holding.fx
        per_share = lot.cost_basis_per_share
        value = None if holding.price is None else size * holding.price
        rows.append(
            LotRow(
                subject=subject, as_of=snapshot.as_of, quality=holding.quality, reason=holding.reason,
                account=f"{lot.account.name} {lot.account.masked_number or ''}".strip() if lot.account else None,
                opened_on=lot.opened_on, quantity=lot.quantity,
                cost_basis_per_share=None if per_share is None else Money(amount=per_share, currency=lot.currency),
                cost_basis=None if per_share is None else Money(amount=size * per_share, currency=snapshot.currency),
                unrealized_gain=None if per_share is None or value is None
                else Money(amount=value - size * per_share, currency=snapshot.currency),
            )
        )  # fmt: skip
    return rows


def _option(holding: ValuedHolding, snapshot: PortfolioSnapshot) -> OptionTerms | None:
    contract, quote = holding.contract, holding.quote
    if contract is None:
        return None

    def money(amount: float | None, currency: str = holding.currency) -> Money | None:
        return None if amount is None else Money(amount=amount, currency=currency)

    return OptionTerms(
        subject=holding_subject(snapshot, holding.symbol, holding.label), as_of=snapshot.as_of,
        quality=Quality.PARTIAL, reason=holding.reason,
        underlying=contract.underlying, right=contract.right.value, strike=contract.strike, expiry=contract.expiry,
        underlying_price=money(quote.spot if quote else None), underlying_volatility=quote.volatility if quote else None,
        value=money(holding.price), delta=quote.delta if quote else None,
        delta_exposure=money(holding.exposure if quote else None, snapshot.currency),
    )  # fmt: skip
