"""`plumbline tokens`: API tokens of the owner."""

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from plumbline.cli.terminal import err, out
from plumbline.core.ids import new_id

ID_WIDTH = len(new_id("token"))

tokens = typer.Typer(help="List, create and revoke API tokens.", no_args_is_help=True)


@tokens.command("list")
def list_tokens() -> None:
    """List the tokens that work, without their secrets."""
    # Late: `--help` must not wait for SQLAlchemy.
    from plumbline.cli.owner import owners_tokens

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Id", no_wrap=True, min_width=ID_WIDTH)  # whole, because `revoke` takes it
    for column in ("Name", "Scopes", "Expires", "Last used"):
        table.add_column(column)
    for entry in owners_tokens():
        used = f"{entry.last_used_at:%Y-%m-%d}" if entry.last_used_at else "never"
        table.add_row(entry.id, escape(entry.name), " ".join(entry.scopes), f"{entry.expires_at:%Y-%m-%d}", used)
    out.print(table if table.row_count else "There are no API tokens. Create one: plumbline tokens create NAME")


@tokens.command("create")
def create_token(
    name: Annotated[str, typer.Argument(help="What it is for.")],
    *,
    write: Annotated[bool, typer.Option("--write", help="Allow changes as well as reading.")] = False,
    days: Annotated[int, typer.Option(help="It stops working after so many days.", min=1, max=366)] = 90,
) -> None:
    """Create a token and print its secret, this once."""
    # Late: `--help` must not wait for SQLAlchemy.
    from plumbline.cli.owner import new_token

    issued = new_token(name, write=write, days=days)
    typer.echo(issued.token)
    err.print(f"[dim]Id {issued.entry.id}, until {issued.entry.expires_at:%Y-%m-%d}. Keep it safe: it is not shown again.[/]")


@tokens.command("revoke")
def revoke_token(token_id: Annotated[str, typer.Argument(help="As `plumbline tokens list` shows it.")]) -> None:
    """Revoke a token at once."""
    # Late: `--help` must not wait for SQLAlchemy.
    from plumbline.cli.owner import end_token

    end_token(token_id)
    out.print(f"Revoked {escape(token_id)}.")
