"""The sample market: 20 US stocks since 1990, five factor funds, the S&P 500; shipped with the package.

Built by `scripts/build_sample_market.py`. Prices are whole thousandths of a dollar stored as differences from session to session:
dividing by 1000 gives exactly the decimal figures of the source.
"""

from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from plumbline.core.errors import InvalidInput
from plumbline.market_data.calendar import PRICES_FILE, packaged_sessions
from plumbline.market_data.fundamentals import FundamentalFigure
from plumbline.market_data.instruments import Instrument
from plumbline.market_data.panel import PriceArray
from plumbline.market_data.provider import ProviderData

FOLDER = PRICES_FILE.parent
THOUSANDTHS = 1000.0
INSTRUMENTS = TypeAdapter(tuple[Instrument, ...])
FUNDAMENTALS = TypeAdapter(tuple[FundamentalFigure, ...])


def build_sample_provider(rest: str) -> "SampleProvider":
    """Return the provider; nothing may follow its name in the settings."""
    if rest:
        raise InvalidInput(f"Expected 'sample' alone, found 'sample:{rest}'. The sample market has no options.", subject=rest)
    return SampleProvider()


class SampleProvider:
    key = "sample"
    name = "Sample market"

    @property
    def attribution(self) -> str:
        """Origin of prices and company facts."""
        return (FOLDER / "ATTRIBUTION.txt").read_text(encoding="utf-8").strip()

    def load(self) -> ProviderData:
        """Read the packaged files; takes milliseconds and imports nothing heavy."""
        symbols, close = _prices(PRICES_FILE)
        return ProviderData(
            sessions=packaged_sessions(),
            symbols=symbols,
            close=close,
            instruments=INSTRUMENTS.validate_json((FOLDER / "instruments.json").read_bytes()),
            fundamentals=FUNDAMENTALS.validate_json((FOLDER / "fundamentals.json").read_bytes()),
        )


def _prices(path: Path) -> tuple[tuple[str, ...], PriceArray]:
    with np.load(path) as stored:
        symbols = tuple(str(symbol) for symbol in stored["symbols"])
        first_rows = stored["first_rows"]
        # Stored symbol by symbol: neighbors in time compress best.
        close = np.cumsum(stored["differences"], axis=1, dtype=np.int64).T / THOUSANDTHS
    rows = np.arange(close.shape[0])[:, None]
    return symbols, np.ascontiguousarray(np.where(rows >= first_rows, close, np.nan))
