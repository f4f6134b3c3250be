"""Brings the tables to the shape that this version of the code expects.

A start with nothing to do must be fast, so the newest revision is also written here, and Alembic is only imported when
there is work. The metadata for comparisons is handed in by the caller: storage knows no table of the layers above.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, MetaData, inspect, pool, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from plumbline.core.errors import Conflict
from plumbline.storage.database import async_url, is_sqlite, sqlite_engine
from plumbline.storage.failures import explained, require_place
from plumbline.storage.tables import Base

Outcome = TypeVar("Outcome")

HEAD = "0005"
"""The newest revision in `migrations/versions`; a test compares."""

_FOLDER = Path(__file__).parent / "migrations"
_LOCK_KEY = 7_160_513  # any number, the same in every process: two servers that start together migrate one after the other


async def current(url: str) -> str | None:
    """The revision that the database has, or None when it is empty."""
    return await _run(url, _current)


async def revision_of(session: AsyncSession) -> str | None:
    """The revision of the database behind an open session."""
    return await (await session.connection()).run_sync(_current)


async def upgrade(url: str) -> bool:
    """Migrate to the newest revision; return whether there was anything to do."""
    found = await current(url)
    if found == HEAD:
        return False
    if found is not None and found not in _revisions():
        message = f"Expected a database of this version of Plumbline or an older one, found revision '{found}'. Install the newer version."
        raise Conflict(message, subject=found)
    await _run(url, lambda connection: _alembic(connection, "upgrade", HEAD))
    return True


async def downgrade(url: str, revision: str = "base") -> None:
    """Take migrations back to `revision`; `base` removes every table."""
    await _run(url, lambda connection: _alembic(connection, "downgrade", revision))


async def differences(url: str, metadata: MetaData) -> list[str]:
    """What a migration would still have to change for the tables to be as `metadata` says; empty when they agree."""
    return await _run(url, lambda connection: _differences(connection, metadata))


async def write_revision(url: str, metadata: MetaData, *, message: str, revision: str) -> Path:
    """Write a new migration from the difference between the database and `metadata`. Read it before you commit it."""
    return await _run(url, lambda connection: _write_revision(connection, metadata, message, revision))


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _revisions() -> set[str]:
    return {path.name.partition("_")[0] for path in (_FOLDER / "versions").glob("[0-9]*.py")}


def _alembic(connection: Connection, verb: str, revision: str) -> None:
    # Late: a quarter of a second, and most starts have nothing to migrate.
    from alembic import command

    act: Callable[[Any, str], None] = {"upgrade": command.upgrade, "downgrade": command.downgrade}[verb]
    act(_config(connection), revision)


def _differences(connection: Connection, metadata: MetaData) -> list[str]:
    # Late: see _alembic.
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return [repr(difference) for difference in compare_metadata(context, metadata)]


def _write_revision(connection: Connection, metadata: MetaData, message: str, revision: str) -> Path:
    # Late: see _alembic.
    from alembic import command

    config = _config(connection)
    config.attributes["metadata"] = metadata
    script = command.revision(config, message=message, autogenerate=True, rev_id=revision)
    assert script is not None
    assert not isinstance(script, list)
    return Path(script.path)


def _config(connection: Connection) -> Any:
    # Late: see _alembic.
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = Base.metadata  # its naming convention names the constraints
    return config


async def _run(url: str, work: Callable[[Connection], Outcome]) -> Outcome:
    if is_sqlite(url):
        require_place(async_url(url))
    engine = _engine(url)
    try:
        async with engine.connect() as connection:
            if not is_sqlite(url):
                await connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK_KEY})
                await connection.commit()  # the lock is the connection's, not the transaction's
            return await connection.run_sync(work)
    except (DBAPIError, OSError) as error:
        problem = explained(error, async_url(url))
        if problem is None:
            raise
        raise problem from error
    finally:
        await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    if is_sqlite(url):
        return sqlite_engine(url, writer=True, foreign_keys=False)
    return create_async_engine(async_url(url), poolclass=pool.NullPool)
