"""Results that exist for the model: parts of larger reports, in the size of one question."""

from typing import Annotated

from plumbline.core.money import Money
from plumbline.facts.result import Measured, Result
from plumbline.portfolios.results import (
    Concentration,
    Drawdown,
    HoldingRisk,
    LimitCheck,
    PeriodComparison,
    RiskScore,
    SectorRisk,
    Volatility,
)


class PortfolioLine(Result):
    name: str
    benchmark: str
    net_value: Annotated[Money, Measured("net_value")]
    n_holdings: Annotated[int, Measured("n_holdings")]


class PortfolioList(Result):
    portfolios: tuple[PortfolioLine, ...]


class PortfolioOverview(Result):
    """The first look at a portfolio; `largest` are the holdings with the largest share of its risk."""

    net_value: Annotated[Money, Measured("net_value")]
    cash_value: Annotated[Money, Measured("cash_value")]
    daily_change: Annotated[Money | None, Measured("daily_change")]
    daily_return: Annotated[float | None, Measured("daily_return")]
    returns: tuple[PeriodComparison, ...]
    volatility: Volatility
    beta: Annotated[float | None, Measured("beta", period="252d")]
    drawdown: Drawdown
    score: RiskScore
    largest: tuple[HoldingRisk, ...]
    limits: tuple[LimitCheck, ...]
    notes: tuple[str, ...] = ()


class RiskContributors(Result):
    """What drives the risk, largest share first."""

    volatility: Volatility
    contributions: tuple[HoldingRisk, ...]
    sectors: tuple[SectorRisk, ...]
    concentration: Concentration
    notes: tuple[str, ...] = ()


class ArtifactShown(Result):
    """What was drawn on the person's screen, with its headline figures."""

    artifact_id: str
    kind: str
    title: str
    score: RiskScore
    volatility: Volatility
    contributions: tuple[HoldingRisk, ...]


class ReportShown(Result):
    """A report that was opened beside the chat; its figures are those of the tool that calculated it."""

    artifact_id: str
    title: str
