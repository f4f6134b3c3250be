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
    shown: Shown,
) -> None:
    """Print exposures to market and styles with standard errors, tilts, and where the variance comes from."""
    # Late: `--help` must not wait for the market data.
    from plumbline.cli.factors_table import print_report
    from plumbline.cli.report_output import load_report, print_data
    from plumbline.portfolios.factors import factor_report

    report = load_report(
        portfolio, shown.day, lambda snapshot, view: factor_report(snapshot, view, n_sessions=sessions, benchmark=benchmark)
    )
    if not print_data(report, shown):
        print_report(report)
