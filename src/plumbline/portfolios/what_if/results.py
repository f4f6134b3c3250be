"""What a what-if returns: the figures before, and for each variant the figures after and the trades that lead there."""

from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.facts.result import Measured, MeasuredValue, Result
from plumbline.portfolios.results import HoldingRisk, LimitCheck, SectorRisk
from plumbline.portfolios.trades.results import TaxEffect, TaxTotals

_TAIL: tuple[tuple[str, float | str], ...] = (("confidence", 0.95), ("horizon_days", 1))
_FAR_TAIL: tuple[tuple[str, float | str], ...] = (("confidence", 0.99), ("horizon_days", 1))


class WhatIfFactor(Result):
    """How much of one factor the weights carry, over the sessions of the tail."""

    key: str
    label: str
    exposure: MeasuredValue


class WhatIfState(Result):
    """Figures of one set of weights, each by the convention of the risk report; losses positive."""

    volatility: Annotated[float | None, Measured("volatility_annualized", period="252d")]
    beta: Annotated[float | None, Measured("beta", period="252d")]
    value_at_risk: Annotated[float | None, Measured("historical_value_at_risk", period="504d", parameters=_TAIL)]
    value_at_risk_money: Annotated[Money | None, Measured("historical_value_at_risk_money", period="504d", parameters=_TAIL)]
    expected_shortfall: Annotated[float | None, Measured("historical_expected_shortfall", period="504d", parameters=_TAIL)]
    expected_shortfall_money: Annotated[Money | None, Measured("historical_expected_shortfall_money", period="504d", parameters=_TAIL)]
    value_at_risk_99: Annotated[float | None, Measured("historical_value_at_risk", period="504d", parameters=_FAR_TAIL)]
    expected_shortfall_99: Annotated[float | None, Measured("historical_expected_shortfall", period="504d", parameters=_FAR_TAIL)]
    tracking_error: Annotated[float | None, Measured("tracking_error", period="252d")]
    maximum_drawdown: Annotated[float | None, Measured("maximum_drawdown", period="252d")]
    cash: Annotated[Money, Measured("cash_value")]
    long_weight: Annotated[float, Measured("long_exposure_weight")]
    short_weight: Annotated[float, Measured("short_exposure_weight")]
    gross_weight: Annotated[float, Measured("gross_exposure_weight")]
    net_weight: Annotated[float, Measured("net_exposure_weight")]
    hedge_ratio: Annotated[float | None, Measured("hedge_ratio")]
    hhi: Annotated[float | None, Measured("concentration_hhi")]
    effective_positions: Annotated[float | None, Measured("effective_positions")]
    largest_weight: Annotated[float | None, Measured("largest_weight")]
    top_5_weight: Annotated[float | None, Measured("top_5_weight")]
    n_holdings: Annotated[int, Measured("n_holdings")]
    score: Annotated[float | None, Measured("risk_score")]
    factors: tuple[WhatIfFactor, ...] = Field(description="Market and styles; empty without enough sessions or factors.")
    limits: tuple[LimitCheck, ...]
    holdings: tuple[HoldingRisk, ...] = Field(description="What was edited first, then by share of risk.")
    sectors: tuple[SectorRisk, ...]


class WhatIfTrade(Result):
    """One trade in whole shares (or contracts), positive = buy; at the prices of the day, before costs."""

    symbol: str
    name: str
    quantity: Annotated[float, Measured("trade_quantity")]
    value: Annotated[Money, Measured("trade_value")]
    weight_change: Annotated[float, Measured("weight_change")]
    tax: TaxEffect | None = Field(default=None, description="What it realizes, first in, first out; None when it closes no lot.")


class WhatIfOutcome(Result):
    """One variant: the figures at exactly the weights asked for, and the trades in whole shares that come nearest."""

    title: str
    after: WhatIfState
    turnover: Annotated[float, Measured("turnover_to_target")]
    trades: tuple[WhatIfTrade, ...] = Field(description="Sales first, the largest first. A proposal: nothing is traded.")
    taxes: TaxTotals | None = Field(default=None, description="None when no trade closes a lot.")
    notes: tuple[str, ...] = ()


class WhatIfReport(Result):
    """A portfolio beside one or several changed versions of it."""

    portfolio_id: PortfolioId
    name: str
    benchmark: str
    currency: str
    net_value: Annotated[Money, Measured("net_value")]
    before: WhatIfState
    variants: tuple[WhatIfOutcome, ...]
    notes: tuple[str, ...] = Field(default=(), description="Caveats of data, each one sentence.")
