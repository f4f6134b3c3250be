"""`plumbline audit`: who did what, and whether the log was tampered with."""

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from plumbline.cli.terminal import FAILURE, err, fail, out


def audit(limit: Annotated[int, typer.Option("--last", help="Show so many of the newest entries.", min=1, max=1000)] = 20) -> None:
    """Show the newest entries of the audit log and check its chain of hashes."""
    # Late: `--help` must not wait for SQLAlchemy.
    from plumbline.cli.owner import audit_log

    rows, chain = audit_log(limit)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("No.", "When (UTC)", "Who", "By", "Action", "Subject", "Details"):
        table.add_column(column, overflow="fold", justify="right" if column == "No." else "left")
    for row in rows:
        cells = (f"{row.at:%Y-%m-%d %H:%M:%S}", row.user_name, row.channel, row.action, row.subject or "", row.details)
        table.add_row(str(row.number), *(escape(cell) for cell in cells))
    out.print(table if rows else "The audit log is empty.")
    if chain.broken_at is not None:
        fail(f"The audit log was changed after it was written: entry {chain.broken_at} does not fit the one before.", FAILURE)
    err.print(f"[green]The chain of {chain.n_entries} entries is intact.[/] [dim]Its end: {chain.last_hash}[/]", soft_wrap=True)
