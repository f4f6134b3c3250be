"""What the hedging report returns: how longs and shorts offset, what would hedge best, and how spread the risk really is."""

from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.facts.result import Measured, Result

_YEAR = "252d"


class SectorMatch(Result):
    """Longs against shorts of one sector, shares of net value; `short` is positive."""

    sector: str
    long: Annotated[float, Measured("long_exposure_weight")]
    short: Annotated[float, Measured("short_exposure_weight")]
    net: Annotated[float, Measured("sector_weight")]


class OwnHedge(Result):
    """How far the shorts that are held offset the longs; only where there are both."""

    effectiveness: Annotated[float | None, Measured("hedge_effectiveness", period=_YEAR)]
    r_squared: Annotated[float | None, Measured("hedge_r_squared", period=_YEAR)]
    best_ratio: Annotated[float | None, Measured("minimum_variance_hedge_ratio", period=_YEAR)]
    match: Annotated[float | None, Measured("book_match")]
    similarity: Annotated[float | None, Measured("book_similarity")]
    sectors: tuple[SectorMatch, ...] = Field(description="Largest absolute net first.")


class HedgeCandidate(Result):
    """Selling `amount` of one instrument against the whole portfolio, at its minimum-variance ratio; costs are left out."""

    symbol: str
    name: str
    ratio: Annotated[float, Measured("minimum_variance_hedge_ratio", period=_YEAR)]
    amount: Annotated[Money, Measured("trade_value")] = Field(description="Negative = sell.")
    effectiveness: Annotated[float, Measured("hedge_effectiveness", period=_YEAR)]
    correlation: Annotated[float, Measured("correlation", period=_YEAR)]
    volatility_after: Annotated[float, Measured("volatility_annualized", period=_YEAR)]


class BasketPart(Result):
    """One instrument of a basket of hedges."""

    symbol: str
    name: str
    ratio: Annotated[float, Measured("minimum_variance_hedge_ratio", period=_YEAR)]
    amount: Annotated[Money, Measured("trade_value")] = Field(description="Negative = sell.")


class BasketHedge(Result):
    """Up to three instruments sold together, each added because it removes the most of what those before it leave."""

    parts: tuple[BasketPart, ...]
    effectiveness: Annotated[float, Measured("hedge_effectiveness", period=_YEAR)]
    volatility_after: Annotated[float, Measured("volatility_annualized", period=_YEAR)]


class HoldingCluster(Result):
    """Holdings that move together."""

    symbols: tuple[str, ...]
    weight: Annotated[float, Measured("cluster_weight")]
    correlation: Annotated[float, Measured("cluster_correlation")]


class HedgingReport(Result):
    """Hedging and concentration of one portfolio on a day."""

    portfolio_id: PortfolioId
    name: str
    benchmark: str
    currency: str
    net_value: Annotated[Money, Measured("net_value")]
    long_weight: Annotated[float | None, Measured("long_exposure_weight")]
    short_weight: Annotated[float | None, Measured("short_exposure_weight")]
    gross_weight: Annotated[float | None, Measured("gross_exposure_weight")]
    net_weight: Annotated[float | None, Measured("net_exposure_weight")]
    hedge_ratio: Annotated[float | None, Measured("hedge_ratio")]
    beta_adjusted: Annotated[float | None, Measured("beta_adjusted_exposure", period=_YEAR)]
    volatility: Annotated[float | None, Measured("volatility_annualized", period=_YEAR)]
    own: OwnHedge | None
    candidates: tuple[HedgeCandidate, ...] = Field(description="The largest reduction of variance first.")
    basket: BasketHedge | None = Field(description="None where a second instrument removes next to nothing more.")
    diversification_ratio: Annotated[float | None, Measured("diversification_ratio", period=_YEAR)]
    effective_bets: Annotated[float | None, Measured("effective_bets", period=_YEAR)]
    hhi: Annotated[float | None, Measured("concentration_hhi")]
    effective_positions: Annotated[float | None, Measured("effective_positions")]
    top_5_weight: Annotated[float | None, Measured("top_5_weight")]
    clusters: tuple[HoldingCluster, ...] = Field(description="Of two or more holdings, the heaviest first.")
    notes: tuple[str, ...] = ()
