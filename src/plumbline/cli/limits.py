"""`plumbline limits`: every limit with its room, and the trades that would cure a breach."""

from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def limits(portfolio: PortfolioName = None, *, shown: Shown) -> None:
    """Check the limits of a portfolio, and propose the smallest trades that would cure a breach. Nothing is traded."""
    # Late: `--help` must not wait for the market data.
    from plumbline.cli.limits_table import print_report
    from plumbline.cli.report_output import load_report, print_data
    from plumbline.portfolios.limits_report import limits_report

    report = load_report(portfolio, shown.day, limits_report)
    if not print_data(report, shown):
        print_report(report)
