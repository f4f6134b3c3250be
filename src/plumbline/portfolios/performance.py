"""Performance of a portfolio over any period, against any symbol: quantities of the as-of day, held through the period."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.performance import capture, information_ratio, tracking_error
from plumbline.analytics.periods import PeriodSpan, period_span
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.core.money import Money
from plumbline.facts.fact import Quality
from plumbline.market_data.market import MarketView
from plumbline.portfolios.path_statistics import Frame, path_statistics, plain, plain_days, thinned
from plumbline.portfolios.period_returns import ValuePath, holding_changes, portfolio_returns, value_path
from plumbline.portfolios.price_paths import RowArray, prices_at, session_day
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import benchmark_subject, holding_subject, portfolio_subject
from plumbline.portfolios.symbol_results import GrowthSeries, HoldingChange, PathStatistics, PerformanceReport

_NONE = (None, None, None, None)


@dataclass(frozen=True, eq=False)
class _Paths:
    """Daily rows of the period, the portfolio's value path on them, and the benchmark's prices (None without)."""

    rows: RowArray
    span: PeriodSpan
    portfolio: ValuePath
    benchmark: FloatArray | None


def performance_report(
    snapshot: PortfolioSnapshot, view: MarketView, *, period: str = "ytd", benchmark: str | None = None
) -> PerformanceReport:
    """Return, statistics and contributions of the holdings over `period`, beside a benchmark.

    Args:
        snapshot: the holdings of the as-of day.
        view: the market of that day.
        period: `1d 5d 1m 3m 6m mtd qtd ytd 1y 3y 5y 10y max` or `2022-01-01/2022-06-30`.
        benchmark: a symbol of the market; default: the portfolio's own.

    Raises:
        InvalidInput: the period is not one of these.
        NotFound: no such benchmark.
        MissingData: prices do not reach back that far.
    """
    chosen = snapshot.benchmark if benchmark is None else view.instrument(benchmark).symbol
    valuation = analyze(snapshot, view).valuation
    span = period_span(view.sessions, view.as_of, period)
    paths = _paths(snapshot, view, span, chosen)
    comparison = portfolio_returns(snapshot, valuation, view, (period,), benchmark=chosen)[0]
    own = comparison.portfolio
    frame: Frame = {"subject": own.subject, "as_of": own.as_of, "period": period, "quality": own.quality, "reason": own.reason}
    relative = _relative(paths)
    return PerformanceReport(
        **frame, portfolio_id=snapshot.portfolio_id, name=snapshot.name, benchmark=chosen, currency=snapshot.currency,
        comparison=comparison, portfolio=path_statistics(frame, _whole(paths.portfolio), view.sessions[paths.rows]),
        benchmark_statistics=_benchmark_statistics(paths, view, chosen, period=period),
        tracking_error=relative[0], information_ratio=relative[1], up_capture=relative[2], down_capture=relative[3],
        changes=_changes(snapshot, view, paths, period=period), series=_series(paths, view), notes=_notes(snapshot, paths, view, chosen),
    )  # fmt: skip


def _paths(snapshot: PortfolioSnapshot, view: MarketView, span: PeriodSpan, benchmark: str) -> _Paths:
    rows = np.arange(span.base, span.end + 1)
    known = benchmark in view.market.columns
    path = value_path(snapshot, analyze(snapshot, view).valuation, view, rows)
    return _Paths(rows, span, path, prices_at(view, benchmark, rows) if known else None)


def _whole(path: ValuePath) -> FloatArray:
    """The portfolio's value; NaN throughout when something had no price at the start, so that no part passes for the whole."""
    total = path.total
    return total if np.isfinite(total[0]) and path.holdings else np.full(total.shape, np.nan)


def _benchmark_statistics(paths: _Paths, view: MarketView, benchmark: str, *, period: str) -> PathStatistics | None:
    if paths.benchmark is None:
        return None
    frame: Frame = {
        "subject": benchmark_subject(view.instrument(benchmark)),
        "as_of": session_day(view, paths.span.end),
        "period": period,
        "quality": Quality.COMPLETE,
        "reason": None,
    }
    return path_statistics(frame, paths.benchmark, view.sessions[paths.rows])


def _relative(paths: _Paths) -> tuple[float | None, float | None, float | None, float | None]:
    """Tracking error, information ratio, up and down capture; None where they are not defined."""
    total = _whole(paths.portfolio)
    if paths.benchmark is None or not (total > 0.0).all() or total.size < 3:
        return _NONE
    own, other = total[1:] / total[:-1] - 1.0, paths.benchmark[1:] / paths.benchmark[:-1] - 1.0
    try:
        error = tracking_error(own, other, periods_per_year=TRADING_DAYS)
        captured = capture(own, other)
        ratio = information_ratio(own, other, periods_per_year=TRADING_DAYS)
    except (CalculationFailed, MissingData):
        return _NONE
    return error, ratio, captured.up, captured.down


def _changes(snapshot: PortfolioSnapshot, view: MarketView, paths: _Paths, *, period: str) -> tuple[HoldingChange, ...]:
    rows = [
        HoldingChange(
            subject=holding_subject(snapshot, holding.symbol, holding.label), as_of=session_day(view, paths.span.end), period=period,
            quality=holding.quality, reason=holding.reason if change is not None else "it had no price at the start of the period",
            symbol=holding.symbol, name=holding.name, value=value,
            change=None if change is None else Money(amount=change, currency=snapshot.currency),
        )
        for holding, change, value in holding_changes(paths.portfolio)
        if not holding.is_cash
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.change is None, -(row.change.amount if row.change else 0.0))))


def _series(paths: _Paths, view: MarketView) -> GrowthSeries:
    kept = thinned(paths.rows) - paths.rows[0]
    return GrowthSeries(
        dates=plain_days(view.sessions[paths.rows[kept]]),
        portfolio=plain(_growth(_whole(paths.portfolio))[kept]),
        benchmark=None if paths.benchmark is None else plain(_growth(paths.benchmark)[kept]),
    )


def _growth(values: FloatArray) -> FloatArray:
    start = values[0] if values.size else np.nan
    return values / start - 1.0 if np.isfinite(start) and start > 0.0 else np.full(values.shape, np.nan)


def _notes(snapshot: PortfolioSnapshot, paths: _Paths, view: MarketView, benchmark: str) -> tuple[str, ...]:
    first = session_day(view, paths.span.base)
    subject = portfolio_subject(snapshot)
    notes = [*snapshot.notes, *analyze(snapshot, view).valuation.notes]
    if paths.portfolio.holdings:
        notes.append(f"{subject.label}: the holdings of {snapshot.as_of}, held since {first}, cash included.")
    if paths.benchmark is not None and view.instrument(benchmark).kind.value == "index":
        notes.append(f"{view.instrument(benchmark).name} is a price index without dividends; prices of the holdings include them.")
    return tuple(notes)
