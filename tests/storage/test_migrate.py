from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import create_async_engine

from plumbline.cli.metadata import METADATA
from plumbline.core.errors import Conflict
from plumbline.storage import migrate
from plumbline.storage.database import Database, async_url

SOURCES = Path(migrate.__file__).parents[1]


async def table_names(url: str) -> set[str]:
    engine = create_async_engine(async_url(url))
    async with engine.connect() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await engine.dispose()
    return set(names)


async def test_up_check_down_up(database_url: str) -> None:
    assert await migrate.current(database_url) is None
    assert await migrate.upgrade(database_url)
    assert await migrate.current(database_url) == migrate.HEAD
    assert await migrate.differences(database_url, METADATA) == []
    assert await table_names(database_url) == {*METADATA.tables, "alembic_version"}

    await migrate.downgrade(database_url)
    assert await migrate.current(database_url) is None
    assert await table_names(database_url) == {"alembic_version"}
    assert await migrate.upgrade(database_url)


async def test_a_second_upgrade_has_nothing_to_do(database_url: str) -> None:
    assert await migrate.upgrade(database_url)
    assert not await migrate.upgrade(database_url)


async def test_a_difference_is_seen(database_url: str) -> None:
    assert len(await migrate.differences(database_url, METADATA)) >= len(METADATA.tables)


async def test_a_database_of_a_newer_version_is_refused(sqlite_url: str) -> None:
    await migrate.upgrade(sqlite_url)
    database = Database(sqlite_url)
    async with database.write() as session:
        await (await session.connection()).exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    await database.close()
    with pytest.raises(Conflict, match="Install the newer version"):
        await migrate.upgrade(sqlite_url)


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(SOURCES / "storage" / "migrations")).get_heads() == [migrate.HEAD]


def test_every_models_file_is_listed() -> None:
    listed = (SOURCES / "cli" / "metadata.py").read_text()
    found = [".".join(("plumbline", *path.relative_to(SOURCES).with_suffix("").parts)) for path in SOURCES.glob("*/models.py")]
    assert found
    assert [name for name in found if f"import {name}\n" not in listed] == []
