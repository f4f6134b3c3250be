"""`plumbline volatility`: how much a portfolio moves, and is expected to."""

from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def volatility(
    portfolio: PortfolioName = None,
    *,
    window: Annotated[
        list[int] | None, typer.Option("--window", metavar="N", help="Sessions of a realized figure; default 5 to 252. Repeatable.")
    ] = None,
    decay: Annotated[float, typer.Option(metavar="D", help="Exponential weights: a day relative to the next.")] = 0.94,
    horizon: Annotated[int, typer.Option(metavar="N", help="Sessions ahead of the forecast.")] = 21,
    sessions: Annotated[int, typer.Option(metavar="N", help="Sessions of history for forecast and cone.")] = 1260,
    shown: Shown,
) -> None:
    """Realized and expected volatility, beside its own past, per holding, and by holdings and pairs."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.volatility_board import volatility_board
    from plumbline.cli.report_output import show_report
    from plumbline.cli.volatility_table import print_report
    from plumbline.portfolios.volatility.report import DEFAULT_TERMS, VolatilityTerms, volatility_report

    windows = tuple(window or DEFAULT_TERMS.windows)
    terms = VolatilityTerms(windows=windows, decay=decay, horizon=horizon, n_sessions=sessions)
    show_report(
        portfolio,
        shown,
        build=lambda snapshot, view: volatility_report(snapshot, view, terms),
        board=volatility_board,
        calculation="volatility_report",
        print_report=print_report,
    )
