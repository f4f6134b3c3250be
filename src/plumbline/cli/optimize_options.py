"""The options of `plumbline optimize`."""

from dataclasses import dataclass
from typing import Annotated

import typer

_OBJECTIVES = (
    "minimum-variance, maximum-sharpe, risk-parity, target-volatility, target-return, minimum-expected-shortfall, "
    "maximum-diversification, minimum-tracking-error"
)


@dataclass(frozen=True)
class Limits:
    """Limits as a person writes them: 0.2 or 20%."""

    max_weight: Annotated[str | None, typer.Option(metavar="W", help="Largest weight of a symbol: 0.2 or 20%.")] = None
    min_weight: Annotated[str | None, typer.Option(metavar="W", help="Least weight; negative allows short positions.")] = None
    sector_limit: Annotated[
        list[str] | None, typer.Option(metavar="SECTOR=W", help="Largest weight of a sector: Technology=30%. May be repeated.")
    ] = None
    weight_limit: Annotated[
        list[str] | None, typer.Option(metavar="SYMBOL=W", help="Largest weight of one symbol: AAPL=10%. May be repeated.")
    ] = None
    invested: Annotated[str | None, typer.Option(metavar="W", help="Sum of all weights; the rest is cash. Default: 100%.")] = None
    gross: Annotated[str | None, typer.Option(metavar="W", help="Largest sum of absolute weights, for long and short.")] = None
    net_min: Annotated[str | None, typer.Option(metavar="W", help="Least sum of weights, in place of --invested.")] = None
    net_max: Annotated[str | None, typer.Option(metavar="W", help="Largest sum of weights, in place of --invested.")] = None
    turnover: Annotated[str | None, typer.Option(metavar="W", help="Largest turnover: half the sum of weight changes.")] = None
    keep: Annotated[list[str] | None, typer.Option(metavar="SYMBOL", help="Do not sell this one down. May be repeated.")] = None
    names: Annotated[int | None, typer.Option(metavar="N", help="Largest number of names.")] = None


@dataclass(frozen=True)
class Aim:
    objective: Annotated[str, typer.Option(metavar="O", help=f"One of {_OBJECTIVES}.")] = "minimum-variance"
    target: Annotated[str | None, typer.Option(metavar="W", help="Volatility or return a year, for target-...: 12%.")] = None
    add: Annotated[list[str] | None, typer.Option(metavar="SYMBOL", help="A symbol that may be bought too. May be repeated.")] = None
    frontier: Annotated[int, typer.Option(metavar="N", help="Points of the efficient frontier to print.")] = 0
