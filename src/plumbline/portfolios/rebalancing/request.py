"""What can be asked of a rebalancing: targets, what happens to the other holdings, and how trades are made."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from plumbline.analytics.rebalance.tax_lots import Choice
from plumbline.core.schema import Schema
from plumbline.portfolios.optimization.request import Fraction, OptimizationRequest, Share

Amount = Annotated[float, Field(ge=0.0, allow_inf_nan=False)]


class TargetWeight(Schema):
    """The weight that a symbol, held or not, or `CASH` is to have."""

    symbol: str = Field(min_length=1)
    weight: Fraction = Field(description="Share of net value: 0.1 for 10 %; negative is short.")


class Others(StrEnum):
    """What happens to holdings without a target."""

    KEEP = "keep"
    SCALE = "scale"
    SELL = "sell"


class RebalanceRequest(Schema):
    """Targets by hand, or those of an optimization."""

    targets: tuple[TargetWeight, ...] = Field(default=(), max_length=2000)
    optimize: OptimizationRequest | None = Field(default=None, description="Take the weights of this optimization as targets.")
    others: Others = Field(
        default=Others.KEEP, description="Holdings without a target: keep them, scale them into what the targets leave, or sell them."
    )
    band: Share = Field(default=0.0, description="Holdings within this distance of their target are not traded: 0.02 for 2 % of net value.")
    relative_band: bool = Field(default=False, description="The band is a share of the target instead of net value.")
    lot_size: Annotated[float, Field(gt=0.0, le=1e6)] = Field(default=1.0, description="Shares of the smallest trade; 0.001 for fractions.")
    minimum_trade: Amount = Field(default=0.0, description="Smaller trades, in money, are left out; a full sale never.")
    keep_cash: Amount = Field(default=0.0, description="Money that must be left.")
    cost_rate: Annotated[float, Field(ge=0.0, lt=1.0)] = Field(default=0.0, description="Cost per unit traded, 0.001 for ten basis points.")
    lot_method: Choice = Field(default="first_in_first_out", description="Which lots a sale uses first.")
    as_of: date | None = Field(default=None, description="The day to speak of; default: the last session.")
