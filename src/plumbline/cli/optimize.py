"""`plumbline optimize`: better weights under limits. A proposal, which trades nothing."""

from plumbline.cli.optimize_options import Aim, Limits, Views
from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def optimize(portfolio: PortfolioName = None, *, aim: Aim, limits: Limits, views: Views, shown: Shown) -> None:
    """Propose better weights under limits, and the trades toward them. Nothing is traded."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.optimization_board import optimization_board
    from plumbline.cli.optimize_request import request_of
    from plumbline.cli.optimize_table import print_report
    from plumbline.cli.report_output import show_report
    from plumbline.portfolios.optimization.report import optimization_report

    request = request_of(aim, limits, views)
    show_report(
        portfolio,
        shown,
        build=lambda snapshot, view: optimization_report(snapshot, view, request),
        board=optimization_board,
        calculation="optimization_report",
        print_report=print_report,
    )
