"""Hypothetical shocks: what is assumed of a few drivers, and what the holdings are then expected to do."""

import math
from dataclasses import dataclass

import numpy as np
from pydantic import Field

from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.returns import simple_returns
from plumbline.analytics.stress import PropagatedShock, propagated_shock
from plumbline.core.errors import InvalidInput, MissingData
from plumbline.core.schema import Schema
from plumbline.facts.fact import Quality
from plumbline.market_data.market import MarketView
from plumbline.portfolios.contributions import sector_of
from plumbline.portfolios.price_paths import session_day
from plumbline.portfolios.risk_series import TAIL_SESSIONS, YEAR_SESSIONS
from plumbline.portfolios.stress.episodes import LARGEST, StressedBook
from plumbline.portfolios.stress.factor_moves import SUFFIX, factor_moves, find_factor
from plumbline.portfolios.stress.option_growth import option_growth
from plumbline.portfolios.stress.rates import rate_proxy
from plumbline.portfolios.stress.results import ShockHolding, ShockKind, ShockStress, ShockTerm

MONTH = 21
"""Sessions over which volatility is taken: daily changes of a realized volatility are mostly noise."""
MOST_TERMS = 10
_MARKET, _VOLATILITY = {"market", "the market", "index", "benchmark"}, {"volatility", "vol", "vix"}
_RATES = {"rates", "rate", "interest rates", "interest rate", "yields", "yield"}
IN_POINTS = frozenset({"volatility", "rates"})
"""What moves by points, not by a share of itself."""
_SIZES = {"volatility": (-1.0, 3.0), "rates": (-0.2, 0.2)}


class ShockInput(Schema):
    """One assumption: `market`, `volatility`, `rates`, a sector, `momentum factor`, a symbol or a company, and its move as a fraction."""

    target: str
    move: float = Field(description="-0.20 = falls 20 %; for volatility and rates a change in points, 0.10 = ten points.")


@dataclass(frozen=True)
class NamedShock:
    """Assumptions that hold together, and what they are called."""

    title: str
    terms: tuple[ShockTerm, ...]


def read_shock(inputs: tuple[ShockInput, ...], book: StressedBook, *, title: str | None = None) -> NamedShock:
    """What a person or a model assumes, resolved against the market of the day.

    Raises: InvalidInput on a size that can not be, too many or repeated targets; NotFound for an unknown target; MissingData for
        rates where no bond fund is loaded.
    """
    if not 0 < len(inputs) <= MOST_TERMS:
        raise InvalidInput(f"Expected 1 to {MOST_TERMS} shocks at once, found {len(inputs)}.", subject="shocks")
    terms = tuple(_term(given, book) for given in inputs)
    if len({term.target for term in terms}) < len(terms):
        raise InvalidInput("Expected different things to shock, found one twice. Give one move for each.", subject="shocks")
    return NamedShock(title or describe(terms), terms)


def describe(terms: tuple[ShockTerm, ...]) -> str:
    """`market -20 %, AAPL +5 %`: what is assumed, in a few words."""
    return ", ".join(f"{term.target} {100 * term.move:+.4g} {'points' if term.kind in IN_POINTS else '%'}" for term in terms)


def describe_inputs(inputs: tuple[ShockInput, ...]) -> str:
    """As `describe`, for shocks that are not resolved against a market."""
    points = _VOLATILITY | _RATES
    return ", ".join(f"{given.target} {100 * given.move:+.4g} {'points' if given.target.casefold() in points else '%'}" for given in inputs)


def shock_stress(book: StressedBook, shock: NamedShock) -> ShockStress:
    """What the holdings do, on average, when the shocked drivers do what is assumed.

    Convention: slopes over the last 252 daily returns; with a volatility shock over 21-session spans of the last 504 sessions. Rates are
        read from a bond fund (`rates.py`).
        Every holding of a shocked sector, and a shocked holding itself, makes the move given. Options are valued anew.
    """
    found = _propagated(book, shock)
    shift = sum(term.move for term in shock.terms if term.kind == "volatility")
    moves = np.array([_as_held(book, place, found, shift=shift) for place in range(len(book.holdings))])
    impacts = book.weights * moves
    total = float(impacts.sum()) + 0.0
    unknown = [holding.label for holding, lost in zip(book.holdings, found.unknown, strict=True) if lost]
    valuation = book.analysis.valuation
    reason = f"{', '.join(unknown)} left unmoved: too few sessions with prices" if unknown else valuation.reason
    return ShockStress(
        subject=book.subject(shock.title, f"after {shock.title}"), as_of=book.snapshot.as_of,
        quality=Quality.PARTIAL if unknown else valuation.quality, reason=reason, title=shock.title, terms=shock.terms,
        impact=total, change=book.money(total), value_after=book.money(1.0 + total), uncertainty=found.uncertainty,
        largest=_largest(book, shock, moves, impacts),
    )  # fmt: skip


def _as_held(book: StressedBook, place: int, found: PropagatedShock, *, shift: float) -> float:
    holding, move = book.holdings[place], float(found.moves[place])
    if holding.quote is None:
        return move
    return float(option_growth(holding, book.snapshot, np.array([1.0 + move]), volatility_shift=shift)[0] - 1.0)


def _propagated(book: StressedBook, shock: NamedShock) -> PropagatedShock:
    symbols = tuple(holding.driver or "" for holding in book.holdings)
    names = tuple(_series_of(term, book) for term in shock.terms if term.kind in {"symbol", "rates"})
    needs_index = any(term.kind in {"market", "volatility"} for term in shock.terms)
    by_month = any(term.kind == "volatility" for term in shock.terms)
    if needs_index and book.snapshot.benchmark not in book.view.market.columns:
        raise MissingData(f"The benchmark {book.snapshot.benchmark} is not in the loaded market, so it can not be shocked. Shock a symbol.")
    index = (book.snapshot.benchmark,) if needs_index else ()
    moves = _moves(book.view, (*symbols, *names, *index), TAIL_SESSIONS if by_month else YEAR_SESSIONS)
    table = _by_month(moves) if by_month else moves
    drivers = np.column_stack([_driver(term, book, (table, moves), names) for term in shock.terms])
    sizes = np.array([term.move for term in shock.terms])
    exposures = np.array([holding.exposure for holding in book.holdings]) / book.net_value
    direct = np.array([_direct(book, place, shock) for place in range(len(symbols))])
    return propagated_shock(table[:, : len(symbols)], exposures, drivers=drivers, shocks=sizes, direct_moves=direct)


def _series_of(term: ShockTerm, book: StressedBook) -> str:
    return rate_proxy(book.view).symbol if term.kind == "rates" else term.target


def _driver(term: ShockTerm, book: StressedBook, tables: tuple[FloatArray, FloatArray], names: tuple[str, ...]) -> FloatArray:
    """The series of what is shocked, on the rows of the table."""
    table, daily = tables
    if term.kind == "market":
        return np.asarray(table[:, -1])
    if term.kind == "volatility":
        return _volatility_changes(daily[:, -1])
    if term.kind == "symbol":
        return np.asarray(table[:, len(book.holdings) + names.index(term.target)])
    if term.kind == "rates":
        proxy = rate_proxy(book.view)
        return np.asarray(table[:, len(book.holdings) + names.index(proxy.symbol)] / -proxy.duration)
    if term.kind == "factor":
        series = factor_moves(term.target, book.view, market=book.snapshot.benchmark, n_sessions=len(daily))
        return series if len(table) == len(daily) else _by_month(series[:, None])[:, 0]
    held = {holding.driver: place for place, holding in enumerate(book.holdings) if sector_of(holding) == term.target}
    members = list(held.values())  # a share and the options on it are one member
    sector = table[:, members]
    return np.asarray(np.where(np.isfinite(sector).all(axis=1), sector.mean(axis=1), np.nan))


def _moves(view: MarketView, symbols: tuple[str, ...], n_sessions: int) -> FloatArray:
    first = max(view.n_sessions - 1 - n_sessions, 0)
    return simple_returns(view.prices(symbols, start=session_day(view, first)).close)


def _by_month(moves: FloatArray) -> FloatArray:
    """Returns over every span of 21 sessions, one row for each last session; they overlap."""
    if len(moves) < 2 * MONTH:
        raise MissingData(f"Expected at least {2 * MONTH} sessions for a shock of volatility, found {len(moves)}. Choose a later day.")
    values = np.concatenate([np.ones((1, moves.shape[1])), np.cumprod(1.0 + np.nan_to_num(moves), axis=0)])
    gaps = np.concatenate([np.zeros((1, moves.shape[1])), np.cumsum(np.isnan(moves), axis=0)])
    spans = values[MONTH:] / values[:-MONTH] - 1.0
    spans = np.where(gaps[MONTH:] - gaps[:-MONTH] > 0, np.nan, spans)
    return np.asarray(spans[MONTH:])


def _volatility_changes(index: FloatArray) -> FloatArray:
    """Change over 21 sessions of the index's realized 21-session volatility, annualized, on the rows of `_by_month`."""
    windows = np.lib.stride_tricks.sliding_window_view(index, MONTH)
    levels = windows.std(axis=1, ddof=1) * math.sqrt(TRADING_DAYS)
    return np.asarray(levels[MONTH:] - levels[:-MONTH])


def _direct(book: StressedBook, place: int, shock: NamedShock) -> float:
    """The move that is given for a holding by its symbol, else by its sector; NaN when it follows the drivers."""
    holding = book.holdings[place]
    for kind, name in (("symbol", holding.driver), ("sector", sector_of(holding))):
        for term in shock.terms:
            if term.kind == kind and term.target == name:
                return term.move
    return float("nan")


def _largest(book: StressedBook, shock: NamedShock, moves: FloatArray, impacts: FloatArray) -> tuple[ShockHolding, ...]:
    order = np.argsort(-np.abs(impacts), kind="stable")[:LARGEST]
    rows = []
    for place in sorted(order.tolist(), key=lambda place: float(impacts[place])):
        holding = book.holdings[place]
        subject = book.holding_subject(holding)
        rows.append(
            ShockHolding(
                subject=subject.model_copy(update={"id": f"{subject.id}/{shock.title}", "label": f"{subject.label} after {shock.title}"}),
                as_of=book.snapshot.as_of, quality=holding.quality, reason=holding.reason, symbol=holding.symbol,
                move=float(moves[place]), change=book.money(float(impacts[place])),
            )
        )  # fmt: skip
    return tuple(rows)


def _term(given: ShockInput, book: StressedBook) -> ShockTerm:
    kind, target = _target(given.target, book)
    lowest, highest = _SIZES.get(kind, (-1.0, 10.0))
    if not (math.isfinite(given.move) and lowest <= given.move <= highest) or given.move == 0.0:
        span = f"from {lowest:.0%} to {highest:.0%} and not 0"
        hint = "0.01 for a point" if kind == "rates" else "-0.2 for -20 %"
        message = f"Expected a move of {given.target} {span}, found {given.move:g}. Write {hint}."
        raise InvalidInput(message, subject=given.target)
    return ShockTerm(kind=kind, target=target, move=given.move)


def _target(text: str, book: StressedBook) -> tuple[ShockKind, str]:
    wanted = " ".join(text.split()).casefold()
    if wanted in _MARKET or wanted == book.snapshot.benchmark.casefold():
        return "market", "market"
    if wanted in _VOLATILITY:
        return "volatility", "volatility"
    if wanted in _RATES:
        rate_proxy(book.view)
        return "rates", "rates"
    factor = find_factor(text, book.view, market=book.snapshot.benchmark, n_sessions=YEAR_SESSIONS)
    if factor is not None:
        return "factor", f"{factor.label}{SUFFIX}"
    sectors = sorted({sector_of(holding) for holding in book.holdings})
    exact = [sector for sector in sectors if sector.casefold() == wanted]
    near = exact or [sector for sector in sectors if wanted in sector.casefold()]
    if len(near) == 1 and (exact or book.view.market.index.by_symbol(text) is None):
        return "sector", near[0]
    found = book.view.find_instrument(text) or book.view.instrument(text)
    if found.symbol not in book.view.symbols:
        raise MissingData(f"{found.symbol} has no price by {book.view.as_of}, so it can not be shocked.", subject=text)
    return "symbol", found.symbol
