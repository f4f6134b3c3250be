"""`plumbline sign-in-link`: a new one-time link, for instance when the first one was used or is too old."""

from typing import Annotated

import typer


def sign_in_link(
    user: Annotated[str | None, typer.Option("--user", "-u", metavar="NAME", help="Name or id of the person; default: the owner.")] = None,
    *,
    port: Annotated[int | None, typer.Option(help="Port of the server, if it was started with one.", min=1, max=65535)] = None,
) -> None:
    """Print a one-time link that signs a person in."""
    # Late: `--help` must not wait for SQLAlchemy.
    from plumbline.cli.owner import new_sign_in_link

    typer.echo(new_sign_in_link(user, port=port))
