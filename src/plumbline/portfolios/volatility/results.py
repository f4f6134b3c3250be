"""What the volatility report returns: realized and expected, beside its own past, per holding, and what it is made of."""

from datetime import date
from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.schema import Schema
from plumbline.facts.result import Measured, MeasuredValue, Result


class WindowVolatility(Schema):
    """Realized volatility of the last `window` sessions, beside the benchmark's."""

    window: int
    portfolio: MeasuredValue
    benchmark: MeasuredValue | None


class VolatilityForecast(Schema):
    """What the last day, week and month let expect of the next sessions; `level` beside `current`, both per year."""

    horizon: int
    level: MeasuredValue
    trend: MeasuredValue
    constant: MeasuredValue
    daily: MeasuredValue
    weekly: MeasuredValue
    monthly: MeasuredValue
    r_squared: MeasuredValue


class ConeRow(Schema):
    """Volatility over runs of `window` sessions in the past, beside the latest run; `n_figures` overlapping runs."""

    window: int
    n_figures: int
    current: MeasuredValue
    lowest: MeasuredValue
    lower_quartile: MeasuredValue
    median: MeasuredValue
    upper_quartile: MeasuredValue
    highest: MeasuredValue


class HoldingVolatility(Result):
    """One holding by what moves it: its own volatility, what is expected of it, and its share of the portfolio's."""

    symbol: str
    month: MeasuredValue
    quarter: MeasuredValue
    year: MeasuredValue
    ewma: MeasuredValue
    expected: MeasuredValue
    trend: MeasuredValue
    percentile: MeasuredValue
    downside: MeasuredValue
    risk_contribution: MeasuredValue
    risk_contribution_volatility: MeasuredValue


class VolatilityAttribution(Result):
    """Volatility of a year by its parts: own variances of the holdings and pairs of them add to 100 %."""

    volatility: Annotated[float, Measured("volatility_annualized")]
    own_share: MeasuredValue = Field(description="Of the holdings' own variances.")
    pairs_share: MeasuredValue = Field(description="Of all pairs together.")
    pairs: tuple[MeasuredValue, ...] = Field(description="The largest effect in either direction first.")


class VolatilitySeries(Schema):
    """For a chart: annualized volatility of the sessions that end on each day; None where there is none."""

    dates: tuple[date, ...]
    month: tuple[float | None, ...]
    quarter: tuple[float | None, ...]
    ewma: tuple[float | None, ...]


class VolatilityReport(Result):
    """Volatility of the weights of the as-of day, fractions per year, never negative."""

    portfolio_id: PortfolioId
    name: str
    benchmark: str
    realized: tuple[WindowVolatility, ...]
    ewma: MeasuredValue
    forecast: VolatilityForecast
    percentile: MeasuredValue
    downside: MeasuredValue
    cone: tuple[ConeRow, ...]
    attribution: VolatilityAttribution | None
    holdings: tuple[HoldingVolatility, ...] = Field(description="Largest share of risk first.")
    n_observations: Annotated[int, Measured("n_observations")]
    series: VolatilitySeries
    notes: tuple[str, ...] = ()
