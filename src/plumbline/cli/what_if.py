"""`plumbline what-if`: the portfolio with other weights, before anything is traded."""

from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def what_if(
    portfolio: PortfolioName = None,
    *,
    set_to: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=WEIGHT", help="AAPL=10%, held or not; CASH=20%. Repeatable.")
    ] = None,
    sell: Annotated[list[str] | None, typer.Option("--sell", metavar="NAME", help="Sell all of it. Repeatable.")] = None,
    from_others: Annotated[bool, typer.Option("--from-others", help="The other holdings pay, in proportion; default: cash does.")] = False,
    shown: Shown,
) -> None:
    """Try other weights: every figure before and after, the limits, and the trades that lead there. Nothing is traded."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.what_if_board import what_if_board
    from plumbline.cli.amounts import assignment
    from plumbline.cli.report_output import show_report
    from plumbline.cli.what_if_table import print_report
    from plumbline.portfolios.what_if.report import Variant, WeightEdit, what_if_report

    given = [*(assignment(text, option="--set") for text in set_to or []), *((name, 0.0) for name in sell or [])]
    edits = tuple(WeightEdit(symbol=name, weight=weight) for name, weight in given)
    variant = Variant(edits=edits, financing="others" if from_others else "cash")
    show_report(
        portfolio,
        shown,
        build=lambda snapshot, view: what_if_report(snapshot, view, (variant,)),
        board=what_if_board,
        calculation="what_if_report",
        print_report=print_report,
    )
