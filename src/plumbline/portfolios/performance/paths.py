"""The daily values that a performance report is computed from: the portfolio's and the benchmark's, with a lead for rolling windows."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.periods import PeriodSpan
from plumbline.market_data.market import MarketView
from plumbline.market_data.panel import SessionArray
from plumbline.portfolios.benchmarks import Benchmark, benchmark_path
from plumbline.portfolios.period_returns import ValuePath, value_path
from plumbline.portfolios.price_paths import RowArray
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot


@dataclass(frozen=True, eq=False)
class Paths:
    """Values at session `rows`, (n_rows,): the first `lead` of them lie before the period.

    `total` is NaN throughout when something had no price at the start of the period, so that no part passes for the whole.
    """

    rows: RowArray
    lead: int
    days: SessionArray
    holdings: ValuePath
    total: FloatArray
    benchmark: FloatArray | None

    @property
    def period_rows(self) -> RowArray:
        return self.rows[self.lead :]

    @property
    def period_days(self) -> SessionArray:
        return self.days[self.lead :]

    @property
    def own_returns(self) -> FloatArray:
        """Of the period; NaN where value is not positive."""
        return daily_returns(self.total[self.lead :])

    @property
    def benchmark_returns(self) -> FloatArray | None:
        return None if self.benchmark is None else daily_returns(self.benchmark[self.lead :])


def period_paths(snapshot: PortfolioSnapshot, view: MarketView, span: PeriodSpan, *, benchmark: Benchmark, window: int) -> Paths:
    """The paths over a period and up to `window` - 1 sessions before it."""
    lead = min(window - 1, span.base)
    rows = np.arange(span.base - lead, span.end + 1, dtype=np.int64)
    holdings = value_path(snapshot, analyze(snapshot, view).valuation, view, rows)
    values = holdings.total
    whole = bool(holdings.holdings) and bool(np.isfinite(values[lead]))
    return Paths(
        rows=rows, lead=lead, days=view.sessions[rows], holdings=ValuePath(holdings.holdings, holdings.values[lead:]),
        total=values if whole else np.full(values.shape, np.nan), benchmark=benchmark_path(benchmark, view, rows, since=lead),
    )  # fmt: skip


def stale_note(symbols: tuple[str, ...], view: MarketView, rows: RowArray) -> str | None:
    """What is to be said of days on which the last known price stands in for a missing one; None when there are no such days."""
    counts = {symbol: _missing(symbol, view, rows) for symbol in symbols}
    stale = [f"{symbol} on {count}" for symbol, count in counts.items() if count]
    return f"no price of {', '.join(stale)} of {rows.size} sessions: the last one before stands in" if stale else None


def _missing(symbol: str, view: MarketView, rows: RowArray) -> int:
    column = view.market.columns.get(symbol)
    return 0 if column is None else int(np.isnan(view.close[rows, column]).sum())


def daily_returns(values: FloatArray) -> FloatArray:
    """From one point of a path to the next; NaN into and out of a missing value, or one at zero or below."""
    positive = np.where(values > 0.0, values, np.nan)
    return np.asarray(positive[1:] / positive[:-1] - 1.0)
