"""`plumbline serve`: everything from an empty folder to a page that can be opened."""

from typing import Annotated

import typer


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.  [default: 127.0.0.1]", show_default=False)] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.  [default: 8000]", min=1, max=65535, show_default=False)] = None,
) -> None:
    """Start the server and print a one-time sign-in link.

    Creates the data folder, migrates the database and, on the first start, loads the demo portfolios.
    """
    # Late: `--help` must not wait for the server's imports.
    from plumbline.cli.server import run_server

    run_server(host=host, port=port)
