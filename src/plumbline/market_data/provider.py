"""What a source of market data delivers, and the shape every source has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from plumbline.market_data.findings import Finding
from plumbline.market_data.fundamentals import FundamentalFigure
from plumbline.market_data.instruments import Instrument
from plumbline.market_data.panel import PriceArray, SessionArray


@dataclass(frozen=True, eq=False)
class ProviderData:
    """Everything one provider knows.

    `sessions` is (n_dates,) ascending without repeats, `symbols` (n_symbols,), `close` (n_dates, n_symbols) with NaN where there is
    no price. `findings` are those that only the reader of the source can make (repeated dates and symbols).
    """

    sessions: SessionArray
    symbols: tuple[str, ...]
    close: PriceArray
    instruments: tuple[Instrument, ...] = ()
    fundamentals: tuple[FundamentalFigure, ...] = ()
    findings: tuple[Finding, ...] = ()


class MarketDataProvider(Protocol):
    @property
    def key(self) -> str:
        """Short and unique among the configured providers: `sample`, `folder:extra/prices`."""

    @property
    def name(self) -> str:
        """For people."""

    @property
    def attribution(self) -> str:
        """Origin of the data, as it must be shown wherever the data is."""

    def load(self) -> ProviderData:
        """Read everything; raise `InvalidInput` or `MissingData` that names the file."""


@dataclass(frozen=True)
class ProviderEntry:
    """One line of the catalog: how a provider is named in the settings, and how it is built from the rest of the name."""

    scheme: str
    summary: str
    example: str
    build: Callable[[str], MarketDataProvider]
