"""Symbols beside each other over one period, on the sessions that all of them have."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np

from plumbline.analytics.beta import beta, correlation
from plumbline.analytics.observations import FloatArray
from plumbline.analytics.periods import period_span
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.facts.fact import Quality, Subject, SubjectKind
from plumbline.facts.result import MeasuredValue
from plumbline.market_data.market import MarketView
from plumbline.market_data.panel import SessionArray
from plumbline.portfolios.path_statistics import Frame, path_statistics, plain, plain_days, thinned
from plumbline.portfolios.price_paths import session_day
from plumbline.portfolios.results import PriceSeries
from plumbline.portfolios.subjects import symbol_subject
from plumbline.portfolios.symbol_results import ComparisonReport, SymbolComparison

MOST_SYMBOLS = 10
_LEAST_POINTS = 3
_LEAST_FOR_BETA = 20
"""A slope through fewer days than a month has says nothing."""


def compare_symbols(view: MarketView, symbols: tuple[str, ...], *, period: str = "1y", benchmark: str = "SP500") -> ComparisonReport:
    """Return, volatility, drawdown and correlation of 2 to 10 symbols over `period`.

    Raises: `InvalidInput` for fewer than two or more than ten, `NotFound` for an unknown symbol, `MissingData` when they share
    fewer than three sessions in the period.
    """
    known = tuple(dict.fromkeys(view.instrument(symbol).symbol for symbol in symbols))
    if not 2 <= len(known) <= MOST_SYMBOLS:
        raise InvalidInput(f"Expected 2 to {MOST_SYMBOLS} different symbols to compare, found {len(known)}.", subject=", ".join(symbols))
    shared = _shared_sessions(view, known, period, benchmark)
    rows = (_row(shared, column) for column in range(len(known)))
    return ComparisonReport(
        **shared.frame(_group(known)), symbols=tuple(sorted(rows, key=lambda row: -(row.value or 0.0))),
        correlations=tuple(_correlations(shared)), series=tuple(_series(shared)),
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Shared:
    """Closes on the common sessions, (n_sessions, n_symbols), with the benchmark's on the same days."""

    view: MarketView
    symbols: tuple[str, ...]
    period: str
    as_of: date
    days: SessionArray
    close: FloatArray
    benchmark: FloatArray | None
    reason: str | None

    def frame(self, subject: Subject) -> Frame:
        quality = Quality.PARTIAL if self.reason else Quality.COMPLETE
        return {"subject": subject, "as_of": self.as_of, "period": self.period, "quality": quality, "reason": self.reason}


def _shared_sessions(view: MarketView, symbols: tuple[str, ...], period: str, benchmark: str) -> _Shared:
    span = period_span(view.sessions, view.as_of, period)
    start, end = session_day(view, span.base), session_day(view, span.end)
    table = view.prices(symbols, start=start, end=end)
    common = np.asarray(np.isfinite(table.close).all(axis=1))
    count = int(common.sum())
    if count < _LEAST_POINTS:
        raise MissingData(
            f"{' and '.join(symbols)} share {count} sessions with prices from {start} to {end}. Choose another period or symbol.",
            subject=", ".join(symbols),
        )
    other = view.prices((benchmark,), start=start, end=end).close[common, 0] if benchmark in view.market.columns else None
    reason = None if count == common.size else f"only the {count} of {common.size} sessions on which all have prices"
    return _Shared(view, symbols, period, end, table.dates[common], table.close[common], other, reason)


def _row(shared: _Shared, column: int) -> SymbolComparison:
    instrument = shared.view.instrument(shared.symbols[column])
    frame, prices = shared.frame(symbol_subject(instrument)), shared.close[:, column]
    return SymbolComparison(
        **frame, symbol=instrument.symbol, name=instrument.name, value=float(prices[-1] / prices[0] - 1.0),
        statistics=path_statistics(frame, prices, shared.days), beta=_beta(prices, shared.benchmark),
    )  # fmt: skip


def _beta(prices: FloatArray, benchmark: FloatArray | None) -> float | None:
    if benchmark is None or prices.size <= _LEAST_FOR_BETA:
        return None
    try:
        return float(beta(_returns(prices), _returns(benchmark)))
    except (CalculationFailed, MissingData):
        return None


def _correlations(shared: _Shared) -> Iterator[MeasuredValue]:
    for one, two in combinations(range(len(shared.symbols)), 2):
        try:
            value = float(correlation(_returns(shared.close[:, one]), _returns(shared.close[:, two])))
        except (CalculationFailed, MissingData):
            continue  # a price that did not move has no correlation
        yield MeasuredValue(**shared.frame(_group((shared.symbols[one], shared.symbols[two]))), measure="correlation", value=value)


def _series(shared: _Shared) -> Iterator[PriceSeries]:
    kept = thinned(np.arange(shared.days.size))
    for column, symbol in enumerate(shared.symbols):
        growth = shared.close[kept, column] / shared.close[0, column] - 1.0
        currency = shared.view.instrument(symbol).currency
        yield PriceSeries(symbol=symbol, currency=currency, dates=plain_days(shared.days[kept]), values=plain(growth))


def _returns(prices: FloatArray) -> FloatArray:
    return np.asarray(prices[1:] / prices[:-1] - 1.0)


def _group(symbols: tuple[str, ...]) -> Subject:
    return Subject(kind=SubjectKind.GROUP, id="+".join(symbols), label=" and ".join(symbols))
