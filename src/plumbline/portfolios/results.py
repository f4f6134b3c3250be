"""What the portfolio reports return. Every figure names its measure; losses are positive, fractions are fractions."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.core.schema import Schema
from plumbline.facts.result import Measured, MeasuredValue, Result
from plumbline.portfolios.limit_rules import Direction


def _confidence(level: float) -> tuple[tuple[str, float | str], ...]:
    return (("confidence", level), ("horizon_days", 1))


_95 = _confidence(0.95)
_99 = _confidence(0.99)


class PeriodReturn(Result):
    """Return of one subject over `period` (`ytd`, `1y`, ...), which spans `start` (exclusive) to `as_of`."""

    start: date
    value: Annotated[float | None, Measured("period_return")]
    change: Annotated[Money | None, Measured("period_change")] = None


class PeriodComparison(Result):
    """A portfolio beside its benchmark over one period; `active` is the portfolio's return minus the benchmark's."""

    portfolio: PeriodReturn
    benchmark: PeriodReturn | None
    active: Annotated[float | None, Measured("active_return")]


class Volatility(Result):
    days_21: Annotated[float | None, Measured("volatility_annualized", period="21d")]
    days_63: Annotated[float | None, Measured("volatility_annualized", period="63d")]
    days_252: Annotated[float | None, Measured("volatility_annualized", period="252d")]


class TailRisk(Result):
    """One-day losses, positive. `period` names the window of observations."""

    historical_value_at_risk_95: Annotated[float | None, Measured("historical_value_at_risk", parameters=_95)]
    historical_value_at_risk_99: Annotated[float | None, Measured("historical_value_at_risk", parameters=_99)]
    historical_expected_shortfall_95: Annotated[float | None, Measured("historical_expected_shortfall", parameters=_95)]
    historical_expected_shortfall_99: Annotated[float | None, Measured("historical_expected_shortfall", parameters=_99)]
    parametric_value_at_risk_95: Annotated[float | None, Measured("parametric_value_at_risk", parameters=_95)]
    parametric_value_at_risk_99: Annotated[float | None, Measured("parametric_value_at_risk", parameters=_99)]
    parametric_expected_shortfall_95: Annotated[float | None, Measured("parametric_expected_shortfall", parameters=_95)]
    parametric_expected_shortfall_99: Annotated[float | None, Measured("parametric_expected_shortfall", parameters=_99)]
    historical_value_at_risk_95_money: Annotated[Money | None, Measured("historical_value_at_risk_money", parameters=_95)]
    historical_value_at_risk_99_money: Annotated[Money | None, Measured("historical_value_at_risk_money", parameters=_99)]
    historical_expected_shortfall_95_money: Annotated[Money | None, Measured("historical_expected_shortfall_money", parameters=_95)]
    historical_expected_shortfall_99_money: Annotated[Money | None, Measured("historical_expected_shortfall_money", parameters=_99)]
    parametric_value_at_risk_95_money: Annotated[Money | None, Measured("parametric_value_at_risk_money", parameters=_95)]
    parametric_value_at_risk_99_money: Annotated[Money | None, Measured("parametric_value_at_risk_money", parameters=_99)]
    parametric_expected_shortfall_95_money: Annotated[Money | None, Measured("parametric_expected_shortfall_money", parameters=_95)]
    parametric_expected_shortfall_99_money: Annotated[Money | None, Measured("parametric_expected_shortfall_money", parameters=_99)]
    n_observations: Annotated[int, Measured("n_observations")]


class Drawdown(Result):
    """Compounded; positive fractions. The path is that of today's weights over `period`."""

    maximum: Annotated[float | None, Measured("maximum_drawdown")]
    current: Annotated[float | None, Measured("current_drawdown")]
    peak_on: Annotated[date | None, Measured("drawdown_peak_date")]
    trough_on: Annotated[date | None, Measured("drawdown_trough_date")]


class Concentration(Result):
    """Over absolute weights of the holdings without cash."""

    hhi: Annotated[float | None, Measured("concentration_hhi")]
    effective_positions: Annotated[float | None, Measured("effective_positions")]
    largest_weight: Annotated[float | None, Measured("largest_weight")]
    top_5_weight: Annotated[float | None, Measured("top_5_weight")]
    n_holdings: Annotated[int, Measured("n_holdings")]


class Exposure(Result):
    """Money, and the same as fractions of net value. `short` is positive. Options count by delta."""

    long: Annotated[Money, Measured("long_exposure")]
    short: Annotated[Money, Measured("short_exposure")]
    gross: Annotated[Money, Measured("gross_exposure")]
    net: Annotated[Money, Measured("net_exposure")]
    long_weight: Annotated[float | None, Measured("long_exposure_weight")]
    short_weight: Annotated[float | None, Measured("short_exposure_weight")]
    gross_weight: Annotated[float | None, Measured("gross_exposure_weight")]
    net_weight: Annotated[float | None, Measured("net_exposure_weight")]
    hedge_ratio: Annotated[float | None, Measured("hedge_ratio")]
    beta_adjusted: Annotated[float | None, Measured("beta_adjusted_exposure", period="252d")]


class HoldingRisk(Result):
    """One holding's share of the portfolio's volatility (Euler): contributions add up to the total."""

    symbol: str
    name: str
    sector: str | None
    market_value: Annotated[Money, Measured("market_value")]
    weight: Annotated[float | None, Measured("weight")]
    risk_contribution: Annotated[float | None, Measured("risk_contribution", period="252d")]
    risk_contribution_volatility: Annotated[float | None, Measured("risk_contribution_volatility", period="252d")]
    volatility: Annotated[float | None, Measured("volatility_annualized", period="252d")]
    beta: Annotated[float | None, Measured("beta", period="252d")]


class SectorRisk(Result):
    sector: str
    weight: Annotated[float | None, Measured("sector_weight")]
    risk_contribution: Annotated[float | None, Measured("sector_risk_contribution", period="252d")]


class ScoreComponent(Schema):
    """One part of the risk score: its own 0 to 100 and its share of the total."""

    name: str
    score: float
    share: float


class RiskScore(Result):
    score: Annotated[float | None, Measured("risk_score")]
    components: tuple[ScoreComponent, ...] = ()


class LimitStatus(StrEnum):
    OK = "ok"
    WARN = "warn"
    BREACH = "breach"
    UNAVAILABLE = "unavailable"


class LimitCheck(Result):
    """One rule: the figure, its limit and what is left (negative headroom = breach). Unavailable = no figure, see `reason`."""

    key: str
    label: str
    status: LimitStatus
    figure: MeasuredValue
    direction: Direction
    level: Annotated[float, Measured("limit_level")]
    warn: Annotated[float, Measured("limit_warning_level")]
    headroom: Annotated[float | None, Measured("headroom")]


class NumberLimitCheck(LimitCheck):
    """A rule over a figure that is no share, such as beta: its level is a plain number."""

    level: Annotated[float, Measured("limit_level_number")]
    warn: Annotated[float, Measured("limit_warning_level_number")]
    headroom: Annotated[float | None, Measured("headroom_number")]


class RiskReport(Result):
    """Risk report v1 of one portfolio. Figures of a window say so themselves; values and weights are of the day."""

    portfolio_id: PortfolioId
    name: str
    benchmark: str
    currency: str
    net_value: Annotated[Money, Measured("net_value")]
    cash_value: Annotated[Money, Measured("cash_value")]
    daily_change: Annotated[Money | None, Measured("daily_change")]
    daily_return: Annotated[float | None, Measured("daily_return")]
    returns: tuple[PeriodComparison, ...]
    volatility: Volatility
    beta: Annotated[float | None, Measured("beta", period="252d")]
    tail_risk: TailRisk
    drawdown: Drawdown
    concentration: Concentration
    exposure: Exposure
    score: RiskScore
    contributions: tuple[HoldingRisk, ...] = Field(description="Largest contribution first.")
    sectors: tuple[SectorRisk, ...]
    limits: tuple[LimitCheck, ...]
    notes: tuple[str, ...] = Field(default=(), description="Caveats of data, each one sentence.")


class HoldingRow(Result):
    """One line of the holdings table (lots of a symbol in one portfolio are summed)."""

    symbol: str
    name: str
    kind: str
    sector: str | None
    account: str | None
    quantity: Annotated[float, Measured("quantity")]
    price: Annotated[Money | None, Measured("price")]
    price_on: Annotated[date | None, Measured("last_price_date")]
    market_value: Annotated[Money | None, Measured("market_value")]
    weight: Annotated[float | None, Measured("weight")]
    cost_basis: Annotated[Money | None, Measured("cost_basis")]
    unrealized_gain: Annotated[Money | None, Measured("unrealized_gain")]
    unrealized_return: Annotated[float | None, Measured("unrealized_return")]
    daily_change: Annotated[Money | None, Measured("daily_change")]
    daily_return: Annotated[float | None, Measured("daily_return")]
    return_ytd: Annotated[float | None, Measured("period_return", period="ytd")]
    volatility: Annotated[float | None, Measured("volatility_annualized", period="252d")]
    beta: Annotated[float | None, Measured("beta", period="252d")]


class HoldingsReport(Result):
    portfolio_id: PortfolioId
    name: str
    currency: str
    net_value: Annotated[Money, Measured("net_value")]
    cash_value: Annotated[Money, Measured("cash_value")]
    holdings: tuple[HoldingRow, ...] = Field(description="Largest absolute market value first; cash last.")
    notes: tuple[str, ...] = ()


class PriceSeries(Schema):
    """Closes for a chart; the figures under it are in the report beside it. None where there is no usable price."""

    symbol: str
    currency: str
    dates: tuple[date, ...]
    values: tuple[float | None, ...]


class LotRow(Result):
    """One lot as it was imported."""

    account: str | None
    opened_on: date | None
    quantity: Annotated[float, Measured("quantity")]
    cost_basis_per_share: Annotated[Money | None, Measured("cost_basis_per_share")]
    cost_basis: Annotated[Money | None, Measured("cost_basis")]
    unrealized_gain: Annotated[Money | None, Measured("unrealized_gain")]


class OptionTerms(Result):
    """An option as the model sees it; `value` and `delta` are for one share of the underlying."""

    underlying: str
    right: str
    strike: float
    expiry: date
    underlying_price: Annotated[Money | None, Measured("price")]
    underlying_volatility: Annotated[float | None, Measured("volatility_annualized", period="252d")]
    value: Annotated[Money | None, Measured("option_value")]
    delta: Annotated[float | None, Measured("option_delta")]
    delta_exposure: Annotated[Money | None, Measured("delta_exposure")]


class PositionReport(Result):
    """Everything about one holding of a portfolio."""

    portfolio_id: PortfolioId
    portfolio_name: str
    row: HoldingRow
    lots: tuple[LotRow, ...]
    risk: HoldingRisk | None
    returns: tuple[PeriodComparison, ...]
    option: OptionTerms | None = None
    notes: tuple[str, ...] = ()
