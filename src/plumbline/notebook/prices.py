"""A market from a table of prices, so that a notebook's figures come from the very code that serves the product."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from plumbline.core.errors import InvalidInput
from plumbline.market_data.assemble import assemble
from plumbline.market_data.calendar import previous_session
from plumbline.market_data.instruments import Instrument, InstrumentKind
from plumbline.market_data.market import Market
from plumbline.market_data.panel import PriceArray, SessionArray
from plumbline.market_data.provider import ProviderData


@dataclass(frozen=True, eq=False)
class GivenPrices:
    """The source of market data that a caller hands in: dates down, symbols across, adjusted closes."""

    prices: pd.DataFrame
    currency: str = "USD"
    sectors: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, InstrumentKind] = field(default_factory=dict)
    key: str = "given prices"
    name: str = "Given prices"
    attribution: str = "Prices handed in by the caller."

    def load(self) -> ProviderData:
        """The table as a provider delivers it. Raises: InvalidInput for a table that holds no daily prices."""
        days, close = _days(self.prices), _close(self.prices)
        symbols = tuple(_symbol(column) for column in self.prices.columns)
        if len(set(symbols)) != len(symbols):
            repeated = sorted({symbol for symbol in symbols if symbols.count(symbol) > 1})
            raise InvalidInput(f"Expected each symbol once among the columns of the prices, found {', '.join(repeated)} more than once.")
        instruments = tuple(
            Instrument(
                symbol=symbol, name=symbol, currency=self.currency, sector=self.sectors.get(symbol),
                kind=self.kinds.get(symbol, InstrumentKind.EQUITY),
            )
            for symbol in symbols
        )  # fmt: skip
        return ProviderData(sessions=days, symbols=symbols, close=close, instruments=instruments)


def market_from(given: GivenPrices) -> Market:
    """The market of these prices alone. Days on which the New York Stock Exchange was closed are left out, and reported as findings."""
    return assemble([(given, given.load())])


def prices_from_returns(returns: pd.DataFrame) -> pd.DataFrame:
    """Prices that move by the given simple returns from 100 on the session before the first of each symbol.

    Missing: before its first return a symbol has no price; a return missing later leaves that day without a price, and the next one
    spans no known return, so neither is used.
    """
    _days(returns, what="returns")
    start = pd.DataFrame(np.nan, index=[pd.Timestamp(previous_session(returns.index[0].date()))], columns=returns.columns)
    moves = pd.concat([start, returns.astype(np.float64).tz_localize(None)])
    listed = moves.notna().cummax()
    known = moves.notna() | (listed.shift(-1, fill_value=False) & ~listed)
    prices: pd.DataFrame = (100.0 * (1.0 + moves.fillna(0.0)).cumprod()).where(known)
    return prices


def _days(prices: pd.DataFrame, *, what: str = "prices") -> SessionArray:
    if not isinstance(prices, pd.DataFrame) or not isinstance(prices.index, pd.DatetimeIndex) or prices.empty:
        found = type(prices).__name__
        if isinstance(prices, pd.DataFrame):
            found = "an empty one" if prices.empty else f"an index of {type(prices.index).__name__}"
        raise InvalidInput(
            f"Expected a DataFrame of {what} with a DatetimeIndex and a column for each symbol, found {found}. "
            f"pandas.to_datetime makes an index of days from texts.",
            subject=what,
        )
    if not prices.index.is_monotonic_increasing or prices.index.normalize().has_duplicates:
        raise InvalidInput(f"Expected each day once and in order. Sort the {what} by date and remove repeated days.", subject=what)
    days: SessionArray = prices.index.tz_localize(None).to_numpy().astype("datetime64[D]")
    return days


def _close(prices: pd.DataFrame) -> PriceArray:
    try:
        return np.ascontiguousarray(prices.to_numpy(dtype=np.float64, na_value=np.nan))
    except (TypeError, ValueError) as error:
        texts = [str(column) for column in prices.columns if not pd.api.types.is_numeric_dtype(prices[column])]
        raise InvalidInput(
            f"Expected numbers in every column of the prices, found other values in {', '.join(texts)}.", subject="prices"
        ) from error


def _symbol(column: object) -> str:
    if not isinstance(column, str) or not column.strip():
        raise InvalidInput(f"Expected symbols (texts) as columns of the prices, found {column!r}.", subject="prices")
    return column.strip()
