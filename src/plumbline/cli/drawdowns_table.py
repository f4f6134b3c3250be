"""The drawdown report as tables for a terminal of 80 columns."""

from rich.markup import escape

from plumbline.cli.report_output import MISSING, percent, plain_table, print_notes
from plumbline.cli.terminal import out
from plumbline.portfolios.drawdowns.results import DrawdownReport


def print_report(report: DrawdownReport) -> None:
    """Headline, episodes, chances, notes."""
    start = (report.period or "").partition("/")[0]
    out.print(
        f"[bold]{escape(report.name)}[/]  drawdowns of the weights of {report.as_of}, from {start}, {report.n_observations:,} sessions\n"
    )
    table = plain_table("Drawdown", "")
    table.add_row("Maximum", percent(report.maximum))
    table.add_row("Now below the peak", percent(report.current))
    table.add_row("Conditional, mean of the worst 5 %", percent(report.conditional))
    table.add_row("Time under water", percent(report.time_under_water, 0))
    table.add_row("Longest under water, sessions", f"{report.longest_under_water:,}")
    for chance in report.chances:
        depth, horizon = float(chance.parameters["depth"]), float(chance.parameters["horizon_days"])
        value = chance.value if isinstance(chance.value, float) else None
        table.add_row(f"Chance of {100 * depth:g} % within {horizon:g} sessions", percent(value, 0))
    out.print(table)
    if report.episodes:
        out.print()
        out.print(_episodes(report))
    print_notes(report.notes)


def _episodes(report: DrawdownReport) -> object:
    table = plain_table("Peak", "Depth", "Trough", "Recovered", "Falling", "Recovering")
    for row in report.episodes:
        table.add_row(
            row.peak_on.isoformat(), percent(row.depth), row.trough_on.isoformat(),
            row.recovered_on.isoformat() if row.recovered_on else MISSING, f"{row.n_falling:,}",
            MISSING if row.n_recovering is None else f"{row.n_recovering:,}",
        )  # fmt: skip
    return table
