"""An optimization as tables for a terminal of 80 columns."""

from rich.markup import escape
from rich.table import Table

from plumbline.cli.report_output import money, number, percent, plain_table, print_notes, signed_percent
from plumbline.cli.tax_table import print_taxes
from plumbline.cli.terminal import out
from plumbline.portfolios.optimization.report import LONG_ONLY_NOTE
from plumbline.portfolios.optimization.results import OptimizationReport


def print_report(report: OptimizationReport) -> None:
    """Headline, before and after, trades, frontier, notes."""
    out.print(f"[bold]{escape(report.name)}[/]  {report.objective.words}, as of {report.as_of}, from {report.n_observations} sessions")
    if LONG_ONLY_NOTE in report.notes:
        out.print(LONG_ONLY_NOTE)
    out.print()
    out.print(_figures(report))
    out.print()
    out.print(_positions(report))
    if report.viewed_returns:
        out.print()
        out.print(_views(report))
    if report.frontier:
        out.print()
        out.print(_frontier(report))
    costs = "" if report.costs == 0.0 else f", costs {percent(report.costs, 3)}"
    out.print(f"\nTurnover {percent(report.turnover)}{costs}, cash after the trades {money(report.cash_after)}")
    print_taxes(report.taxes, [row.tax for row in report.positions if row.tax is not None])
    for view in report.views:
        out.print(f"View: {escape(view)}")
    if report.binding:
        out.print(f"Held back by: {escape('; '.join(report.binding))}")
    print_notes(tuple(note for note in report.notes if note != LONG_ONLY_NOTE))


def _figures(report: OptimizationReport) -> Table:
    now, then = report.current, report.proposed
    table = plain_table("A year", "Now", "Optimal")
    table.add_row("Volatility", percent(now.volatility), percent(then.volatility))
    table.add_row("Expected return (assumed)", signed_percent(now.expected_return), signed_percent(then.expected_return))
    table.add_row("Sharpe ratio of the window", number(now.sharpe), number(then.sharpe))
    table.add_row("Expected shortfall 95 %, 1 day", percent(now.expected_shortfall), percent(then.expected_shortfall))
    table.add_row(f"Tracking error to {report.benchmark}", percent(now.tracking_error), percent(then.tracking_error))
    table.add_row("Diversification ratio", number(now.diversification), number(then.diversification))
    table.add_row("Effective positions", number(now.effective_positions, 1), number(then.effective_positions, 1))
    table.add_row(
        "Gross / net exposure", f"{percent(now.gross, 0)} / {percent(now.net, 0)}", f"{percent(then.gross, 0)} / {percent(then.net, 0)}"
    )
    return table


def _positions(report: OptimizationReport) -> Table:
    table = plain_table("Symbol", "Weight", "Optimal", "Change", "Of risk", "Shares", f"Trade, {report.cash_after.currency}")
    for row in report.positions:
        if row.weight or row.optimal_weight:
            table.add_row(
                escape(row.symbol), percent(row.weight), percent(row.optimal_weight), signed_percent(row.change),
                percent(row.risk_contribution, 1),
                f"{row.trade_quantity:+,.0f}" if row.trade_quantity else "",
                f"{row.trade_value.amount:+,.0f}" if row.trade_quantity else "",
            )  # fmt: skip
    return table


def _views(report: OptimizationReport) -> Table:
    table = plain_table("Expected return a year", "Prior", "With views", "Moved by")
    for row in report.viewed_returns:
        table.add_row(
            escape(row.symbol), signed_percent(row.prior_return), signed_percent(row.view_return),
            signed_percent(row.view_return - row.prior_return),
        )  # fmt: skip
    return table


def _frontier(report: OptimizationReport) -> Table:
    table = plain_table("Efficient frontier", "Volatility", "Expected return")
    for place, point in enumerate(report.frontier, start=1):
        table.add_row(f"Point {place}", percent(point.volatility), signed_percent(point.expected_return))
    return table
