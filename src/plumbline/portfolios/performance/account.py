"""What an account earned, from its booked transactions: time-weighted over the period, money-weighted since the first booking.

Prices are adjusted closes, so a dividend or split is inside the price: the time-weighted return is that of the quantities booked by each
close, and a booked dividend is no second gain (docs/methods/performance.md). Payments are taken as they were booked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from plumbline.analytics.cash_flows import money_weighted_return, time_weighted_return
from plumbline.analytics.observations import FloatArray
from plumbline.analytics.periods import PeriodSpan
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.facts.fact import Quality
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.market import MarketView
from plumbline.market_data.occ import find_occ
from plumbline.portfolios.option_model import option_values_at
from plumbline.portfolios.performance.results import AccountReturns
from plumbline.portfolios.price_paths import RowArray, prices_at, session_day
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject
from plumbline.portfolios.transactions import Transaction, TransactionKind, tracks_cash

_LEAST_DAYS = 90
"""A yearly rate from fewer days than a quarter says nothing."""
_NONE_BOOKED = "it was imported as holdings, without transactions"
_TRADES = {TransactionKind.BUY, TransactionKind.SELL}
_EXTERNAL = {TransactionKind.DEPOSIT, TransactionKind.WITHDRAWAL}
_EMPTY = 1e-6


@dataclass(frozen=True, eq=False)
class _Path:
    """`values` (n_rows,) at each close, and `gains` (n_rows - 1,) of what was held at the close before, less fees."""

    values: FloatArray
    gains: FloatArray


def account_returns(snapshot: PortfolioSnapshot, view: MarketView, span: PeriodSpan) -> AccountReturns:
    """Time-weighted return over the period (or since the first booking in it), money-weighted since the first booking.

    Of a group, all its members must have transactions. What can not be said says why.
    """
    accounts = snapshot.members or (snapshot,)
    without = [account.name for account in accounts if not account.transactions]
    if without:
        reason = _NONE_BOOKED if snapshot.members is None else f"imported as holdings, without transactions: {', '.join(without)}"
        return AccountReturns(
            since=None, time_weighted=_missing(snapshot, "time_weighted_return", reason),
            money_weighted=_missing(snapshot, "money_weighted_return", reason),
        )  # fmt: skip
    since = min(entry.booked_on for account in accounts for entry in account.transactions)
    return AccountReturns(
        since=since, time_weighted=_time_weighted(snapshot, accounts, view, span=span, since=since),
        money_weighted=_money_weighted(snapshot, accounts, view, since=since),
    )  # fmt: skip


def _time_weighted(
    snapshot: PortfolioSnapshot, accounts: tuple[PortfolioSnapshot, ...], view: MarketView, *, span: PeriodSpan, since: date
) -> MeasuredValue:
    first = int(np.searchsorted(view.sessions, np.datetime64(since, "D")))
    rows = np.arange(max(span.base, first), span.end + 1, dtype=np.int64)
    if rows.size < 2:
        return _missing(snapshot, "time_weighted_return", f"the first booking is of {since}")
    try:
        paths = [_path(account, view, rows) for account in accounts]
        value = _linked(np.sum([path.values for path in paths], axis=0), np.sum([path.gains for path in paths], axis=0))
    except (CalculationFailed, MissingData) as failure:
        return _missing(snapshot, "time_weighted_return", failure.message)
    short = rows[0] > span.base
    return MeasuredValue(
        subject=portfolio_subject(snapshot), as_of=session_day(view, span.end), period=_days(view, rows), measure="time_weighted_return",
        value=value, quality=Quality.PARTIAL if short else Quality.COMPLETE, reason=f"since the first booking, {since}" if short else None,
    )  # fmt: skip


def _linked(values: FloatArray, gains: FloatArray) -> float:
    """Compounded over each run of days on which something was held; days without anything earn nothing."""
    held = np.abs(values[:-1]) > _EMPTY
    edges = np.flatnonzero(np.diff(np.concatenate([[False], held, [False]]).astype(np.int8)))
    if not edges.size:
        raise MissingData("the account held nothing in the period")
    grown = 1.0
    for first, end in edges.reshape(-1, 2).tolist():
        run = values[first : end + 1]
        flows = np.diff(run) - gains[first:end]
        grown *= 1.0 + time_weighted_return(run, flows)
    return grown - 1.0


def _money_weighted(
    snapshot: PortfolioSnapshot, accounts: tuple[PortfolioSnapshot, ...], view: MarketView, *, since: date
) -> MeasuredValue:
    measure = "money_weighted_return"
    if (view.as_of - since).days < _LEAST_DAYS:
        return _missing(snapshot, measure, f"a yearly rate needs {_LEAST_DAYS} days, the first booking is of {since}")
    valuation = analyze(snapshot, view).valuation
    try:
        payments = [(entry.booked_on, amount) for account in accounts for entry, amount in _payments(account, view)]
        days = np.array([*(day for day, _ in payments), view.as_of], dtype="datetime64[D]")
        value = money_weighted_return(days, np.array([*(amount for _, amount in payments), valuation.net_value]))
    except (CalculationFailed, MissingData, InvalidInput) as failure:
        return _missing(snapshot, measure, failure.message)
    return MeasuredValue(
        subject=portfolio_subject(snapshot), as_of=view.as_of, period=f"{since}/{view.as_of}", measure=measure, value=value,
        quality=valuation.quality, reason=valuation.reason,
    )  # fmt: skip


def _payments(account: PortfolioSnapshot, view: MarketView) -> Iterator[tuple[Transaction, float]]:
    """Payments seen from the investor: money put in is negative.

    Where deposits are booked, only money that crossed the border of the account; elsewhere each purchase is money put in, each sale and
    dividend money taken out.
    """
    tracked = tracks_cash(account.transactions)
    for entry in account.transactions:
        rate = view.fx_rate(entry.currency, account.currency)
        if tracked and entry.kind in _EXTERNAL:
            yield entry, -entry.amount * rate
        elif not tracked:
            yield entry, entry.amount * rate


def _path(account: PortfolioSnapshot, view: MarketView, rows: RowArray) -> _Path:
    values, gains = np.zeros(rows.size), np.zeros(rows.size - 1)
    symbols = dict.fromkeys(entry.symbol for entry in account.transactions if entry.symbol and entry.kind in _TRADES)
    for symbol in symbols:
        trades = [entry for entry in account.transactions if entry.symbol == symbol and entry.kind in _TRADES]
        held = _booked(view, rows, [(entry, _signed(entry)) for entry in trades])
        if not np.abs(held).max(initial=0.0) > _EMPTY:
            continue
        prices = _prices(account, view, rows, symbol=symbol, currency=trades[0].currency)
        gap = np.flatnonzero((np.abs(held) > _EMPTY) & np.isnan(prices))
        if gap.size:
            raise MissingData(f"{symbol} was held without a price on {session_day(view, int(rows[gap[0]]))}", subject=symbol)
        prices = np.nan_to_num(prices)
        values += held * prices
        gains += held[:-1] * np.diff(prices)
    cash = [(entry, entry.amount * view.fx_rate(entry.currency, account.currency)) for entry in account.transactions]
    if tracks_cash(account.transactions):
        values += _booked(view, rows, cash)
    fees = _booked(view, rows, [(entry, amount) for entry, amount in cash if entry.kind is TransactionKind.FEE])
    return _Path(values, gains + np.diff(fees))


def _signed(entry: Transaction) -> float:
    quantity = entry.quantity or 0.0
    return quantity if entry.kind is TransactionKind.BUY else -quantity


def _booked(view: MarketView, rows: RowArray, entries: list[tuple[Transaction, float]]) -> FloatArray:
    """Running total of the amounts at each row, those before the first row included; a booking counts from its session's close on."""
    total = np.zeros(rows.size)
    for entry, amount in entries:
        row = int(np.searchsorted(view.sessions, np.datetime64(entry.booked_on, "D")))
        total[np.searchsorted(rows, row) :] += amount  # nothing, when it comes after the last row
    return total


def _prices(account: PortfolioSnapshot, view: MarketView, rows: RowArray, *, symbol: str, currency: str) -> FloatArray:
    rate = view.fx_rate(currency, account.currency)
    contract = find_occ(symbol)
    if contract is not None:  # after its expiry it moves no more
        last = int(np.searchsorted(view.sessions, np.datetime64(contract.expiry, "D"), side="right")) - 1
        values = option_values_at(contract, view, np.minimum(rows, last), risk_free_rate=account.risk_free_rate)
        return rate * contract.multiplier * values
    return rate * prices_at(view, symbol, rows)


def _days(view: MarketView, rows: RowArray) -> str:
    return f"{session_day(view, int(rows[0]) + 1)}/{session_day(view, int(rows[-1]))}"


def _missing(snapshot: PortfolioSnapshot, measure: str, reason: str) -> MeasuredValue:
    return MeasuredValue(subject=portfolio_subject(snapshot), as_of=snapshot.as_of, measure=measure, value=None, reason=reason)
