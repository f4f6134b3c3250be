"""The database fixtures themselves: real servers, empty and apart from each other, and no way to the internet."""

import socket

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine


@pytest.mark.parametrize("round_number", [1, 2])
async def test_each_test_gets_an_empty_database(database_url: str, round_number: int) -> None:
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE only_here (id INTEGER PRIMARY KEY)"))
        await connection.execute(text("INSERT INTO only_here (id) VALUES (:id)"), {"id": round_number})
        assert (await connection.execute(text("SELECT id FROM only_here"))).scalars().all() == [round_number]
    await engine.dispose()


async def test_postgresql_is_real(postgresql_url: str) -> None:
    engine = create_async_engine(postgresql_url)
    async with engine.connect() as connection:
        assert "PostgreSQL" in (await connection.execute(text("SELECT version()"))).scalar_one()
    await engine.dispose()


def test_the_internet_is_refused() -> None:
    with socket.socket() as connection, pytest.raises(AssertionError, match=r"192\.0\.2\.1:80"):
        connection.connect(("192.0.2.1", 80))
