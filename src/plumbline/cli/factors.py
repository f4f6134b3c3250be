"""`plumbline factors`: which factors move a portfolio."""

from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def factors(
    portfolio: PortfolioName = None,
    *,
    sessions: Annotated[int, typer.Option(metavar="N", help="Sessions to look back; 504 is two years.")] = 504,
    benchmark: Annotated[str | None, typer.Option(metavar="SYMBOL", help="Measure tilts against this; default: the benchmark.")] = None,
    self_built: Annotated[bool, typer.Option("--self-built", help="Make styles of the shares themselves, not of funds.")] = False,
    shown: Shown,
) -> None:
    """Print exposures to market and styles with standard errors, tilts, and where the variance comes from."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.factor_board import factor_board
    from plumbline.cli.factors_table import print_report
    from plumbline.cli.report_output import show_report
    from plumbline.portfolios.factors.report import factor_report

    show_report(
        portfolio,
        shown,
        build=lambda snapshot, view: factor_report(snapshot, view, n_sessions=sessions, benchmark=benchmark, self_built=self_built),
        board=factor_board,
        calculation="factor_report",
        print_report=print_report,
    )
