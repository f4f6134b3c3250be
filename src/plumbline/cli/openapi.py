"""`plumbline openapi`: the description of the HTTP API, for tools that generate clients."""

import json
from pathlib import Path
from typing import Annotated

import typer


def openapi(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.", dir_okay=False)] = None,
) -> None:
    """Print the OpenAPI document of the HTTP API."""
    # Late: `--help` must not wait for the server's imports.
    from plumbline.api.app import routed_app

    text = json.dumps(routed_app().openapi(), indent=2, ensure_ascii=False)
    if output is None:
        typer.echo(text)
    else:
        output.write_text(text + "\n", encoding="utf-8")
