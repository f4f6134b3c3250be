"""Portfolios in the database, on SQLite and on PostgreSQL: who sees what, imports that happen once, and nothing half done."""

import asyncio

import pytest
from sqlalchemy import func, select
from tests.portfolios.books import FILES

from plumbline.access.grants import set_grant
from plumbline.access.models import GrantLevel, GrantRow
from plumbline.access.principal import Principal
from plumbline.audit.log import list_entries, verify_chain
from plumbline.core.errors import Conflict, InvalidInput, NotFound, NotPermitted
from plumbline.core.ids import PortfolioId
from plumbline.portfolios import repository
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.export import export_csv, inert
from plumbline.portfolios.holdings import Account
from plumbline.portfolios.imports.store import Imported, ImportRefused, ImportRequest, import_portfolio
from plumbline.portfolios.models import AccountRow, HoldingLotRow, PortfolioRow, SnapshotRow, TransactionRow
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import (
    delete_portfolio,
    get_snapshot,
    list_books,
    list_portfolios,
    rename_portfolio,
    resolve_portfolio,
)

TABLES = (PortfolioRow, AccountRow, HoldingLotRow, TransactionRow)


def request(filename: str = "growth_2022.csv", **options: object) -> ImportRequest:
    return ImportRequest(filename, (FILES / filename).read_bytes(), **options)  # type: ignore[arg-type]


async def imported(platform: Platform, principal: Principal, **options: object) -> Imported:
    return await import_portfolio(platform, principal, request(**options))  # type: ignore[arg-type]


async def counts(platform: Platform) -> list[int]:
    async with platform.database.read() as session:
        return [(await session.execute(select(func.count()).select_from(table))).scalar_one() for table in TABLES]


async def test_an_import_keeps_every_lot_and_is_audited(platform: Platform, anna: Principal) -> None:
    done = await imported(platform, anna, filename="retirement_income_2022.csv", name="Pension")
    assert done.created
    assert done.summary.n_holdings == 12
    assert done.summary.net_value is not None
    assert done.summary.net_value.amount == pytest.approx(866_731.42)
    (book,) = await list_books(platform, anna)
    assert [lot.symbol for lot in book.lots][:3] == ["KO", "PG", "JNJ"]
    assert book.lots[0].account == Account("ROLLOVER IRA", "…5678")
    async with platform.database.read() as session:
        stored = (await session.execute(select(AccountRow.masked_number))).scalars().all()
        (entry,) = [row for row in await list_entries(session) if row.action == "portfolio.import"]
        assert (await verify_chain(session)).broken_at is None
    assert stored == ["…5678"]
    assert (entry.user_id, entry.subject) == (anna.user_id, book.id)
    assert "X12345678" not in entry.details


async def test_a_file_with_errors_stores_nothing(platform: Platform, anna: Principal) -> None:
    with pytest.raises(ImportRefused) as refused:
        await imported(platform, anna, filename="broken_import.csv")
    assert await counts(platform) == [0, 0, 0, 0]
    assert [field.field for field in refused.value.fields][:2] == ["row 3, quantity", "row 4, symbol"]
    assert "6 errors, so nothing was imported" in refused.value.message
    assert refused.value.preview.n_errors == 6


async def test_the_same_key_imports_once(platform: Platform, anna: Principal, ben: Principal) -> None:
    first = await imported(platform, anna, key="k1")
    second = await imported(platform, anna, key="k1")
    assert (first.created, second.created) == (True, False)
    assert first.summary.id == second.summary.id
    assert (await counts(platform))[0] == 1
    with pytest.raises(Conflict, match="new key"):
        await import_portfolio(platform, anna, ImportRequest("x.csv", b"symbol,quantity\nAAPL,1\n", key="k1"))
    assert (await imported(platform, ben, key="k1")).created


async def test_the_same_import_at_the_same_time_is_one(platform: Platform, anna: Principal) -> None:
    done = await asyncio.gather(*(imported(platform, anna, key="k" * 200) for _ in range(5)))
    assert len({item.summary.id for item in done}) == 1
    assert sum(item.created for item in done) == 1


async def test_names_are_unique_for_a_person(platform: Platform, anna: Principal, ben: Principal) -> None:
    await imported(platform, anna, name="Mine")
    with pytest.raises(Conflict, match="already have"):
        await imported(platform, anna, name="Mine")
    assert (await imported(platform, anna)).summary.name == "Growth 2022"
    assert (await imported(platform, anna)).summary.name == "Growth 2022 (2)"
    assert (await imported(platform, ben, name="Mine")).created
    for bad in ("", "x" * 81, "a\x00b"):
        with pytest.raises((InvalidInput, Conflict)):
            await rename_portfolio(platform, anna, (await list_books(platform, anna))[0].id, name=bad)


async def test_strangers_see_nothing(platform: Platform, anna: Principal, ben: Principal) -> None:
    portfolio_id = (await imported(platform, anna)).summary.id
    view = platform.market.as_of()
    assert await list_portfolios(platform, ben) == ()
    with pytest.raises(NotFound):
        await get_snapshot(platform, ben, portfolio_id, view=view)
    with pytest.raises(NotFound):
        await rename_portfolio(platform, ben, portfolio_id, name="Stolen")
    with pytest.raises(NotFound):
        await delete_portfolio(platform, ben, portfolio_id)
    assert (await list_books(platform, anna))[0].name == "Growth 2022"


async def test_grants_open_reading_and_writing(platform: Platform, anna: Principal, ben: Principal) -> None:
    portfolio_id = PortfolioId((await imported(platform, anna)).summary.id)
    async with platform.database.write() as session:
        await set_grant(session, ben.user_id, portfolio_id, level=GrantLevel.READ)
    assert [summary.id for summary in await list_portfolios(platform, ben)] == [portfolio_id]
    with pytest.raises(NotPermitted):
        await rename_portfolio(platform, ben, portfolio_id, name="Ours")
    async with platform.database.write() as session:
        await set_grant(session, ben.user_id, portfolio_id, level=GrantLevel.WRITE)
    assert (await rename_portfolio(platform, ben, portfolio_id, name="Ours")).name == "Ours"
    with pytest.raises(NotPermitted, match="owner"):
        await delete_portfolio(platform, ben, portfolio_id)


async def test_deleting_takes_everything_along(platform: Platform, anna: Principal, ben: Principal) -> None:
    portfolio_id = PortfolioId((await imported(platform, anna)).summary.id)
    view = platform.market.as_of()
    frozen = await get_snapshot(platform, anna, portfolio_id, view=view)
    async with platform.database.write() as session:
        await set_grant(session, ben.user_id, portfolio_id, level=GrantLevel.READ)
        await repository.keep_snapshot(session, frozen)
        await repository.keep_snapshot(session, frozen)
    await delete_portfolio(platform, anna, portfolio_id)
    assert await counts(platform) == [0, 0, 0, 0]
    async with platform.database.read() as session:
        assert (await session.execute(select(GrantRow))).first() is None
        assert (await session.execute(select(SnapshotRow))).first() is None
        assert [row.action for row in await list_entries(session)][:1] == ["portfolio.delete"]


async def test_renaming_to_a_taken_name_changes_nothing(platform: Platform, anna: Principal) -> None:
    one = (await imported(platform, anna, name="One")).summary.id
    await imported(platform, anna, name="Two")
    with pytest.raises(Conflict, match="already have"):
        await rename_portfolio(platform, anna, one, name="Two")
    assert {book.name for book in await list_books(platform, anna)} == {"One", "Two"}


async def test_transactions_are_kept(platform: Platform, anna: Principal) -> None:
    content = b"Date,Action,Symbol,Quantity,Price\n2020-01-06,Buy,AAPL,100,70\n2021-06-15,Sell,AAPL,60,130\n"
    done = await import_portfolio(platform, anna, ImportRequest("history.csv", content))
    (book,) = await list_books(platform, anna)
    assert [entry.kind.value for entry in book.transactions] == ["buy", "sell"]
    assert [lot.quantity for lot in book.lots] == [40.0]
    assert done.summary.n_holdings == 1


async def test_the_demo_is_loaded_once(platform: Platform, anna: Principal) -> None:
    first = await load_demo_portfolios(platform, anna)
    second = await load_demo_portfolios(platform, anna)
    assert [summary.name for summary in first] == ["Growth", "Retirement income", "Long/short technology", "Options overlay"]
    assert [summary.id for summary in first] == [summary.id for summary in second]
    assert all(summary.demo and summary.net_value for summary in first)
    assert [summary.name for summary in await list_portfolios(platform, anna)] == [summary.name for summary in first]


async def test_a_person_names_a_portfolio_in_many_ways(platform: Platform, anna: Principal) -> None:
    with pytest.raises(NotFound, match="plumbline import"):
        await resolve_portfolio(platform, anna, None)
    summaries = await load_demo_portfolios(platform, anna)
    for text in (summaries[2].id, "Long/short technology", "long/short", "TECHNOLOGY", " technology "):
        assert (await resolve_portfolio(platform, anna, text)).name == "Long/short technology"
    assert (await resolve_portfolio(platform, anna, None)).name == "Growth"
    with pytest.raises(NotFound, match="Did you mean 'Growth'"):
        await resolve_portfolio(platform, anna, "grwoth")
    with pytest.raises(InvalidInput, match="fits"):
        await resolve_portfolio(platform, anna, "o")


async def test_an_export_is_inert_and_can_be_imported_again(platform: Platform, anna: Principal) -> None:
    content = b'symbol,quantity,cost_basis_per_share,account\nAAPL,-10,1.5,"=HYPERLINK(""http://x"")"\nKO,2.5,,@SUM(A1)\n'
    await import_portfolio(platform, anna, ImportRequest("x.csv", content))
    (book,) = await list_books(platform, anna)
    text = export_csv(book)
    assert "'=HYPERLINK" in text
    assert ",=HYPERLINK" not in text
    assert "'@SUM(A1)" in text
    await import_portfolio(platform, anna, ImportRequest("again.csv", text.encode()))
    again = (await list_books(platform, anna))[1]
    assert [(lot.symbol, lot.quantity, lot.cost_basis_per_share) for lot in again.lots] == [("AAPL", -10.0, 1.5), ("KO", 2.5, None)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "%", "|"])
def test_cells_that_could_be_formulas_get_an_apostrophe(start: str) -> None:
    assert inert(f"{start}1+1") == f"'{start}1+1"
    assert inert(f"x{start}") == f"x{start}"
