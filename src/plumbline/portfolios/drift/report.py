"""How far a portfolio has moved by itself: weights, sectors and risk of the same quantities, then and now."""

from datetime import date

import numpy as np

from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.returns import simple_returns
from plumbline.analytics.weight_drift import WeightDrift, grouped_drift, volatility_drift, weight_drift
from plumbline.market_data.market import MarketView
from plumbline.portfolios.drift.results import (
    DriftLine,
    DriftMoment,
    DriftReport,
    DriftSeries,
    HoldingDrift,
    SectorDrift,
    SectorMoment,
    VolatilityMoment,
)
from plumbline.portfolios.held_path import CASH, HeldPath, held_path, month_end_places, span_rows
from plumbline.portfolios.option_model import option_exposures_at
from plumbline.portfolios.period_returns import value_path
from plumbline.portfolios.price_paths import RowArray, prices_at, session_day
from plumbline.portfolios.risk_series import YEAR_SESSIONS, analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.subjects import holding_subject, portfolio_subject, sector_subject
from plumbline.portfolios.valuation import ValuedHolding

_WEIGHTS = "The drift is the weight less that of the start; the turnover would restore the weights of the start."
_VOLATILITY = (
    "Each volatility is of that day's weights over the 252 sessions before it, options by delta: the market changed as well as the weights."
)


def drift_report(snapshot: PortfolioSnapshot, view: MarketView, *, period: str = "1y") -> DriftReport:
    """Weights at the start of the period and at its end if nothing was traded, and the risk that those weights had.

    Missing: as `held_path`; the volatility of a day is that of its weights over the 252 sessions before it, None without all of them.
    Raises: InvalidInput for a period that is none; MissingData and CalculationFailed as `held_path`.
    """
    rows = span_rows(view, period)
    path = held_path(snapshot, view, rows)
    risky = [place for place, group in enumerate(path.groups) if group != CASH]
    moves = _returns(path.values[:, risky])
    drift = weight_drift(moves, path.values[0, risky] / path.total[0])
    places = month_end_places(view, rows)
    volatility = _volatility(snapshot, view, path, (drift, places))
    subject, end = portfolio_subject(snapshot), session_day(view, int(rows[-1]))
    groups = {**grouped_drift(drift, tuple(path.groups[place] for place in risky)), CASH: drift.cash}
    return DriftReport(
        subject=subject, as_of=end, period=period, quality=path.quality,
        reason=path.reason, portfolio_id=snapshot.portfolio_id, name=snapshot.name,
        start=path.start, turnover=float(drift.turnover_back[-1]),
        volatility_before=VolatilityMoment(subject=subject, as_of=path.start, value=volatility[0]),
        volatility_now=VolatilityMoment(subject=subject, as_of=end, value=volatility[-1]),
        holdings=_holdings(snapshot, path, drift, (risky, end, period)), sectors=_sectors(groups, path.start, end=end, period=period),
        series=DriftSeries(
            dates=tuple(session_day(view, int(rows[place])) for place in places),
            sectors=tuple(DriftLine(name=name, values=tuple(np.round(weights[places], 8).tolist())) for name, weights in groups.items()),
            volatility=DriftLine(name="Volatility", values=tuple(volatility)),
        ),
        notes=(*path.notes, _WEIGHTS, _VOLATILITY),
    )  # fmt: skip


def _returns(values: FloatArray) -> FloatArray:
    """Relative changes; a position that is worth nothing (an expired option) does not move."""
    before = values[:-1]
    return np.divide(np.diff(values, axis=0), before, out=np.zeros_like(before), where=before != 0.0)


def _volatility(
    snapshot: PortfolioSnapshot, view: MarketView, path: HeldPath, moments: tuple[WeightDrift, list[int]]
) -> list[float | None]:
    """Of the exposures at each moment over the year before it, an option by delta on its underlying, as in the risk report."""
    drift, places = moments
    first = int(path.rows[0])
    before = np.arange(max(first - YEAR_SESSIONS, 0), int(path.rows[-1]) + 1, dtype=np.int64)
    every = value_path(snapshot, analyze(snapshot, view).valuation, view, before)
    risky = [place for place, holding in enumerate(every.holdings) if not holding.is_cash]
    at = np.array([int(path.rows[place]) - int(before[0]) for place in places], dtype=np.intp)
    moves, weights = _returns(every.values[:, risky]), drift.weights[places]
    for column, place in enumerate(risky):
        if (contract := every.holdings[place].contract) is not None and every.holdings[place].quote is not None:
            moves[:, column] = simple_returns(prices_at(view, contract.underlying, before))
            weights[:, column] = _option_weights(every.holdings[place], snapshot, view, rows=path.rows[places]) / path.total[places]
    found = volatility_drift(moves, weights, at=at, window=YEAR_SESSIONS, periods_per_year=TRADING_DAYS)
    return [float(value) if np.isfinite(value) else None for value in found]


def _option_weights(holding: ValuedHolding, snapshot: PortfolioSnapshot, view: MarketView, *, rows: RowArray) -> FloatArray:
    """Money of the underlying that the option moves with at each row."""
    assert holding.contract is not None
    size = holding.quantity * holding.multiplier * holding.fx
    return size * option_exposures_at(holding.contract, view, rows, risk_free_rate=snapshot.risk_free_rate)


def _holdings(
    snapshot: PortfolioSnapshot, path: HeldPath, drift: WeightDrift, frame: tuple[list[int], date, str]
) -> tuple[HoldingDrift, ...]:
    risky, end, period = frame
    rows = []
    for place, holding_place in enumerate(risky):
        holding = path.holdings[holding_place]
        subject = holding_subject(snapshot, holding.symbol, holding.label)
        before, now = float(drift.weights[0, place]), float(drift.weights[-1, place])
        rows.append(
            HoldingDrift(
                subject=subject, as_of=end, period=period, symbol=holding.symbol, name=holding.name, sector=path.groups[holding_place],
                before=DriftMoment(subject=subject, as_of=path.start, value=before),
                now=DriftMoment(subject=subject, as_of=end, value=now), drift=now - before,
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: -abs(row.drift)))


def _sectors(groups: dict[str, FloatArray], start: date, *, end: date, period: str) -> tuple[SectorDrift, ...]:
    rows = []
    for name, weights in groups.items():
        subject, before, now = sector_subject(name), float(weights[0]), float(weights[-1])
        rows.append(
            SectorDrift(
                subject=subject, as_of=end, period=period, sector=name, before=SectorMoment(subject=subject, as_of=start, value=before),
                now=SectorMoment(subject=subject, as_of=end, value=now), drift=now - before,
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: -abs(row.drift)))
