from collections.abc import AsyncIterator
from datetime import date

import pytest

from plumbline.access.principal import Channel, Principal, Role
from plumbline.access.users import create_user, ensure_owner, principal_of
from plumbline.agent.asking import unit_of
from plumbline.agent.deps import RunDeps
from plumbline.agent.refs import portfolio_ref
from plumbline.core.ids import PortfolioId
from plumbline.core.logs import configure_logs
from plumbline.core.settings import Settings
from plumbline.facts.ledger import Ledger
from plumbline.market_data.catalog import build_market
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import Market
from plumbline.portfolios.holdings import Lot, PortfolioBook
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.repository import NewPortfolio, add_portfolio
from plumbline.portfolios.service import list_books
from plumbline.storage import migrate
from plumbline.storage.database import Database

# Unconfigured, structlog prints tracebacks with the value of every variable: minutes, for a market.
configure_logs("error", "console")

HOLDINGS = {"AAPL": 300.0, "MSFT": 100.0, "XOM": 150.0, "JPM": 120.0}


@pytest.fixture(scope="session")
def market() -> Market:
    return build_market(("sample",))


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """The loop is the same on both databases; what it stores is tested on both in test_repository.py."""
    await migrate.upgrade(sqlite_url)
    database = Database(sqlite_url)
    yield database
    await database.close()


@pytest.fixture
def platform(database: Database, market: Market) -> Platform:
    return Platform(settings=Settings(), database=database, market=market)


@pytest.fixture
async def owner(database: Database) -> Principal:
    async with database.write() as session:
        principal, _ = await ensure_owner(session)
    return principal


@pytest.fixture
async def stranger(database: Database) -> Principal:
    async with database.write() as session:
        return principal_of(await create_user(session, name="Stranger", role=Role.USER), Channel.BROWSER)


@pytest.fixture
async def portfolio_id(database: Database, owner: Principal) -> PortfolioId:
    return await add_holdings(database, owner)


@pytest.fixture
async def book(platform: Platform, owner: Principal, portfolio_id: PortfolioId) -> PortfolioBook:
    return next(book for book in await list_books(platform, owner) if book.id == portfolio_id)


@pytest.fixture
def deps(platform: Platform, owner: Principal, book: PortfolioBook) -> RunDeps:
    return RunDeps(
        principal=owner,
        platform=platform,
        view=platform.market.as_of(),
        ledger=Ledger(unit_of),
        portfolios=(portfolio_ref(book),),
        portfolio=portfolio_ref(book),
        page=None,
        question="How risky am I?",
        books=(book,),
    )


async def add_holdings(database: Database, owner: Principal, *, name: str = "Growth") -> PortfolioId:
    lots = tuple(
        Lot(symbol=symbol, kind=InstrumentKind.EQUITY, quantity=quantity, currency="USD", cost_basis_per_share=50.0)
        for symbol, quantity in HOLDINGS.items()
    )
    async with database.write() as session:
        new = NewPortfolio(
            name=name,
            currency="USD",
            benchmark="SP500",
            imported_as_of=date(2022, 12, 28),
            source_file="test.csv",
            content_digest=name,
            lots=lots,
        )
        return await add_portfolio(session, owner, new)
