"""What attribution returns: where a return came from."""

from datetime import date
from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
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
