"""`plumbline attribution`: where a return came from."""

from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Shown, with_options

_AGAINST = "A symbol of an equal-weighted benchmark; default: all shares of the market. May be repeated."


@with_options
def attribution(
    portfolio: PortfolioName = None,
    *,
    period: Annotated[str, typer.Option(metavar="PERIOD", help="1m 3m 6m ytd 1y 3y max, or 2022-01-03/2022-06-30.")] = "ytd",
    against: Annotated[list[str] | None, typer.Option(metavar="SYMBOL", help=_AGAINST)] = None,
    hood: Annotated[bool, typer.Option("--hood", help="Brinson-Hood-Beebower instead of Brinson-Fachler.")] = False,
    shown: Shown,
) -> None:
    """Attribute the return: allocation, selection and interaction by sector, contributions of holdings and months."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.attribution_board import attribution_board
    from plumbline.cli.attribution_table import print_attribution
    from plumbline.cli.report_output import show_report
    from plumbline.portfolios.attribution.report import attribution_report

    symbols = tuple(against or ())
    show_report(
        portfolio,
        shown,
        build=lambda snapshot, view: attribution_report(
            snapshot, view, period=period, against=symbols, model="brinson_hood_beebower" if hood else "brinson_fachler"
        ),
        board=attribution_board,
        calculation="attribution_report",
        print_report=print_attribution,
    )
