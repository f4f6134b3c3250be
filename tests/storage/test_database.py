import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from plumbline.access.models import ApiTokenRow, UserRow
from plumbline.access.principal import Role
from plumbline.storage.database import Database

NOW = datetime(2024, 2, 29, 12, 0, 0, 123456, tzinfo=UTC)


def user(number: int = 1, *, created_at: datetime = NOW) -> UserRow:
    return UserRow(id=f"user_{number}", name=f"Person {number}", role=Role.USER, created_at=created_at)


async def count_users(database: Database) -> int:
    async with database.read() as session:
        return (await session.execute(select(func.count()).select_from(UserRow))).scalar_one()


async def test_a_write_is_committed(database: Database) -> None:
    async with database.write() as session:
        session.add(user())
    assert await count_users(database) == 1


async def test_an_error_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(RuntimeError, match="halfway"):
        async with database.write() as session:
            session.add(user())
            await session.flush()
            raise RuntimeError("halfway")
    assert await count_users(database) == 0


async def test_a_reading_session_can_not_write(database: Database) -> None:
    async with database.read() as session:
        session.add(user())
        with pytest.raises(DBAPIError):
            await session.flush()
    assert await count_users(database) == 0


async def test_moments_come_back_in_utc(database: Database) -> None:
    async with database.write() as session:
        session.add(user(created_at=NOW.astimezone(timezone(timedelta(hours=5)))))
    async with database.read() as session:
        found = (await session.execute(select(UserRow.created_at))).scalar_one()
    assert found == NOW
    assert found.utcoffset() == timedelta(0)


async def test_naive_moments_are_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"):
        async with database.write() as session:
            session.add(user(created_at=NOW.replace(tzinfo=None)))


async def test_json_comes_back_as_it_was(database: Database) -> None:
    token = ApiTokenRow(
        id="token_1", user_id="user_1", name="n", hint="plb_", token_hash="0" * 64, scopes=["read", "ü"], created_at=NOW, expires_at=NOW
    )
    async with database.write() as session:
        session.add(user())
        await session.flush()
        session.add(token)
    async with database.read() as session:
        assert (await session.execute(select(ApiTokenRow.scopes))).scalar_one() == ["read", "ü"]


async def test_a_word_outside_the_list_is_refused_by_the_database(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with database.write() as session:
            insert = "INSERT INTO users (id, name, role, created_at) VALUES ('user_1', 'x', 'emperor', '2024-02-29 12:00:00')"
            await (await session.connection()).exec_driver_sql(insert)


async def test_foreign_keys_hold(database: Database) -> None:
    token = ApiTokenRow(
        id="token_1", user_id="nobody", name="n", hint="plb_", token_hash="0" * 64, scopes=["read"], created_at=NOW, expires_at=NOW
    )
    with pytest.raises(IntegrityError):
        async with database.write() as session:
            session.add(token)


async def test_concurrent_read_then_write_loses_nothing(database: Database) -> None:
    async def add(number: int) -> None:
        async with database.write() as session:
            await session.execute(select(func.count()).select_from(UserRow))
            session.add(user(number))

    await asyncio.gather(*(add(number) for number in range(40)))
    assert await count_users(database) == 40
