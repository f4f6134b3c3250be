"""Figures over a period at constant quantities: return, change in money, return against the benchmark, per year."""

import numpy as np

from plumbline.analytics.observations import TRADING_DAYS
from plumbline.core.errors import MissingData
from plumbline.facts.fact import Quality
from plumbline.market_data.market import MarketView
from plumbline.portfolios.period_returns import value_path
from plumbline.portfolios.price_paths import prices_at
from plumbline.query.figure import Figure, absent, finite
from plumbline.query.periods import Span
from plumbline.query.schemas import Ask
from plumbline.query.spans import span_of
from plumbline.query.targets import Target

DEFAULT_PERIOD = "ytd"
DEFAULT_ANNUALIZED = "5y"


def period_return(target: Target, ask: Ask) -> Figure:
    """Return over the period; of a group, its gain in money over its gross value at the start."""
    span = span_of(target, ask.period or DEFAULT_PERIOD)
    return _return(target, span)


def period_change(target: Target, ask: Ask) -> Figure:
    """Gain in money over the period; of an instrument, the change of its price."""
    span = span_of(target, ask.period or DEFAULT_PERIOD)
    if not target.members:
        return _price_change(target, span)
    first, last, reason = _values(target, span)
    if first is None or last is None:
        return absent(reason or "", period=span.label)
    return _with_quality(target, span, float((last - first).sum()), money=True)


def daily_return(target: Target, ask: Ask) -> Figure:
    """Return from the session before."""
    return _as_of_day(period_return(target, ask.model_copy(update={"period": "1d"})), "daily_return")


def daily_change(target: Target, ask: Ask) -> Figure:
    """Gain in money from the session before."""
    return _as_of_day(period_change(target, ask.model_copy(update={"period": "1d"})), "daily_change")


def benchmark_return(target: Target, ask: Ask) -> Figure:
    """Return of the benchmark over the period."""
    span = span_of(target, ask.period or DEFAULT_PERIOD)
    symbol = against(target, ask)
    return _instrument_return(symbol, target.view, span)


def active_return(target: Target, ask: Ask) -> Figure:
    """Return less the benchmark's over the same period."""
    own, other = period_return(target, ask), benchmark_return(target, ask)
    if own.number is None or other.number is None:
        return absent(own.reason or other.reason or "a return is missing", period=own.period)
    return Figure(own.number - other.number, period=own.period, quality=own.quality, reason=own.reason, as_of=own.as_of)


def annualized_return(target: Target, ask: Ask) -> Figure:
    """Geometric average per year of the period's return, 252 sessions a year."""
    span = span_of(target, ask.period or DEFAULT_ANNUALIZED)
    total = _return(target, span)
    if total.number is None or total.number <= -1.0:
        return absent(total.reason or "everything was lost", period=span.label)
    yearly = (1.0 + total.number) ** (TRADING_DAYS / span.n_returns) - 1.0
    return Figure(yearly, period=span.label, quality=total.quality, reason=total.reason, as_of=total.as_of)


def against(target: Target, ask: Ask) -> str:
    """The symbol that a relative figure is measured against: the one asked for, or the benchmark."""
    if ask.against:
        return target.view.instrument(ask.against).symbol
    if target.held:
        return target.held.benchmark
    return "SP500" if "SP500" in target.view.market.columns else _no_benchmark(target)


def _no_benchmark(target: Target) -> str:
    raise MissingData(f"Expected a benchmark to compare {target.subject.label} with, found none in the loaded market.")


def _return(target: Target, span: Span) -> Figure:
    if not target.members:
        return _instrument_return(target.symbol or "", target.view, span)
    holding = target.holding
    if holding is not None and holding.contract is None and not holding.is_cash:
        return _instrument_return(holding.symbol, target.view, span)
    first, last, reason = _values(target, span)
    if first is None or last is None:
        return absent(reason or "", period=span.label)
    start = float(first.sum()) if target.is_portfolio else float(np.abs(first).sum())
    if start <= 0.0:
        return absent(f"net value on {span.start_day} was not positive, so a return is not defined", period=span.label)
    return _with_quality(target, span, float((last - first).sum()) / start, money=False)


def _values(target: Target, span: Span) -> "tuple[np.ndarray | None, np.ndarray | None, str | None]":
    assert target.held is not None
    rows = np.array([span.base, span.end])
    path = value_path(target.held.snapshot, target.held.valuation, target.view, rows)
    wanted = {id(holding) for holding in target.members}
    columns = [column for column, holding in enumerate(path.holdings) if id(holding) in wanted]
    values = path.values[:, columns]
    missing = [path.holdings[column].symbol for column in columns if not np.isfinite(path.values[0, column])]
    if missing:
        return None, None, f"{', '.join(missing)} had no price on {span.start_day}"
    if not columns:
        return None, None, f"{target.subject.label} has no priced holding on {target.view.as_of}"
    return values[0], values[1], None


def _instrument_return(symbol: str, view: MarketView, span: Span) -> Figure:
    prices = prices_at(view, symbol, np.array([span.base, span.end]))
    if not np.isfinite(prices).all():
        day = span.start_day if not np.isfinite(prices[0]) else span.end_day
        return absent(f"{symbol} has no price on {day}", period=span.label)
    return Figure(finite(prices[1] / prices[0] - 1.0), period=span.label, as_of=span.end_day)


def _price_change(target: Target, span: Span) -> Figure:
    prices = prices_at(target.view, target.symbol or "", np.array([span.base, span.end]))
    if not np.isfinite(prices).all():
        return absent(f"{target.symbol} has no price on {span.start_day}", period=span.label)
    return Figure(float(prices[1] - prices[0]), target.currency, span.label, as_of=span.end_day)


def _with_quality(target: Target, span: Span, value: float, *, money: bool) -> Figure:
    worst = next((holding for holding in target.members if holding.quality is not Quality.COMPLETE), None)
    return Figure(
        value, target.currency if money else None, span.label, quality=worst.quality if worst else Quality.COMPLETE,
        reason=worst.reason if worst else None, as_of=span.end_day,
    )  # fmt: skip


def _as_of_day(figure: Figure, measure: str) -> Figure:
    return Figure(figure.value, figure.currency, None, {}, figure.quality, figure.reason, measure, figure.as_of)
