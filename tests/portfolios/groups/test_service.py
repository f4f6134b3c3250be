"""Groups in the database, on SQLite and on PostgreSQL: who sees what, names that mean one thing, members that are taken away."""

import pytest
from sqlalchemy import func, select
from tests.portfolios.test_service import imported

from plumbline.access.models import GrantLevel
from plumbline.access.principal import Principal
from plumbline.audit.log import list_entries
from plumbline.core.errors import Conflict, InvalidInput, NotFound
from plumbline.portfolios import repository
from plumbline.portfolios.groups.schemas import GroupChange, GroupRequest, GroupSummary
from plumbline.portfolios.groups.service import change_group, create_group, delete_group, get_group, list_group_summaries
from plumbline.portfolios.models import GroupMemberRow, GroupRow, SnapshotRow
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import delete_portfolio, get_snapshot, list_portfolios, rename_portfolio, resolve_portfolio
from plumbline.portfolios.sharing import share, unshare


async def two(platform: Platform, principal: Principal) -> tuple[str, str]:
    first = await imported(platform, principal, name="Growth")
    second = await imported(platform, principal, filename="retirement_income_2022.csv", name="Pension")
    return first.summary.id, second.summary.id


async def group_of(platform: Platform, principal: Principal, *members: str, name: str = "Family") -> GroupSummary:
    return await create_group(platform, principal, GroupRequest(name=name, members=members))


async def test_a_group_is_kept_in_order_changed_and_deleted(platform: Platform, anna: Principal) -> None:
    growth, pension = await two(platform, anna)
    group = await group_of(platform, anna, pension, growth)
    assert [member.name for member in group.members] == ["Pension", "Growth"]
    portfolios = await list_portfolios(platform, anna)
    assert group.net_value is not None
    assert group.net_value.amount == pytest.approx(sum(one.net_value.amount for one in portfolios if one.net_value))
    assert [found.id for found in await list_group_summaries(platform, anna)] == ["all", group.id]
    changed = await change_group(platform, anna, group.id, GroupChange(name="Us", members=(growth,), benchmark="USMV"))
    assert (changed.name, changed.benchmark, [member.id for member in changed.members]) == ("Us", "USMV", [growth])
    again = await change_group(platform, anna, group.id, GroupChange(members=(pension, growth), benchmark=""))
    assert (again.name, again.benchmark, len(again.members)) == ("Us", "SP500", 2)
    await delete_group(platform, anna, group.id)
    assert [found.id for found in await list_group_summaries(platform, anna)] == ["all"]
    assert len(await list_portfolios(platform, anna)) == 2
    async with platform.database.read() as session:
        actions = [row.action for row in await list_entries(session) if row.action.startswith("group.")]
        assert (await session.execute(select(func.count()).select_from(GroupMemberRow))).scalar_one() == 0
    assert sorted(actions) == ["group.change", "group.change", "group.create", "group.delete"]


async def test_every_way_of_naming_a_group_gives_the_same_holdings(platform: Platform, anna: Principal) -> None:
    growth, pension = await two(platform, anna)
    group = await group_of(platform, anna, growth, pension)
    view = platform.market.as_of()
    lots = {}
    for key in (group.id, "all", f"{growth}+{pension}"):
        snapshot = await get_snapshot(platform, anna, key, view=view)
        lots[key] = [(lot.symbol, lot.quantity) for lot in snapshot.lots]
        assert snapshot.portfolio_id == key
    assert len({str(found) for found in lots.values()}) == 1
    for text in ("family", group.id, "all", "growth + pension"):
        assert [member.id for member in (await resolve_portfolio(platform, anna, text)).members or ()] == [growth, pension]
    assert (await resolve_portfolio(platform, anna, None)).id == growth


async def test_a_group_is_its_owners_alone(platform: Platform, anna: Principal, ben: Principal) -> None:
    growth, pension = await two(platform, anna)
    group = await group_of(platform, anna, growth, pension)
    async with platform.database.write() as session:
        await share(session, anna, growth, user=ben.user_id, level=GrantLevel.WRITE)
    view = platform.market.as_of()
    for work in (
        get_group(platform, ben, group.id), get_snapshot(platform, ben, group.id, view=view), delete_group(platform, ben, group.id),
        change_group(platform, ben, group.id, GroupChange(name="Mine")), get_snapshot(platform, ben, f"{growth}+{pension}", view=view),
        group_of(platform, ben, growth, pension, name="Stolen"),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            await work
    assert await list_group_summaries(platform, ben) == ()
    everything = await get_snapshot(platform, ben, "all", view=view)
    assert [member.portfolio_id for member in everything.members or ()] == [growth]


async def test_a_member_whose_grant_is_taken_away_drops_out_and_that_is_said(platform: Platform, anna: Principal, ben: Principal) -> None:
    growth, _ = await two(platform, anna)
    own = (await imported(platform, ben, name="Own")).summary.id
    async with platform.database.write() as session:
        await share(session, anna, growth, user=ben.user_id, level=GrantLevel.READ)
    group = await group_of(platform, ben, growth, own)
    assert (len(group.members), group.notes) == (2, ())
    async with platform.database.write() as session:
        await unshare(session, anna, growth, user=ben.user_id)
    after = await get_group(platform, ben, group.id)
    assert ([member.id for member in after.members], after.notes) == ([own], ("1 portfolio is left out: not open to you any more.",))
    snapshot = await get_snapshot(platform, ben, group.id, view=platform.market.as_of())
    assert "1 portfolio is left out: not open to you any more." in snapshot.notes
    await delete_portfolio(platform, ben, own)
    empty = await get_group(platform, ben, group.id)
    assert (empty.members, empty.net_value) == ((), None)
    assert "no portfolio that you may see" in (empty.reason or "")
    with pytest.raises(NotFound, match="no portfolio that you may see"):
        await get_snapshot(platform, ben, group.id, view=platform.market.as_of())
    async with platform.database.write() as session:
        await share(session, anna, growth, user=ben.user_id, level=GrantLevel.READ)
    assert [member.id for member in (await get_group(platform, ben, group.id)).members] == [growth]


async def test_what_is_no_group(platform: Platform, anna: Principal) -> None:
    growth, pension = await two(platform, anna)
    await group_of(platform, anna, growth)
    for name in ("Family", "family", "growth", "All", "all portfolios"):
        with pytest.raises(Conflict):
            await group_of(platform, anna, growth, name=name)
    with pytest.raises(InvalidInput):
        await group_of(platform, anna, growth, growth, name="Twice")
    with pytest.raises(NotFound):
        await group_of(platform, anna, growth, "pf_unknown", name="Unknown")
    with pytest.raises(NotFound):
        await create_group(platform, anna, GroupRequest(name="Odd", members=(growth,), benchmark="NOSUCH"))
    for work in (delete_group(platform, anna, "all"), change_group(platform, anna, "all", GroupChange(name="x"))):
        with pytest.raises(InvalidInput):
            await work
    other = await group_of(platform, anna, pension, name="Other")
    with pytest.raises(Conflict):
        await change_group(platform, anna, other.id, GroupChange(name="Family"))
    assert (await change_group(platform, anna, other.id, GroupChange(name="OTHER"))).name == "OTHER"
    async with platform.database.read() as session:
        assert (await session.execute(select(func.count()).select_from(GroupRow))).scalar_one() == 2


async def test_what_changes_a_portfolio_does_not_take_a_group(platform: Platform, anna: Principal) -> None:
    growth, pension = await two(platform, anna)
    group = await group_of(platform, anna, growth, pension)
    for key in (group.id, "all", f"{growth}+{pension}"):
        with pytest.raises(NotFound):
            await rename_portfolio(platform, anna, key, name="New")
        with pytest.raises(NotFound):
            await delete_portfolio(platform, anna, key)
    assert len(await list_portfolios(platform, anna)) == 2


async def test_the_frozen_input_of_a_group_goes_with_the_portfolios_it_is_made_of(platform: Platform, anna: Principal) -> None:
    growth, pension = await two(platform, anna)
    group = await group_of(platform, anna, growth, pension)
    snapshot = await get_snapshot(platform, anna, group.id, view=platform.market.as_of())
    async with platform.database.write() as session:
        await repository.keep_snapshot(session, snapshot)
        await repository.keep_snapshot(session, snapshot)
    await delete_portfolio(platform, anna, growth)
    async with platform.database.read() as session:
        rows = (await session.execute(select(SnapshotRow))).scalars().all()
    assert {row.portfolio_id for row in rows} == {None, pension}
    assert "AAPL" not in next(row.frozen for row in rows if row.portfolio_id is None)
