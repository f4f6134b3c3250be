from collections.abc import AsyncIterator

import pytest
from tests.market_data.markets import NO_PRICE, market_of, wobble

from plumbline.market_data.market import Market
from plumbline.market_data.repository import list_findings, record_findings
from plumbline.storage import migrate
from plumbline.storage.database import Database


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    await migrate.upgrade(database_url)
    database = Database(database_url)
    yield database
    await database.close()


def faulty(row: int) -> Market:
    prices, other = wobble(60), wobble(60, seed=2)
    prices[row] = NO_PRICE
    other[30] = 0.0
    return market_of({"A": prices, "B": other})


async def record(database: Database, market: Market) -> bool:
    async with database.write() as session:
        return await record_findings(session, market)


async def test_findings_come_back_as_they_were(database: Database) -> None:
    market = faulty(20)
    assert len(market.findings) == 2
    assert await record(database, market)
    async with database.read() as session:
        assert await list_findings(session) == market.findings
        assert [finding.symbol for finding in await list_findings(session, ["B", "C"])] == ["B"]
        assert await list_findings(session, []) == ()


async def test_the_same_market_is_not_written_again(database: Database) -> None:
    assert await record(database, faulty(20))
    assert not await record(database, faulty(20))


async def test_another_market_replaces_them(database: Database) -> None:
    await record(database, faulty(20))
    assert await record(database, faulty(40))
    async with database.read() as session:
        assert await list_findings(session) == faulty(40).findings


async def test_a_clean_market_leaves_nothing_behind(database: Database) -> None:
    await record(database, faulty(20))
    await record(database, market_of({"A": wobble(60)}))
    async with database.read() as session:
        assert await list_findings(session) == ()


async def test_more_rows_than_fit_in_one_statement(database: Database) -> None:
    prices = wobble(60)
    prices[[10, 20, 30, 40]] = NO_PRICE
    market = market_of({f"S{number}": prices for number in range(150)})
    assert len(market.findings) == 600
    await record(database, market)
    async with database.read() as session:
        assert await list_findings(session) == market.findings
