"""Volatility of a portfolio: realized over any window, expected, beside its own past, per holding, and by its parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.returns import simple_returns
from plumbline.analytics.volatility import rolling_volatility
from plumbline.analytics.volatility_forecast import RISKMETRICS_DECAY, ewma_variances
from plumbline.core.errors import InvalidInput, MissingData
from plumbline.facts.fact import Quality
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.market import MarketView
from plumbline.portfolios.fixed_weights import WeightedHistory, left_out_note, weighted_history
from plumbline.portfolios.path_statistics import Frame, plain, plain_days, thinned
from plumbline.portfolios.price_paths import session_day
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import benchmark_subject, holding_subject, portfolio_subject
from plumbline.portfolios.volatility.attribution import Parts, attribution, volatility_parts
from plumbline.portfolios.volatility.figures import MONTH, YEAR, Volatilities
from plumbline.portfolios.volatility.results import HoldingVolatility, VolatilityReport, VolatilitySeries, WindowVolatility

QUARTER = 63
CONE = (5, 10, 21, 63, 126, 252)
MOST_SESSIONS = 10_000
_LEAST_SESSIONS = 21
_NO_PARTS = "the portfolio does not vary, or its holdings share too few sessions of the year"
_CONVENTION = "The weights of the day, held fixed: not what the portfolio went through. Options count as what they are on, by delta."


@dataclass(frozen=True, kw_only=True)
class VolatilityTerms:
    """What to look at.

    `windows` of realized volatility, `decay` of exponential weights, `horizon` of the forecast, `n_sessions` of history, `top` pairs and
    at most `listed` holdings.
    """

    windows: tuple[int, ...] = CONE
    decay: float = RISKMETRICS_DECAY
    horizon: int = 21
    n_sessions: int = 1_260
    top: int = 10
    listed: int = 100


DEFAULT_TERMS = VolatilityTerms()


@lru_cache(maxsize=64)
def volatility_report(snapshot: PortfolioSnapshot, view: MarketView, terms: VolatilityTerms = DEFAULT_TERMS) -> VolatilityReport:
    """Every volatility figure of today's weights.

    Missing: a session on which a holding has no return is left out; a figure with too few of them says so.
    Raises: InvalidInput for terms outside; MissingData with nothing but cash, or under 21 common sessions; CalculationFailed when net
        value is not positive.
    """
    _check(terms)
    history = weighted_history(snapshot, view, max(terms.n_sessions, *terms.windows))
    known = int(np.isfinite(history.own).sum())
    if known < _LEAST_SESSIONS:
        message = f"Expected at least {_LEAST_SESSIONS} sessions that all holdings share, found {known}. Choose a later day."
        raise MissingData(message, subject=snapshot.name)
    partial = (*left_out_note(history), *_short(history, known, terms))
    frame: Frame = {
        "subject": portfolio_subject(snapshot),
        "as_of": snapshot.as_of,
        "period": f"{known}d",
        "quality": Quality.PARTIAL if partial else Quality.COMPLETE,
        "reason": partial[0] if partial else None,
    }
    own, parts = Volatilities(frame, history.own), volatility_parts(history)
    return VolatilityReport(
        **frame, portfolio_id=snapshot.portfolio_id, name=snapshot.name, benchmark=snapshot.benchmark,
        realized=tuple(_realized(snapshot, view, own, terms)), ewma=own.ewma(terms.decay), forecast=own.forecast(terms.horizon),
        percentile=own.percentile(), downside=own.downside(), cone=own.cone(terms.windows),
        attribution=None if parts is None else attribution(frame, history, parts, top=terms.top),
        holdings=_holdings(snapshot, history, parts, terms), n_observations=known, series=_series(history, terms),
        notes=(
            *snapshot.notes, *partial, *_unlisted(history, terms), *(() if parts else (f"No contributions: {_NO_PARTS}.",)), _CONVENTION,
        ),
    )  # fmt: skip


def _check(terms: VolatilityTerms) -> None:
    if not 1 <= len(terms.windows) <= 10 or not all(2 <= window <= MOST_SESSIONS for window in terms.windows):
        raise InvalidInput(
            f"Expected one to ten windows of 2 to {MOST_SESSIONS:,} sessions, found {list(terms.windows)}.", subject="window"
        )
    if not 0.0 < terms.decay < 1.0:
        raise InvalidInput(f"Expected a decay between 0 and 1, such as 0.94, found {terms.decay:g}.", subject="decay")
    if not 1 <= terms.horizon <= YEAR:
        raise InvalidInput(f"Expected a horizon of 1 to {YEAR} sessions, found {terms.horizon}.", subject="horizon")
    if not _LEAST_SESSIONS <= terms.n_sessions <= MOST_SESSIONS or not 1 <= terms.top <= 100 or terms.listed < 1:
        raise InvalidInput(
            f"Expected {_LEAST_SESSIONS} to {MOST_SESSIONS:,} sessions and 1 to 100 pairs, found {terms.n_sessions} and {terms.top}.",
            subject="sessions",
        )


def _short(history: WeightedHistory, known: int, terms: VolatilityTerms) -> tuple[str, ...]:
    missing = len(history.days) - known
    if missing:
        return (f"{missing} of {len(history.days)} sessions are left out: a price is missing.",)
    return (f"Prices of all holdings reach back over {known:,} sessions only.",) if known < terms.n_sessions else ()


def _unlisted(history: WeightedHistory, terms: VolatilityTerms) -> tuple[str, ...]:
    n_all = len(history.drivers)
    return (f"The {terms.listed} holdings with the largest share of the risk are listed, of {n_all}.",) if n_all > terms.listed else ()


def _realized(snapshot: PortfolioSnapshot, view: MarketView, own: Volatilities, terms: VolatilityTerms) -> Iterator[WindowVolatility]:
    benchmark = None
    if snapshot.benchmark in view.market.columns:
        first = max(view.n_sessions - 1 - max(terms.windows), 0)
        close = view.prices((snapshot.benchmark,), start=session_day(view, first)).close[:, 0]
        subject = benchmark_subject(view.instrument(snapshot.benchmark))
        benchmark = Volatilities({**own.frame, "subject": subject, "quality": Quality.COMPLETE, "reason": None}, simple_returns(close))
    for window in terms.windows:
        yield WindowVolatility(window=window, portfolio=own.realized(window), benchmark=benchmark.realized(window) if benchmark else None)


def _holdings(
    snapshot: PortfolioSnapshot, history: WeightedHistory, parts: Parts | None, terms: VolatilityTerms
) -> tuple[HoldingVolatility, ...]:
    shares = np.zeros(len(history.drivers)) if parts is None else parts.contributions.shares
    largest = np.argsort(-shares, kind="stable")[: terms.listed]
    return tuple(_holding(snapshot, history, parts, place, terms=terms) for place in largest.tolist())


def _holding(
    snapshot: PortfolioSnapshot, history: WeightedHistory, parts: Parts | None, place: int, *, terms: VolatilityTerms
) -> HoldingVolatility:
    symbol, returns = history.drivers[place], history.returns[:, place]
    n_known = int(np.isfinite(returns).sum())
    frame: Frame = {
        "subject": holding_subject(snapshot, symbol),
        "as_of": snapshot.as_of,
        "period": f"{n_known}d",
        "quality": Quality.COMPLETE,
        "reason": None,
    }
    own = Volatilities(frame, returns)
    forecast = own.forecast(terms.horizon)

    def part(measure: str, values: FloatArray | None) -> MeasuredValue:
        value = None if values is None else float(values[place])
        reason = None if values is not None else _NO_PARTS
        return MeasuredValue.model_validate({**frame, "period": f"{YEAR}d", "measure": measure, "value": value, "reason": reason})

    return HoldingVolatility(
        **frame, symbol=symbol, month=own.realized(MONTH), quarter=own.realized(QUARTER), year=own.realized(YEAR),
        ewma=own.ewma(terms.decay), expected=forecast.level, trend=forecast.trend, percentile=own.percentile(), downside=own.downside(),
        risk_contribution=part("risk_contribution", parts.contributions.shares if parts else None),
        risk_contribution_volatility=part("risk_contribution_volatility", parts.contributions.volatilities if parts else None),
    )  # fmt: skip


def _series(history: WeightedHistory, terms: VolatilityTerms) -> VolatilitySeries:
    """Over the sessions with a return, so that one gap does not blank a quarter."""
    known = np.isfinite(history.own)
    own, days = history.own[known], history.days[known]
    kept = thinned(np.arange(min(MONTH, own.size) - 1, own.size))
    smoothed = np.sqrt(ewma_variances(own, decay=terms.decay)[1:] * TRADING_DAYS)
    month, quarter = (rolling_volatility(own, window=window, periods_per_year=TRADING_DAYS) for window in (MONTH, QUARTER))
    lines = [plain(np.round(values[kept], 8)) for values in (month, quarter, smoothed)]
    return VolatilitySeries(dates=plain_days(days[kept]), month=lines[0], quarter=lines[1], ewma=lines[2])
