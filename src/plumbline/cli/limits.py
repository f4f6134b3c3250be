"""`plumbline limits`: every limit with its room, and the trades that would cure a breach."""

from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def limits(portfolio: PortfolioName = None, *, shown: Shown) -> None:
    """Check the limits of a portfolio, and propose the smallest trades that would cure a breach. Nothing is traded."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.limits_board import limits_board
    from plumbline.cli.limits_table import print_report
    from plumbline.cli.report_output import show_report
    from plumbline.portfolios.limits_report import limits_report

    show_report(
        portfolio,
        shown,
        build=limits_report,
        board=limits_board,
        calculation="limits_report",
        print_report=print_report,
    )
