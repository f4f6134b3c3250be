"""`plumbline migrate`: brings the database to the shape that this version expects."""

import asyncio
from typing import Annotated

import typer

from plumbline.cli.terminal import out


def migrate(
    *,
    check: Annotated[bool, typer.Option("--check", help="Only tell whether the database fits; exit code 1 if it does not.")] = False,
    down_to: Annotated[str | None, typer.Option(help="Go back to this revision; `base` removes every table and all data.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before going back.")] = False,
) -> None:
    """Migrate the database. `serve` does this by itself."""
    # Late: `--help` must not wait for SQLAlchemy.
    from plumbline.core.settings import ensure_data_dir, load_settings
    from plumbline.storage import migrate as migrations

    settings = load_settings()
    ensure_data_dir(settings)
    url = settings.database_url
    if down_to is not None:
        if not yes:
            typer.confirm(f"Go back to revision {down_to}? Data of newer revisions is lost", abort=True)
        asyncio.run(migrations.downgrade(url, down_to))
        out.print(f"The database is at revision {down_to}.")
    elif check:
        asyncio.run(_check(url))
    elif asyncio.run(migrations.upgrade(url)):
        out.print(f"Migrated to revision {migrations.HEAD}.")
    else:
        out.print(f"Nothing to do: the database is at revision {migrations.HEAD}.")


async def _check(url: str) -> None:
    # Late: see above; the metadata imports every table.
    from plumbline.cli.metadata import METADATA
    from plumbline.core.errors import Conflict
    from plumbline.storage import migrate as migrations

    found = await migrations.current(url)
    if found != migrations.HEAD:
        raise Conflict(f"Expected revision {migrations.HEAD}, found {found or 'an empty database'}. Run `plumbline migrate`.")
    differences = await migrations.differences(url, METADATA)
    if differences:
        raise Conflict(f"Expected the tables of revision {found}, found {len(differences)} differences: {'; '.join(differences)}.")
    out.print(f"The database is at revision {found} and its tables are as expected.")
