"""`plumbline audit`: who did what, and whether the log was tampered with."""

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from plumbline.cli.terminal import FAILURE, err, fail, harmless, out

if TYPE_CHECKING:
    from plumbline.audit.models import AuditRow

_ROOM_FOR_DETAILS = 120  # characters
_HASH_CHARACTERS = 12


def audit(limit: Annotated[int, typer.Option("--last", help="Show so many of the newest entries.", min=1, max=1000)] = 20) -> None:
    """Show the newest entries of the audit log and check its chain of hashes."""
    # Late: `--help` must not wait for SQLAlchemy.
    from plumbline.cli.owner import audit_log

    rows, chain = audit_log(limit)
    out.print(_table(rows) if rows else "The audit log is empty.")
    if chain.broken_at is not None:
        fail(f"The audit log was changed after it was written: entry {chain.broken_at} does not fit the one before.", FAILURE)
    err.print(f"[green]The chain of {chain.n_entries} entries is intact.[/] [dim]Its end: {chain.last_hash}[/]", soft_wrap=True)


def _table(rows: "list[AuditRow]") -> Table:
    is_wide = out.width >= _ROOM_FOR_DETAILS
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("No.", justify="right", no_wrap=True)
    table.add_column("When (UTC)", no_wrap=True)
    table.add_column("Who", overflow="fold")
    table.add_column("Action", no_wrap=True)
    table.add_column("Subject", overflow="fold", no_wrap=is_wide)
    if is_wide:
        table.add_column("By")
        table.add_column("Details", style="dim", overflow="fold")
    for row in rows:
        cells = [f"{row.at:%Y-%m-%d %H:%M:%S}", row.user_name, row.action, row.subject or ""]
        table.add_row(str(row.number), *(escape(harmless(cell)) for cell in (*cells, *([row.channel, _details(row)] if is_wide else []))))
    return table


def _details(row: "AuditRow") -> str:
    """Whole hashes are in the database; here their beginning is enough to recognize a file."""
    details = json.loads(row.details)
    return ", ".join(f"{name} {str(value)[:_HASH_CHARACTERS] if name == 'sha256' else value}" for name, value in details.items())
