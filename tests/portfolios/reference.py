"""What the demo files should give, from the raw numbers with pandas: nothing of the product is imported here.

The holdings are typed off each file's own columns, prices come from the packaged integer file, and every figure is computed in the
way its definition reads, not in the way the product does it.
"""

import math
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pandas as pd

FILES = Path(__file__).parent / "files"
SAMPLE = Path(__file__).parents[2] / "src" / "plumbline" / "market_data" / "sample" / "prices.npz"
NORMAL = NormalDist()


@cache
def prices() -> pd.DataFrame:
    with np.load(SAMPLE) as stored:
        days = pd.to_datetime(stored["sessions"].astype("int64"), unit="D", origin="unix")
        frame = pd.DataFrame(stored["differences"].cumsum(axis=1).T / 1000.0, index=days, columns=stored["symbols"])
        for symbol, first in zip(stored["symbols"], stored["first_rows"], strict=True):
            frame.iloc[: int(first), frame.columns.get_loc(symbol)] = np.nan
    return frame


def growth() -> dict[str, float]:
    frame = pd.read_csv(FILES / "growth_2022.csv")
    return dict(zip(frame["symbol"], frame["quantity"].astype(float), strict=True))


def retirement() -> dict[str, float]:
    frame = pd.read_csv(FILES / "retirement_income_2022.csv", nrows=13)
    held = {row["Symbol"]: float(row["Quantity"]) for _, row in frame.iterrows() if not math.isnan(row["Quantity"])}
    return held | {"CASH": 96_400.0}


def long_short() -> dict[str, float]:
    frame = pd.read_csv(FILES / "long_short_2022.csv")
    return {("CASH" if row["AssetClass"] == "CASH" else row["Symbol"]): float(row["Position"]) for _, row in frame.iterrows()}


def options() -> dict[str, float]:
    frame = pd.read_csv(FILES / "options_overlay_2022.csv")
    return dict(zip(frame["symbol"], frame["quantity"].astype(float), strict=True))


@dataclass(frozen=True)
class Reference:
    """One portfolio on the last day of `history`."""

    held: dict[str, float]
    history: pd.DataFrame

    def value_of(self, symbol: str, at: int = -1) -> float:
        if symbol == "CASH":
            return self.held[symbol]
        if " " in symbol:
            return 100 * self.held[symbol] * self.option(symbol, at)[0]
        return float(self.held[symbol] * self.history[symbol].iloc[at])

    def exposure_of(self, symbol: str) -> float:
        if " " not in symbol:
            return self.value_of(symbol)
        return 100 * self.held[symbol] * self.option(symbol)[1] * float(self.history[symbol[:6].strip()].iloc[-1])

    def option(self, symbol: str, at: int = -1) -> tuple[float, float]:
        """Value and delta per share, with the deviation of the 252 returns before and a rate of zero."""
        close = self.history[symbol[:6].strip()]
        end = len(close) + at + 1 if at < 0 else at + 1
        deviation = close.iloc[:end].pct_change().iloc[-252:].std() * math.sqrt(252)
        spot, strike = float(close.iloc[end - 1]), int(symbol[13:]) / 1000
        expiry = date(2000 + int(symbol[6:8]), int(symbol[8:10]), int(symbol[10:12]))
        spread = deviation * math.sqrt((expiry - close.index[end - 1].date()).days / 365)
        upper = math.log(spot / strike) / spread + spread / 2
        lower = upper - spread
        if symbol[12] == "C":
            return spot * NORMAL.cdf(upper) - strike * NORMAL.cdf(lower), NORMAL.cdf(upper)
        return strike * NORMAL.cdf(-lower) - spot * NORMAL.cdf(-upper), NORMAL.cdf(upper) - 1

    @property
    def invested(self) -> list[str]:
        return [symbol for symbol in self.held if symbol != "CASH"]

    @property
    def net(self) -> float:
        return sum(self.value_of(symbol) for symbol in self.held)

    def moves(self, n_sessions: int) -> pd.DataFrame:
        """Returns of what moves each holding; a column per holding."""
        returns = self.history.iloc[-n_sessions - 1 :].pct_change().iloc[1:]
        return pd.DataFrame({symbol: returns[symbol[:6].strip() if " " in symbol else symbol] for symbol in self.invested})

    def daily(self, n_sessions: int) -> pd.Series:
        weights = pd.Series({symbol: self.exposure_of(symbol) / self.net for symbol in self.invested})
        return (self.moves(n_sessions) * weights).sum(axis=1)

    def market(self, n_sessions: int) -> pd.Series:
        return self.history["SP500"].iloc[-n_sessions - 1 :].pct_change().iloc[1:]

    def held_return(self, at: int) -> float:
        """Return since the row `at`, at constant quantities."""
        return self.net / sum(self.value_of(symbol, at) for symbol in self.held) - 1


def reference(held: dict[str, float], day: str = "2022-12-28") -> Reference:
    return Reference(held, prices().loc[:day])


def row_before(history: pd.DataFrame, day: str) -> int:
    """Row of the last session at or before a day."""
    return int(history.index.searchsorted(pd.Timestamp(day), side="right")) - 1
