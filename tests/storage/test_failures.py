"""When the database itself fails, a person reads one line that says what to do."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from plumbline.access.models import ApiTokenRow, UserRow
from plumbline.access.principal import Role
from plumbline.access.users import create_user
from plumbline.core.clock import utc_now
from plumbline.core.errors import InvalidInput, PlumblineError, UpstreamUnavailable
from plumbline.storage import migrate
from plumbline.storage.database import Database


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "ä\udfff"])
async def test_text_that_no_database_holds_is_refused_alike_on_both(database: Database, text: str) -> None:
    with pytest.raises(InvalidInput, match="ordinary characters"):
        async with database.read() as session:
            await session.execute(select(UserRow).where(UserRow.id == text))
    with pytest.raises(InvalidInput):
        async with database.write() as session:
            session.add_all([UserRow(id=name, name=name, role=Role.USER, created_at=utc_now()) for name in ("good", text)])
    async with database.read() as session:
        assert (await session.execute(select(UserRow))).scalars().all() == []


async def test_json_keeps_its_text_but_for_what_no_database_holds(database: Database) -> None:
    words = ["a\x00b", "\ud800", "🚀", "\\u0000", "ä"]
    async with database.write() as session:
        session.add(UserRow(id="user_1", name="Anna", role=Role.USER, created_at=utc_now()))
        await session.flush()
        session.add(
            ApiTokenRow(
                id="token_1", user_id="user_1", name="x", hint="x", token_hash="x", scopes=words, created_at=utc_now(), expires_at=utc_now()
            )
        )  # fmt: skip
    async with database.read() as session:
        assert (await session.execute(select(ApiTokenRow.scopes))).scalar_one() == ["a\ufffdb", "\ufffd", "🚀", "\\u0000", "ä"]


async def test_other_failures_stay_what_they_are(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as session:
            session.add_all([UserRow(id=name, name="Anna", role=Role.USER, created_at=utc_now()) for name in ("one", "two")])


@pytest.mark.parametrize("content", [b"no database at all " * 500, b"SQLite format 3\x00" + b"\x07" * 4000])
async def test_a_damaged_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plumbline.db"
    path.write_bytes(content)
    with pytest.raises(UpstreamUnavailable, match=r"plumbline\.db, found a file that is damaged"):
        await migrate.upgrade(url_of(path))
    assert path.read_bytes() == content


async def test_damage_that_shows_later_is_named_too(tmp_path: Path) -> None:
    path = tmp_path / "plumbline.db"
    await migrate.upgrade(url_of(path))
    database = Database(url_of(path))
    async with database.write() as session:
        for number in range(500):
            session.add(UserRow(id=f"user_{number}", name=f"{number} " * 40, role=Role.USER, created_at=utc_now()))
    await database.close()
    _checkpoint(path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = b"\x07" * (len(content) - len(content) // 2)
    path.write_bytes(content)
    damaged = Database(url_of(path))
    with pytest.raises(PlumblineError, match="damaged"):
        async with damaged.read() as session:
            (await session.execute(select(UserRow))).scalars().all()
    await damaged.close()


async def test_a_place_that_can_not_hold_a_file_is_refused_before_the_driver_tries(tmp_path: Path) -> None:
    for path, found in ((tmp_path / "nowhere" / "x.db", "no folder"), (tmp_path, "a folder at that place")):
        with pytest.raises(InvalidInput, match=found):
            await migrate.upgrade(url_of(path))
    assert _names(tmp_path) == []


async def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(UpstreamUnavailable, match="none that answers") as failure:
        await migrate.upgrade("postgresql://me:hunter22@127.0.0.1:1/x")
    assert "hunter22" not in failure.value.message


async def test_a_name_with_half_a_character_never_reaches_the_database(database: Database) -> None:
    with pytest.raises(InvalidInput, match="printable"):
        async with database.write() as session:
            await create_user(session, name="Anna\ud800", role=Role.USER)


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def _checkpoint(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
