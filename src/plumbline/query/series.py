"""Daily returns of a target over a span: an instrument's own, or today's exposures times the returns of what drives them."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import BoolArray, FloatArray
from plumbline.analytics.returns import simple_returns
from plumbline.core.errors import MissingData
from plumbline.facts.fact import Quality
from plumbline.market_data.market import MarketView
from plumbline.market_data.panel import SessionArray
from plumbline.portfolios.period_returns import value_path
from plumbline.portfolios.risk_series import LEAST_SHARE
from plumbline.portfolios.valuation import ValuedHolding
from plumbline.query.periods import Span
from plumbline.query.targets import Target

_LEAST_COVERED = 2 / 3
"""A driver with fewer returns than this share of the span is left out: it would cut the span for all the others."""


@dataclass(frozen=True, eq=False)
class Series:
    """`returns` is (n_sessions,), NaN on sessions that are left out; row i is the return into `days[i]`."""

    returns: FloatArray
    days: SessionArray
    quality: Quality = Quality.COMPLETE
    reason: str | None = None

    @property
    def valid(self) -> FloatArray:
        return self.returns[np.isfinite(self.returns)]


def series_of(target: Target, span: Span) -> Series:
    """Return the daily returns of the target over the span.

    Convention: a portfolio is today's exposures over net value; a group the exposures over its gross exposure (an option's
    exposure is delta times the underlying); a single option moves by delta * spot / value times its underlying.
    Raises: MissingData when there is nothing to compute from.
    """
    if target.members and not _is_plain(target.members[0], target):
        return _of_exposures(target, span)
    if target.held is not None and not target.members:
        raise MissingData(f"{target.held.snapshot.name} holds nothing on {target.view.as_of}.")
    symbol = target.members[0].driver if target.members else target.symbol
    if symbol is None:
        raise MissingData(f"{target.subject.label} has no price history, so it has no return series.")
    return _of_instrument(symbol, target.view, span)


def path_of(target: Target, span: Span) -> Series:
    """Return the daily returns of today's quantities held through the span: for figures of performance.

    An instrument, and a group with a short holding (its base is gross, as that of its return), is read as `series_of`.
    Raises: MissingData when a holding has no price at the start.
    """
    if target.held is None or (target.members and _is_plain(target.members[0], target)):
        return series_of(target, span)
    path = value_path(target.held.snapshot, target.held.valuation, target.view, np.arange(span.base, span.end + 1))
    wanted = {id(holding) for holding in target.members}
    columns = [column for column, holding in enumerate(path.holdings) if id(holding) in wanted]
    total = path.values[:, columns].sum(axis=1)
    if not np.isfinite(total[0]):
        missing = [path.holdings[column].symbol for column in columns if not np.isfinite(path.values[0, column])]
        raise MissingData(f"{', '.join(missing)} had no price on {span.start_day}. Choose a later start.")
    mixed = target.is_group and any(holding.quantity < 0.0 for holding in target.members)
    if mixed or not (total > 0.0).all():
        return series_of(target, span)
    quality = target.held.valuation.quality
    return Series(total[1:] / total[:-1] - 1.0, _days(target.view, span), quality, target.held.valuation.reason)


def returns_of(symbol: str, view: MarketView, span: Span) -> FloatArray:
    """Daily returns of one instrument over the span, (n_sessions,), NaN where a price is missing."""
    return _returns((symbol,), view, span)[:, 0]


def _is_plain(first: ValuedHolding, target: Target) -> bool:
    """One share line, read as the instrument itself. A group of one short holding is short, as a group of two would be."""
    if len(target.members) != 1 or target.is_portfolio or first.contract is not None or first.is_cash:
        return False
    return not (target.is_group and first.quantity < 0.0)


def _of_instrument(symbol: str, view: MarketView, span: Span) -> Series:
    returns = returns_of(symbol, view, span)
    left_out = int(np.isnan(returns).sum())
    if left_out == returns.size:
        raise MissingData(f"{symbol} has no prices from {span.start_day} to {span.end_day}.", subject=symbol)
    reason = f"{left_out} of {returns.size} sessions are left out: a price is missing" if left_out else None
    return Series(returns, _days(view, span), Quality.PARTIAL if left_out else Quality.COMPLETE, reason)


def _of_exposures(target: Target, span: Span) -> Series:
    exposures = _exposures(target)
    scale = _scale(target, exposures)
    if not exposures:
        return Series(np.zeros(span.n_returns), _days(target.view, span))
    drivers = tuple(exposures)
    money = np.array([exposures[driver] for driver in drivers])
    returns = _returns(drivers, target.view, span)
    kept = np.asarray(np.isfinite(returns).mean(axis=0) >= _LEAST_COVERED)
    gross = float(np.abs(money).sum())
    if gross > 0.0 and float(np.abs(money[kept]).sum()) < LEAST_SHARE * gross:
        missing = [driver for driver, keep in zip(drivers, kept, strict=True) if not keep]
        raise MissingData(
            f"{', '.join(missing)} had too few prices from {span.start_day} to {span.end_day}: they are more than a quarter of "
            f"{target.subject.label}. Choose a later period."
        )
    complete = np.asarray(np.isfinite(returns[:, kept]).all(axis=1))
    series = np.where(complete, np.where(np.isfinite(returns[:, kept]), returns[:, kept], 0.0) @ money[kept] / scale, np.nan)
    reason = _reason(drivers, kept, complete)
    return Series(series, _days(target.view, span), Quality.PARTIAL if reason else Quality.COMPLETE, reason)


def _exposures(target: Target) -> dict[str, float]:
    totals: dict[str, float] = {}
    for holding in target.members:
        if holding.driver is not None:
            totals[holding.driver] = totals.get(holding.driver, 0.0) + holding.exposure
    return totals


def _scale(target: Target, exposures: dict[str, float]) -> float:
    if target.is_portfolio and target.held:
        scale = target.held.valuation.net_value
        if scale <= 0.0:
            raise MissingData("Net value is not positive, so returns as a fraction of it are not defined.")
        return scale
    if target.holding is not None and target.holding.contract is not None:
        scale = target.holding.market_value or 0.0
    else:
        scale = sum(abs(amount) for amount in exposures.values())
    if scale == 0.0:
        raise MissingData(f"{target.subject.label} has no market value, so its returns are not defined.")
    return scale


def _returns(symbols: tuple[str, ...], view: MarketView, span: Span) -> FloatArray:
    close = np.full((span.n_returns + 1, len(symbols)), np.nan)
    for position, symbol in enumerate(symbols):
        column = view.market.columns.get(symbol)
        if column is not None:
            close[:, position] = view.close[span.base : span.end + 1, column]
    return simple_returns(close)


def _days(view: MarketView, span: Span) -> SessionArray:
    return view.sessions[span.base + 1 : span.end + 1]


def _reason(drivers: tuple[str, ...], kept: BoolArray, complete: BoolArray) -> str | None:
    dropped = [driver for driver, keep in zip(drivers, kept, strict=True) if not keep]
    if dropped:
        return f"without {', '.join(dropped)}: too few sessions with prices"
    left_out = int((~complete).sum())
    return f"{left_out} of {complete.size} sessions are left out: a price is missing" if left_out else None
