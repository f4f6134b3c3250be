"""The figures that limits look at, as functions of the weights: for finding the weights at which they are met."""

from collections.abc import Callable

import numpy as np

from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.portfolios.contributions import FUNDS, UNCLASSIFIED
from plumbline.portfolios.limits import GROSS, SECTOR, SINGLE_NAME, TOP_5, VALUE_AT_RISK, VOLATILITY
from plumbline.portfolios.what_if.book import WhatIfBook

Figure = Callable[[FloatArray], FloatArray]
"""(n_portfolios, n_rows) weights to (n_portfolios,) figures."""


def figure_of(key: str, book: WhatIfBook) -> Figure:
    """The figure of one rule, by the convention of the risk report."""
    leverage = np.array([row.leverage for row in book.rows])
    places = list(book.session.places)
    figures: dict[str, Figure] = {
        SINGLE_NAME.key: _largest,
        SECTOR.key: lambda weights: _sector(weights, book),
        TOP_5.key: _top_5,
        VOLATILITY.key: lambda weights: _volatility(book.session.year_returns @ (weights * leverage)[:, places].T),
        VALUE_AT_RISK.key: lambda weights: _value_at_risk(book.session.tail_returns @ (weights * leverage)[:, places].T),
        GROSS.key: lambda weights: np.asarray(np.abs(weights * leverage).sum(axis=1)),
    }
    return figures[key]


def _largest(weights: FloatArray) -> FloatArray:
    return np.asarray(np.abs(weights).max(axis=1, initial=0.0))


def _sector(weights: FloatArray, book: WhatIfBook) -> FloatArray:
    """The largest absolute net weight of a sector; funds and what has no sector are none."""
    totals = [
        np.abs(weights[:, [row.sector == sector for row in book.rows]].sum(axis=1))
        for sector in dict.fromkeys(row.sector for row in book.rows)
        if sector not in {FUNDS, UNCLASSIFIED}
    ]
    return np.asarray(np.max(totals, axis=0)) if totals else np.zeros(len(weights))


def _top_5(weights: FloatArray) -> FloatArray:
    """Share of the five largest in gross; nothing held has none."""
    sizes = np.sort(np.abs(weights), axis=1)[:, ::-1]
    gross = sizes.sum(axis=1)
    return np.asarray(np.where(gross > 0.0, sizes[:, :5].sum(axis=1) / np.where(gross > 0.0, gross, 1.0), 0.0))


def _volatility(series: FloatArray) -> FloatArray:
    return np.asarray(series.std(axis=0, ddof=1) * np.sqrt(TRADING_DAYS))


def _value_at_risk(series: FloatArray) -> FloatArray:
    return np.asarray(-np.quantile(series, 0.05, axis=0))
