"""The figures that limits look at, as functions of the weights: for finding the weights at which they are met."""

from collections.abc import Callable

import numpy as np

from plumbline.analytics.beta import beta
from plumbline.analytics.drawdown import maximum_drawdown
from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.score import RiskScoreInputs, risk_score
from plumbline.analytics.value_at_risk import historical_expected_shortfall, historical_value_at_risk
from plumbline.core.errors import CalculationFailed
from plumbline.portfolios.contributions import FUNDS, UNCLASSIFIED
from plumbline.portfolios.limit_rules import LimitKind, LimitRule
from plumbline.portfolios.what_if.book import WhatIfBook

Figure = Callable[[FloatArray], FloatArray]
"""(n_portfolios, n_rows) weights to (n_portfolios,) figures; NaN where a figure is not defined."""


def figure_of(rule: LimitRule, book: WhatIfBook) -> Figure:
    """The figure of one rule, by the convention of the risk report."""
    return lambda weights: _FIGURES[rule.kind](rule, _Weighted(book, weights))


class _Weighted:
    """Several portfolios of the same rows, and what is derived from their weights."""

    def __init__(self, book: WhatIfBook, weights: FloatArray) -> None:
        self.book, self.weights = book, weights
        self.exposures = weights * np.array([row.leverage for row in book.rows])
        self._moving = self.exposures[:, list(book.session.places)].T

    def year(self) -> FloatArray:
        """Daily returns (n_sessions, n_portfolios) of the last year."""
        return np.asarray(self.book.session.year_returns @ self._moving)

    def tail(self) -> FloatArray:
        """Daily returns (n_sessions, n_portfolios) of the last two years."""
        return np.asarray(self.book.session.tail_returns @ self._moving)

    def places(self, name: str) -> list[int]:
        """Where a symbol stands among the rows; nowhere when it is not held."""
        return [place for place, row in enumerate(self.book.rows) if row.symbol == name]

    def gross_shares(self) -> FloatArray:
        """Absolute weights over their sum, largest first; NaN where nothing is held."""
        sizes = np.sort(np.abs(self.weights), axis=1)[:, ::-1]
        gross = sizes.sum(axis=1, keepdims=True)
        return np.asarray(np.where(gross > 0.0, sizes / np.where(gross > 0.0, gross, 1.0), np.nan))


def _name(rule: LimitRule, has: _Weighted) -> FloatArray:
    sizes = np.abs(has.weights if rule.name is None else has.weights[:, has.places(rule.name)])
    return np.asarray(sizes.max(axis=1, initial=0.0))


def _sector(rule: LimitRule, has: _Weighted) -> FloatArray:
    """The absolute net weight of a sector, or of the largest; funds and what has no sector are none."""
    sectors = [row.sector for row in has.book.rows]
    wanted = [rule.name] if rule.name else [sector for sector in dict.fromkeys(sectors) if sector not in {FUNDS, UNCLASSIFIED}]
    totals = [np.abs(has.weights[:, [sector == name for sector in sectors]].sum(axis=1)) for name in wanted]
    return np.asarray(np.max(totals, axis=0)) if totals else np.zeros(len(has.weights))


def _risk_share(rule: LimitRule, has: _Weighted) -> FloatArray:
    covariance = np.cov(has.book.session.year_returns, rowvar=False, ddof=1).reshape(len(has.book.session.places), -1)
    moving = has.exposures[:, list(has.book.session.places)]
    parts = moving * (moving @ covariance)
    total = parts.sum(axis=1, keepdims=True)
    shares = np.where(total > 0.0, parts / np.where(total > 0.0, total, 1.0), np.nan)
    if rule.name is None:
        return np.asarray(shares.max(axis=1))
    chosen = [position for position, place in enumerate(has.book.session.places) if has.book.rows[place].symbol == rule.name]
    return np.asarray(shares[:, chosen].sum(axis=1))


def _top(rule: LimitRule, has: _Weighted) -> FloatArray:
    return np.asarray(has.gross_shares()[:, : rule.count or 5].sum(axis=1))


def _volatility(rule: LimitRule, has: _Weighted) -> FloatArray:
    return _deviation(has.book.session.recent(has.year(), rule.window or 252))


def _deviation(series: FloatArray) -> FloatArray:
    return np.asarray(series.std(axis=0, ddof=1) * np.sqrt(TRADING_DAYS))


def _value_at_risk(rule: LimitRule, has: _Weighted) -> FloatArray:
    return np.asarray(historical_value_at_risk(has.tail(), rule.confidence or 0.95))


def _shortfall(rule: LimitRule, has: _Weighted) -> FloatArray:
    return np.asarray(historical_expected_shortfall(has.tail(), rule.confidence or 0.95))


def _drawdown(has: _Weighted) -> FloatArray:
    """NaN for all as soon as one path falls below zero: none of them is then said to be a cure."""
    try:
        return np.asarray(maximum_drawdown(has.year()))
    except CalculationFailed:
        return np.full(len(has.weights), np.nan)


def _beta(has: _Weighted) -> FloatArray:
    benchmark = has.book.session.benchmark
    return np.full(len(has.weights), np.nan) if benchmark is None else np.asarray(beta(has.year(), benchmark))


def _tracking_error(has: _Weighted) -> FloatArray:
    benchmark = has.book.session.benchmark
    return np.full(len(has.weights), np.nan) if benchmark is None else _deviation(has.year() - benchmark[:, None])


def _side(has: _Weighted, sign: float) -> FloatArray:
    return np.asarray(np.maximum(sign * has.exposures, 0.0).sum(axis=1))


def _hedge_ratio(has: _Weighted) -> FloatArray:
    long = _side(has, 1.0)
    return np.asarray(np.where(long > 0.0, _side(has, -1.0) / np.where(long > 0.0, long, 1.0), np.nan))


def _concentration(has: _Weighted) -> FloatArray:
    return np.asarray((has.gross_shares() ** 2).sum(axis=1))


def _score(has: _Weighted) -> FloatArray:
    levels = (
        _deviation(has.year()), historical_expected_shortfall(has.tail()), _drawdown(has), _concentration(has),
        np.abs(has.exposures).sum(axis=1),
    )  # fmt: skip
    return np.array([risk_score(RiskScoreInputs(*row)).score if np.isfinite(row).all() else np.nan for row in np.column_stack(levels)])


_FIGURES: dict[LimitKind, Callable[[LimitRule, _Weighted], FloatArray]] = {
    LimitKind.SINGLE_NAME: _name,
    LimitKind.SECTOR: _sector,
    LimitKind.RISK_SHARE: _risk_share,
    LimitKind.TOP_HOLDINGS: _top,
    LimitKind.VOLATILITY: _volatility,
    LimitKind.VALUE_AT_RISK: _value_at_risk,
    LimitKind.EXPECTED_SHORTFALL: _shortfall,
    LimitKind.MAXIMUM_DRAWDOWN: lambda _, has: _drawdown(has),
    LimitKind.BETA: lambda _, has: _beta(has),
    LimitKind.TRACKING_ERROR: lambda _, has: _tracking_error(has),
    LimitKind.HEDGE_RATIO: lambda _, has: _hedge_ratio(has),
    LimitKind.GROSS_EXPOSURE: lambda _, has: np.asarray(np.abs(has.exposures).sum(axis=1)),
    LimitKind.NET_EXPOSURE: lambda _, has: np.asarray(has.exposures.sum(axis=1)),
    LimitKind.LONG_EXPOSURE: lambda _, has: _side(has, 1.0),
    LimitKind.SHORT_EXPOSURE: lambda _, has: _side(has, -1.0),
    LimitKind.CONCENTRATION: lambda _, has: _concentration(has),
    LimitKind.EFFECTIVE_POSITIONS: lambda _, has: 1.0 / _concentration(has),
    LimitKind.N_HOLDINGS: lambda _, has: np.asarray((has.weights != 0.0).sum(axis=1), dtype=np.float64),
    LimitKind.RISK_SCORE: lambda _, has: _score(has),
    LimitKind.CASH: lambda _, has: np.asarray(1.0 - has.weights.sum(axis=1)),
}
