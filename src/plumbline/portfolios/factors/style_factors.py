"""The factors that returns are explained with: the market, styles from funds or from long-short portfolios, industries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from plumbline.analytics.factors.series import (
    industry_series,
    long_short_series,
    low_volatility_scores,
    market_series,
    momentum_scores,
    month_ends,
)
from plumbline.analytics.observations import FloatArray
from plumbline.analytics.returns import simple_returns
from plumbline.core.errors import MissingData
from plumbline.market_data.fundamentals import FundamentalItem
from plumbline.market_data.instruments import Instrument, InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.market_data.panel import SessionArray

MARKET, STYLE, INDUSTRY = "market", "style", "industry"
_FUNDS = (("value", "Value", "VLUE"), ("size", "Small size", "SIZE"), ("momentum", "Momentum", "MTUM"), ("quality", "Quality", "QUAL"),
          ("low_volatility", "Low volatility", "USMV"))  # fmt: skip
"""Funds that follow one style each; a style counts as its fund less the market. Used where the market has them."""
_SCORES: Mapping[str, Callable[[FloatArray], FloatArray]] = {"momentum": momentum_scores, "low_volatility": low_volatility_scores}
"""Styles that prices alone can make; value and size are made with figures of annual reports, from the day each was known."""
_COMPANY_STYLES = ("value", "size")
_LOOKBACK = 252 + 31
"""Sessions before the window that the scores of the first formation need: a year, and up to a month to the formation."""
_LEAST_STOCKS = 6
"""Fewer shares have no meaningful upper and lower 30 %."""


@dataclass(frozen=True)
class Factor:
    """One factor. `made_of` says from what its returns come."""

    key: str
    label: str
    group: str
    made_of: str


@dataclass(frozen=True, eq=False)
class FactorSet:
    """Returns of each factor in the sessions asked for, (n_sessions, n_factors); industries apart, because they add up to the market."""

    factors: tuple[Factor, ...]
    returns: FloatArray
    industries: tuple[Factor, ...]
    industry_returns: FloatArray
    left_out: tuple[str, ...] = ()


def factor_set(view: MarketView, days: SessionArray, *, market: str, self_built: bool = False) -> FactorSet:
    """Factors over `days`, consecutive sessions of the view; `market` is taken as the market where it is an index.

    `self_built` passes over the funds of styles. `left_out` names the styles that there is nothing to make of.
    Missing: a style whose fund lacks a price in these days is made from the shares of the market (all but quality) or left out.
    Raises: MissingData when there is nothing to make a market of.
    """
    end = int(np.searchsorted(view.sessions, days[-1])) + 1
    first = end - len(days)
    stocks = [instrument for instrument in _instruments(view) if instrument.kind is InstrumentKind.EQUITY]
    before = max(first - 1 - _LOOKBACK, 0)
    moves = _returns(view, tuple(stock.symbol for stock in stocks), before, end)
    skipped = first - 1 - before
    factor, series = _market(view, market, (first, end), moves[skipped:])
    factors, columns, left_out = [factor], [series], []
    for key, label, fund in _FUNDS:
        followed = None if self_built else _style(view, (key, label, fund), (first, end), series)
        found = followed or _long_short(view, (key, label), (before, end), stocks=_Stocks(stocks, moves), n_days=len(days))
        if found is None:
            left_out.append(label)
        else:
            factors.append(found[0])
            columns.append(found[1][-len(days) :])
    industries, industry_returns = _industries(stocks, moves[skipped:])
    return FactorSet(tuple(factors), np.column_stack(columns), industries, industry_returns, tuple(left_out))


def _instruments(view: MarketView) -> list[Instrument]:
    return [view.instrument(symbol) for symbol in view.symbols]


def _returns(view: MarketView, symbols: tuple[str, ...], first: int, end: int) -> FloatArray:
    """Returns into the sessions after row `first` up to before row `end`."""
    columns = [view.market.columns[symbol] for symbol in symbols]
    return simple_returns(view.close[first:end][:, columns])


def _market(view: MarketView, market: str, span: tuple[int, int], stocks: FloatArray) -> tuple[Factor, FloatArray]:
    indices = [instrument for instrument in _instruments(view) if instrument.kind is InstrumentKind.INDEX]
    chosen = next((index for index in indices if index.symbol == market), indices[0] if indices else None)
    if chosen is not None:
        series = _returns(view, (chosen.symbol,), span[0] - 1, span[1])[:, 0]
        return Factor("market", "Market", MARKET, chosen.name), series
    if stocks.shape[1] < 2:
        raise MissingData("Expected an index or at least two shares to make a market of, found neither in the loaded market data.")
    return Factor("market", "Market", MARKET, f"mean of {stocks.shape[1]} shares"), market_series(stocks)


def _style(view: MarketView, style: tuple[str, str, str], span: tuple[int, int], market: FloatArray) -> tuple[Factor, FloatArray] | None:
    key, label, fund = style
    if fund not in view.market.columns:
        return None
    series = _returns(view, (fund,), span[0] - 1, span[1])[:, 0] - market
    if not np.isfinite(series[np.isfinite(market)]).all():
        return None
    return Factor(key, label, STYLE, f"{fund} less the market"), series


@dataclass(frozen=True, eq=False)
class _Stocks:
    """The shares of the market and their returns, (n_sessions, n_stocks)."""

    instruments: list[Instrument]
    moves: FloatArray


def _long_short(
    view: MarketView, style: tuple[str, str], span: tuple[int, int], *, stocks: _Stocks, n_days: int
) -> tuple[Factor, FloatArray] | None:
    """From the shares themselves; None for a style that nothing makes, or with too few shares or sessions."""
    key, label = style
    moves, formations = stocks.moves, month_ends(view.sessions[span[0] + 1 : span[1]])
    if moves.shape[1] < _LEAST_STOCKS or not formations:
        return None
    if key in _SCORES:
        scores = _SCORES[key](moves)
    elif key in _COMPANY_STYLES:
        scores = company_scores(key, stocks.instruments, view, span)
    else:
        return None
    built = long_short_series(moves, scores, formations)
    if not np.isfinite(built.returns[-n_days:]).all():
        return None
    return Factor(key, label, STYLE, f"long less short, {int(built.n_long[-1])} shares each"), built.returns


def company_scores(style: str, stocks: list[Instrument], view: MarketView, span: tuple[int, int]) -> FloatArray:
    """Small size (less market value) or value (book over market value) of each share at the close of each session, (n_sessions, n_stocks).

    Sessions are those after the first row of `span`. Missing: NaN before the annual report was known, and for a book value of 0 or less.
    Source: Fama and French (1993), Common Risk Factors in the Returns on Stocks and Bonds.
    """
    first, end = span
    days = view.sessions[first + 1 : end]
    close = view.close[first + 1 : end][:, [view.market.columns[stock.symbol] for stock in stocks]]
    shares = np.column_stack([_known(view, stock.symbol, FundamentalItem.DILUTED_SHARES, days) for stock in stocks])
    value = np.where(shares > 0.0, shares * close, np.nan)
    if style == "size":
        return np.asarray(-value)
    book = np.column_stack([_known(view, stock.symbol, FundamentalItem.TOTAL_EQUITY, days) for stock in stocks])
    return np.asarray(np.where(book > 0.0, book, np.nan) / value)


def _known(view: MarketView, symbol: str, item: FundamentalItem, days: SessionArray) -> FloatArray:
    """The newest figure that was known on each day."""
    found = np.full(len(days), np.nan)
    for figure in view.fundamentals(symbol):  # oldest fiscal year first
        if figure.item is item:
            found[int(np.searchsorted(days, np.datetime64(figure.known_on, "D"))) :] = figure.value
    return found


def _industries(stocks: list[Instrument], moves: FloatArray) -> tuple[tuple[Factor, ...], FloatArray]:
    """Sectors with at least two shares; one alone would be that share."""
    sectors = [stock.sector or "" for stock in stocks]
    shared = [place for place, sector in enumerate(sectors) if sector and sectors.count(sector) > 1]
    if not shared:
        return (), np.empty((len(moves), 0))
    names, series = industry_series(moves[:, shared], [sectors[place] for place in shared])
    counts = {name: sectors.count(name) for name in names}
    return tuple(Factor(name, name, INDUSTRY, f"mean of {counts[name]} shares less all") for name in names), series
