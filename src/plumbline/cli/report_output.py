"""What the report commands share: a report of a day, shown as tables, JSON, CSV or documents."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import typer
from rich.table import Table
from rich.text import Text

from plumbline.access.principal import Principal
from plumbline.analytics.measures import measure
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.document.compose import compose_report
from plumbline.artifacts.document.contents import About
from plumbline.artifacts.document.title_block import about_portfolio
from plumbline.artifacts.slots import Board
from plumbline.cli.documents import check_targets, wants_document, write_documents
from plumbline.cli.local import run_locally
from plumbline.cli.report_options import Shown
from plumbline.cli.terminal import out
from plumbline.core.money import Money
from plumbline.facts.derive import figures
from plumbline.facts.fact import Fact
from plumbline.facts.result import Result
from plumbline.market_data.market import MarketView
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import resolve_portfolio, snapshot_of
from plumbline.portfolios.snapshot import PortfolioSnapshot

Report = TypeVar("Report", bound=Result)
MISSING = "-"
_COLUMNS = ("subject", "measure", "period", "parameters", "value", "unit", "currency", "as_of", "quality")


BoardOf = Callable[[Report, Mapping[str, Fact]], Board]


@dataclass(frozen=True)
class Loaded(Generic[Report]):
    """A report, and what a document says of where it came from: the title block, and the digest of the frozen input."""

    report: Report
    about: About
    snapshot: str


def show_report(
    portfolio: str | None,
    shown: Shown,
    *,
    build: Callable[[PortfolioSnapshot, MarketView], Report],
    board: BoardOf[Report],
    calculation: str,
    print_report: Callable[[Report], None],
) -> None:
    """Show what `build` says of the owner's portfolio on a day, as tables or as the options say.

    `board` draws it in documents, and `calculation` names it in the lineage of their facts, as in the API.
    """
    check_shown(shown)

    async def work(platform: Platform, owner: Principal) -> Loaded[Report]:
        view = platform.market.as_of(shown.day)
        book = await resolve_portfolio(platform, owner, portfolio)
        snapshot = snapshot_of(platform, book, view)
        return Loaded(build(snapshot, view), about_portfolio(snapshot, view), snapshot.digest)

    show_loaded(run_locally(work), shown, board=board, calculation=calculation, print_report=print_report)


def check_shown(shown: Shown) -> None:
    """Refuse, before anything is calculated, options that do not go together and files that can not be written."""
    printed = [name for name, asked in (("--json", shown.as_json), ("--csv", shown.as_csv)) if asked]
    check_targets(shown, printed=printed)


def show_loaded(
    loaded: Loaded[Report], shown: Shown, *, board: BoardOf[Report], calculation: str, print_report: Callable[[Report], None]
) -> None:
    """The same of a report that is there: for those that are not of one portfolio, or need more than its snapshot."""
    if shown.as_json:
        typer.echo(loaded.report.model_dump_json(indent=2))
    elif shown.as_csv:
        typer.echo(figures_csv(loaded.report), nl=False)
    if wants_document(shown):
        facts = recorded_facts(loaded.report, calculation=calculation, snapshot=loaded.snapshot)
        write_documents(compose_report(board(loaded.report, facts), loaded.about), shown)
    elif not shown.as_json and not shown.as_csv:
        print_report(loaded.report)


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


def plain_table(first: str, *figure_columns: str, left: tuple[str, ...] = (), folds: bool = False) -> Table:
    """A table without lines: names on the left, figures on the right, words after them; `folds` lets the words wrap, whole."""
    table = Table(box=None, pad_edge=False, header_style="bold", show_header=bool(first), padding=(0, 1))
    table.add_column(first, no_wrap=True)
    for title in figure_columns:
        table.add_column(title, justify="right", no_wrap=True)
    for title in left:
        table.add_column(title, no_wrap=not folds, overflow="fold" if folds else "ellipsis")
    return table


def print_notes(notes: tuple[str, ...]) -> None:
    """Caveats under a report, dimmed."""
    if notes:
        out.print()
    for note in notes:
        out.print(Text(f"* {note}", style="dim"))


def percent(value: float | None, digits: int = 2) -> str:
    """A fraction as percent, or a dash."""
    return MISSING if value is None else f"{round(100 * value, digits) + 0.0:.{digits}f} %"


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
