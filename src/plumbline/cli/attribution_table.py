"""Attribution and drift as tables for a terminal of 80 columns."""

from rich.markup import escape
from rich.table import Table

from plumbline.cli.report_output import percent, plain_table, print_notes, signed_percent
from plumbline.cli.terminal import out
from plumbline.portfolios.attribution.results import AttributionReport
from plumbline.portfolios.drift.results import DriftReport


def print_attribution(report: AttributionReport) -> None:
    """Headline, effects by sector, contributions of holdings and months, notes."""
    out.print(
        f"[bold]{escape(report.name)}[/]  {report.start} to {report.as_of}: {signed_percent(report.portfolio_return)}, "
        f"{escape(report.benchmark)} {signed_percent(report.benchmark_return)}, difference {signed_percent(report.active_return)}"
    )
    out.print()
    out.print(_sectors(report))
    out.print()
    out.print(_contributions(report))
    out.print()
    out.print(_months(report))
    print_notes(report.notes)


def print_drift(report: DriftReport) -> None:
    """Headline, holdings, sectors, notes."""
    out.print(
        f"[bold]{escape(report.name)}[/]  {report.start} to {report.as_of}, nothing traded: turnover {percent(report.turnover)} would "
        f"restore the weights; volatility {percent(report.volatility_before.value)} then, {percent(report.volatility_now.value)} now"
    )
    out.print()
    table = plain_table("Holding", "Then", "Now", "Drift")
    for row in report.holdings:
        table.add_row(escape(row.subject.label), percent(row.before.value), percent(row.now.value), signed_percent(row.drift))
    table.add_section()
    for sector in report.sectors:
        table.add_row(escape(sector.sector), percent(sector.before.value), percent(sector.now.value), signed_percent(sector.drift))
    out.print(table)
    print_notes(report.notes)


def _sectors(report: AttributionReport) -> Table:
    table = plain_table("Sector", "Weight", "Eq.-wtd", "Alloc.", "Selection", "Interact.")
    for row in report.sectors:
        table.add_row(
            escape(row.sector), percent(row.weight, 1), percent(row.benchmark_weight, 1), signed_percent(row.allocation),
            signed_percent(row.selection), signed_percent(row.interaction),
        )  # fmt: skip
    table.add_row(
        "[bold]Together[/]", "", "", signed_percent(report.allocation), signed_percent(report.selection), signed_percent(report.interaction)
    )
    return table


def _contributions(report: AttributionReport) -> Table:
    table = plain_table("Holding", "Contribution")
    for row in report.holdings:
        table.add_row(escape(row.subject.label), signed_percent(row.contribution))
    return table


def _months(report: AttributionReport) -> Table:
    table = plain_table("Month", "Contribution")
    for row in report.months:
        table.add_row(f"{row.as_of:%Y-%m}", signed_percent(row.contribution))
    return table
