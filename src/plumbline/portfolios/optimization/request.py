"""What can be asked of an optimization: an objective, limits, views, costs. Fractions of net value throughout: 0.2 is 20 %."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from plumbline.analytics.rebalance.tax_lots import Choice
from plumbline.core.schema import Schema

Fraction = Annotated[float, Field(ge=-10.0, le=10.0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0.0, le=10.0, allow_inf_nan=False)]


class Covariance(StrEnum):
    """How the covariance of the window is estimated; `docs/methods/volatility.md` says how they differ."""

    SAMPLE = "sample"
    EWMA = "ewma"
    CONSTANT_CORRELATION = "ledoit_wolf_constant_correlation"
    IDENTITY = "ledoit_wolf_identity"


class Objective(StrEnum):
    MINIMUM_VARIANCE = "minimum_variance"
    MAXIMUM_SHARPE = "maximum_sharpe"
    RISK_PARITY = "risk_parity"
    RISK_BUDGET = "risk_budget"
    TARGET_VOLATILITY = "target_volatility"
    TARGET_RETURN = "target_return"
    MINIMUM_EXPECTED_SHORTFALL = "minimum_expected_shortfall"
    MAXIMUM_DIVERSIFICATION = "maximum_diversification"
    MINIMUM_TRACKING_ERROR = "minimum_tracking_error"
    BLACK_LITTERMAN = "black_litterman"

    @property
    def words(self) -> str:
        """The objective in a sentence."""
        return _NAMES.get(self.value, self.value.replace("_", " "))


_NAMES = {"black_litterman": "Black-Litterman", "maximum_sharpe": "maximum Sharpe ratio"}


class SectorLimit(Schema):
    sector: str
    upper: Fraction | None = Field(default=None, description="Largest summed weight of the sector, 0.3 for 30 %.")
    lower: Fraction | None = None


class GroupWeightLimit(Schema):
    """Bounds of the summed weight of some symbols: a theme, a country, an issuer with several share classes."""

    name: str = Field(min_length=1, max_length=60)
    symbols: tuple[str, ...] = Field(min_length=1, max_length=1000)
    upper: Fraction | None = None
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


class RiskShare(Schema):
    """The share of the portfolio's volatility that a symbol, or a sector as a whole, is to account for."""

    name: str = Field(min_length=1, description="A symbol or a sector.")
    share: Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)] = Field(description="0.2 for a fifth of the volatility.")


class View(Schema):
    """A statement about returns a year, risk-free rate included: "AAPL returns 8 %", or with `over` "MSFT beats AMD by 3 %"."""

    symbol: str
    over: str | None = Field(default=None, description="The symbol that is beaten; leave out for a return of its own.")
    value: Fraction = Field(description="Per year: 0.08 for 8 %.")
    confidence: Annotated[float, Field(gt=0.0, le=1.0)] = Field(default=0.5, description="1 = certain.")

    @property
    def words(self) -> str:
        """The view as a sentence without its confidence."""
        size = f"{100.0 * self.value:.4g} %"
        return f"{self.symbol} returns {size}" if self.over is None else f"{self.symbol} beats {self.over} by {size}"


class Prior(StrEnum):
    """Where Black-Litterman starts: what the benchmark implies for each symbol, or what the present weights imply."""

    BENCHMARK = "benchmark"
    CURRENT = "current"


class OptimizationRequest(Schema):
    """Fractions of net value throughout: 0.2 is 20 %."""

    objective: Objective = Objective.MINIMUM_VARIANCE
    target: Share | None = Field(default=None, description="Per year, for target_volatility and target_return: 0.12 for 12 %.")
    add: tuple[str, ...] = Field(default=(), max_length=100, description="Symbols that may be bought beside what is held.")
    min_weight: Fraction = Field(default=0.0, description="Of every symbol; negative allows short positions.")
    max_weight: Fraction = Field(default=1.0, description="Of every symbol.")
    weight_limits: tuple[WeightLimit, ...] = ()
    sector_limits: tuple[SectorLimit, ...] = ()
    group_limits: tuple[GroupWeightLimit, ...] = Field(default=(), max_length=100)
    invested: Share = Field(default=1.0, description="Sum of all weights; the rest is cash. Not used where net limits are given.")
    gross: Share | None = Field(default=None, description="Largest sum of absolute weights.")
    net_lower: Fraction | None = None
    net_upper: Fraction | None = None
    turnover: Share | None = Field(default=None, description="Largest half sum of absolute weight changes, cash not counted.")
    keep: tuple[str, ...] = Field(default=(), description="Symbols that may not be sold down.")
    n_names: int | None = Field(default=None, ge=1, le=1000, description="Largest number of names, met by a heuristic.")
    cost_rate: Share | None = Field(default=None, description="Cost per unit traded, 0.001 for ten basis points.")
    cost_limit: Share | None = Field(default=None, description="Largest sum of costs, share of net value; needs cost_rate.")
    expected_returns: tuple[AssumedReturn, ...] = Field(default=(), description="Per year; others: their mean of the window.")
    risk_budgets: tuple[RiskShare, ...] = Field(
        default=(), description="For risk_budget: shares of volatility; symbols without one share what is left equally."
    )
    views: tuple[View, ...] = Field(default=(), max_length=50, description="For black_litterman, or any objective that expects returns.")
    prior: Prior | None = Field(default=None, description="Start of the views; default: benchmark if the market has it, else current.")
    tau: Annotated[float, Field(gt=0.0, le=1.0)] = Field(default=0.05, description="Uncertainty of the prior, share of the covariance.")
    risk_aversion: Annotated[float, Field(gt=0.0, le=100.0)] = Field(
        default=2.5, description="Return asked per unit of variance: of the prior, and where costs are weighed against variance."
    )
    covariance: Covariance = Field(default=Covariance.CONSTANT_CORRELATION, description="Estimator of the covariance of the window.")
    lot_method: Choice = Field(default="first_in_first_out", description="Which tax lots a sale uses first.")
    frontier_points: int = Field(default=0, ge=0, le=50, description="Points of the efficient frontier; 0 = none.")
    as_of: date | None = Field(default=None, description="The day to speak of; default: the last session.")
