"""`plumbline import`: a broker's file becomes a portfolio, whole or not at all."""

from pathlib import Path
from typing import Annotated

import typer

from plumbline.cli.terminal import FAILURE, err, fail, harmless, out
from plumbline.core.errors import InvalidInput


def import_file(
    file: Annotated[Path, typer.Argument(help="CSV file of holdings or transactions, as the broker gives it.", metavar="FILE")],
    *,
    name: Annotated[str | None, typer.Option("--name", "-n", help="Name of the portfolio; default: from the name of the file.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show how the file is read.")] = False,
    mapping: Annotated[
        list[str] | None, typer.Option("--mapping", "-m", metavar="FIELD=COLUMN", help="Choose a column: quantity=Anzahl. May be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, as the API gives it.")] = False,
) -> None:
    """Import a portfolio from a file: every row, or nothing."""
    # Late: `--help` must not wait for the market data.
    from plumbline.cli.figures import counted
    from plumbline.cli.importing import dry_run_of, import_locally, render_preview

    content, columns, filename = _content(file), _columns(mapping or []), harmless(file.name)
    if dry_run:
        preview = dry_run_of(filename, content, columns)
        typer.echo(preview.model_dump_json(indent=2)) if as_json else out.print(render_preview(preview, width=out.width))
        if not preview.ready:
            fail(f"The file has {counted(preview.n_errors, 'error')}: nothing would be imported.", FAILURE)
        err.print("[dim]A dry run: nothing was stored.[/]")
        return
    imported = import_locally(filename, content, columns, name=name)
    if imported.refused is not None:
        typer.echo(imported.refused.model_dump_json(indent=2)) if as_json else err.print(render_preview(imported.refused, width=err.width))
        fail(imported.message, FAILURE)
    typer.echo(imported.summary_json) if as_json else out.print(imported.message)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except IsADirectoryError as error:
        raise InvalidInput(f"Expected a file, found the folder {file}.", subject=str(file)) from error
    except OSError as error:
        raise InvalidInput(f"Expected a file that can be read at {file}: {error.strerror}.", subject=str(file)) from error


def _columns(pairs: list[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals:
            raise InvalidInput(f"Expected FIELD=COLUMN, such as quantity=Anzahl, found '{pair}'.", subject="--mapping")
        columns[field.strip()] = column.strip()
    return columns
