"""Options without a quote: valued by Black, Scholes and Merton with the underlying's realized volatility."""

import math
from dataclasses import dataclass

import numpy as np

from plumbline.analytics.observations import TRADING_DAYS, FloatArray
from plumbline.analytics.options import OptionMarket, option_delta, option_value
from plumbline.analytics.options import OptionTerms as Terms
from plumbline.core.errors import MissingData
from plumbline.market_data.market import MarketView
from plumbline.market_data.occ import OptionContract, OptionRight
from plumbline.portfolios.price_paths import RowArray, prices_at

MODELED = "modeled, no option quote"
VOLATILITY_SESSIONS = 252
LEAST_OBSERVATIONS = 60
"""Returns needed for a volatility that an option may be valued with: a quarter of a year."""
_DAYS_PER_YEAR = 365.0


@dataclass(frozen=True)
class OptionQuote:
    """Model figures for one share of the underlying."""

    value: float
    delta: float
    spot: float
    volatility: float


def option_quote(contract: OptionContract, view: MarketView, *, risk_free_rate: float) -> OptionQuote:
    """Value the option on the day of the view; raise `MissingData` when its underlying has no price or too short a history."""
    row = np.array([view.n_sessions - 1])
    spot, volatility = _spot_and_volatility(contract, view, row)
    if not (math.isfinite(spot[0]) and math.isfinite(volatility[0])):
        raise MissingData(
            f"Expected at least {LEAST_OBSERVATIONS} daily returns of {contract.underlying} by {view.as_of} to value {contract.label}, "
            f"found fewer. Choose a later day.",
            subject=contract.symbol,
        )
    terms = _terms(contract, view, row)
    market = OptionMarket(spot=spot, volatility=volatility, rate=math.log1p(risk_free_rate))
    value, delta = np.asarray(option_value(terms, market)), np.asarray(option_delta(terms, market))
    return OptionQuote(value=float(value[0]), delta=float(delta[0]), spot=float(spot[0]), volatility=float(volatility[0]))


def option_values_at(contract: OptionContract, view: MarketView, rows: RowArray, *, risk_free_rate: float) -> FloatArray:
    """Model value per share at each session row, with that day's spot and trailing volatility; NaN where either is missing."""
    spot, volatility = _spot_and_volatility(contract, view, rows)
    known = np.isfinite(spot) & np.isfinite(volatility)
    values = np.full(rows.shape, np.nan)
    if known.any():
        market = OptionMarket(spot=spot[known], volatility=volatility[known], rate=math.log1p(risk_free_rate))
        values[known] = option_value(_terms(contract, view, rows[known]), market)
    return values


def option_exposures_at(contract: OptionContract, view: MarketView, rows: RowArray, *, risk_free_rate: float) -> FloatArray:
    """Delta times the underlying's price, per share at each session row: what risk counts an option as. NaN as `option_values_at`."""
    spot, volatility = _spot_and_volatility(contract, view, rows)
    known = np.isfinite(spot) & np.isfinite(volatility)
    exposures = np.full(rows.shape, np.nan)
    if known.any():
        market = OptionMarket(spot=spot[known], volatility=volatility[known], rate=math.log1p(risk_free_rate))
        exposures[known] = np.asarray(option_delta(_terms(contract, view, rows[known]), market)) * spot[known]
    return exposures


def realized_volatility_at(view: MarketView, symbol: str, rows: RowArray) -> FloatArray:
    """Annualized volatility of the returns of up to 252 sessions that end at each row, as options are valued with; NaN below 60."""
    column = view.market.columns.get(symbol)
    if column is None:
        return np.full(rows.shape, np.nan)
    first = max(int(rows.min()) - VOLATILITY_SESSIONS, 0)
    close = view.close[first : int(rows.max()) + 1, column]
    return _trailing_volatility(close, rows - first)


def _terms(contract: OptionContract, view: MarketView, rows: RowArray) -> Terms:
    days = (np.datetime64(contract.expiry, "D") - view.sessions[rows]).astype(np.float64)
    return Terms(strike=contract.strike, years=days / _DAYS_PER_YEAR, is_call=contract.right is OptionRight.CALL)


def _spot_and_volatility(contract: OptionContract, view: MarketView, rows: RowArray) -> tuple[FloatArray, FloatArray]:
    return prices_at(view, contract.underlying, rows), realized_volatility_at(view, contract.underlying, rows)


def _trailing_volatility(close: FloatArray, rows: RowArray) -> FloatArray:
    """Annualized deviation (n - 1) of the up to 252 returns that end at each row of `close`; NaN below 60 of them."""
    returns = np.concatenate([[np.nan], close[1:] / close[:-1] - 1.0])
    index = rows[:, None] - np.arange(VOLATILITY_SESSIONS)
    windows = np.where(index > 0, returns[np.maximum(index, 0)], np.nan)
    valid = np.isfinite(windows)
    count = valid.sum(axis=1)
    mean = np.where(valid, windows, 0.0).sum(axis=1) / np.maximum(count, 1)
    squares = (np.where(valid, windows - mean[:, None], 0.0) ** 2).sum(axis=1)
    volatility = np.sqrt(squares / np.maximum(count - 1, 1) * TRADING_DAYS)
    return np.where(count >= LEAST_OBSERVATIONS, volatility, np.nan)
