"""Where a portfolio's return came from: sectors against a benchmark, holdings, months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from plumbline.analytics.attribution import Attribution, Model, Segments, attribution, return_contributions
from plumbline.analytics.observations import BoolArray, FloatArray
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.market_data.instruments import Instrument, InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.attribution.results import AttributionReport, HoldingContribution, MonthContribution, SectorEffects
from plumbline.portfolios.contributions import FUNDS, UNCLASSIFIED
from plumbline.portfolios.held_path import HeldPath, held_path, month_end_places, span_rows
from plumbline.portfolios.price_paths import RowArray, prices_at, session_day
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject, portfolio_subject, sector_subject
from plumbline.portfolios.valuation import ValuedHolding

_NOTHING = 1e-9
_MODELS: dict[Model, str] = {
    "brinson_fachler": "Allocation after Brinson and Fachler: more of a sector is a gain where it did better than the whole benchmark.",
    "brinson_hood_beebower": "Allocation after Brinson, Hood and Beebower: more of a sector is a gain where it rose.",
}


def attribution_report(
    snapshot: PortfolioSnapshot,
    view: MarketView,
    *,
    period: str = "ytd",
    against: tuple[str, ...] = (),
    model: Model = "brinson_fachler",
) -> AttributionReport:
    """Allocation, selection and interaction by sector (months linked), contribution by holding and by month.

    `model`: an overweight is a gain where the sector beats the whole benchmark (Brinson-Fachler) or rises (Brinson-Hood-Beebower).

    The benchmark is the equal-weighted mean of the shares of the loaded market, or of the symbols in `against`, weighted anew each month.
    Missing: as `held_path`; shares without prices over the period are not in the benchmark.
    Raises: InvalidInput for a period or symbols that are none; MissingData without prices; CalculationFailed where the long and short
    positions of a sector cancel, so that it has no return.
    """
    rows = span_rows(view, period)
    rows = rows[month_end_places(view, rows)]
    path = held_path(snapshot, view, rows)
    index = _benchmark(view, rows, against)
    segments = _segments(path, index)
    found = attribution(
        Segments(
            portfolio_weights=segments.weights[0], benchmark_weights=segments.weights[1],
            portfolio_returns=segments.returns[0], benchmark_returns=segments.returns[1],
        ),
        model=model,
    )  # fmt: skip
    subject, end = portfolio_subject(snapshot), session_day(view, int(rows[-1]))
    by_holding, by_month = _contributions(path)
    return AttributionReport(
        subject=subject, as_of=end, period=period, quality=path.quality,
        reason=path.reason, portfolio_id=snapshot.portfolio_id, name=snapshot.name,
        start=path.start, benchmark=index.name, portfolio_return=found.portfolio_return, benchmark_return=found.benchmark_return,
        active_return=found.active_return, allocation=float(found.allocation.sum()), selection=float(found.selection.sum()),
        interaction=float(found.interaction.sum()),
        sectors=_effects(segments, found, as_of=end, period=period),
        holdings=tuple(
            HoldingContribution(
                subject=holding_subject(snapshot, holding.symbol, holding.label), as_of=end, period=period, symbol=holding.symbol,
                name=holding.name, contribution=value,
            )
            for holding, value in by_holding
        ),
        months=tuple(
            MonthContribution(
                subject=subject, as_of=session_day(view, int(last)), start=session_day(view, int(first)), contribution=value,
                period=f"{session_day(view, int(first) + 1)}/{session_day(view, int(last))}",
            )
            for first, last, value in zip(rows[:-1], rows[1:], by_month, strict=True)
        ),
        notes=(*path.notes, f"Measured against {index.name}, weighted anew at the start of each month.", _MODELS[model]),
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Benchmark:
    """Weights and returns of its sectors, both (n_months, n_sectors)."""

    name: str
    sectors: tuple[str, ...]
    weights: FloatArray
    returns: FloatArray


@dataclass(frozen=True, eq=False)
class _Sectors:
    """`weights` and `returns`: of the portfolio, then of the benchmark, each (n_months, n_sectors)."""

    names: tuple[str, ...]
    weights: tuple[FloatArray, FloatArray]
    returns: tuple[FloatArray, FloatArray]


def _benchmark(view: MarketView, rows: RowArray, against: Sequence[str]) -> _Benchmark:
    chosen = [view.instrument(symbol) for symbol in dict.fromkeys(against)]
    stocks = chosen or [item for symbol in view.symbols if (item := view.instrument(symbol)).kind is InstrumentKind.EQUITY]
    wrong = [stock.symbol for stock in stocks if stock.kind not in {InstrumentKind.EQUITY, InstrumentKind.ETF}]
    if wrong:
        raise InvalidInput(f"Expected shares or funds as a benchmark of sectors, found {', '.join(wrong)}.", subject=wrong[0])
    prices = np.column_stack([prices_at(view, stock.symbol, rows) for stock in stocks]) if stocks else np.empty((len(rows), 0))
    known: BoolArray = np.asarray(np.isfinite(prices).all(axis=0))
    if chosen and not known.all():
        absent = ", ".join(stock.symbol for stock, there in zip(stocks, known, strict=True) if not there)
        raise MissingData(f"Expected prices of the benchmark's symbols over the whole period, found none of {absent} at its start.")
    if not known.any():
        raise MissingData(
            "Expected shares with prices over the period to make a benchmark of, found none. Name symbols, or a later period."
        )
    kept = [stock for stock, there in zip(stocks, known, strict=True) if there]
    moves = prices[1:, known] / prices[:-1, known] - 1.0
    groups = [_group(stock) for stock in kept]
    sectors = tuple(dict.fromkeys(groups))
    members = np.array([[group == sector for group in groups] for sector in sectors], dtype=np.float64)
    returns = moves @ (members / members.sum(axis=1, keepdims=True)).T
    weights = np.broadcast_to(members.sum(axis=1) / len(kept), returns.shape)
    what = "given symbols" if chosen else "shares of the loaded market"
    return _Benchmark(f"the equal-weighted mean of {len(kept)} {what}", sectors, weights, returns)


def _group(instrument: Instrument) -> str:
    return instrument.sector or (FUNDS if instrument.kind is InstrumentKind.ETF else UNCLASSIFIED)


def _segments(path: HeldPath, index: _Benchmark) -> _Sectors:
    """Both sides on the same sectors. What only one side holds has the return of that side on both, so that it counts as allocation."""
    names = tuple(dict.fromkeys((*path.groups, *index.sectors)))
    members = np.array([[group == name for group in path.groups] for name in names], dtype=np.float64)
    held = path.values @ members.T
    start, gain = held[:-1], np.diff(held, axis=0)
    total = path.total[:-1, None]
    empty = np.abs(start) <= _NOTHING * total
    if (empty & (np.abs(gain) > _NOTHING * total)).any():
        name = names[int(np.flatnonzero((empty & (np.abs(gain) > _NOTHING * total)).any(axis=0))[0])]
        raise CalculationFailed(
            f"Expected a value of {name} to measure its return by, found long and short positions that cancel.", subject=name
        )
    places = [names.index(sector) for sector in index.sectors]
    weights, returns = np.zeros_like(start), np.full_like(start, np.nan)
    weights[:, places], returns[:, places] = index.weights, index.returns
    own = np.where(empty, np.nan, gain / np.where(empty, 1.0, start))
    market = np.where(np.isnan(returns), np.nan_to_num(own), returns)
    return _Sectors(names, (start / total, weights), (np.where(np.isnan(own), market, own), market))


def _effects(segments: _Sectors, found: Attribution, *, as_of: date, period: str) -> tuple[SectorEffects, ...]:
    rows = [
        SectorEffects(
            subject=sector_subject(name), as_of=as_of, period=period, sector=name, weight=float(segments.weights[0][0, place]),
            benchmark_weight=float(segments.weights[1][0, place]), allocation=float(found.allocation[place]),
            selection=float(found.selection[place]), interaction=float(found.interaction[place]),
        )
        for place, name in enumerate(segments.names)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: -abs(row.allocation + row.selection + row.interaction)))


def _contributions(path: HeldPath) -> tuple[list[tuple[ValuedHolding, float]], list[float]]:
    """Linked contributions of the holdings, largest first, and of the months; cash adds nothing."""
    start = path.values[:-1]
    moved = np.divide(np.diff(path.values, axis=0), start, out=np.zeros_like(start), where=start != 0.0)
    found = return_contributions(start / path.total[:-1, None], moved)
    pairs = [(holding, float(value)) for holding, value in zip(path.holdings, found.by_holding, strict=True) if not holding.is_cash]
    return sorted(pairs, key=lambda pair: -pair[1]), found.by_time.tolist()
