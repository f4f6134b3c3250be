"""Stored limit rules on both databases: whose they are, who may change them, which policy holds, how a change is taken back."""

import pytest

from plumbline.access.models import GrantLevel
from plumbline.access.principal import Principal
from plumbline.audit.log import list_entries
from plumbline.core.errors import Conflict, InvalidInput, NotFound, NotPermitted
from plumbline.portfolios.demo import load_demo_portfolios
from plumbline.portfolios.groups.schemas import GroupRequest
from plumbline.portfolios.groups.service import create_group, delete_group
from plumbline.portfolios.limit_policies import LimitPolicy, get_policy, policy_rules, set_policy, undo_policy
from plumbline.portfolios.limit_rules import DEFAULT_POLICY, LimitKind, LimitRule
from plumbline.portfolios.limits_report import limits_report
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.repository import delete_portfolio
from plumbline.portfolios.service import get_snapshot
from plumbline.portfolios.sharing import share

BETA = (LimitRule(kind=LimitKind.BETA, level=1.1),)
CASH = (LimitRule(kind=LimitKind.CASH, level=0.05, direction="at_least"),)


@pytest.fixture
async def growth(platform: Platform, anna: Principal) -> str:
    return (await load_demo_portfolios(platform, anna))[0].id


async def read(platform: Platform, person: Principal, portfolio: str | None) -> LimitPolicy:
    async with platform.database.read() as session:
        return await get_policy(session, person, portfolio)


async def checked(platform: Platform, person: Principal, portfolio: str) -> list[str]:
    view = platform.market.as_of()
    report = limits_report(await get_snapshot(platform, person, portfolio, view=view), view)
    return [review.check.key for review in report.reviews]


async def opened(platform: Platform, owner: Principal, portfolio: str, person: Principal, level: GrantLevel) -> None:
    async with platform.database.write() as session:
        await share(session, owner, portfolio, user=person.user_id, level=level)


async def test_the_narrowest_policy_holds_and_a_change_can_be_taken_back(platform: Platform, anna: Principal, growth: str) -> None:
    assert (await read(platform, anna, growth)).source == "default"
    assert await checked(platform, anna, growth) == [rule.key for rule in DEFAULT_POLICY]
    await set_policy(platform, anna, None, rules=CASH)
    inherited = await read(platform, anna, growth)
    assert (inherited.source, policy_rules(inherited), inherited.can_undo) == ("person", CASH, False)
    own = await set_policy(platform, anna, growth, rules=BETA)
    assert (own.source, policy_rules(own), own.can_undo) == ("portfolio", BETA, True)
    assert await checked(platform, anna, growth) == ["beta"]
    assert (await undo_policy(platform, anna, growth)).source == "person"
    assert await checked(platform, anna, growth) == ["cash:at_least"]
    assert policy_rules(await undo_policy(platform, anna, growth)) == BETA
    assert (await set_policy(platform, anna, growth, rules=None)).source == "person"
    assert policy_rules(await undo_policy(platform, anna, growth)) == BETA
    assert (await set_policy(platform, anna, None, rules=None)).source == "default"


async def test_a_group_has_its_members_rules_unless_it_has_its_own(platform: Platform, anna: Principal, growth: str) -> None:
    other = (await load_demo_portfolios(platform, anna))[1].id
    both = f"{growth}+{other}"
    assert (await read(platform, anna, both)).source == "default"
    await set_policy(platform, anna, None, rules=CASH)
    assert policy_rules(await read(platform, anna, both)) == CASH
    assert (await read(platform, anna, both)).source == "members"
    with pytest.raises(InvalidInput, match="is not stored"):
        await set_policy(platform, anna, both, rules=BETA)
    group = (await create_group(platform, anna, GroupRequest(name="Household", members=(growth, other)))).id
    assert policy_rules(await set_policy(platform, anna, group, rules=BETA)) == BETA
    assert (await read(platform, anna, group)).source == "group"
    assert await checked(platform, anna, group) == ["beta"]
    assert await checked(platform, anna, growth) == ["cash:at_least"]
    assert (await undo_policy(platform, anna, group)).source == "members"
    async with platform.database.write() as session:
        await delete_portfolio(session, anna, other)
    await delete_group(platform, anna, group)
    with pytest.raises(NotFound):
        await read(platform, anna, group)


async def test_what_is_anothers_is_not_found_and_reading_is_not_changing(
    platform: Platform, anna: Principal, ben: Principal, growth: str
) -> None:
    for attempt in (read(platform, ben, growth), set_policy(platform, ben, growth, rules=BETA), undo_policy(platform, ben, growth)):
        with pytest.raises(NotFound):
            await attempt
    await set_policy(platform, anna, growth, rules=BETA)
    await set_policy(platform, ben, None, rules=CASH)
    await opened(platform, anna, growth, ben, GrantLevel.READ)
    assert policy_rules(await read(platform, ben, growth)) == BETA  # a portfolio has one policy, whoever looks at it
    with pytest.raises(NotPermitted):
        await set_policy(platform, ben, growth, rules=CASH)
    await set_policy(platform, anna, growth, rules=None)
    await set_policy(platform, anna, None, rules=BETA)
    assert [(await read(platform, person, growth)).source for person in (anna, ben)] == ["person", "owner"]
    await opened(platform, anna, growth, ben, GrantLevel.WRITE)
    assert policy_rules(await set_policy(platform, ben, growth, rules=CASH)) == CASH
    assert policy_rules(await read(platform, anna, growth)) == CASH


async def test_nothing_to_take_back_and_nonsense_change_nothing(platform: Platform, anna: Principal, growth: str) -> None:
    with pytest.raises(Conflict, match="found none"):
        await undo_policy(platform, anna, growth)
    with pytest.raises(NotFound):
        await set_policy(platform, anna, growth, rules=(LimitRule(kind=LimitKind.SINGLE_NAME, level=0.1, name="ZZZZ"),))
    assert (await read(platform, anna, growth)).source == "default"


async def test_changes_are_recorded_and_rules_go_with_their_portfolio(platform: Platform, anna: Principal, growth: str) -> None:
    await set_policy(platform, anna, growth, rules=BETA)
    await set_policy(platform, anna, growth, rules=None)
    await undo_policy(platform, anna, growth)
    async with platform.database.write() as session:
        assert [(entry.action, entry.subject) for entry in (await list_entries(session, limit=3))[::-1]] == [
            (action, growth) for action in ("limits.set", "limits.reset", "limits.undo")
        ]
        await delete_portfolio(session, anna, growth)
    with pytest.raises(NotFound):
        await read(platform, anna, growth)
