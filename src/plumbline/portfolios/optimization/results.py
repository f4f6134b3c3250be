"""What an optimization returns: a proposal, which changes nothing."""

from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.facts.result import Measured, Result
from plumbline.portfolios.optimization.request import Objective
from plumbline.portfolios.trades.results import TaxEffect, TaxTotals

_95 = (("confidence", 0.95), ("horizon_days", 1))


class WeightFigures(Result):
    """What fixed weights would have been like over the window; `expected_return` is the assumption, not a forecast."""

    volatility: Annotated[float | None, Measured("volatility_annualized")]
    expected_return: Annotated[float | None, Measured("expected_return")]
    sharpe: Annotated[float | None, Measured("sharpe_ratio")]
    expected_shortfall: Annotated[float | None, Measured("historical_expected_shortfall", parameters=_95)]
    tracking_error: Annotated[float | None, Measured("tracking_error")]
    diversification: Annotated[float | None, Measured("diversification_ratio")]
    effective_positions: Annotated[float | None, Measured("effective_positions")]
    gross: Annotated[float, Measured("gross_exposure_weight")]
    net: Annotated[float, Measured("net_exposure_weight")]


class OptimizedPosition(Result):
    """One symbol: its weight now and in the proposal, and the whole shares to trade for it (positive = buy)."""

    symbol: str
    name: str
    sector: str
    weight: Annotated[float, Measured("weight")]
    optimal_weight: Annotated[float, Measured("optimal_weight")]
    change: Annotated[float, Measured("weight_change")]
    risk_contribution: Annotated[float | None, Measured("risk_contribution")]
    price: Annotated[Money, Measured("price")]
    trade_quantity: Annotated[float, Measured("trade_quantity")]
    trade_value: Annotated[Money, Measured("trade_value")]
    tax: TaxEffect | None = Field(default=None, description="What the trade realizes; None when it closes no lot.")


class FrontierPoint(Result):
    """A portfolio with the least volatility for its expected return, or a symbol alone; each is a subject of its own."""

    volatility: Annotated[float, Measured("volatility_annualized")]
    expected_return: Annotated[float, Measured("expected_return")]


class ViewedReturn(Result):
    """One symbol's expected return a year, risk-free rate included: before the views, and with them."""

    symbol: str
    prior_return: Annotated[float, Measured("prior_return")]
    view_return: Annotated[float, Measured("view_return")]


class OptimizationReport(Result):
    """A proposal. Nothing is traded and nothing is stored."""

    portfolio_id: PortfolioId
    name: str
    benchmark: str
    objective: Objective
    current: WeightFigures
    proposed: WeightFigures
    turnover: Annotated[float, Measured("proposal_turnover")]
    costs: Annotated[float, Measured("trading_costs")]
    cash_after: Annotated[Money, Measured("cash_after_trades")]
    taxes: TaxTotals | None = Field(default=None, description="None when no trade closes a lot.")
    positions: tuple[OptimizedPosition, ...] = Field(description="Largest trade first.")
    binding: tuple[str, ...] = Field(description="Limits that hold the optimum back.")
    views: tuple[str, ...] = Field(default=(), description="The views as sentences, with their confidence.")
    prior: str | None = Field(default=None, description="What the views start from.")
    viewed_returns: tuple[ViewedReturn, ...] = Field(default=(), description="By how far the views move them, most first.")
    frontier: tuple[FrontierPoint, ...] = ()
    alone: tuple[FrontierPoint, ...] = Field(default=(), description="With a frontier: each symbol by itself, beside it.")
    n_observations: Annotated[int, Measured("n_observations")]
    notes: tuple[str, ...] = ()
