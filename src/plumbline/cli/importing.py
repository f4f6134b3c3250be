"""What `plumbline import` does and shows; apart from the command, because it needs the market data."""

import hashlib
from dataclasses import dataclass

from rich.console import Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from plumbline.access.principal import Principal
from plumbline.cli.figures import cents, counted
from plumbline.cli.import_table import preview_table
from plumbline.cli.local import run_locally
from plumbline.cli.terminal import err
from plumbline.portfolios.imports.preview import preview
from plumbline.portfolios.imports.schemas import ImportIssue, ImportPreview
from plumbline.portfolios.imports.store import Imported, ImportRefused, ImportRequest, import_portfolio, place_of
from plumbline.portfolios.platform import Platform

_SHOWN_ROWS = 15
_SHOWN_ISSUES = 25


@dataclass(frozen=True)
class Outcome:
    """What to tell: the message, and the preview when the file was refused."""

    message: str
    summary_json: str = ""
    refused: ImportPreview | None = None


def dry_run_of(filename: str, content: bytes, columns: dict[str, str]) -> ImportPreview:
    """Read the file and store nothing."""

    async def work(platform: Platform, _owner: Principal) -> ImportPreview:
        return preview(content, filename, platform.market, mapping=columns, most_bytes=platform.settings.max_upload_bytes)

    return run_locally(work)


def import_locally(filename: str, content: bytes, columns: dict[str, str], *, name: str | None) -> Outcome:
    """Import the file for the owner. The same file under the same name is imported once."""
    key = hashlib.sha256(f"{name}\n{sorted(columns.items())}\n".encode() + content).hexdigest()
    request = ImportRequest(filename, content, name=name, mapping=columns, key=f"file:{key}")

    async def work(platform: Platform, owner: Principal) -> Imported:
        with err.status(f"Importing {escape(filename)}"):
            return await import_portfolio(platform, owner, request)

    try:
        imported = run_locally(work)
    except ImportRefused as refused:
        return Outcome(refused.message, refused=refused.preview)
    summary = imported.summary
    worth = f", worth {cents(summary.net_value)} as of {summary.as_of}" if summary.net_value else ""
    done = "Imported" if imported.created else "Already imported: nothing was changed."
    message = f"{done} [bold]{escape(summary.name)}[/]: {counted(summary.n_holdings, 'holding')}{worth}. [dim]{summary.id}[/]"
    return Outcome(message, summary_json=summary.model_dump_json(indent=2))


def render_preview(shown: ImportPreview, *, width: int) -> Group:
    """How the file was read: columns, first rows, errors, warnings, totals, for a terminal of this width."""
    columns = ", ".join(f"{choice.field} [dim]<-[/] {escape(choice.column)}" for choice in shown.columns)
    parts = [Text.from_markup(f"[bold]{escape(shown.filename)}[/]: {shown.n_rows} rows of {shown.kind}. Columns: {columns}")]
    rows = [row for row in shown.rows if row.ok][:_SHOWN_ROWS]
    content: list[Text | Table] = [*parts, preview_table(shown, rows, width=width)] if rows else [*parts]
    content += [_issue(issue, "red") for issue in shown.errors[:_SHOWN_ISSUES]]
    if shown.n_errors > _SHOWN_ISSUES:
        content.append(Text(f"... and {shown.n_errors - _SHOWN_ISSUES} more errors", style="red"))
    content += [_issue(issue, "yellow") for issue in shown.warnings[:_SHOWN_ISSUES]]
    if len(shown.warnings) > _SHOWN_ISSUES:
        content.append(Text(f"... and {len(shown.warnings) - _SHOWN_ISSUES} more warnings", style="yellow"))
    if shown.totals is not None:
        content.append(Text(_totals(shown)))
    return Group(*content)


def _issue(issue: ImportIssue, style: str) -> Text:
    value = f" '{issue.value}'" if issue.value and issue.value not in issue.reason else ""
    return Text(f"{place_of(issue)}:{value} {issue.reason}. {issue.fix or ''}".rstrip(), style=style)


def _totals(shown: ImportPreview) -> str:
    totals = shown.totals
    if totals is None or totals.computed_value is None:
        return ""
    text = f"{counted(totals.n_holdings, 'holding')} and cash are worth {cents(totals.computed_value)} at the prices of {totals.as_of}."
    if totals.stated_value is not None and totals.difference is not None:
        text += f" The file says {cents(totals.stated_value)}: a difference of {cents(totals.difference)}."
    return text
