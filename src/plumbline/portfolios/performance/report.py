"""Performance of a portfolio over any period, against any benchmark: quantities of the as-of day, held through the period."""

from dataclasses import replace

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.periods import PeriodSpan, period_span
from plumbline.core.errors import InvalidInput
from plumbline.core.money import Money
from plumbline.facts.fact import Quality
from plumbline.market_data.market import MarketView
from plumbline.portfolios.benchmarks import CASH, Benchmark, find_benchmark
from plumbline.portfolios.path_statistics import Frame, path_statistics, plain, plain_days, thinned
from plumbline.portfolios.performance.account import account_returns
from plumbline.portfolios.performance.calendar import period_calendar
from plumbline.portfolios.performance.over_time import calendar_years, rolling_series
from plumbline.portfolios.performance.paths import Paths, period_paths, stale_note
from plumbline.portfolios.performance.ratios import Sample, path_ratios, relative_figures
from plumbline.portfolios.performance.results import PathRatios, PerformanceReport, RelativeFigures
from plumbline.portfolios.period_returns import holding_changes, portfolio_returns
from plumbline.portfolios.price_paths import session_day
from plumbline.portfolios.results import PeriodComparison, PeriodReturn
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject, portfolio_subject
from plumbline.portfolios.symbol_results import GrowthSeries, HoldingChange, PathStatistics

DEFAULT_WINDOW = 63
_LONGEST_WINDOW = 2_520
_NO_RETURNS = "the period has fewer than two daily returns"


def performance_report(
    snapshot: PortfolioSnapshot, view: MarketView, *, period: str = "ytd", benchmark: str | None = None, window: int = DEFAULT_WINDOW
) -> PerformanceReport:
    """Return, statistics, ratios, calendar, rolling figures and contributions of the holdings over `period`, beside a benchmark.

    Args:
        snapshot: the holdings of the as-of day.
        view: the market of that day.
        period: `1d 5d 1m 3m 6m mtd qtd ytd 1y 3y 5y 10y max` or `2022-01-01/2022-06-30`.
        benchmark: a symbol or name, or a blend such as `60% SP500 + 40% USMV`; default: the portfolio's own.
        window: sessions of the rolling figures.

    Raises:
        InvalidInput: the period or the blend is not one of these, or the window is outside.
        NotFound: no such benchmark.
        MissingData: prices do not reach back that far.
    """
    if not 2 <= window <= _LONGEST_WINDOW:
        raise InvalidInput(f"Expected a window of 2 to {_LONGEST_WINDOW:,} sessions, found {window}.", subject="window")
    chosen = Benchmark(((snapshot.benchmark, 1.0),)) if benchmark is None else find_benchmark(benchmark, view)
    span = period_span(view.sessions, view.as_of, period)
    paths = period_paths(snapshot, view, span, benchmark=chosen, window=window)
    comparison = _comparison(snapshot, view, paths, span, period=period, benchmark=chosen)
    frame = _frame(comparison.portfolio, paths, view, period=period)
    sample = _sample(frame, paths, paths.own_returns, risk_free_rate=snapshot.risk_free_rate)
    other = _benchmark_sample(paths, view, chosen, period=period, risk_free_rate=snapshot.risk_free_rate)
    return PerformanceReport(
        **frame, portfolio_id=snapshot.portfolio_id, name=snapshot.name, benchmark=chosen.key, currency=snapshot.currency,
        comparison=comparison, portfolio=path_statistics(frame, paths.total[paths.lead :], paths.period_days),
        benchmark_statistics=_benchmark_statistics(paths, other), ratios=path_ratios(sample), benchmark_ratios=_ratios(other),
        relative=_relative(sample, paths), account=account_returns(snapshot, view, span),
        calendar=tuple(calendar_years(sample, other.calendar if other else None)), changes=_changes(snapshot, paths, period=period),
        series=_series(paths), rolling=rolling_series(paths, window=window, risk_free_rate=snapshot.risk_free_rate),
        notes=(*_notes(snapshot, paths, view, chosen), *_stale(frame, comparison.portfolio)),
    )  # fmt: skip


def _frame(own: PeriodReturn, paths: Paths, view: MarketView, *, period: str) -> Frame:
    """As the return of the period, but partial where the last known price of a holding stands in for a missing one."""
    moving = tuple(dict.fromkeys(holding.driver for holding in paths.holdings.holdings if holding.driver))
    stale = stale_note(moving, view, paths.period_rows) if own.quality is Quality.COMPLETE and own.reason is None else None
    quality, reason = (Quality.PARTIAL, stale) if stale else (own.quality, own.reason)
    return {"subject": own.subject, "as_of": own.as_of, "period": period, "quality": quality, "reason": reason}


def _comparison(
    snapshot: PortfolioSnapshot, view: MarketView, paths: Paths, span: PeriodSpan, *, period: str, benchmark: Benchmark
) -> PeriodComparison:
    valuation = analyze(snapshot, view).valuation
    found = portfolio_returns(snapshot, valuation, view, (period,), benchmark=benchmark.parts[0][0])[0]
    if paths.benchmark is None or (not benchmark.is_blend and benchmark.key != CASH):
        return found
    value = float(paths.benchmark[-1] / paths.benchmark[paths.lead] - 1.0)
    blended = PeriodReturn(
        subject=benchmark.subject(view), as_of=session_day(view, span.end), period=period, start=session_day(view, span.base), value=value
    )
    active = None if found.portfolio.value is None else found.portfolio.value - value
    return found.model_copy(update={"benchmark": blended, "active": active, "reason": found.portfolio.reason})


def _sample(frame: Frame, paths: Paths, returns: FloatArray, *, risk_free_rate: float) -> Sample:
    known = np.isfinite(returns)
    kept, days = returns[known], paths.period_days[1:][known]
    problem = None if kept.size >= 2 else frame["reason"] or _NO_RETURNS
    return Sample(frame, kept, days, period_calendar(returns, paths.period_days), risk_free_rate, problem)


def _benchmark_sample(paths: Paths, view: MarketView, benchmark: Benchmark, *, period: str, risk_free_rate: float) -> Sample | None:
    returns = paths.benchmark_returns
    if returns is None:
        return None
    stale = stale_note(tuple(symbol for symbol, _ in benchmark.parts), view, paths.period_rows)
    frame: Frame = {
        "subject": benchmark.subject(view),
        "as_of": paths.period_days[-1].item(),
        "period": period,
        "quality": Quality.PARTIAL if stale else Quality.COMPLETE,
        "reason": stale,
    }
    return _sample(frame, paths, returns, risk_free_rate=risk_free_rate)


def _benchmark_statistics(paths: Paths, sample: Sample | None) -> PathStatistics | None:
    if sample is None or paths.benchmark is None:
        return None
    return path_statistics(sample.frame, paths.benchmark[paths.lead :], paths.period_days)


def _ratios(sample: Sample | None) -> PathRatios | None:
    return None if sample is None else path_ratios(sample)


def _relative(sample: Sample, paths: Paths) -> RelativeFigures | None:
    """Over the days on which both have a return."""
    own, other = paths.own_returns, paths.benchmark_returns
    if other is None:
        return None
    both = np.isfinite(own) & np.isfinite(other)
    problem = sample.problem or (None if int(both.sum()) >= 2 else "the benchmark has fewer than two daily returns in the period")
    shared = replace(sample, returns=own[both], days=paths.period_days[1:][both], problem=problem)
    return relative_figures(shared, other[both])


def _changes(snapshot: PortfolioSnapshot, paths: Paths, *, period: str) -> tuple[HoldingChange, ...]:
    rows = [
        HoldingChange(
            subject=holding_subject(snapshot, holding.symbol, holding.label), as_of=paths.period_days[-1].item(), period=period,
            quality=holding.quality, reason=holding.reason if change is not None else "it had no price at the start of the period",
            symbol=holding.symbol, name=holding.name, value=value,
            change=None if change is None else Money(amount=change, currency=snapshot.currency),
        )
        for holding, change, value in holding_changes(paths.holdings)
        if not holding.is_cash
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.change is None, -(row.change.amount if row.change else 0.0))))


def _series(paths: Paths) -> GrowthSeries:
    kept = thinned(np.arange(paths.period_rows.size))
    benchmark = None if paths.benchmark is None else paths.benchmark[paths.lead :]
    return GrowthSeries(
        dates=plain_days(paths.period_days[kept]),
        portfolio=plain(_growth(paths.total[paths.lead :])[kept]),
        benchmark=None if benchmark is None else plain(_growth(benchmark)[kept]),
    )


def _growth(values: FloatArray) -> FloatArray:
    start = values[0] if values.size else np.nan
    return values / start - 1.0 if np.isfinite(start) and start > 0.0 else np.full(values.shape, np.nan)


def _notes(snapshot: PortfolioSnapshot, paths: Paths, view: MarketView, benchmark: Benchmark) -> tuple[str, ...]:
    subject = portfolio_subject(snapshot)
    notes = [*snapshot.notes, *analyze(snapshot, view).valuation.notes]
    if paths.holdings.holdings:
        notes.append(f"{subject.label}: the holdings of {snapshot.as_of}, held since {paths.period_days[0]}, cash included.")
    if paths.benchmark is not None:
        held = [view.instrument(symbol) for symbol, _ in benchmark.parts if symbol != CASH]
        names = ", ".join(instrument.name for instrument in held if instrument.kind.value == "index")
        if names:
            notes.append(f"{names} is a price index without dividends; prices of the holdings include them.")
    if benchmark.is_blend:
        notes.append(f"The blend {benchmark.key} starts each month with these shares and drifts in between.")
    return tuple(notes)


def _stale(frame: Frame, own: PeriodReturn) -> tuple[str, ...]:
    """The reason of the report where it is not that of its return: days on which a price stands in for another."""
    reason = frame["reason"]
    return (f"{reason[0].upper()}{reason[1:]}.",) if reason and reason != own.reason else ()
