"""`plumbline optimize`: better weights under limits. A proposal, which trades nothing."""

from plumbline.cli.optimize_options import Aim, Limits, Views
from plumbline.cli.report_options import PortfolioName, Shown, with_options


@with_options
def optimize(portfolio: PortfolioName = None, *, aim: Aim, limits: Limits, views: Views, shown: Shown) -> None:
    """Propose better weights under limits, and the trades toward them. Nothing is traded."""
    # Late: `--help` must not wait for the market data.
    from plumbline.cli.optimize_request import request_of
    from plumbline.cli.optimize_table import print_report
    from plumbline.cli.report_output import load_report, print_data
    from plumbline.portfolios.optimization.report import optimization_report

    request = request_of(aim, limits, views)
    report = load_report(portfolio, shown.day, lambda snapshot, view: optimization_report(snapshot, view, request))
    if not print_data(report, shown):
        print_report(report)
