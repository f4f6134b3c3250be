"""`plumbline backtest`: would the value at risk have held?"""

from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def backtest(
    portfolio: PortfolioName = None,
    *,
    level: Annotated[str, typer.Option("--confidence", metavar="C", help="Of the value at risk: 99%, 97.5 or 0.99.")] = "99%",
    window: Annotated[int, typer.Option(metavar="N", help="Sessions that each forecast is made from.")] = 500,
    days: Annotated[int, typer.Option(metavar="N", help="Days to test.")] = 1000,
    shown: Shown,
) -> None:
    """Backtest the value at risk day by day: Kupiec, Christoffersen, Basel traffic light, Acerbi-Szekely."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.backtest_board import backtest_board
    from plumbline.cli.amounts import confidence
    from plumbline.cli.backtest_table import print_report
    from plumbline.cli.report_output import show_report
    from plumbline.portfolios.backtest.report import BacktestTerms, backtest_report

    terms = BacktestTerms(confidence=confidence(level), window=window, n_tested=days)
    show_report(
        portfolio,
        shown,
        build=lambda snapshot, view: backtest_report(snapshot, view, terms),
        board=backtest_board,
        calculation="backtest_report",
        print_report=print_report,
    )
