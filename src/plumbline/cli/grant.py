"""`plumbline grant`: opens a portfolio of the owner to somebody else, or closes it again."""

from typing import Annotated

import typer
from rich.markup import escape

from plumbline.cli.terminal import out
from plumbline.core.errors import InvalidInput


def grant(
    portfolio: Annotated[str, typer.Argument(help="Name (or a part of it) or id.", metavar="PORTFOLIO")],
    user: Annotated[str, typer.Argument(help="Name or id of the person.", metavar="USER")],
    *,
    write: Annotated[bool, typer.Option("--write", help="Allow changes as well as reading.")] = False,
    revoke: Annotated[bool, typer.Option("--revoke", help="Close the portfolio to the person again.")] = False,
) -> None:
    """Open a portfolio to a person, for reading. It counts at once."""
    # Late: `--help` must not wait for SQLAlchemy.
    from plumbline.cli.sharing import open_to

    if write and revoke:
        raise InvalidInput("Expected --write or --revoke, found both.", subject="--revoke")
    opened = open_to(portfolio, user, write=write, revoke=revoke)
    state = "may no longer see" if opened.level is None else f"may {opened.level}"
    out.print(f"[bold]{escape(opened.user)}[/] {state} [bold]{escape(opened.portfolio)}[/].")
