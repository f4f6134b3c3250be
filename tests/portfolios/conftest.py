import pytest
from tests.portfolios.books import demo_book

from plumbline.access.principal import Channel, Principal, Role
from plumbline.access.users import create_user, principal_of
from plumbline.core.settings import Settings
from plumbline.market_data.catalog import build_market
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.snapshot import PortfolioSnapshot, take_snapshot
from plumbline.storage.database import Database


@pytest.fixture(scope="session")
def market() -> Market:
    return build_market(("sample",))


@pytest.fixture(scope="session")
def view(market: Market) -> MarketView:
    return market.as_of()


@pytest.fixture
def platform(database: Database, market: Market) -> Platform:
    return Platform(settings=Settings(), database=database, market=market)


@pytest.fixture
async def anna(database: Database) -> Principal:
    return await _person(database, "Anna")


@pytest.fixture
async def ben(database: Database) -> Principal:
    return await _person(database, "Ben")


async def _person(database: Database, name: str) -> Principal:
    async with database.write() as session:
        return principal_of(await create_user(session, name=name, role=Role.USER), Channel.BROWSER)


@pytest.fixture(scope="module")
def growth(market: Market) -> PortfolioSnapshot:
    view = market.as_of()
    return take_snapshot(demo_book("growth", view), view)
