"""Tail risk and drawdown of the portfolio's series, and the frame (subject, day, quality) that all its figures share."""

from dataclasses import dataclass
from datetime import date
from typing import TypedDict

import numpy as np

from plumbline.analytics.drawdown import current_drawdown, deepest_drawdown
from plumbline.analytics.observations import FloatArray
from plumbline.analytics.value_at_risk import (
    historical_expected_shortfall,
    historical_value_at_risk,
    parametric_expected_shortfall,
    parametric_value_at_risk,
)
from plumbline.core.errors import CalculationFailed
from plumbline.core.money import Money
from plumbline.facts.fact import Quality, Subject
from plumbline.portfolios.results import Drawdown, TailRisk
from plumbline.portfolios.risk_series import LEAST_SESSIONS, TAIL_SESSIONS, YEAR_SESSIONS, Analysis
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject

_LEVELS = np.array([0.95, 0.99])


class Shared(TypedDict):
    """The fields that every part of a report has."""

    subject: Subject
    as_of: date
    period: str | None
    quality: Quality
    reason: str | None


@dataclass(frozen=True)
class ResultFrame:
    """Whose figures these are, of which day, and how good the series and the valuation behind them are."""

    snapshot: PortfolioSnapshot
    analysis: Analysis

    def shared(self, *, period: str | None = None, reason: str | None = None) -> Shared:
        """For figures from the series."""
        series, valuation = self.analysis.series, self.analysis.valuation
        worse = series.quality if series.quality is not Quality.COMPLETE else valuation.quality
        undefined = "net value is not positive" if valuation.holdings and valuation.net_value <= 0.0 else None
        return self._fields(period, worse, series.problem or undefined or reason or series.reason or valuation.reason)

    def valued(self, *, reason: str | None = None) -> Shared:
        """For figures from the valuation alone."""
        valuation = self.analysis.valuation
        undefined = "net value is not positive" if valuation.holdings and valuation.net_value <= 0.0 else None
        empty = None if valuation.holdings else self.analysis.series.problem
        return self._fields(None, valuation.quality, empty or undefined or reason or valuation.reason)

    def returns(self, n_sessions: int) -> FloatArray | None:
        """The portfolio's daily returns over the last sessions, complete ones only; None when they are not defined."""
        profit, net = self.profit(n_sessions), self.analysis.valuation.net_value
        return None if profit is None or net <= 0.0 else profit / net

    def profit(self, n_sessions: int) -> FloatArray | None:
        """The portfolio's daily gains in money over the last sessions, complete ones only."""
        series = self.analysis.series
        window = series.rows(n_sessions)
        return None if series.problem else series.profit[window][series.complete[window]]

    def _fields(self, period: str | None, quality: Quality, reason: str | None) -> Shared:
        return {
            "subject": portfolio_subject(self.snapshot),
            "as_of": self.snapshot.as_of,
            "period": period,
            "quality": quality,
            "reason": reason,
        }


def tail_risk_of(frame: ResultFrame) -> TailRisk:
    """One-day value at risk and expected shortfall over the last 504 sessions; in money also where fractions are undefined."""
    profit = frame.profit(TAIL_SESSIONS)
    net = frame.analysis.valuation.net_value
    enough = profit is not None and profit.size >= LEAST_SESSIONS
    losses = _losses(profit) if profit is not None and enough else np.full((4, 2), np.nan)
    fractions = losses / net if net > 0.0 else np.full((4, 2), np.nan)
    currency = frame.snapshot.currency
    return TailRisk(
        **frame.shared(period=f"{TAIL_SESSIONS}d"),
        historical_value_at_risk_95=_figure(fractions[0, 0]), historical_value_at_risk_99=_figure(fractions[0, 1]),
        historical_expected_shortfall_95=_figure(fractions[1, 0]), historical_expected_shortfall_99=_figure(fractions[1, 1]),
        parametric_value_at_risk_95=_figure(fractions[2, 0]), parametric_value_at_risk_99=_figure(fractions[2, 1]),
        parametric_expected_shortfall_95=_figure(fractions[3, 0]), parametric_expected_shortfall_99=_figure(fractions[3, 1]),
        historical_value_at_risk_95_money=_money(losses[0, 0], currency), historical_value_at_risk_99_money=_money(losses[0, 1], currency),
        historical_expected_shortfall_95_money=_money(losses[1, 0], currency),
        historical_expected_shortfall_99_money=_money(losses[1, 1], currency),
        parametric_value_at_risk_95_money=_money(losses[2, 0], currency), parametric_value_at_risk_99_money=_money(losses[2, 1], currency),
        parametric_expected_shortfall_95_money=_money(losses[3, 0], currency),
        parametric_expected_shortfall_99_money=_money(losses[3, 1], currency),
        n_observations=0 if profit is None else int(profit.size),
    )  # fmt: skip


def drawdown_of(frame: ResultFrame) -> Drawdown:
    """The deepest fall of the compounded series over the last 252 sessions, with its days."""
    returns = frame.returns(YEAR_SESSIONS)
    period = f"{YEAR_SESSIONS}d"
    shared = frame.shared(period=period)
    if returns is None or returns.size < LEAST_SESSIONS:
        return Drawdown(**shared, maximum=None, current=None, peak_on=None, trough_on=None)
    try:
        deepest = deepest_drawdown(returns)
    except CalculationFailed as failure:
        shared = frame.shared(period=period, reason=failure.message)
        return Drawdown(**shared, maximum=None, current=None, peak_on=None, trough_on=None)
    days = _points(frame.analysis)
    fell = deepest.depth > 0.0
    return Drawdown(
        **shared, maximum=deepest.depth, current=float(current_drawdown(returns)), peak_on=days[deepest.peak].item() if fell else None,
        trough_on=days[deepest.trough].item() if fell else None,
    )  # fmt: skip


def _points(analysis: Analysis) -> "np.ndarray[tuple[int], np.dtype[np.datetime64]]":
    """Day of each point of the value path: the session before the first return, then the sessions that count."""
    series = analysis.series
    window = series.rows(YEAR_SESSIONS)
    before = series.base_day if window.start == 0 else series.days[window.start - 1]
    return np.concatenate([[before], series.days[window][series.complete[window]]])


def _losses(profit: FloatArray) -> FloatArray:
    """(4, 2): historical VaR and ES, parametric VaR and ES, in money, at 95 and 99 %. + 0.0 turns -0.0 into 0.0."""
    rows = [
        historical_value_at_risk(profit, _LEVELS),
        historical_expected_shortfall(profit, _LEVELS),
        parametric_value_at_risk(profit, _LEVELS),
        parametric_expected_shortfall(profit, _LEVELS),
    ]
    return np.array(rows) + 0.0


def _figure(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _money(value: float, currency: str) -> Money | None:
    return Money(amount=float(value), currency=currency) if np.isfinite(value) else None
