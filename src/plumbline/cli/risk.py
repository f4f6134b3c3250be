"""`plumbline risk`: the risk report of a portfolio."""

from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def risk(portfolio: PortfolioName = None, *, shown: Shown) -> None:
    """Print the risk report of a portfolio: value, returns, tail risk, contributions, sectors, exposure, limits."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.risk_board import risk_board
    from plumbline.cli.report_output import show_report
    from plumbline.cli.risk_table import print_report
    from plumbline.portfolios.risk import risk_report

    show_report(
        portfolio,
        shown,
        build=risk_report,
        board=risk_board,
        calculation="risk_report",
        print_report=print_report,
    )
