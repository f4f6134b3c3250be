"""`plumbline rebalance`: trades back to target weights, with what they realize. Nothing is traded."""

from plumbline.cli.rebalance_options import Goal, Trading
from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def rebalance(portfolio: PortfolioName = None, *, goal: Goal, trading: Trading, shown: Shown) -> None:
    """Propose trades back to target weights, with tax lots, gains and wash sales. Nothing is traded."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.rebalance_board import rebalance_board
    from plumbline.cli.rebalance_request import request_of
    from plumbline.cli.rebalance_table import print_report
    from plumbline.cli.report_output import show_report
    from plumbline.portfolios.rebalancing.report import rebalance_report

    request = request_of(goal, trading)
    show_report(
        portfolio,
        shown,
        build=lambda snapshot, view: rebalance_report(snapshot, view, request),
        board=rebalance_board,
        calculation="rebalance_report",
        print_report=print_report,
    )
