"""`plumbline settings`: every setting, its value, and where the value comes from."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from plumbline.cli.terminal import err, out

if TYPE_CHECKING:
    from plumbline.core.settings import Settings

_ROOM_FOR_MEANINGS = 130  # characters; below, docs/settings.md is the better place to read them


def settings(
    *, markdown: Annotated[bool, typer.Option("--markdown", help="Print the reference page of the documentation instead.")] = False
) -> None:
    """Show every setting, its value and where it comes from. Secrets are masked."""
    # Late: `--help` must not wait for pydantic.
    from plumbline.core.settings import load_settings, unknown_variables
    from plumbline.core.settings_reference import render_settings_reference

    if markdown:
        typer.echo(render_settings_reference(), nl=False)
        return
    out.print(_table(load_settings()))
    for unknown in unknown_variables():
        err.print(f"[yellow]{escape(unknown)} is set, but there is no such setting. Is it misspelled?[/]")


def _table(values: "Settings") -> Table:
    # Late: see above.
    from plumbline.core.settings import Settings, printable, source_of, variables

    is_wide = out.width >= _ROOM_FOR_MEANINGS
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Setting", no_wrap=True)
    table.add_column("Value", overflow="fold")
    table.add_column("From", overflow="fold")
    if is_wide:
        table.add_column("Meaning", style="dim")
    for name, field in Settings.model_fields.items():
        setting, source = variables(name)[0], source_of(name)
        value = escape(printable(values, name)) or "[dim]not set[/]"
        shown = "default" if source == "default" else f"[green]{'environment' if source == setting else source}[/]"
        table.add_row(setting, value, shown, *([escape(field.description or "")] if is_wide else []))
    return table
