"""`plumbline drift`: how far a portfolio has moved by itself."""

from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def drift(
    portfolio: PortfolioName = None,
    *,
    period: Annotated[str, typer.Option(metavar="PERIOD", help="1m 3m 6m ytd 1y 3y max, or 2022-01-03/2022-06-30.")] = "1y",
    shown: Shown,
) -> None:
    """Print how weights, sectors and risk moved over a period when nothing was traded."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.attribution_board import drift_board
    from plumbline.cli.attribution_table import print_drift
    from plumbline.cli.report_output import show_report
    from plumbline.portfolios.drift.report import drift_report

    show_report(
        portfolio,
        shown,
        build=lambda snapshot, view: drift_report(snapshot, view, period=period),
        board=drift_board,
        calculation="drift_report",
        print_report=print_drift,
    )
