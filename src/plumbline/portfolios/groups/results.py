"""What the report of a group's members returns: the risk of all together, and what each brings to it."""

from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.facts.result import Measured, Result
from plumbline.portfolios.results import RiskReport

_95 = (("confidence", 0.95), ("horizon_days", 1))


class MemberRisk(Result):
    """One portfolio of the group: its size, its own risk, and its share of the volatility of all together (Euler)."""

    portfolio_id: PortfolioId
    name: str
    net_value: Annotated[Money, Measured("net_value")]
    share: Annotated[float | None, Measured("share_of_total")]
    volatility: Annotated[float | None, Measured("volatility_annualized", period="252d")]
    expected_shortfall: Annotated[Money | None, Measured("historical_expected_shortfall_money", parameters=_95)]
    maximum_drawdown: Annotated[float | None, Measured("maximum_drawdown", period="252d")]
    score: Annotated[float | None, Measured("risk_score")]
    risk_contribution: Annotated[float | None, Measured("risk_contribution", period="252d")]


class GroupReport(Result):
    """`risk` is the report of all holdings as one portfolio; `members` in the order of their net value."""

    portfolio_id: PortfolioId
    name: str
    members: tuple[MemberRisk, ...]
    diversification: Annotated[Money | None, Measured("expected_shortfall_saved", parameters=_95)] = Field(
        description="The expected shortfalls of the members added up, less that of all together."
    )
    risk: RiskReport
    notes: tuple[str, ...] = ()
