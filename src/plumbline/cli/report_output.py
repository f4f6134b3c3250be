"""What the report commands share: the portfolio of a day, the options, and figures as CSV."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import typer
from rich.table import Table
from rich.text import Text

from plumbline.access.principal import Principal
from plumbline.analytics.measures import measure
from plumbline.cli.local import run_locally
from plumbline.cli.report_options import Shown
from plumbline.cli.terminal import out
from plumbline.core.errors import InvalidInput
from plumbline.core.money import Money
from plumbline.facts.derive import figures
from plumbline.facts.result import Result
from plumbline.market_data.market import MarketView
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import resolve_portfolio, snapshot_of
from plumbline.portfolios.snapshot import PortfolioSnapshot

Report = TypeVar("Report", bound=Result)
MISSING = "-"
_COLUMNS = ("subject", "measure", "period", "parameters", "value", "unit", "currency", "as_of", "quality")


def load_report(portfolio: str | None, as_of: date | None, build: Callable[[PortfolioSnapshot, MarketView], Report]) -> Report:
    """What `build` says of the owner's portfolio on a day."""

    async def work(platform: Platform, owner: Principal) -> Report:
        view = platform.market.as_of(as_of)
        book = await resolve_portfolio(platform, owner, portfolio)
        return build(snapshot_of(platform, book, view), view)

    return run_locally(work)


def print_data(report: Result, shown: Shown) -> bool:
    """Print the report as data if that was asked; say whether it was."""
    if shown.as_json and shown.as_csv:
        raise InvalidInput("Expected --json or --csv, found both.", subject="--csv")
    if shown.as_json:
        typer.echo(report.model_dump_json(indent=2))
    elif shown.as_csv:
        typer.echo(figures_csv(report), nl=False)
    return shown.as_json or shown.as_csv


def figures_csv(report: Result) -> str:
    """Every figure of a report, one a line: fractions as fractions, losses positive."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for figure in figures(report):
        owner, named = figure.owner, figure.measured
        parameters = " ".join(f"{key}={value}" for key, value in named.parameters)
        unit = measure(named.measure).unit.value
        writer.writerow(
            [
                _inert(owner.subject.label), named.measure, figure.period or "", parameters,
                "" if figure.value is None else figure.value, unit, figure.currency or "", owner.as_of, figure.quality.value,
            ]
        )  # fmt: skip
    return text.getvalue()


def plain_table(first: str, *figure_columns: str, left: tuple[str, ...] = ()) -> Table:
    """A table without lines: names on the left, figures on the right, words after them."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_header=bool(first), padding=(0, 1))
    table.add_column(first, no_wrap=True)
    for title in figure_columns:
        table.add_column(title, justify="right", no_wrap=True)
    for title in left:
        table.add_column(title, no_wrap=True)
    return table


def print_notes(notes: tuple[str, ...]) -> None:
    """Caveats under a report, dimmed."""
    if notes:
        out.print()
    for note in notes:
        out.print(Text(f"* {note}", style="dim"))


def percent(value: float | None, digits: int = 2) -> str:
    """A fraction as percent, or a dash."""
    return MISSING if value is None else f"{100 * value:.{digits}f} %"


def signed_percent(value: float | None, digits: int = 2) -> str:
    """As `percent`, with the sign always."""
    return MISSING if value is None else f"{round(100 * value, digits) + 0.0:+.{digits}f} %"


def number(value: float | None, digits: int = 2) -> str:
    """A plain number, or a dash; what rounds to zero has no sign."""
    return MISSING if value is None else f"{round(value, digits) + 0.0:,.{digits}f}"


def money(value: Money | None) -> str:
    """Money in whole units, or a dash."""
    return MISSING if value is None else f"{value.amount:,.0f}"


def _inert(text: str) -> str:
    """A label that a spreadsheet could take for a formula gets a quote before it."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
