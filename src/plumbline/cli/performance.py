"""`plumbline performance`: how a portfolio did, beside a benchmark."""

from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def performance(
    portfolio: PortfolioName = None,
    *,
    period: Annotated[str, typer.Option(metavar="P", help="1m ytd 1y 5y max, or two days: 2022-01-03/2022-06-30.")] = "1y",
    benchmark: Annotated[
        str | None, typer.Option(metavar="B", help="A symbol, or a blend: '60% SP500 + 40% USMV'. Default: the portfolio's own.")
    ] = None,
    window: Annotated[int, typer.Option(metavar="N", help="Sessions of the rolling figures.")] = 63,
    shown: Shown,
) -> None:
    """Return over a period beside a benchmark: ratios, calendar, rolling figures, what the holdings added."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.performance_board import performance_board
    from plumbline.cli.performance_table import print_report
    from plumbline.cli.report_output import show_report
    from plumbline.portfolios.performance.report import performance_report

    show_report(
        portfolio,
        shown,
        build=lambda snapshot, view: performance_report(snapshot, view, period=period, benchmark=benchmark, window=window),
        board=performance_board,
        calculation="performance_report",
        print_report=print_report,
    )
