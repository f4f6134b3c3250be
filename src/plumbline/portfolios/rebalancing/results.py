"""What a rebalancing returns: drift of each holding, trades in whole lots, and what they realize. Nothing is traded."""

from typing import Annotated

from pydantic import Field

from plumbline.analytics.rebalance.tax_lots import Choice
from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.facts.result import Measured, Result
from plumbline.portfolios.trades.results import TaxEffect, TaxTotals


class RebalancedPosition(Result):
    """One holding: its weight, its target, how far it has moved from it, and the trade toward it (positive = buy)."""

    symbol: str
    name: str
    weight: Annotated[float, Measured("weight")]
    target: Annotated[float, Measured("target_weight")]
    drift: Annotated[float, Measured("target_drift")]
    outside: bool = Field(description="Beyond the band.")
    price: Annotated[Money, Measured("price")]
    trade_quantity: Annotated[float, Measured("trade_quantity")]
    trade_value: Annotated[Money, Measured("trade_value")]
    weight_after: Annotated[float, Measured("weight_after_trades")]
    too_small: bool = Field(description="A trade was wanted, but it is below the smallest one.")
    tax: TaxEffect | None = Field(default=None, description="What the trade realizes; None when it closes no lot.")


class RebalanceReport(Result):
    """Drift against targets and the trades that undo it. Nothing is traded and nothing is stored."""

    portfolio_id: PortfolioId
    name: str
    source: str = Field(description="Where the targets are from, in words.")
    lot_method: Choice
    net_value: Annotated[Money, Measured("net_value")]
    turnover: Annotated[float, Measured("turnover_to_target")]
    largest_drift: Annotated[float, Measured("largest_target_drift")]
    n_trades: Annotated[int, Measured("n_trades")]
    traded: Annotated[Money, Measured("traded_value")]
    costs: Annotated[Money, Measured("trading_costs_money")]
    cash: Annotated[Money, Measured("cash_value")]
    cash_after: Annotated[Money, Measured("cash_after_trades")]
    taxes: TaxTotals | None = Field(default=None, description="None when no trade closes a lot.")
    positions: tuple[RebalancedPosition, ...] = Field(description="Largest trade first.")
    notes: tuple[str, ...] = ()
