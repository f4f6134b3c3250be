"""The sessions of a period for one target: `max` starts where everything in it has a price."""

import numpy as np

from plumbline.core.errors import MissingData
from plumbline.portfolios.option_model import LEAST_OBSERVATIONS
from plumbline.portfolios.price_paths import session_day
from plumbline.query.periods import Span, resolve
from plumbline.query.targets import Target


def span_of(target: Target, period: str) -> Span:
    """Return the sessions that a period spans for the target; raises as `periods.resolve`."""
    span = resolve(target.view, period)
    if span.label != "max":
        return span
    base = max([_first_row(target, symbol) for symbol in _symbols(target)] or [0])
    if base >= span.end:
        raise MissingData(f"{target.subject.label} has no common history of prices by {target.view.as_of}.")
    day = session_day(target.view, base)
    return Span(base, span.end, f"{session_day(target.view, base + 1)}/{span.end_day}", day, span.end_day)


def _symbols(target: Target) -> list[tuple[str, int]]:
    """Priced symbols with the returns that must be there before them (an option needs a volatility)."""
    if not target.members:
        return [(target.symbol or "", 0)]
    drivers = [
        (holding.driver or holding.symbol, LEAST_OBSERVATIONS if holding.quote else 0) for holding in target.members if not holding.is_cash
    ]
    return [(symbol, lead) for symbol, lead in drivers if symbol in target.view.market.columns]


def _first_row(target: Target, symbol: tuple[str, int]) -> int:
    column = target.view.market.columns.get(symbol[0])
    if column is None:
        raise MissingData(f"{symbol[0]} has no prices in the loaded market.", subject=symbol[0])
    usable = np.flatnonzero(np.isfinite(target.view.close[:, column]))
    if not usable.size:
        raise MissingData(f"{symbol[0]} has no prices by {target.view.as_of}.", subject=symbol[0])
    return int(usable[0]) + symbol[1]
