"""What can be asked of an optimization, and what it returns: a proposal, which changes nothing."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.core.schema import Schema
from plumbline.facts.result import Measured, Result

Fraction = Annotated[float, Field(ge=-10.0, le=10.0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0.0, le=10.0, allow_inf_nan=False)]
_95 = (("confidence", 0.95), ("horizon_days", 1))


class Objective(StrEnum):
    MINIMUM_VARIANCE = "minimum_variance"
    MAXIMUM_SHARPE = "maximum_sharpe"
    RISK_PARITY = "risk_parity"
    TARGET_VOLATILITY = "target_volatility"
    TARGET_RETURN = "target_return"
    MINIMUM_EXPECTED_SHORTFALL = "minimum_expected_shortfall"
    MAXIMUM_DIVERSIFICATION = "maximum_diversification"
    MINIMUM_TRACKING_ERROR = "minimum_tracking_error"


class SectorLimit(Schema):
    sector: str
    upper: Fraction | None = Field(default=None, description="Largest summed weight of the sector, 0.3 for 30 %.")
    lower: Fraction | None = None


class WeightLimit(Schema):
    """Bounds of one symbol, in place of those for all."""

    symbol: str
    upper: Fraction | None = None
    lower: Fraction | None = None


class AssumedReturn(Schema):
    """What a person expects of one symbol per year, in place of its mean of the past."""

    symbol: str
    value: Fraction


class OptimizationRequest(Schema):
    """Fractions of net value throughout: 0.2 is 20 %."""

    objective: Objective = Objective.MINIMUM_VARIANCE
    target: Share | None = Field(default=None, description="Per year, for target_volatility and target_return: 0.12 for 12 %.")
    add: tuple[str, ...] = Field(default=(), max_length=100, description="Symbols that may be bought beside what is held.")
    min_weight: Fraction = Field(default=0.0, description="Of every symbol; negative allows short positions.")
    max_weight: Fraction = Field(default=1.0, description="Of every symbol.")
    weight_limits: tuple[WeightLimit, ...] = ()
    sector_limits: tuple[SectorLimit, ...] = ()
    invested: Share = Field(default=1.0, description="Sum of all weights; the rest is cash. Not used where net limits are given.")
    gross: Share | None = Field(default=None, description="Largest sum of absolute weights.")
    net_lower: Fraction | None = None
    net_upper: Fraction | None = None
    turnover: Share | None = Field(default=None, description="Largest half sum of absolute weight changes, cash not counted.")
    keep: tuple[str, ...] = Field(default=(), description="Symbols that may not be sold down.")
    n_names: int | None = Field(default=None, ge=1, le=1000, description="Largest number of names, met by a heuristic.")
    cost_rate: Share | None = Field(default=None, description="Cost per unit traded, 0.001 for ten basis points.")
    expected_returns: tuple[AssumedReturn, ...] = Field(default=(), description="Per year; others: their mean of the window.")
    frontier_points: int = Field(default=0, ge=0, le=50, description="Points of the efficient frontier; 0 = none.")
    as_of: date | None = Field(default=None, description="The day to speak of; default: the last session.")


class WeightFigures(Result):
    """What fixed weights would have been like over the window; `expected_return` is the assumption, not a forecast."""

    volatility: Annotated[float | None, Measured("volatility_annualized")]
    expected_return: Annotated[float | None, Measured("expected_return")]
    sharpe: Annotated[float | None, Measured("sharpe_ratio")]
    expected_shortfall: Annotated[float | None, Measured("historical_expected_shortfall", parameters=_95)]
    tracking_error: Annotated[float | None, Measured("tracking_error")]
    diversification: Annotated[float | None, Measured("diversification_ratio")]
    effective_positions: Annotated[float | None, Measured("effective_positions")]
    gross: Annotated[float, Measured("gross_exposure_weight")]
    net: Annotated[float, Measured("net_exposure_weight")]


class OptimizedPosition(Result):
    """One symbol: its weight now and in the proposal, and the whole shares to trade for it (positive = buy)."""

    symbol: str
    name: str
    sector: str
    weight: Annotated[float, Measured("weight")]
    optimal_weight: Annotated[float, Measured("optimal_weight")]
    change: Annotated[float, Measured("weight_change")]
    price: Annotated[Money, Measured("price")]
    trade_quantity: Annotated[float, Measured("trade_quantity")]
    trade_value: Annotated[Money, Measured("trade_value")]


class FrontierPoint(Result):
    """A portfolio with the least volatility for its expected return; each is a subject of its own."""

    volatility: Annotated[float, Measured("volatility_annualized")]
    expected_return: Annotated[float, Measured("expected_return")]


class OptimizationReport(Result):
    """A proposal. Nothing is traded and nothing is stored."""

    portfolio_id: PortfolioId
    name: str
    benchmark: str
    objective: Objective
    current: WeightFigures
    proposed: WeightFigures
    turnover: Annotated[float, Measured("proposal_turnover")]
    costs: Annotated[float | None, Measured("trading_costs")]
    cash_after: Annotated[Money, Measured("cash_value")]
    positions: tuple[OptimizedPosition, ...] = Field(description="Largest trade first.")
    binding: tuple[str, ...] = Field(description="Limits that hold the optimum back.")
    frontier: tuple[FrontierPoint, ...] = ()
    n_observations: Annotated[int, Measured("n_observations")]
    notes: tuple[str, ...] = ()
