"""`plumbline what-if`: the portfolio with other weights, before anything is traded."""

from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Shown, with_options
from plumbline.cli.what_if_options import Edits


@with_options
def what_if(
    portfolio: PortfolioName = None,
    *,
    edits: Edits,
    propose: Annotated[str | None, typer.Option("--propose", metavar="TITLE", help="Keep it as a proposal with its trades.")] = None,
    shown: Shown,
) -> None:
    """Try other weights: every figure before and after, the limits, and the trades that lead there. Nothing is traded."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.what_if_board import what_if_board
    from plumbline.cli.report_output import check_shown, show_loaded
    from plumbline.cli.what_if_table import load_what_if, print_report

    check_shown(shown)
    loaded = load_what_if(portfolio, edits, day=shown.day, propose=propose)
    show_loaded(loaded, shown, board=what_if_board, calculation="what_if_report", print_report=print_report)
