"""Who sees what. Asked of a small table, because portfolios stand above access."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from plumbline.access.grants import delete_grants, set_grant
from plumbline.access.models import GrantLevel
from plumbline.access.policy import require_role, visible, writable
from plumbline.access.principal import Channel, Principal, Role
from plumbline.access.users import create_user, ensure_owner, get_owner, principal_of
from plumbline.core.errors import NotFound, NotPermitted
from plumbline.core.ids import PortfolioId, UserId
from plumbline.portfolios.models import PortfolioRow
from plumbline.storage.database import Database

ANNAS = PortfolioId("portfolio_anna")
BENS = PortfolioId("portfolio_ben")


async def person(database: Database, name: str, role: Role = Role.USER) -> Principal:
    async with database.write() as session:
        return principal_of(await create_user(session, name=name, role=role), Channel.BROWSER)


async def portfolio(database: Database, owner: Principal, portfolio_id: PortfolioId) -> None:
    async with database.write() as session:
        session.add(
            PortfolioRow(
                id=portfolio_id,
                owner_id=owner.user_id,
                name="Growth",
                base_currency="USD",
                benchmark="^SPX",
                imported_as_of=date(2022, 12, 28),
                source_file="growth.csv",
                content_digest="0" * 64,
                import_key=None,
                demo=False,
                created_at=datetime(2024, 1, 1, tzinfo=UTC),
            )
        )


async def seen(database: Database, principal: Principal) -> set[str]:
    async with database.read() as session:
        rows = select(PortfolioRow.id).where(visible(principal, portfolio_id=PortfolioRow.id, owner_id=PortfolioRow.owner_id))
        return set((await session.execute(rows)).scalars())


async def changeable(database: Database, principal: Principal) -> set[str]:
    async with database.read() as session:
        rows = select(PortfolioRow.id).where(writable(principal, portfolio_id=PortfolioRow.id, owner_id=PortfolioRow.owner_id))
        return set((await session.execute(rows)).scalars())


async def test_everyone_sees_their_own_only_whatever_their_role(database: Database) -> None:
    anna, ben = await person(database, "Anna"), await person(database, "Ben", Role.ADMIN)
    await portfolio(database, anna, ANNAS)
    await portfolio(database, ben, BENS)
    assert await seen(database, anna) == await changeable(database, anna) == {ANNAS}
    assert await seen(database, ben) == await changeable(database, ben) == {BENS}


async def test_a_grant_counts_at_once_and_so_does_taking_it_away(database: Database) -> None:
    anna, ben = await person(database, "Anna"), await person(database, "Ben")
    await portfolio(database, anna, ANNAS)
    for level, may_see, may_change in (
        (GrantLevel.READ, {ANNAS}, set()),
        (GrantLevel.WRITE, {ANNAS}, {ANNAS}),
        (None, set(), set()),
    ):
        async with database.write() as session:
            await set_grant(session, ben.user_id, ANNAS, level=level)
        assert await seen(database, ben) == may_see
        assert await changeable(database, ben) == may_change


async def test_a_deleted_portfolio_leaves_no_grants(database: Database) -> None:
    anna, ben = await person(database, "Anna"), await person(database, "Ben")
    async with database.write() as session:
        await set_grant(session, ben.user_id, ANNAS, level=GrantLevel.READ)
        await delete_grants(session, ANNAS)
    await portfolio(database, anna, ANNAS)
    assert await seen(database, ben) == set()


async def test_the_first_start_creates_one_owner(database: Database) -> None:
    async with database.read() as session:
        with pytest.raises(NotFound, match="plumbline serve"):
            await get_owner(session)
    for expected in (True, False):
        async with database.write() as session:
            owner, is_new = await ensure_owner(session)
        assert is_new is expected
    assert owner.role == Role.ADMIN
    async with database.read() as session:
        assert await get_owner(session) == owner


@pytest.mark.parametrize(
    ("role", "needed", "allowed"),
    [
        (Role.USER, Role.USER, True),
        (Role.USER, Role.RISK, False),
        (Role.USER, Role.ADMIN, False),
        (Role.RISK, Role.USER, True),
        (Role.RISK, Role.ADMIN, False),
        (Role.ADMIN, Role.RISK, True),
    ],
)
def test_stronger_roles_include_weaker_ones(role: Role, needed: Role, allowed: bool) -> None:
    principal = Principal(UserId("user_1"), "Anna", role)
    if allowed:
        require_role(principal, needed)
    else:
        with pytest.raises(NotPermitted, match=f"'{needed}'"):
            require_role(principal, needed)
