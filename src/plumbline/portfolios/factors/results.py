"""What the factor report returns: how much of each factor a portfolio carries, and where its variance comes from."""

from datetime import date
from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.schema import Schema
from plumbline.facts.result import Measured, MeasuredValue, Result


class FactorRow(Result):
    """One factor: exposure with its standard error, the benchmark's, the tilt between them with its own error, the factor's return.

    `error` and `tilt_error` allow for changing volatility and autocorrelation (Newey-West), `plain_error` is the ordinary one.
    """

    key: str
    label: str
    made_of: str
    exposure: MeasuredValue
    error: MeasuredValue
    plain_error: MeasuredValue
    benchmark: MeasuredValue
    tilt: MeasuredValue
    tilt_error: MeasuredValue
    factor_return: MeasuredValue


class VarianceShares(Result):
    """Market first, then styles, then industries, each what it explains beyond those before it; together with specific 100 %."""

    market: Annotated[float, Measured("market_variance_share")]
    style: Annotated[float, Measured("style_variance_share")]
    industry: Annotated[float, Measured("industry_variance_share")]
    specific: Annotated[float, Measured("specific_variance_share")]


_ACTIVE = (("of", "active return"),)


class ActiveShares(Result):
    """The same split of the variance of the return less the benchmark's; together 100 %."""

    tracking_error: Annotated[float, Measured("tracking_error")]
    market: Annotated[float, Measured("market_variance_share", parameters=_ACTIVE)]
    style: Annotated[float, Measured("style_variance_share", parameters=_ACTIVE)]
    industry: Annotated[float, Measured("industry_variance_share", parameters=_ACTIVE)]
    specific: Annotated[float, Measured("specific_variance_share", parameters=_ACTIVE)]


class HoldingFactors(Result):
    """Exposures of what moves one holding, in the order of the factors; an option moves with its underlying, weighted by delta."""

    symbol: str
    weight: float = Field(description="Exposure over net value, which the exposures of the portfolio are weighted with.")
    r_squared: Annotated[float | None, Measured("factor_r_squared")]
    exposures: tuple[MeasuredValue, ...]


class RollingLine(Schema):
    key: str
    label: str
    values: tuple[float | None, ...]


class RollingFactors(Schema):
    """For a chart: exposures over each run of `window` sessions that ends on the date."""

    window: int
    dates: tuple[date, ...]
    lines: tuple[RollingLine, ...]


class FactorReport(Result):
    portfolio_id: PortfolioId
    name: str
    benchmark: str
    alpha: Annotated[float, Measured("factor_alpha")]
    r_squared: Annotated[float, Measured("factor_r_squared")]
    volatility: Annotated[float, Measured("volatility_annualized")]
    factors: tuple[FactorRow, ...]
    variance: VarianceShares
    active: ActiveShares | None = Field(description="None where the benchmark has no prices, or is the portfolio.")
    holdings: tuple[HoldingFactors, ...]
    n_observations: Annotated[int, Measured("n_observations")]
    series: RollingFactors
    notes: tuple[str, ...] = ()
