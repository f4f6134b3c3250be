"""What every edge works with: settings, database and market, opened together and closed together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from plumbline.core.settings import Settings
from plumbline.market_data.catalog import build_market
from plumbline.market_data.market import Market
from plumbline.market_data.repository import record_findings
from plumbline.storage.database import Database


@dataclass(frozen=True, eq=False)
class Platform:
    """One running installation."""

    settings: Settings
    database: Database
    market: Market

    async def close(self) -> None:
        """Close the connections to the database."""
        await self.database.close()


async def open_platform(settings: Settings) -> Platform:
    """Open the database, which must be migrated, load the market and keep what its quality checks found."""
    database = Database(settings.database_url)
    try:
        market = build_market(settings.market_data)
        async with database.write() as session:
            await record_findings(session, market)
    except BaseException:
        await database.close()
        raise
    return Platform(settings=settings, database=database, market=market)


@asynccontextmanager
async def opened_platform(settings: Settings) -> AsyncIterator[Platform]:
    """`open_platform` for the length of a block."""
    platform = await open_platform(settings)
    try:
        yield platform
    finally:
        await platform.close()
