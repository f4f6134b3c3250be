"""What a what-if edits: the holdings of a day and the names that are added, with cached products of their returns."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from plumbline.analytics.beta import beta
from plumbline.analytics.factors.regression import factor_regression
from plumbline.analytics.observations import TRADING_DAYS, BoolArray, FloatArray
from plumbline.analytics.returns import simple_returns
from plumbline.analytics.volatility import volatility_annualized
from plumbline.analytics.what_if import Universe, WhatIf, WhatIfFigures
from plumbline.core.errors import CalculationFailed, MissingData
from plumbline.facts.fact import Quality
from plumbline.market_data.instruments import Instrument, InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.contributions import FUNDS, UNCLASSIFIED, own_figures, sector_of
from plumbline.portfolios.factors.report import LEAST_SESSIONS as FACTOR_SESSIONS
from plumbline.portfolios.factors.style_factors import Factor, factor_set
from plumbline.portfolios.price_paths import session_day
from plumbline.portfolios.risk_series import LEAST_SESSIONS, TAIL_SESSIONS, YEAR_SESSIONS, Analysis, analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.valuation import ValuedHolding


@dataclass(frozen=True)
class Editable:
    """One row: a holding with a price, or a name that is added with weight 0.

    `price` is money of the portfolio for one unit of `quantity`. `leverage` is exposure per market value (1, an option's delta
    leverage); `driver` None = it does not move, or has too little history for risk.
    """

    symbol: str
    label: str
    name: str
    sector: str
    quantity: float
    price: float
    weight: float
    leverage: float
    driver: str | None
    volatility: float | None
    beta: float | None
    quality: Quality = Quality.COMPLETE
    reason: str | None = None


@dataclass(frozen=True, eq=False)
class Session:
    """Cached products of the returns of all rows that move: a year for volatility, two for the tail. Nothing in it changes.

    `year_returns`, `benchmark` and `tail_returns` hold the sessions on which every row has a return; `complete` marks those of the year.
    `loadings` (n_places, n_factors) are slopes to `factors` over the tail's sessions; without factors both are empty.
    """

    places: tuple[int, ...]
    year: WhatIf
    year_returns: FloatArray
    tail_returns: FloatArray
    complete: BoolArray
    benchmark: FloatArray | None
    factors: tuple[Factor, ...]
    loadings: FloatArray

    def figures(self, exposures: FloatArray) -> WhatIfFigures:
        """Figures of the year for exposures (n_rows,) over net value; the session is left as it was."""
        return self.year.compare(exposures[None, list(self.places)])[0]

    def returns(self, exposures: FloatArray) -> FloatArray:
        """Daily returns of the last year at these exposures."""
        return np.asarray(self.year_returns @ exposures[list(self.places)])

    def tail_series(self, exposures: FloatArray) -> FloatArray:
        """Daily returns of the last two years at these exposures."""
        return np.asarray(self.tail_returns @ exposures[list(self.places)])

    def factor_exposures(self, exposures: FloatArray) -> FloatArray:
        """(n_factors,) as the factor report over 504 sessions states them."""
        return np.asarray(exposures[list(self.places)] @ self.loadings)

    def recent(self, returns: FloatArray, n_sessions: int) -> FloatArray:
        """Of the returns of the year those of its last `n_sessions`."""
        return returns[len(returns) - int(self.complete[-n_sessions:].sum()) :]


@dataclass(frozen=True, eq=False)
class WhatIfBook:
    snapshot: PortfolioSnapshot
    view: MarketView
    analysis: Analysis
    rows: tuple[Editable, ...]
    session: Session

    @property
    def net_value(self) -> float:
        return self.analysis.valuation.net_value

    @property
    def weights(self) -> FloatArray:
        """(n_rows,) signed shares of net value as held."""
        return np.array([row.weight for row in self.rows])

    def exposures(self, weights: FloatArray) -> FloatArray:
        """What moves with the drivers, over net value, at these weights."""
        return np.asarray(weights * np.array([row.leverage for row in self.rows]))


@lru_cache(maxsize=8)  # one of 2,000 names holds about 50 MB
def what_if_book(snapshot: PortfolioSnapshot, view: MarketView, added: tuple[str, ...]) -> WhatIfBook:
    """Open a session on the holdings of the snapshot and the symbols in `added`.

    Raises: CalculationFailed when net value is not positive; MissingData when nothing moves or a name has too little history.
    """
    analysis = analyze(snapshot, view)
    valuation = analysis.valuation
    if valuation.net_value <= 0.0:
        message = f"Expected a positive net value, found {valuation.net_value:,.2f}: weights are not defined. Import cash as well."
        raise CalculationFailed(message, subject=snapshot.name)
    own = own_figures(analysis)
    rows = [_held(holding, analysis, own[holding.symbol]) for holding in valuation.invested if holding.market_value is not None]
    held = {row.symbol for row in rows}
    rows += [_added(view.instrument(symbol), snapshot, view) for symbol in dict.fromkeys(added) if symbol not in held]
    return WhatIfBook(snapshot, view, analysis, tuple(rows), _session(tuple(rows), snapshot, view))


def _held(holding: ValuedHolding, analysis: Analysis, own: tuple[float | None, float | None]) -> Editable:
    value = holding.market_value or 0.0
    known = analysis.series.column(holding) is not None and not analysis.series.problem
    return Editable(
        symbol=holding.symbol, label=holding.label, name=holding.name, sector=sector_of(holding), quantity=holding.quantity,
        price=value / holding.quantity, weight=value / analysis.valuation.net_value, leverage=holding.exposure / value if value else 0.0,
        driver=holding.driver if known else None, volatility=own[0], beta=own[1], quality=holding.quality, reason=holding.reason,
    )  # fmt: skip


def _added(instrument: Instrument, snapshot: PortfolioSnapshot, view: MarketView) -> Editable:
    last = view.last_price(instrument.symbol)
    returns = _moves(view, (instrument.symbol,), YEAR_SESSIONS)[:, 0]
    if int(np.isfinite(returns).sum()) < LEAST_SESSIONS:
        few = f"{instrument.symbol} has fewer than {LEAST_SESSIONS} sessions by {view.as_of}"
        message = f"{few}: its risk can not be stated. Choose another name, or a later day."
        raise MissingData(message, subject=instrument.symbol)
    return Editable(
        symbol=instrument.symbol, label=instrument.symbol, name=instrument.name,
        sector=instrument.sector or (FUNDS if instrument.kind is InstrumentKind.ETF else UNCLASSIFIED), quantity=0.0,
        price=last.price * view.fx_rate(instrument.currency, snapshot.currency), weight=0.0, leverage=1.0, driver=instrument.symbol,
        volatility=float(volatility_annualized(returns, periods_per_year=TRADING_DAYS)), beta=_beta(returns, snapshot, view),
        quality=Quality.STALE if last.stale else Quality.COMPLETE,
        reason=f"the last price is of {last.on}" if last.stale else None,
    )  # fmt: skip


def _beta(returns: FloatArray, snapshot: PortfolioSnapshot, view: MarketView) -> float | None:
    if snapshot.benchmark not in view.market.columns:
        return None
    try:
        return float(beta(returns, _moves(view, (snapshot.benchmark,), YEAR_SESSIONS)[:, 0]))
    except (CalculationFailed, MissingData):
        return None


def _session(rows: tuple[Editable, ...], snapshot: PortfolioSnapshot, view: MarketView) -> Session:
    places = tuple(place for place, row in enumerate(rows) if row.driver is not None)
    if not places:
        message = f"{snapshot.name} holds nothing with enough price history on {view.as_of}. Add a name, or choose a later day."
        raise MissingData(message, subject=snapshot.name)
    known = snapshot.benchmark in view.market.columns
    symbols = tuple(rows[place].driver or "" for place in places)
    table = _moves(view, (*symbols, snapshot.benchmark) if known else symbols, TAIL_SESSIONS)
    moves, benchmark = table[:, : len(symbols)], table[-YEAR_SESSIONS:, -1] if known else None
    exposures = np.array([rows[place].weight * rows[place].leverage for place in places])
    year = moves[-YEAR_SESSIONS:]
    complete = np.asarray(np.isfinite(year).all(axis=1))
    n_complete = int(complete.sum())
    if n_complete < LEAST_SESSIONS:
        message = f"Expected at least {LEAST_SESSIONS} sessions that all names share, found {n_complete}. Leave out the youngest name."
        raise MissingData(message, subject=snapshot.name)
    tail = np.asarray(np.isfinite(moves).all(axis=1))
    factors, loadings = _factors(snapshot, view, moves, tail)
    return Session(
        places=places, year=WhatIf(Universe(returns=year, benchmark=benchmark), exposures), year_returns=year[complete],
        tail_returns=moves[tail], complete=complete, benchmark=None if benchmark is None else benchmark[complete], factors=factors,
        loadings=loadings,
    )  # fmt: skip


def _factors(snapshot: PortfolioSnapshot, view: MarketView, moves: FloatArray, tail: BoolArray) -> tuple[tuple[Factor, ...], FloatArray]:
    """Slopes of every row to market and styles; none where there are too few sessions or nothing to make factors of."""
    nothing: tuple[tuple[Factor, ...], FloatArray] = ((), np.empty((moves.shape[1], 0)))
    if int(tail.sum()) < FACTOR_SESSIONS:
        return nothing
    try:
        chosen = factor_set(view, view.sessions[-len(moves) :], market=snapshot.benchmark)
        found = factor_regression(np.where(tail[:, None], moves, np.nan), chosen.returns)
    except (CalculationFailed, MissingData):
        return nothing
    return chosen.factors, np.atleast_2d(found.exposures)


def _moves(view: MarketView, symbols: tuple[str, ...], n_sessions: int) -> FloatArray:
    first = max(view.n_sessions - 1 - n_sessions, 0)
    return simple_returns(view.prices(symbols, start=session_day(view, first)).close)
