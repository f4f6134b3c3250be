"""What a proposal keeps: figures before and after, limits that were breached, trades. It is stored, so a new field needs a default."""

from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.facts.result import Measured, Result
from plumbline.portfolios.what_if.results import WhatIfTrade

_TAIL: tuple[tuple[str, float | str], ...] = (("confidence", 0.95), ("horizon_days", 1))


class ProposedFigures(Result):
    """Figures of one set of weights, by the conventions of the risk report."""

    volatility: Annotated[float | None, Measured("volatility_annualized", period="252d")]
    beta: Annotated[float | None, Measured("beta", period="252d")]
    value_at_risk: Annotated[float | None, Measured("historical_value_at_risk", period="504d", parameters=_TAIL)]
    expected_shortfall: Annotated[float | None, Measured("historical_expected_shortfall", period="504d", parameters=_TAIL)]
    tracking_error: Annotated[float | None, Measured("tracking_error", period="252d")]
    maximum_drawdown: Annotated[float | None, Measured("maximum_drawdown", period="252d")]
    cash: Annotated[Money, Measured("cash_value")]
    gross_weight: Annotated[float, Measured("gross_exposure_weight")]
    net_weight: Annotated[float, Measured("net_exposure_weight")]
    hedge_ratio: Annotated[float | None, Measured("hedge_ratio")]
    effective_positions: Annotated[float | None, Measured("effective_positions")]
    score: Annotated[float | None, Measured("risk_score")]
    breached: tuple[str, ...] = Field(default=(), description="Labels of the limits that are breached.")


class ProposalReport(Result):
    """A changed version of a portfolio as it was computed when it was proposed, and the trades in whole shares that lead there."""

    portfolio_id: PortfolioId
    name: str
    currency: str
    title: str
    net_value: Annotated[Money, Measured("net_value")]
    before: ProposedFigures
    after: ProposedFigures
    turnover: Annotated[float, Measured("turnover_to_target")]
    trades: tuple[WhatIfTrade, ...] = Field(description="Sales first, the largest first. Nothing is traded.")
    notes: tuple[str, ...] = ()
