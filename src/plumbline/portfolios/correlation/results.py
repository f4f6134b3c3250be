"""What the correlation report returns: how the holdings move together, and the estimate that this rests on."""

from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.facts.result import Measured, MeasuredValue, Result
from plumbline.portfolios.correlation.estimators import Estimator
from plumbline.portfolios.hedging.results import HoldingCluster


class PairCorrelation(Result):
    """Two holdings, and the sessions that their correlation rests on."""

    symbols: tuple[str, str]
    value: Annotated[float, Measured("correlation")]
    n_observations: Annotated[int, Measured("n_observations")]


class CorrelatedHolding(Result):
    """One holding among the others. `gross_share` is signed: its part of gross exposure, options by delta."""

    symbol: str
    gross_share: Annotated[float, Measured("share_of_total", parameters=(("of", "gross_exposure"),))]
    volatility: Annotated[float, Measured("volatility_annualized")]
    average: Annotated[float | None, Measured("average_correlation")] = Field(description="With the other holdings.")
    with_portfolio: MeasuredValue
    n_observations: Annotated[int, Measured("n_observations")]


class CorrelationReport(Result):
    """Correlations of the largest holdings over `period`, by one estimator; those that move together stand side by side."""

    portfolio_id: PortfolioId
    name: str
    estimator: Estimator
    symbols: tuple[str, ...] = Field(description="Order of the matrix: neighbors move together.")
    matrix: tuple[tuple[MeasuredValue, ...], ...] = Field(description="Lower triangle: row i holds its correlations with 0 to i - 1.")
    average: Annotated[float | None, Measured("average_correlation", parameters=(("weighting", "equal"),))]
    weighted_average: Annotated[float | None, Measured("average_correlation", parameters=(("weighting", "weights"),))]
    diversification_ratio: MeasuredValue
    effective_bets: MeasuredValue
    highest: tuple[PairCorrelation, ...] = Field(description="Highest first.")
    lowest: tuple[PairCorrelation, ...] = Field(description="Lowest first.")
    clusters: tuple[HoldingCluster, ...] = Field(description="Of two or more holdings, the heaviest first.")
    holdings: tuple[CorrelatedHolding, ...] = Field(description="In the order of the matrix.")
    n_observations: Annotated[int, Measured("n_observations")] = Field(description="Of the pair with the fewest sessions.")
    n_dropped: int = Field(description="Sessions left out because a return was missing.")
    shrinkage: Annotated[float | None, Measured("covariance_shrinkage")]
    repaired: bool = Field(description="Whether the matrix had to be replaced by the nearest possible one.")
    notes: tuple[str, ...] = ()
