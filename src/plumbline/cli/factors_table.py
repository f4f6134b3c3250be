"""The factor report as tables for a terminal of 80 columns."""

from rich.markup import escape
from rich.table import Table

from plumbline.cli.report_output import MISSING, number, percent, plain_table, print_notes, signed_percent
from plumbline.cli.terminal import out
from plumbline.facts.result import MeasuredValue
from plumbline.portfolios.factors.results import FactorReport


def print_report(report: FactorReport) -> None:
    """Headline, exposures and tilts, variance by source, holdings, notes."""
    out.print(
        f"[bold]{escape(report.name)}[/]  as of {report.as_of}, from {report.n_observations} sessions: factors explain "
        f"{percent(report.r_squared, 1)} of the variance; alpha {signed_percent(report.alpha, 1)} a year"
    )
    out.print()
    out.print(_factors(report))
    out.print()
    out.print(_variance(report))
    out.print()
    out.print(_holdings(report))
    print_notes(report.notes)


def _factors(report: FactorReport) -> Table:
    table = plain_table("Factor", "Exposure", "Error", "Plain", escape(report.benchmark), "Tilt", "Error", "Return")
    for row in report.factors:
        gained = row.factor_return.value
        table.add_row(
            row.label, _plain(row.exposure), _plain(row.error), _plain(row.plain_error), _plain(row.benchmark), _plain(row.tilt),
            _plain(row.tilt_error), signed_percent(gained if isinstance(gained, float) else None, 1),
        )  # fmt: skip
    return table


def _variance(report: FactorReport) -> Table:
    table = plain_table("Variance from", "Market", "Styles", "Industries", "Specific", left=("",))
    shares, active = report.variance, report.active
    own = (shares.market, shares.style, shares.industry, shares.specific)
    table.add_row("portfolio", *(percent(share, 1) for share in own), f"volatility {percent(report.volatility, 1)}")
    if active is not None:
        parts = (active.market, active.style, active.industry, active.specific)
        error = f"tracking error {percent(active.tracking_error, 1)}"
        table.add_row(f"less {escape(report.benchmark)}", *(percent(share, 1) for share in parts), error)
    return table


def _holdings(report: FactorReport) -> Table:
    table = plain_table("Holding", *(_SHORT.get(row.key, row.label) for row in report.factors), "R squared")
    for row in report.holdings:
        table.add_row(escape(row.symbol), *(_plain(figure) for figure in row.exposures), percent(row.r_squared, 0))
    return table


_SHORT = {"size": "Size", "low_volatility": "Low vol."}


def _plain(figure: MeasuredValue) -> str:
    return number(figure.value) if isinstance(figure.value, float) else MISSING
