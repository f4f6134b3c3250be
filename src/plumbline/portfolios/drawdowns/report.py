"""Drawdowns of the weights of a day over a long past: the episodes, time under water, and the chance of a fall ahead."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from plumbline.analytics.drawdown import current_drawdown, drawdown_path, maximum_drawdown
from plumbline.analytics.drawdown_episodes import (
    DrawdownEpisode,
    conditional_drawdown,
    drawdown_episodes,
    drawdown_probability,
    time_under_water,
)
from plumbline.analytics.observations import FloatArray
from plumbline.core.errors import InvalidInput, MissingData
from plumbline.facts.fact import Quality
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.market import MarketView
from plumbline.market_data.panel import SessionArray
from plumbline.portfolios.drawdowns.results import DrawdownPath, DrawdownReport, DrawdownRow
from plumbline.portfolios.fixed_weights import left_out_note, weighted_history
from plumbline.portfolios.risk_series import LEAST_SESSIONS, analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import portfolio_subject

_LEAST_DEPTH = 0.02
"""Shallower falls are the noise of every week."""
_CONVENTION = "The weights of the day, rebalanced daily: not what the portfolio went through."
_MOST_POINTS = 1_000
"""Of the chart: more than the pixels of a wide screen say nothing more."""


@dataclass(frozen=True, kw_only=True)
class DrawdownTerms:
    """`n_sessions` looked back; `depths` and `horizon` (sessions) of the chances; `n_episodes` listed."""

    n_sessions: int = 2_520
    depths: tuple[float, ...] = (0.10, 0.20, 0.30)
    horizon: int = 252
    n_episodes: int = 10


DEFAULT_TERMS = DrawdownTerms()


@lru_cache(maxsize=64)
def drawdown_report(snapshot: PortfolioSnapshot, view: MarketView, terms: DrawdownTerms = DEFAULT_TERMS) -> DrawdownReport:
    """Every deep fall of the weights of the day over the last sessions that prices reach back to.

    Raises: InvalidInput on terms that can not be; MissingData with under 60 common sessions; CalculationFailed when net value is not
        positive or leverage took the path below zero.
    """
    _check(terms)
    history = weighted_history(snapshot, view, terms.n_sessions)
    known = np.isfinite(history.own)
    if int(known.sum()) < LEAST_SESSIONS:
        message = f"Expected at least {LEAST_SESSIONS} sessions that all holdings share, found {int(known.sum())}. Choose a later day."
        raise MissingData(message, subject=snapshot.name)
    returns, days = history.own[known], _points(view, history.days[known])
    period = f"{days[0]}/{days[-1]}"
    under = time_under_water(returns)
    valuation = analyze(snapshot, view).valuation
    reason = _reason(int(known.sum()), terms) or valuation.reason
    return DrawdownReport(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, period=period,
        quality=Quality.PARTIAL if reason or history.left_out else Quality.COMPLETE, reason=reason, portfolio_id=snapshot.portfolio_id,
        name=snapshot.name, n_observations=returns.size, maximum=float(np.max(maximum_drawdown(returns))),
        current=float(np.max(current_drawdown(returns))), conditional=conditional_drawdown(returns), time_under_water=under.share,
        longest_under_water=under.longest, chances=tuple(_chance(snapshot, returns, depth, terms) for depth in terms.depths),
        episodes=tuple(
            _row(snapshot, found, days) for found in drawdown_episodes(returns, minimum_depth=_LEAST_DEPTH)[: terms.n_episodes]
        ),
        path=_path(returns, days),
        notes=(*snapshot.notes, *valuation.notes, *left_out_note(history), _CONVENTION),
    )  # fmt: skip


def _check(terms: DrawdownTerms) -> None:
    if not LEAST_SESSIONS <= terms.n_sessions <= 20_000:
        raise InvalidInput(f"Expected {LEAST_SESSIONS} to 20,000 sessions, found {terms.n_sessions}.", subject="sessions")
    if not 1 <= terms.horizon <= 2_520:
        raise InvalidInput(f"Expected a horizon of 1 to 2,520 sessions, found {terms.horizon}.", subject="horizon")
    if not 1 <= len(terms.depths) <= 5 or not all(0.0 < depth < 1.0 for depth in terms.depths):
        raise InvalidInput("Expected one to five depths between 0 and 100 %, such as 0.20.", subject="depth")


def _points(view: MarketView, days: SessionArray) -> list[date]:
    """Day of each point of the path: the session before the first return, then those of the returns."""
    first = int(np.searchsorted(view.sessions, days[0]))
    before: date = view.sessions[max(first - 1, 0)].item()
    return [before, *days.tolist()]


def _row(snapshot: PortfolioSnapshot, found: DrawdownEpisode, days: list[date]) -> DrawdownRow:
    recovered = None if found.recovery is None else days[found.recovery]
    return DrawdownRow(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, period=f"{days[found.peak]}/{recovered or days[-1]}", depth=found.depth,
        peak_on=days[found.peak], trough_on=days[found.trough], recovered_on=recovered, n_falling=found.n_falling,
        n_recovering=found.n_recovering, quality=Quality.COMPLETE if recovered else Quality.PARTIAL,
        reason=None if recovered else "not recovered yet",
    )  # fmt: skip


def _chance(snapshot: PortfolioSnapshot, returns: FloatArray, depth: float, terms: DrawdownTerms) -> MeasuredValue:
    found = drawdown_probability(returns, depth=depth, horizon=terms.horizon)
    return MeasuredValue(
        subject=portfolio_subject(snapshot), as_of=snapshot.as_of, measure="drawdown_probability", value=found.probability,
        parameters={"depth": depth, "horizon_days": float(terms.horizon)}, quality=Quality.PARTIAL,
        reason=f"simulated from past returns in blocks; give or take {100 * found.standard_error:.1f} points",
    )  # fmt: skip


def _path(returns: FloatArray, days: list[date]) -> DrawdownPath:
    path = drawdown_path(returns)
    step = -(-path.size // _MOST_POINTS)
    places = sorted({*range(0, path.size, step), int(path.argmax()), path.size - 1})
    return DrawdownPath(dates=tuple(days[place] for place in places), values=tuple(float(path[place]) for place in places))


def _reason(n_known: int, terms: DrawdownTerms) -> str | None:
    if n_known < terms.n_sessions:
        return f"all holdings together have prices on {n_known:,} sessions, {terms.n_sessions:,} were asked for"
    return None
