"""What drift returns: how far weights, sectors and risk have moved by themselves."""

from datetime import date
from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.schema import Schema
from plumbline.facts.result import Measured, Result


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
