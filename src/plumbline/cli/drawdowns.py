"""`plumbline drawdowns`: the deep falls of the weights of a day."""

from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def drawdowns(
    portfolio: PortfolioName = None,
    *,
    sessions: Annotated[int, typer.Option(metavar="N", help="Sessions to look back.")] = 2520,
    horizon: Annotated[int, typer.Option(metavar="N", help="Sessions ahead for the chance of a fall.")] = 252,
    depth: Annotated[list[str] | None, typer.Option("--depth", metavar="SIZE", help="Of the fall ahead: 20%. Repeatable.")] = None,
    shown: Shown,
) -> None:
    """List the deepest falls, the time under water, and the chance of a fall ahead."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.drawdowns_board import drawdowns_board
    from plumbline.cli.amounts import fraction
    from plumbline.cli.drawdowns_table import print_report
    from plumbline.cli.report_output import show_report
    from plumbline.portfolios.drawdowns.report import DEFAULT_TERMS, DrawdownTerms, drawdown_report

    depths = tuple(fraction(text, option="--depth") for text in depth or ()) or DEFAULT_TERMS.depths
    terms = DrawdownTerms(n_sessions=sessions, horizon=horizon, depths=depths)
    show_report(
        portfolio,
        shown,
        build=lambda snapshot, view: drawdown_report(snapshot, view, terms),
        board=drawdowns_board,
        calculation="drawdown_report",
        print_report=print_report,
    )
