"""Figures of instruments: price, highs and lows, annual reports and ratios of price to them."""

from collections.abc import Callable

import numpy as np

from plumbline.core.errors import MissingData
from plumbline.facts.fact import Quality, SubjectKind
from plumbline.market_data.fundamentals import FundamentalFigure, FundamentalItem
from plumbline.portfolios.subjects import symbol_subject
from plumbline.query.figure import Figure, absent
from plumbline.query.figures_series import Evaluator
from plumbline.query.schemas import Ask
from plumbline.query.targets import Target

_YEAR = 252


def price(target: Target, _ask: Ask) -> Figure:
    """Last usable price; of an option, its model value."""
    holding = target.holding
    if holding is not None and holding.contract is not None:
        if holding.price is None:
            return absent(holding.reason or "no price")
        return Figure(holding.price, holding.currency, quality=Quality.PARTIAL, reason=holding.reason)
    if target.symbol is None or target.is_group:
        return absent(f"{target.subject.label} has no single price")
    try:
        last = target.view.last_price(target.symbol)
    except MissingData as missing:
        return absent(missing.message)
    reason = f"the last price is of {last.on}, {last.sessions_behind} sessions old" if last.stale else None
    return Figure(last.price, last.currency, quality=Quality.STALE if last.stale else Quality.COMPLETE, reason=reason)


def high_52w(target: Target, _ask: Ask) -> Figure:
    """Highest close of the last 252 sessions."""
    return _extreme(target, np.nanmax)


def low_52w(target: Target, _ask: Ask) -> Figure:
    """Lowest close of the last 252 sessions."""
    return _extreme(target, np.nanmin)


def distance_from_high(target: Target, ask: Ask) -> Figure:
    """How far the last price is below the high, a positive fraction."""
    high, last = high_52w(target, ask), price(target, ask)
    if high.number is None or last.number is None:
        return absent(high.reason or last.reason or "no price")
    return Figure(1.0 - last.number / high.number, quality=last.quality, reason=last.reason)


def reported(item: FundamentalItem) -> Evaluator:
    """Return an evaluator of an annual report's item."""

    def evaluate(target: Target, _ask: Ask) -> Figure:
        found = _latest(target, item)
        if isinstance(found, Figure):
            return found
        return Figure(
            found.value, found.currency, quality=found.quality, reason=_doubt(found),
            parameters={"fiscal_year_end": found.fiscal_year_end.isoformat()},
        )  # fmt: skip

    return evaluate


def price_to_earnings(target: Target, ask: Ask) -> Figure:
    """Price over the diluted earnings per share of the last reported year."""
    return _ratio(target, ask, FundamentalItem.DILUTED_EPS, lambda last, eps: last / eps, positive=True)


def market_capitalization(target: Target, ask: Ask) -> Figure:
    """Price times diluted shares of the last reported year."""
    found = _ratio(target, ask, FundamentalItem.DILUTED_SHARES, lambda last, shares: last * shares)
    return Figure(found.value, target.currency if found.value is not None else None, None, found.parameters, found.quality, found.reason)


def dividend_yield(target: Target, ask: Ask) -> Figure:
    """Dividends of the last reported year over price; of a portfolio or group, weighted by market value."""
    if not (target.is_portfolio or target.is_group):
        return _ratio(target, ask, FundamentalItem.DIVIDENDS_PER_SHARE, lambda last, paid: paid / last)
    income = value = 0.0
    unknown = []
    for holding in target.members:
        if holding.is_cash or holding.contract or holding.market_value is None:
            continue
        instrument = Target(symbol_subject(target.view.instrument(holding.symbol)), target.view, symbol=holding.symbol)
        paid = _latest(instrument, FundamentalItem.DIVIDENDS_PER_SHARE)
        if isinstance(paid, Figure):
            unknown.append(holding.symbol)
        else:
            income, value = income + paid.value * holding.quantity, value + holding.market_value
    if value <= 0.0:
        return absent("no holding has a reported dividend")
    reason = f"without {', '.join(unknown)}: no annual report" if unknown else "some dividends are not checked against a named source"
    return Figure(income / value, quality=Quality.PARTIAL, reason=reason)


def _extreme(target: Target, choose: Callable[[np.ndarray], float]) -> Figure:
    if target.symbol is None or target.is_group or (target.holding and target.holding.contract):
        return absent(f"{target.subject.label} has no single price")
    column = target.view.market.columns.get(target.symbol)
    closes = target.view.close[-_YEAR:, column] if column is not None else np.array([])
    valid = closes[np.isfinite(closes)]
    if not valid.size:
        return absent(f"{target.symbol} has no price in the last {_YEAR} sessions")
    short = valid.size < _YEAR
    return Figure(
        float(choose(valid)), target.currency, quality=Quality.PARTIAL if short else Quality.COMPLETE,
        reason=f"only {valid.size} sessions of prices" if short else None,
    )  # fmt: skip


def _latest(target: Target, item: FundamentalItem) -> FundamentalFigure | Figure:
    if target.symbol is None or target.is_group or target.is_portfolio or target.kind is SubjectKind.BENCHMARK:
        return absent(f"{target.subject.label} is not one company")
    figures = [figure for figure in target.view.fundamentals(target.symbol) if figure.item is item]
    if not figures:
        return absent(f"there is no annual report of {target.symbol} with it by {target.view.as_of}")
    return max(figures, key=lambda figure: figure.fiscal_year_end)


def _ratio(target: Target, ask: Ask, item: FundamentalItem, compute: Callable[[float, float], float], *, positive: bool = False) -> Figure:
    found, last = _latest(target, item), price(target, ask)
    if isinstance(found, Figure):
        return found
    if last.number is None:
        return last
    if positive and found.value <= 0.0:
        return absent(f"earnings per share of {target.symbol} are not positive")
    partial = found.quality is not Quality.COMPLETE
    return Figure(
        compute(last.number, found.value), quality=found.quality if partial else last.quality, reason=_doubt(found) or last.reason,
        parameters={"fiscal_year_end": found.fiscal_year_end.isoformat()},
    )  # fmt: skip


def _doubt(found: FundamentalFigure) -> str | None:
    if found.quality is Quality.COMPLETE:
        return None
    return f"the report's figure of the year to {found.fiscal_year_end} is not checked against a named source"
