"""What the reports about performance and about single symbols return."""

from datetime import date
from typing import Annotated

from pydantic import Field

from plumbline.core.money import Money
from plumbline.core.schema import Schema
from plumbline.facts.result import Measured, MeasuredValue, Result
from plumbline.portfolios.results import PeriodReturn, PriceSeries


class PathStatistics(Result):
    """Figures of one daily path over `period`: a portfolio's value at constant quantities, or the price of a symbol."""

    annualized_return: Annotated[float | None, Measured("annualized_return")]
    volatility: Annotated[float | None, Measured("volatility_annualized")]
    maximum_drawdown: Annotated[float | None, Measured("maximum_drawdown")]
    best_day: Annotated[float | None, Measured("best_day")]
    best_day_on: Annotated[date | None, Measured("best_day_date")]
    worst_day: Annotated[float | None, Measured("worst_day")]
    worst_day_on: Annotated[date | None, Measured("worst_day_date")]
    up_days: Annotated[float | None, Measured("up_days")]
    n_observations: Annotated[int, Measured("n_observations")]


class HoldingChange(Result):
    """What one holding added to the portfolio's change over `period`, and its own return."""

    symbol: str
    name: str
    change: Annotated[Money | None, Measured("period_change")]
    value: Annotated[float | None, Measured("period_return")]


class GrowthSeries(Schema):
    """Growth since the start of the period as fractions, for charts: 0.05 = 5 % above the start."""

    dates: tuple[date, ...]
    portfolio: tuple[float | None, ...]
    benchmark: tuple[float | None, ...] | None


class Fundamentals(Result):
    """The last annual report that was public on the day, and ratios of the price to it."""

    fiscal_year_end: date
    price_to_earnings: Annotated[float | None, Measured("price_to_earnings")]
    dividend_yield: Annotated[float | None, Measured("dividend_yield")]
    market_capitalization: Annotated[Money | None, Measured("market_capitalization")]
    figures: tuple[MeasuredValue, ...]


class QuoteReport(Result):
    """One symbol on one day."""

    symbol: str
    name: str
    kind: str
    sector: str | None
    industry: str | None
    exchange: str | None
    description: str | None
    price: Annotated[Money | None, Measured("price")]
    price_on: Annotated[date | None, Measured("last_price_date")]
    returns: tuple[PeriodReturn, ...]
    high_52w: Annotated[Money | None, Measured("high_52w", period="252d")]
    low_52w: Annotated[Money | None, Measured("low_52w", period="252d")]
    distance_from_high: Annotated[float | None, Measured("distance_from_high", period="252d")]
    volatility: Annotated[float | None, Measured("volatility_annualized", period="252d")]
    beta: Annotated[float | None, Measured("beta", period="252d")]
    maximum_drawdown: Annotated[float | None, Measured("maximum_drawdown", period="252d")]
    fundamentals: Fundamentals | None
    notes: tuple[str, ...] = ()


class SymbolComparison(Result):
    """One symbol of a comparison."""

    symbol: str
    name: str
    value: Annotated[float | None, Measured("period_return")]
    statistics: PathStatistics
    beta: Annotated[float | None, Measured("beta")]


class ComparisonReport(Result):
    """Symbols beside each other over the sessions on which all of them have prices."""

    symbols: tuple[SymbolComparison, ...] = Field(description="Highest return first.")
    correlations: tuple[MeasuredValue, ...]
    series: tuple[PriceSeries, ...] = Field(description="Growth since the start, fractions.")
    notes: tuple[str, ...] = ()


class PriceHistoryReport(Result):
    """How the price of one symbol went over a period."""

    symbol: str
    name: str
    start_price: MeasuredValue
    end_price: MeasuredValue
    highest: MeasuredValue
    lowest: MeasuredValue
    value: Annotated[float | None, Measured("period_return")]
    statistics: PathStatistics
    series: PriceSeries
    notes: tuple[str, ...] = ()
