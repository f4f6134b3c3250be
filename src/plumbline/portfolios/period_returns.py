"""Returns of a portfolio over periods: the quantities of the as-of day, held through the period, cash included."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.periods import PeriodSpan, period_span
from plumbline.core.errors import MissingData
from plumbline.core.money import Money
from plumbline.facts.fact import Quality, Subject
from plumbline.market_data.market import MarketView
from plumbline.portfolios.option_model import option_values_at
from plumbline.portfolios.price_paths import RowArray, prices_at, session_day
from plumbline.portfolios.results import PeriodComparison, PeriodReturn
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import benchmark_subject, holding_subject, portfolio_subject
from plumbline.portfolios.valuation import Valuation, ValuedHolding

REPORT_PERIODS = ("1d", "5d", "1m", "3m", "6m", "ytd", "1y", "3y", "5y")


@dataclass(frozen=True, eq=False)
class ValuePath:
    """Money value of each priced holding at each row, (n_rows, n_holdings); NaN where it has no price."""

    holdings: tuple[ValuedHolding, ...]
    values: FloatArray

    @property
    def total(self) -> FloatArray:
        """Value of the whole portfolio, (n_rows,); NaN where any holding has no price."""
        return np.asarray(self.values.sum(axis=1))

    def without_price(self, row: int) -> list[str]:
        """Symbols without a price at the row."""
        return [holding.symbol for holding, value in zip(self.holdings, self.values[row], strict=True) if not np.isfinite(value)]


def value_path(snapshot: PortfolioSnapshot, valuation: Valuation, view: MarketView, rows: RowArray) -> ValuePath:
    """What the quantities of today were worth at each session row."""
    priced = tuple(holding for holding in valuation.holdings if holding.market_value is not None)
    values = np.empty((rows.size, len(priced)))
    for column, holding in enumerate(priced):
        values[:, column] = _holding_path(holding, snapshot, view, rows)
    return ValuePath(priced, values)


def portfolio_returns(
    snapshot: PortfolioSnapshot,
    valuation: Valuation,
    view: MarketView,
    periods: Sequence[str] = REPORT_PERIODS,
    *,
    benchmark: str | None = None,
) -> tuple[PeriodComparison, ...]:
    """Return and change over each period, beside a benchmark's (default: the portfolio's own); one without an answer says why."""
    spans = {period: span for period in periods if (span := _span(view, period)) is not None}
    rows = np.array(sorted({row for span in spans.values() for row in (span.base, span.end)}), dtype=np.int64)
    path = value_path(snapshot, valuation, view, rows)
    reader = _Reader(snapshot, valuation, view, rows=rows, path=path, benchmark=benchmark or snapshot.benchmark)
    return tuple(reader.comparison(period, spans.get(period)) for period in periods)


def holding_returns(
    holding: ValuedHolding, snapshot: PortfolioSnapshot, view: MarketView, periods: Sequence[str] = REPORT_PERIODS
) -> tuple[PeriodComparison, ...]:
    """Return of one holding's price (and change of its quantity in money) over each period, beside the benchmark's."""
    subject = holding_subject(snapshot, holding.symbol, holding.label)
    return tuple(_holding_comparison(holding, snapshot, view, subject=subject, period=period) for period in periods)


def benchmark_return(benchmark: str, view: MarketView, *, period: str) -> PeriodReturn | None:
    """The benchmark's return over a period, or None when the market does not have it."""
    if benchmark not in view.market.columns:
        return None
    return symbol_return(benchmark, view, period=period, subject=benchmark_subject(view.instrument(benchmark)))


def symbol_return(symbol: str, view: MarketView, *, period: str, subject: Subject) -> PeriodReturn:
    """Return of a symbol's price over a period; without a price at its start it says so."""
    span = _span(view, period)
    if span is None:
        return _absent(subject, view, period, f"prices do not reach back over {period}")
    prices = prices_at(view, symbol, np.array([span.base, span.end]))
    start = session_day(view, span.base)
    if not np.isfinite(prices).all():
        return _absent(subject, view, period, f"{symbol} had no price on {start}")
    end = session_day(view, span.end)
    return PeriodReturn(subject=subject, as_of=end, period=period, start=start, value=float(prices[1] / prices[0] - 1.0))


@dataclass(frozen=True, eq=False)
class _Reader:
    snapshot: PortfolioSnapshot
    valuation: Valuation
    view: MarketView
    rows: RowArray
    path: ValuePath
    benchmark: str

    def comparison(self, period: str, span: PeriodSpan | None) -> PeriodComparison:
        own = self._own(period, span)
        benchmark = benchmark_return(self.benchmark, self.view, period=period)
        other = benchmark.value if benchmark else None
        return PeriodComparison(
            subject=own.subject, as_of=own.as_of, period=period, quality=own.quality,
            reason=own.reason or (None if benchmark else "the benchmark is not in the loaded market"),
            portfolio=own, benchmark=benchmark, active=None if own.value is None or other is None else own.value - other,
        )  # fmt: skip

    def _own(self, period: str, span: PeriodSpan | None) -> PeriodReturn:
        subject = portfolio_subject(self.snapshot)
        if not self.valuation.holdings:
            return _absent(subject, self.view, period, f"the portfolio holds nothing on {self.view.as_of}")
        if span is None:
            return _absent(subject, self.view, period, f"prices do not reach back over {period}")
        base, end = (int(np.searchsorted(self.rows, row)) for row in (span.base, span.end))
        start = session_day(self.view, span.base)
        missing = self.path.without_price(base)
        if missing:
            return _absent(subject, self.view, period, f"{', '.join(missing)} had no price on {start}")
        first, last = float(self.path.total[base]), float(self.path.total[end])
        positive = first > 0.0
        return PeriodReturn(
            subject=subject, as_of=session_day(self.view, span.end), period=period, start=start,
            value=last / first - 1.0 if positive else None,
            change=Money(amount=last - first, currency=self.snapshot.currency), quality=self.valuation.quality,
            reason=self.valuation.reason if positive else f"net value on {start} was not positive",
        )  # fmt: skip


def holding_changes(path: ValuePath) -> Iterator[tuple[ValuedHolding, float | None, float | None]]:
    """Each holding with its change in money and its own return between the first and the last row."""
    for column, holding in enumerate(path.holdings):
        first, last = float(path.values[0, column]), float(path.values[-1, column])
        if not np.isfinite(first):
            yield holding, None, None
        else:
            yield holding, last - first, last / first - 1.0 if first != 0.0 else None


def _holding_comparison(
    holding: ValuedHolding, snapshot: PortfolioSnapshot, view: MarketView, *, subject: Subject, period: str
) -> PeriodComparison:
    own = _holding_return(holding, snapshot, view, subject=subject, period=period)
    other = benchmark_return(snapshot.benchmark, view, period=period)
    active = None if own.value is None or other is None or other.value is None else own.value - other.value
    return PeriodComparison(
        subject=subject, as_of=own.as_of, period=period, quality=own.quality, reason=own.reason, portfolio=own, benchmark=other,
        active=active,
    )  # fmt: skip


def _holding_return(
    holding: ValuedHolding, snapshot: PortfolioSnapshot, view: MarketView, *, subject: Subject, period: str
) -> PeriodReturn:
    span = _span(view, period)
    if span is None or holding.market_value is None:
        return _absent(subject, view, period, holding.reason or f"prices do not reach back over {period}")
    values = _holding_path(holding, snapshot, view, np.array([span.base, span.end]))
    start = session_day(view, span.base)
    if not np.isfinite(values).all():
        return _absent(subject, view, period, f"{holding.symbol} had no price on {start}")
    first, last = values.tolist()
    return PeriodReturn(
        subject=subject, as_of=session_day(view, span.end), period=period, start=start, value=last / first - 1.0 if first else None,
        change=Money(amount=last - first, currency=snapshot.currency), quality=holding.quality, reason=holding.reason,
    )  # fmt: skip


def _holding_path(holding: ValuedHolding, snapshot: PortfolioSnapshot, view: MarketView, rows: RowArray) -> FloatArray:
    size = holding.quantity * holding.multiplier * holding.fx
    if holding.is_cash or (holding.contract and not holding.quote):
        return np.full(rows.shape, holding.market_value or 0.0)
    if holding.contract:
        return size * option_values_at(holding.contract, view, rows, risk_free_rate=snapshot.risk_free_rate)
    return size * prices_at(view, holding.symbol, rows)


def _span(view: MarketView, period: str) -> PeriodSpan | None:
    try:
        return period_span(view.sessions, view.as_of, period)
    except MissingData:
        return None


def _absent(subject: Subject, view: MarketView, period: str, reason: str) -> PeriodReturn:
    start = session_day(view, 0)
    return PeriodReturn(
        subject=subject, as_of=view.as_of, period=period, start=start, value=None, quality=Quality.UNAVAILABLE, reason=reason
    )
