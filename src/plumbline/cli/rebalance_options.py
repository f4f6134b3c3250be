"""The options of `plumbline rebalance`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer


@dataclass(frozen=True)
class Goal:
    """What the weights are to be."""

    target: Annotated[list[str] | None, typer.Option(metavar="SYMBOL=W", help="Target weight: AAPL=10%; CASH counts. May be repeated.")] = (
        None
    )
    targets: Annotated[Path | None, typer.Option(metavar="FILE", help="CSV with the columns symbol and weight.")] = None
    to: Annotated[
        str | None, typer.Option(metavar="O", help="Take the weights of an optimization: minimum-variance, maximum-sharpe, risk-parity...")
    ] = None
    max_weight: Annotated[str | None, typer.Option(metavar="W", help="Largest weight of a symbol, with --to.")] = None
    others: Annotated[str, typer.Option(metavar="X", help="Holdings without a target: keep, scale (into what is left) or sell.")] = "keep"
    band: Annotated[
        str, typer.Option(metavar="W", help="Do not trade what is within this distance: 2% of net value, or 20%r of the target.")
    ] = "0"


@dataclass(frozen=True)
class Trading:
    """How trades are made."""

    lot_size: Annotated[float, typer.Option(metavar="N", help="Shares of the smallest trade; 0.001 for fractions.")] = 1.0
    min_trade: Annotated[float, typer.Option(metavar="MONEY", help="Leave out smaller trades; a full sale never.")] = 0.0
    keep_cash: Annotated[float, typer.Option(metavar="MONEY", help="Money that must be left.")] = 0.0
    cost_rate: Annotated[str | None, typer.Option(metavar="C", help="Cost of trading, share of what is traded: 0.1% or 10bp.")] = None
    lots: Annotated[str, typer.Option(metavar="M", help="Which lots a sale uses first: fifo, lifo or highest-cost.")] = "fifo"
