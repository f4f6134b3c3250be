"""The value of today's quantities along a period, complete or refused: what attribution and drift start from."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from plumbline.analytics.observations import FloatArray
from plumbline.analytics.periods import period_span
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.facts.fact import Quality
from plumbline.market_data.market import MarketView
from plumbline.portfolios.contributions import sector_of
from plumbline.portfolios.period_returns import value_path
from plumbline.portfolios.price_paths import RowArray, session_day
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.valuation import ValuedHolding

CASH = "Cash"


@dataclass(frozen=True, eq=False)
class HeldPath:
    """`values` (n_rows, n_holdings) in money at session `rows`; `groups` (n_holdings) is the sector, or cash. `left_out` has no price."""

    holdings: tuple[ValuedHolding, ...]
    groups: tuple[str, ...]
    rows: RowArray
    values: FloatArray
    start: date
    quality: Quality
    reason: str | None
    notes: tuple[str, ...]

    @property
    def total(self) -> FloatArray:
        """Net value at each row, above zero."""
        return np.asarray(self.values.sum(axis=1))


def span_rows(view: MarketView, period: str) -> RowArray:
    """Every session row from the close that the period starts from to its last one."""
    span = period_span(view.sessions, view.as_of, period)
    return np.arange(span.base, span.end + 1, dtype=np.int64)


def held_path(snapshot: PortfolioSnapshot, view: MarketView, rows: RowArray) -> HeldPath:
    """Values of the quantities of the as-of day at each row.

    Missing: a holding without a price today is left out and named; one without a price at the start raises MissingData that names it.
    Raises: CalculationFailed when net value is not positive at every row; MissingData when nothing is held.
    """
    valuation = analyze(snapshot, view).valuation
    path = value_path(snapshot, valuation, view, rows)
    start = session_day(view, int(rows[0]))
    if not path.holdings:
        raise MissingData(f"{snapshot.name} holds nothing with a price on {snapshot.as_of}.", subject=snapshot.name)
    missing = sorted({symbol for row in (0, len(rows) - 1) for symbol in path.without_price(row)})
    if missing or not np.isfinite(path.values).all():
        named = ", ".join(missing) or "a holding"
        raise MissingData(
            f"Expected prices of every holding since {start}, found none of {named} then. Choose a shorter period.", subject=named
        )
    if (path.total <= 0.0).any():
        raise CalculationFailed(
            f"Expected a positive net value of {snapshot.name} since {start}, found it at or below zero: weights are not defined. "
            "If the file left out cash, import it with its cash line."
        )
    unpriced = [holding.symbol for holding in valuation.holdings if holding.market_value is None]
    held = f"The holdings of {snapshot.as_of}, held since {start}, cash included."
    return HeldPath(
        holdings=path.holdings,
        groups=tuple(CASH if holding.is_cash else sector_of(holding) for holding in path.holdings),
        rows=rows, values=path.values, start=start, quality=valuation.quality, reason=valuation.reason,
        notes=(*snapshot.notes, held, *((f"Left out, without a price: {', '.join(unpriced)}.",) if unpriced else ())),
    )  # fmt: skip


def month_end_places(view: MarketView, rows: RowArray) -> list[int]:
    """Places in `rows` of the first row, of each month's last session, and of the last row."""
    months = view.sessions[rows].astype("datetime64[M]").astype(np.int64)
    return sorted({0, *np.flatnonzero(np.diff(months)).tolist(), len(rows) - 1})
