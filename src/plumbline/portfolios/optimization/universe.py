"""What an optimization may choose from: the holdings that can be weighted anew, what may be bought beside them, and their past."""

from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import RELATIVE_ZERO, BoolArray, FloatArray
from plumbline.analytics.returns import simple_returns
from plumbline.core.errors import CalculationFailed, InvalidInput, MissingData
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.contributions import FUNDS, UNCLASSIFIED, sector_of
from plumbline.portfolios.price_paths import session_day
from plumbline.portfolios.risk_series import TAIL_SESSIONS, YEAR_SESSIONS, analyze
from plumbline.portfolios.snapshot import PortfolioSnapshot
from plumbline.portfolios.valuation import Valuation, ValuedHolding

_TRADED = (InstrumentKind.EQUITY, InstrumentKind.ETF)


@dataclass(frozen=True)
class Candidate:
    """One symbol that may be held. `price` is in the currency of the portfolio."""

    symbol: str
    name: str
    sector: str
    price: float
    quantity: float


@dataclass(frozen=True, eq=False)
class Investable:
    """Candidates with their returns over the sessions which all have, (n_sessions, n_candidates).

    `weights` (n_candidates,) now, shares of net value; `aside` is the share of net value that stays as it is (options, holdings without
    history). `benchmark` (n_sessions,) is None when the market does not have it on all these sessions.
    """

    candidates: tuple[Candidate, ...]
    returns: FloatArray
    benchmark: FloatArray | None
    weights: FloatArray
    net_value: float
    cash: float
    aside: float
    notes: tuple[str, ...]

    def index(self, symbol: str, *, what: str) -> int:
        """The column of a symbol; InvalidInput names those there are."""
        wanted = symbol.strip().upper()
        symbols = [candidate.symbol for candidate in self.candidates]
        if wanted not in symbols:
            raise InvalidInput(f"Expected a symbol that can be weighted for {what}, found '{symbol}'. There are {', '.join(symbols)}.")
        return symbols.index(wanted)


def investable(snapshot: PortfolioSnapshot, view: MarketView, add: tuple[str, ...] = ()) -> Investable:
    """The universe of a portfolio and of symbols beside it, over the last 504 sessions.

    Missing: options, holdings without a price, those whose price never changes and symbols with fewer than 252 returns stay as they are
        and are named.
    Raises: CalculationFailed when net value is not positive or no price varies; MissingData with fewer than 252 common sessions, or
        nothing to weight.
    """
    valuation = analyze(snapshot, view).valuation
    if valuation.net_value <= 0.0:
        raise CalculationFailed(
            f"Expected a positive net value of {snapshot.name} on {snapshot.as_of}, found {valuation.net_value:,.2f} {snapshot.currency}: "
            "weights are not defined."
        )
    held = [_held(holding) for holding in valuation.invested if holding.kind in _TRADED and holding.market_value is not None]
    known = {candidate.symbol for candidate in held}
    added = [_added(symbol, snapshot, view) for symbol in dict.fromkeys(symbol.strip() for symbol in add)]
    candidates = (*held, *(candidate for candidate in added if candidate.symbol not in known))
    if not candidates:
        raise MissingData(f"{snapshot.name} holds nothing that can be weighted on {snapshot.as_of}. Name symbols to add.")
    first = max(view.n_sessions - 1 - TAIL_SESSIONS, 0)
    symbols = tuple(candidate.symbol for candidate in candidates)
    has_benchmark = snapshot.benchmark in view.market.columns
    table = view.prices((*symbols, snapshot.benchmark) if has_benchmark else symbols, start=session_day(view, first))
    moves = simple_returns(table.close)
    own = moves[:, : len(symbols)]
    enough = np.isfinite(own).sum(axis=0) >= YEAR_SESSIONS
    complete = _common(own, enough, snapshot)
    moving = enough & _varies(own[complete], snapshot)
    kept = tuple(candidate for candidate, keep in zip(candidates, moving, strict=True) if keep)
    constant = [candidate.symbol for candidate, still in zip(candidates, enough & ~moving, strict=True) if still]
    benchmark = moves[complete, -1] if has_benchmark and np.isfinite(moves[complete, -1]).all() else None
    values = np.array([candidate.price * candidate.quantity for candidate in kept])
    aside = valuation.net_value - valuation.cash_value - float(values.sum())
    return Investable(
        candidates=kept, returns=own[complete][:, moving], benchmark=benchmark, weights=values / valuation.net_value,
        net_value=valuation.net_value, cash=valuation.cash_value, aside=aside / valuation.net_value,
        notes=_notes(valuation, kept, candidates, constant=constant),
    )  # fmt: skip


def _held(holding: ValuedHolding) -> Candidate:
    return Candidate(
        symbol=holding.symbol,
        name=holding.name,
        sector=sector_of(holding),
        price=(holding.price or 0.0) * holding.fx,
        quantity=holding.quantity,
    )


def _added(symbol: str, snapshot: PortfolioSnapshot, view: MarketView) -> Candidate:
    instrument = view.instrument(symbol)
    if instrument.kind not in _TRADED:
        raise InvalidInput(f"Expected a share or a fund to add, found {instrument.name}, which can not be bought.", subject=symbol)
    last = view.last_price(instrument.symbol)
    price = last.price * view.fx_rate(instrument.currency, snapshot.currency)
    group = FUNDS if instrument.kind is InstrumentKind.ETF else UNCLASSIFIED
    return Candidate(instrument.symbol, instrument.name, instrument.sector or group, price, 0.0)


def _common(own: FloatArray, enough: BoolArray, snapshot: PortfolioSnapshot) -> BoolArray:
    complete: BoolArray = np.asarray(np.isfinite(own[:, enough]).all(axis=1)) if enough.any() else np.zeros(len(own), dtype=np.bool_)
    if int(complete.sum()) < YEAR_SESSIONS:
        raise MissingData(
            f"Expected at least {YEAR_SESSIONS} sessions on which all holdings of {snapshot.name} have prices together, found "
            f"{int(complete.sum())} by {snapshot.as_of}. Choose a later day.",
            subject=snapshot.name,
        )
    return complete


def _varies(returns: FloatArray, snapshot: PortfolioSnapshot) -> BoolArray:
    """Which prices move at all: one that does not has no correlation with the others, and every weight of it would be as good."""
    varies: BoolArray = np.asarray(np.ptp(returns, axis=0) > RELATIVE_ZERO)
    if not varies.any():
        raise CalculationFailed(
            f"Expected a holding of {snapshot.name} whose price varies, found none up to {snapshot.as_of}. Name symbols to add.",
            subject=snapshot.name,
        )
    return varies


def _notes(valuation: Valuation, kept: tuple[Candidate, ...], candidates: tuple[Candidate, ...], *, constant: list[str]) -> tuple[str, ...]:
    weighted = {*constant, *(candidate.symbol for candidate in kept)}
    short = [candidate.symbol for candidate in candidates if candidate.symbol not in weighted]
    named = {candidate.symbol for candidate in candidates}
    others = [holding.label for holding in valuation.invested if holding.symbol not in named]
    notes = []
    if short:
        notes.append(f"Left as it is, because it has fewer than {YEAR_SESSIONS} returns: {', '.join(short)}.")
    if constant:
        notes.append(f"Left as it is, because its price does not change: {', '.join(constant)}.")
    if others:
        notes.append(f"Left as it is, and not in the figures of risk: {', '.join(others)}.")
    return tuple(notes)
