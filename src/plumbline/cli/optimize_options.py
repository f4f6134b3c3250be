"""The options of `plumbline optimize`."""

from dataclasses import dataclass
from typing import Annotated

import typer

_OBJECTIVES = (
    "minimum-variance, maximum-sharpe, risk-parity, risk-budget, target-volatility, target-return, minimum-expected-shortfall, "
    "maximum-diversification, minimum-tracking-error, black-litterman"
)


@dataclass(frozen=True)
class Limits:
    """Limits as a person writes them: 0.2 or 20%, and a range as 5%..20%."""

    max_weight: Annotated[str | None, typer.Option(metavar="W", help="Largest weight of a symbol: 0.2 or 20%.")] = None
    min_weight: Annotated[str | None, typer.Option(metavar="W", help="Least weight; negative allows short positions.")] = None
    sector_limit: Annotated[
        list[str] | None,
        typer.Option(metavar="SECTOR=W", help="Largest weight of a sector: Technology=30%, or a range 10%..30%. May be repeated."),
    ] = None
    group_limit: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME:A,B=W", help="Largest weight of symbols together: Banks:JPM,BAC=15%, or a range. May be repeated."),
    ] = None
    weight_limit: Annotated[
        list[str] | None, typer.Option(metavar="SYMBOL=W", help="Largest weight of one symbol: AAPL=10%, or a range. May be repeated.")
    ] = None
    invested: Annotated[str | None, typer.Option(metavar="W", help="Sum of all weights; the rest is cash. Default: 100%.")] = None
    gross: Annotated[str | None, typer.Option(metavar="W", help="Largest sum of absolute weights, for long and short.")] = None
    net_min: Annotated[str | None, typer.Option(metavar="W", help="Least sum of weights, in place of --invested.")] = None
    net_max: Annotated[str | None, typer.Option(metavar="W", help="Largest sum of weights, in place of --invested.")] = None
    turnover: Annotated[str | None, typer.Option(metavar="W", help="Largest turnover: half the sum of weight changes.")] = None
    keep: Annotated[list[str] | None, typer.Option(metavar="SYMBOL", help="Do not sell this one down. May be repeated.")] = None
    names: Annotated[int | None, typer.Option(metavar="N", help="Largest number of names.")] = None
    cost_rate: Annotated[str | None, typer.Option(metavar="C", help="Cost of trading, share of what is traded: 0.1% or 10bp.")] = None
    cost_limit: Annotated[str | None, typer.Option(metavar="W", help="Largest costs, share of net value.")] = None


@dataclass(frozen=True)
class Aim:
    objective: Annotated[
        str | None, typer.Option(metavar="O", help=f"One of {_OBJECTIVES}. Default: minimum-variance; with views black-litterman.")
    ] = None
    target: Annotated[str | None, typer.Option(metavar="W", help="Volatility or return a year, for target-...: 12%.")] = None
    add: Annotated[list[str] | None, typer.Option(metavar="SYMBOL", help="A symbol that may be bought too. May be repeated.")] = None
    risk_budget: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=W", help="Share of volatility of a symbol or sector, for risk-budget: AAPL=20%. May be repeated."),
    ] = None
    expect: Annotated[
        list[str] | None, typer.Option(metavar="SYMBOL=R", help="Expected return a year in place of its past: AAPL=8%. May be repeated.")
    ] = None
    covariance: Annotated[
        str | None,
        typer.Option(metavar="E", help="Of the window: sample, ewma, ledoit-wolf-identity or ledoit-wolf-constant-correlation (usual)."),
    ] = None
    lots: Annotated[str, typer.Option(metavar="M", help="Which tax lots a sale uses first: fifo, lifo or highest-cost.")] = "fifo"
    frontier: Annotated[int, typer.Option(metavar="N", help="Points of the efficient frontier to print.")] = 0


@dataclass(frozen=True)
class Views:
    """Black-Litterman: what the person believes of returns, and how firmly."""

    view: Annotated[
        list[str] | None,
        typer.Option(metavar="VIEW", help="AAPL=8%:60% (return a year : confidence) or MSFT>AMD=3%:50%. May be repeated."),
    ] = None
    prior: Annotated[str | None, typer.Option(metavar="P", help="What views start from: benchmark or current weights.")] = None
    tau: Annotated[float, typer.Option(metavar="T", help="Uncertainty of the prior, share of the covariance.")] = 0.05
    risk_aversion: Annotated[
        float, typer.Option(metavar="D", help="Return asked per unit of variance, of the prior and where costs are weighed.")
    ] = 2.5
