"""Saved scenarios on both databases: whose they are, who sees them, what they refuse."""

import pytest

from plumbline.access.models import GrantLevel
from plumbline.access.principal import Principal
from plumbline.audit.log import was_recorded
from plumbline.core.errors import Conflict, InvalidInput, NotFound
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.repository import delete_portfolio
from plumbline.portfolios.sharing import share, unshare
from plumbline.portfolios.stress.scenarios import (
    ScenarioEntry,
    ScenarioRequest,
    choose_scenario,
    delete_scenario,
    list_scenarios,
    save_scenario,
)
from plumbline.portfolios.stress.shocks import ShockInput

CRASH = (ShockInput(target="market", move=-0.3), ShockInput(target="volatility", move=0.2))


async def save(platform: Platform, person: Principal, portfolio: str, name: str = "Crash", *, shared: bool = False) -> ScenarioEntry:
    request = ScenarioRequest(name=name, shocks=CRASH, shared=shared)
    return await save_scenario(platform, person, portfolio, request=request, view=platform.market.as_of())


async def seen(platform: Platform, person: Principal, portfolio: str) -> list[tuple[str, bool]]:
    async with platform.database.read() as session:
        return [(entry.name, entry.mine) for entry in await list_scenarios(session, person, portfolio)]


async def test_own_scenarios_are_seen_with_every_portfolio_and_shared_ones_by_grant(
    platform: Platform, anna: Principal, ben: Principal
) -> None:
    growth, income, *_ = [item.id for item in await load_demo_portfolios(platform, anna)]
    saved = await save(platform, anna, growth, "Mine alone")
    await save(platform, anna, growth, "Shared", shared=True)
    assert saved.shocks == CRASH
    assert await seen(platform, anna, income) == [("Mine alone", True), ("Shared", True)]
    with pytest.raises(NotFound):
        await seen(platform, ben, growth)
    async with platform.database.write() as session:
        await share(session, anna, growth, user=ben.user_id, level=GrantLevel.READ)
        await share(session, anna, income, user=ben.user_id, level=GrantLevel.READ)
    assert await seen(platform, ben, growth) == [("Shared", False)]
    assert await seen(platform, ben, income) == []
    async with platform.database.write() as session:
        await unshare(session, anna, growth, user=ben.user_id)
    with pytest.raises(NotFound):
        await seen(platform, ben, growth)


async def test_only_its_owner_deletes_a_scenario(platform: Platform, anna: Principal, ben: Principal) -> None:
    growth = (await load_demo_portfolios(platform, anna))[0].id
    entry = await save(platform, anna, growth, shared=True)
    async with platform.database.write() as session:
        await share(session, anna, growth, user=ben.user_id, level=GrantLevel.WRITE)
    async with platform.database.write() as session:
        with pytest.raises(NotFound, match="Only the person"):
            await delete_scenario(session, ben, entry.id)
    async with platform.database.write() as session:
        await delete_scenario(session, anna, "Crash")
        assert await was_recorded(session, "scenario.delete")
    assert await seen(platform, anna, growth) == []


async def test_a_name_is_used_once_and_nonsense_is_not_saved(platform: Platform, anna: Principal) -> None:
    growth = (await load_demo_portfolios(platform, anna))[0].id
    await save(platform, anna, growth, "  Hard   landing ")
    with pytest.raises(Conflict, match="Hard landing"):
        await save(platform, anna, growth, "Hard landing")
    view = platform.market.as_of()
    with pytest.raises(NotFound):
        unknown = ScenarioRequest(name="Other", shocks=(ShockInput(target="ZZZZ", move=-0.1),))
        await save_scenario(platform, anna, growth, request=unknown, view=view)
    with pytest.raises(InvalidInput, match=r"Write -0\.2"):
        too_large = ScenarioRequest(name="Other", shocks=(ShockInput(target="market", move=-20.0),))
        await save_scenario(platform, anna, growth, request=too_large, view=view)
    assert await seen(platform, anna, growth) == [("Hard landing", True)]


async def test_a_shared_scenario_goes_with_its_portfolio(platform: Platform, anna: Principal) -> None:
    growth, income, *_ = [item.id for item in await load_demo_portfolios(platform, anna)]
    await save(platform, anna, growth, "Kept")
    await save(platform, anna, growth, "Goes", shared=True)
    async with platform.database.write() as session:
        await delete_portfolio(session, anna, growth)
    assert await seen(platform, anna, income) == [("Kept", True)]


async def test_a_scenario_is_chosen_by_name(platform: Platform, anna: Principal) -> None:
    growth = (await load_demo_portfolios(platform, anna))[0].id
    entry = await save(platform, anna, growth)
    assert choose_scenario((entry,), " crash ").shocks == CRASH
    with pytest.raises(NotFound, match="'Crash'"):
        choose_scenario((entry,), "boom")
