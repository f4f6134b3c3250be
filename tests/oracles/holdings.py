"""What the demo files hold and what that was worth, by pandas and QuantLib from the raw files: nothing of the product is imported.

Each file is read by its own columns. Prices are the packaged integers, options are valued by QuantLib with the conventions of the
product: realized volatility of 252 sessions, calendar days over 365, the rate continuously compounded.
"""

import math
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pandas as pd
import QuantLib as ql  # noqa: N813 - the name that all of its documentation uses
from tests.portfolios.reference import prices

SOURCES = Path(__file__).parents[2] / "src" / "plumbline"
RATE = 0.02
DAYS = ("2022-12-28", "2020-03-31")
FILES = {
    "growth": "growth_2022.csv",
    "retirement": "retirement_income_2022.csv",
    "long_short": "long_short_2022.csv",
    "options": "options_overlay_2022.csv",
}


@cache
def instruments() -> pd.DataFrame:
    """One row a symbol; a share says nothing of its kind."""
    frame = pd.read_json(SOURCES / "market_data" / "sample" / "instruments.json").set_index("symbol")
    return frame.assign(kind=frame["kind"].fillna("equity"))


@cache
def lots(name: str) -> pd.DataFrame:
    """symbol, quantity, cost of one, opened; cash has the symbol CASH."""
    frame = pd.read_csv(SOURCES / "portfolios" / "demo" / FILES[name])
    if name == "retirement":
        frame = frame[frame["Symbol"].notna()]
        money = {
            column: pd.to_numeric(frame[column].str.replace(r"[$,]", "", regex=True)) for column in ("Current Value", "Cost Basis Total")
        }
        cash = frame["Symbol"] == "SPAXX**"
        quantity = frame["Quantity"].where(~cash, money["Current Value"])
        cost = (money["Cost Basis Total"] / quantity).where(~cash, 1.0)
        table = pd.DataFrame({"symbol": frame["Symbol"].where(~cash, "CASH"), "quantity": quantity, "cost": cost, "opened": pd.NaT})
    elif name == "long_short":
        symbol = frame["Symbol"].where(frame["AssetClass"] != "CASH", "CASH")
        table = pd.DataFrame({"symbol": symbol, "quantity": frame["Position"], "cost": frame["OpenPrice"], "opened": pd.NaT})
    else:
        opened = pd.to_datetime(frame["opened"]) if "opened" in frame else pd.NaT
        table = pd.DataFrame(
            {"symbol": frame["symbol"], "quantity": frame["quantity"], "cost": frame["cost_basis_per_share"], "opened": opened}
        )
    return table.reset_index(drop=True)


def is_option(symbol: str) -> bool:
    return " " in symbol


def driver_of(symbol: str) -> str:
    return symbol[:6].strip()


def sector_of(symbol: str) -> str:
    row = instruments().loc[driver_of(symbol)]
    return row["sector"] if isinstance(row["sector"], str) else "Funds"


@dataclass(frozen=True)
class Contract:
    """An option as its OCC symbol writes it."""

    symbol: str

    @property
    def expiry(self) -> pd.Timestamp:
        return pd.Timestamp(f"20{self.symbol[6:12]}")

    @property
    def kind(self) -> int:
        return ql.Option.Call if self.symbol[12] == "C" else ql.Option.Put

    @property
    def strike(self) -> float:
        return int(self.symbol[13:]) / 1000

    def years(self, day: pd.Timestamp) -> float:
        return (self.expiry - day).days / 365

    def calculator(self, spot: float, volatility: float, day: pd.Timestamp) -> ql.BlackCalculator:
        years, rate = self.years(day), math.log1p(RATE)
        payoff = ql.PlainVanillaPayoff(self.kind, self.strike)
        return ql.BlackCalculator(payoff, spot * math.exp(rate * years), volatility * math.sqrt(years), math.exp(-rate * years))


@dataclass(frozen=True)
class Held:
    """One portfolio on one day."""

    name: str
    day: str

    @cached_property
    def history(self) -> pd.DataFrame:
        return prices().loc[: self.day]

    @cached_property
    def table(self) -> pd.DataFrame:
        """The lots that were open on the day."""
        every = lots(self.name)
        return every[~(every["opened"] > pd.Timestamp(self.day))]

    @cached_property
    def quantity(self) -> pd.Series:
        return self.table.groupby("symbol", sort=False)["quantity"].sum().astype(float)

    @property
    def cash(self) -> float:
        return float(self.quantity.get("CASH", 0.0))

    @property
    def invested(self) -> list[str]:
        return [symbol for symbol in self.quantity.index if symbol != "CASH"]

    @property
    def drivers(self) -> list[str]:
        return list(dict.fromkeys(driver_of(symbol) for symbol in self.invested))

    def volatility(self, symbol: str, at: int = -1) -> float:
        close = self.history[symbol]
        return float(close.iloc[: at % len(close) + 1].pct_change().iloc[-252:].std() * math.sqrt(252))

    def option(self, symbol: str, at: int = -1) -> ql.BlackCalculator:
        driver = driver_of(symbol)
        spot, day = float(self.history[driver].iloc[at]), self.history.index[at]
        return Contract(symbol).calculator(spot, self.volatility(driver, at), day)

    def size(self, symbol: str) -> float:
        """Shares of what moves it, signed."""
        return float(self.quantity[symbol]) * (100.0 if is_option(symbol) else 1.0)

    def price(self, symbol: str, at: int = -1) -> float:
        return self.option(symbol, at).value() if is_option(symbol) else float(self.history[symbol].iloc[at])

    def value(self, symbol: str, at: int = -1) -> float:
        return self.cash if symbol == "CASH" else self.size(symbol) * self.price(symbol, at)

    @cached_property
    def values(self) -> pd.Series:
        """Money in each holding without cash."""
        return pd.Series({symbol: self.value(symbol) for symbol in self.invested})

    @cached_property
    def exposures(self) -> pd.Series:
        """Money that moves with each holding: options by delta."""
        return pd.Series({symbol: self.exposure(symbol) for symbol in self.invested})

    def exposure(self, symbol: str, at: int = -1) -> float:
        if not is_option(symbol):
            return self.value(symbol, at)
        spot = float(self.history[driver_of(symbol)].iloc[at])
        return self.size(symbol) * self.option(symbol, at).delta(spot) * spot

    @cached_property
    def net(self) -> float:
        return float(self.values.sum()) + self.cash

    @cached_property
    def weights(self) -> pd.Series:
        """Exposure over net value of each driver."""
        return self.exposures.groupby(driver_of, sort=False).sum() / self.net

    def moves(self, n_sessions: int) -> pd.DataFrame:
        """Daily returns of the drivers into the last sessions."""
        return self.history[self.drivers].iloc[-n_sessions - 1 :].pct_change(fill_method=None).iloc[1:]

    def daily(self, n_sessions: int) -> pd.Series:
        """The portfolio's returns at the weights of the day, on the sessions that all share."""
        moves = self.moves(n_sessions).dropna()
        return moves @ self.weights[moves.columns]

    def market(self, n_sessions: int) -> pd.Series:
        return self.history["SP500"].iloc[-n_sessions - 1 :].pct_change().iloc[1:]

    def path(self, start: str | pd.Timestamp) -> pd.DataFrame:
        """Money in each holding, and cash, at every close since `start`, at the quantities of the day."""
        first = self.history.index.searchsorted(pd.Timestamp(start), side="right") - 1
        rows = range(first, len(self.history))
        columns = {
            symbol: [self.value(symbol, at) for at in rows] if is_option(symbol) else self.history[symbol].iloc[first:] * self.size(symbol)
            for symbol in self.invested
        }
        return pd.DataFrame(columns, index=self.history.index[first:]).assign(CASH=self.cash)
