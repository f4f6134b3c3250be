"""What attribution and drift return: where a return came from, and how far weights have moved by themselves."""

from datetime import date
from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.schema import Schema
from plumbline.facts.result import Measured, Result


class SectorEffects(Result):
    """One sector: its weights at the start and its effects, linked over the months; all sectors add to the active return."""

    sector: str
    weight: Annotated[float, Measured("sector_weight", parameters=(("at", "start"),))]
    benchmark_weight: Annotated[float, Measured("sector_weight", parameters=(("at", "start"), ("of", "benchmark")))]
    allocation: Annotated[float, Measured("allocation_effect")]
    selection: Annotated[float, Measured("selection_effect")]
    interaction: Annotated[float, Measured("interaction_effect")]


class HoldingContribution(Result):
    symbol: str
    name: str
    contribution: Annotated[float, Measured("linked_contribution")]


class MonthContribution(Result):
    """What one month added to the return of the whole period; `period` says which days."""

    start: date
    contribution: Annotated[float, Measured("linked_contribution")]


class AttributionReport(Result):
    """The quantities of the as-of day held through the period, against an equal-weighted benchmark; months are linked after Carino."""

    portfolio_id: PortfolioId
    name: str
    start: date = Field(description="The close from which the period starts.")
    benchmark: str = Field(description="What the benchmark is made of.")
    portfolio_return: Annotated[float, Measured("period_return")]
    benchmark_return: Annotated[float, Measured("benchmark_return")]
    active_return: Annotated[float, Measured("active_return")]
    allocation: Annotated[float, Measured("allocation_effect")]
    selection: Annotated[float, Measured("selection_effect")]
    interaction: Annotated[float, Measured("interaction_effect")]
    sectors: tuple[SectorEffects, ...] = Field(description="Largest effect first.")
    holdings: tuple[HoldingContribution, ...] = Field(description="Largest contribution first; they add to the portfolio's return.")
    months: tuple[MonthContribution, ...] = Field(description="Oldest first; they add to the portfolio's return.")
    notes: tuple[str, ...] = ()


class DriftMoment(Result):
    """The weight of one holding or sector on one day, or the volatility that the weights of that day had had over a year."""

    value: Annotated[float | None, Measured("weight")]


class SectorMoment(Result):
    value: Annotated[float | None, Measured("sector_weight")]


class VolatilityMoment(Result):
    value: Annotated[float | None, Measured("volatility_annualized", period="252d")]


class HoldingDrift(Result):
    """A holding's weight then and now; the drift is measured from the weight of the start."""

    symbol: str
    name: str
    sector: str
    before: DriftMoment
    now: DriftMoment
    drift: Annotated[float, Measured("target_drift")]


class SectorDrift(Result):
    sector: str
    before: SectorMoment
    now: SectorMoment
    drift: Annotated[float, Measured("target_drift")]


class DriftLine(Schema):
    name: str
    values: tuple[float | None, ...]


class DriftSeries(Schema):
    """For a chart, at the end of each month: weights of sectors and cash, and volatility."""

    dates: tuple[date, ...]
    sectors: tuple[DriftLine, ...]
    volatility: DriftLine


class DriftReport(Result):
    """How weights, sectors and risk moved when nothing was traded."""

    portfolio_id: PortfolioId
    name: str
    start: date
    turnover: Annotated[float, Measured("turnover_to_target")]
    volatility_before: VolatilityMoment
    volatility_now: VolatilityMoment
    holdings: tuple[HoldingDrift, ...] = Field(description="Largest drift first; cash among them.")
    sectors: tuple[SectorDrift, ...]
    series: DriftSeries
    notes: tuple[str, ...] = ()
