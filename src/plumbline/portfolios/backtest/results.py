"""What a backtest of the value at risk returns: how each method would have fared on this portfolio."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.schema import Schema
from plumbline.facts.result import Measured, MeasuredValue, Result


class Verdict(StrEnum):
    """What the tests say of a method at 5 % significance."""

    FITS = "fits"
    TOO_LOW = "too low"  # losses went beyond it too often
    TOO_HIGH = "too high"  # too rarely: it cost more safety than it had to
    CLUSTERED = "clustered"  # often enough, but one after another


class MethodBacktest(Result):
    """One method. Exceptions are days on which the loss was larger than what the days before them had forecast."""

    method: str
    label: str
    verdict: Verdict
    exceptions: MeasuredValue
    expected: MeasuredValue
    kupiec: MeasuredValue
    independence: MeasuredValue
    conditional_coverage: MeasuredValue
    traffic_light: MeasuredValue = Field(description="Basel zone of the last 250 days tested.")
    shortfall_z2: MeasuredValue
    shortfall_z2_chance: MeasuredValue = Field(description="Of a Z2 as low if the expected shortfall were right.")
    shortfall_z1: MeasuredValue
    shortfall_z1_chance: MeasuredValue
    mean_value_at_risk: MeasuredValue


class ForecastLine(Schema):
    """Value at risk that one method forecast for each day, positive; None where it has none."""

    method: str
    label: str
    values: tuple[float | None, ...]


class BacktestSeries(Schema):
    """For a chart: what was lost (positive; a gain is negative) on each day tested, and what was forecast."""

    dates: tuple[date, ...]
    losses: tuple[float | None, ...]
    forecasts: tuple[ForecastLine, ...]


class BacktestReport(Result):
    """Rolling backtest: for each day a forecast from the `window` sessions before it, at the weights of the as-of day."""

    portfolio_id: PortfolioId
    name: str
    confidence: float
    window: int
    start: date = Field(description="The first day tested.")
    n_observations: Annotated[int, Measured("n_observations")]
    methods: tuple[MethodBacktest, ...]
    series: BacktestSeries
    notes: tuple[str, ...] = ()
