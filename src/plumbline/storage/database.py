"""One way to the database. SQLite gets two engines: a single writer that locks at once, and pooled readers.

With one engine, concurrent writers on SQLite lose transactions ("database is locked"), and a transaction that reads
before it writes fails on a stale snapshot. One writer connection with BEGIN IMMEDIATE loses none and is the fastest.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from plumbline.storage.failures import explained, refuse_unstorable_text, storable_json

_LOCK_SECONDS = 30  # how long SQLite waits for another process's write


class Database:
    """Sessions for reading and for writing. Never hold one across a model call, an HTTP call or a long calculation."""

    def __init__(self, url: str) -> None:
        self.url = async_url(url)
        self._writer, self._reader = _engines(self.url)
        self._write = async_sessionmaker(self._writer, expire_on_commit=False)
        self._read = async_sessionmaker(self._reader, expire_on_commit=False)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session that can not write, with one consistent view on SQLite."""
        with self._explaining():
            async with self._read() as session:
                yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A session in a transaction: committed at the end, rolled back on an error."""
        with self._explaining():
            async with self._write.begin() as session:
                yield session

    async def close(self) -> None:
        """Close every connection."""
        await self._reader.dispose()
        await self._writer.dispose()

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, ConnectionError) as error:
            problem = explained(error, self.url)
            if problem is None:
                raise
            raise problem from error


def async_url(url: str) -> str:
    """The same address with the asynchronous driver named."""
    for scheme, driver in (
        ("sqlite://", "sqlite+aiosqlite://"),
        ("postgresql://", "postgresql+asyncpg://"),
        ("postgres://", "postgresql+asyncpg://"),
    ):
        if url.startswith(scheme):
            return driver + url.removeprefix(scheme)
    return url


def is_sqlite(url: str) -> bool:
    """Whether the address names an SQLite file."""
    return url.startswith("sqlite")


def sqlite_engine(url: str, *, writer: bool, foreign_keys: bool = True) -> AsyncEngine:
    """An engine over one SQLite file. Migrations turn foreign keys off, because they rebuild tables."""
    size: dict[str, Any] = {"pool_size": 1, "max_overflow": 0} if writer else {"pool_size": 10}
    engine = create_async_engine(async_url(url), connect_args={"timeout": _LOCK_SECONDS}, json_serializer=storable_json, **size)
    pragmas = ["journal_mode=WAL", "synchronous=NORMAL", f"foreign_keys={'ON' if foreign_keys else 'OFF'}"]
    if not writer:
        pragmas.append("query_only=ON")

    @event.listens_for(engine.sync_engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        connection.isolation_level = None  # the driver must not open transactions itself

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")

    refuse_unstorable_text(engine.sync_engine)
    return engine


def _engines(url: str) -> tuple[AsyncEngine, AsyncEngine]:
    if is_sqlite(url):
        return sqlite_engine(url, writer=True), sqlite_engine(url, writer=False)
    engine = create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, json_serializer=storable_json)
    refuse_unstorable_text(engine.sync_engine)
    return engine, engine.execution_options(postgresql_readonly=True)
