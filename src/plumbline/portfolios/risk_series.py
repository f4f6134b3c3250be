"""The return series that risk figures are computed from: today's exposures times past returns of what drives them."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from plumbline.analytics.observations import BoolArray, FloatArray
from plumbline.analytics.returns import simple_returns
from plumbline.facts.fact import Quality
from plumbline.market_data.market import MarketView
from plumbline.market_data.panel import SessionArray
from plumbline.portfolios.price_paths import session_day
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.valuation import Valuation, ValuedHolding, value_holdings

TAIL_SESSIONS = 504
"""Two years: the 95 % tail then holds about 25 days, the 99 % tail five."""
YEAR_SESSIONS = 252
LEAST_SESSIONS = 60
"""Fewer common sessions than a quarter of a year say too little about how holdings move together."""
LEAST_WINDOW_SHARE = 2 / 3
"""A 21- or 63-day figure needs this share of its sessions; below it the name of the window would mislead."""
LEAST_SHARE = 0.75
"""Risk is only stated when the holdings with enough history carry at least this share of gross exposure."""


@dataclass(frozen=True, eq=False)
class RiskSeries:
    """Daily figures of the last up to 504 sessions; row i is the return into `days[i]` from the session before.

    `returns` is (n_sessions, n_drivers); `kept` marks drivers with enough history, `complete` the sessions on which all of
    those have a return; `profit` is the portfolio's gain in money at today's exposures, NaN on the other sessions.
    `problem` says why there is no series at all.
    """

    base_day: np.datetime64
    days: SessionArray
    drivers: tuple[str, ...]
    returns: FloatArray
    benchmark: FloatArray | None
    kept: BoolArray
    complete: BoolArray
    profit: FloatArray
    quality: Quality
    reason: str | None
    problem: str | None
    notes: tuple[str, ...]

    def rows(self, n_sessions: int) -> slice:
        """The last `n_sessions` rows."""
        return slice(max(len(self.days) - n_sessions, 0), len(self.days))

    def column(self, holding: ValuedHolding) -> int | None:
        """The column that moves a holding, or None when it has too little history (or does not move)."""
        column = None if holding.driver is None else self._columns.get(holding.driver)
        return column if column is not None and self.kept[column] else None

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {driver: column for column, driver in enumerate(self.drivers)}


@dataclass(frozen=True, eq=False)
class Analysis:
    """What every report of a snapshot starts from."""

    valuation: Valuation
    series: RiskSeries


@lru_cache(maxsize=512)
def analyze(snapshot: PortfolioSnapshot, view: MarketView) -> Analysis:
    """Value the snapshot and build its risk series; kept by digest, because a snapshot never changes."""
    valuation = value_holdings(snapshot, view)
    return Analysis(valuation, risk_series(valuation, snapshot.benchmark, view))


def risk_series(valuation: Valuation, benchmark: str, view: MarketView) -> RiskSeries:
    """Build the series of the holdings' exposures over the last 504 sessions.

    Missing: a driver for which fewer than 60 common sessions would be left in the last 252 is dropped (the one with the
    shortest history first) and named; below 75 % of gross exposure nothing is stated.
    """
    exposures = driver_exposures(valuation)
    drivers = tuple(exposures)
    money = np.array([exposures[driver] for driver in drivers])
    known_benchmark = benchmark in view.market.columns
    first = max(view.n_sessions - 1 - TAIL_SESSIONS, 0)
    table = view.prices((*drivers, benchmark) if known_benchmark else drivers, start=session_day(view, first))
    moves = simple_returns(table.close) if len(table.dates) > 1 else np.empty((0, table.close.shape[1]))
    own = moves[:, : len(drivers)]
    kept = _kept(own)
    complete = np.asarray(np.isfinite(own[:, kept]).all(axis=1))
    problem = _problem(valuation, money, kept, own=own, view=view)
    dropped = [driver for driver, keep in zip(drivers, kept, strict=True) if not keep]
    reason = _reason(dropped, complete)
    return RiskSeries(
        base_day=table.dates[0], days=table.dates[1:], drivers=drivers, returns=own,
        benchmark=moves[:, -1] if known_benchmark else None, kept=kept, complete=complete,
        profit=np.where(complete, np.where(np.isfinite(own[:, kept]), own[:, kept], 0.0) @ money[kept], np.nan),
        quality=Quality.PARTIAL if reason else Quality.COMPLETE, reason=reason, problem=problem,
        notes=(*_notes(dropped, problem), *_bad_prints(drivers, view, first)),
    )  # fmt: skip


def driver_exposures(valuation: Valuation) -> dict[str, float]:
    """Money that moves with each driver, all holdings together, options by delta."""
    totals: dict[str, float] = {}
    for holding in valuation.invested:
        if holding.driver is not None:
            totals[holding.driver] = totals.get(holding.driver, 0.0) + holding.exposure
    return totals


def _kept(returns: FloatArray) -> BoolArray:
    """Drop the shortest histories until at least 60 of the last 252 sessions are common to the rest."""
    finite = np.isfinite(returns[-YEAR_SESSIONS:])
    counts = finite.sum(axis=0)
    kept = np.ones(returns.shape[1], dtype=np.bool_)
    while kept.any() and int(finite[:, kept].all(axis=1).sum()) < LEAST_SESSIONS:
        kept[int(np.where(kept, counts, np.iinfo(np.int64).max).argmin())] = False
    return kept


def _problem(valuation: Valuation, money: FloatArray, kept: BoolArray, *, own: FloatArray, view: MarketView) -> str | None:
    if not valuation.holdings:
        return f"The portfolio holds nothing on {view.as_of}."
    gross = float(np.abs(money).sum())
    if gross > 0.0 and float(np.abs(money[kept]).sum()) < LEAST_SHARE * gross:
        together = int(np.isfinite(own[-YEAR_SESSIONS:]).all(axis=1).sum())
        return (
            f"Risk figures need at least {LEAST_SESSIONS} sessions on which the holdings have prices together, in the {YEAR_SESSIONS} up "
            f"to {view.as_of} there are {together}: choose another day, or holdings with a longer common history."
        )
    if gross == 0.0 and any(not holding.is_cash for holding in valuation.holdings):
        return "None of the holdings could be priced." if valuation.net_value == valuation.cash_value else None
    return None


def _reason(dropped: list[str], complete: BoolArray) -> str | None:
    if dropped:
        return f"without {', '.join(dropped)}: too few sessions with prices"
    n_left_out = int((~complete).sum())
    if n_left_out:
        return f"{n_left_out} of {complete.size} sessions are left out: a price is missing"
    return f"only {complete.size} sessions of history" if complete.size < TAIL_SESSIONS else None


def _notes(dropped: list[str], problem: str | None) -> list[str]:
    if problem:
        return [problem]
    if dropped:
        text = (
            f"{', '.join(dropped)} ha{'s' if len(dropped) == 1 else 've'} fewer than {LEAST_SESSIONS} sessions in common with the "
            f"other holdings in the last year and {'is' if len(dropped) == 1 else 'are'} left out of the risk figures."
        )
        return [text]
    return []


def _bad_prints(drivers: tuple[str, ...], view: MarketView, first: int) -> list[str]:
    """Prints that are left out because the next one showed them to be wrong; only what was known by the day of the view."""
    known = [mark for mark in view.market.marks if mark.known_row < view.n_sessions and mark.row >= first]
    days: dict[str, list[str]] = {}
    for mark in known:
        symbol = view.market.symbols[mark.column]
        if symbol in drivers:
            days.setdefault(symbol, []).append(str(session_day(view, mark.row)))
    return [f"Left out as a bad print: {symbol} on {', '.join(found)}." for symbol, found in days.items()]
