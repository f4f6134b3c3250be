import asyncio

import pytest
from sqlalchemy import delete, select, update

from plumbline.access.principal import Channel, Principal, Role
from plumbline.audit.log import list_entries, record, verify_chain
from plumbline.audit.models import AuditRow
from plumbline.core.ids import UserId
from plumbline.storage.database import Database

ANNA = Principal(UserId("user_1"), "Anna", Role.USER, Channel.BROWSER)


async def write_entries(database: Database, count: int = 5) -> None:
    for number in range(count):
        async with database.write() as session:
            await record(session, ANNA, action="portfolio.import", subject=f"portfolio_{number}", details={"rows": number, "name": "Öl"})


async def broken_at(database: Database) -> int | None:
    async with database.read() as session:
        return (await verify_chain(session)).broken_at


async def test_entries_say_who_did_what(database: Database) -> None:
    await write_entries(database, 2)
    async with database.write() as session:
        await record(session, None, action="database.migrate")
    async with database.read() as session:
        newest, _, oldest = await list_entries(session)
        report = await verify_chain(session)
    assert (oldest.number, oldest.user_id, oldest.channel, oldest.subject) == (1, "user_1", "browser", "portfolio_0")
    assert oldest.details == '{"name": "Öl", "rows": 0}'
    assert (newest.user_id, newest.user_name) == (None, "system")
    assert (report.n_entries, report.last_hash, report.broken_at) == (3, newest.hash, None)


@pytest.mark.parametrize(
    "change",
    [
        {"action": "portfolio.delete"},
        {"details": "{}"},
        {"user_name": "Ben"},
        {"subject": None},
        {"hash": "0" * 64},
        {"previous_hash": "0" * 64},
    ],
)
async def test_any_change_breaks_the_chain(database: Database, change: dict[str, object]) -> None:
    await write_entries(database)
    assert await broken_at(database) is None
    async with database.write() as session:
        await session.execute(update(AuditRow).where(AuditRow.number == 3).values(**change))
    assert await broken_at(database) == 3


async def test_a_removed_entry_breaks_the_chain(database: Database) -> None:
    await write_entries(database)
    async with database.write() as session:
        await session.execute(delete(AuditRow).where(AuditRow.number == 2))
    assert await broken_at(database) == 2


async def test_a_cut_off_end_shows_in_the_count_and_hash(database: Database) -> None:
    await write_entries(database)
    async with database.read() as session:
        before = await verify_chain(session)
    async with database.write() as session:
        await session.execute(delete(AuditRow).where(AuditRow.number > 3))
    async with database.read() as session:
        after = await verify_chain(session)
    assert after.broken_at is None
    assert (after.n_entries, after.last_hash) != (before.n_entries, before.last_hash)


async def test_an_entry_is_kept_only_with_its_action(database: Database) -> None:
    with pytest.raises(RuntimeError, match="failed"):
        async with database.write() as session:
            await record(session, ANNA, action="portfolio.delete")
            raise RuntimeError("failed")
    async with database.read() as session:
        assert (await session.execute(select(AuditRow))).first() is None


async def test_entries_written_at_once_make_one_chain(database: Database) -> None:
    async def one(number: int) -> None:
        async with database.write() as session:
            await record(session, ANNA, action="session.start", subject=str(number))

    await asyncio.gather(*(one(number) for number in range(20)))
    async with database.read() as session:
        report = await verify_chain(session)
    assert (report.n_entries, report.broken_at) == (20, None)
