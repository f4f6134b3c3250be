"""Prices of one instrument at chosen sessions, and the value of fixed quantities along them."""

from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from plumbline.analytics.observations import FloatArray
from plumbline.market_data.market import MarketView

RowArray: TypeAlias = npt.NDArray[np.int64]


def prices_at(view: MarketView, symbol: str, rows: RowArray) -> FloatArray:
    """The newest usable price at or before each session row, (n_rows,); NaN before the first one or without prices."""
    column = view.market.columns.get(symbol)
    if column is None:
        return np.full(rows.shape, np.nan)
    close = view.close[:, column]
    usable = np.flatnonzero(np.isfinite(close))
    position = np.searchsorted(usable, rows, side="right") - 1
    if not usable.size:
        return np.full(rows.shape, np.nan)
    return np.where(position >= 0, close[usable[np.maximum(position, 0)]], np.nan)


def session_day(view: MarketView, row: int) -> date:
    """The day of a session row of the view."""
    day: date = view.sessions[row].item()
    return day
