"""`plumbline hedging`: how a portfolio is hedged, what would hedge it best, and how spread its risk is."""

from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def hedging(
    portfolio: PortfolioName = None,
    *,
    against: Annotated[
        list[str] | None, typer.Option("--against", metavar="NAME", help="Offer this as a hedge; default: funds and indices. Repeatable.")
    ] = None,
    shown: Shown,
) -> None:
    """Hedge ratio, match of longs and shorts, the best hedges, clusters and effective bets."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.hedging_board import hedging_board
    from plumbline.cli.hedging_table import print_report
    from plumbline.cli.report_output import show_report
    from plumbline.portfolios.hedging.report import hedging_report

    names = tuple(against or ())
    show_report(
        portfolio,
        shown,
        build=lambda snapshot, view: hedging_report(snapshot, view, names),
        board=hedging_board,
        calculation="hedging_report",
        print_report=print_report,
    )
