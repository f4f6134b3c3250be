"""Use cases of groups of portfolios. Only its owner sees a group; of its members, they see those that are open to them now."""

from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.policy import visible
from plumbline.access.principal import Principal
from plumbline.audit.log import Detail, record
from plumbline.core.clock import utc_now
from plumbline.core.errors import Conflict, InvalidInput, NotFound
from plumbline.core.ids import new_id
from plumbline.market_data.market import MarketView
from plumbline.portfolios import repository
from plumbline.portfolios.group_book import ALL, ALL_NAME
from plumbline.portfolios.groups.schemas import GroupChange, GroupMember, GroupRequest, GroupSummary
from plumbline.portfolios.holdings import PortfolioBook
from plumbline.portfolios.models import GroupMemberRow, GroupRow, PortfolioRow
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import checked_name, list_books, list_groups, summary_of

MOST_GROUPS = 500
"""Of one person: a list that nobody reads is of no use."""


async def list_group_summaries(platform: Platform, principal: Principal, *, as_of: date | None = None) -> tuple[GroupSummary, ...]:
    """The person's groups with their net value on a day; first, of several portfolios, the group of them all."""
    view = platform.market.as_of(as_of)
    groups = await list_groups(platform, principal, await list_books(platform, principal))
    return tuple(_summary(platform, group, view) for group in groups)


async def get_group(platform: Platform, principal: Principal, group_id: str, *, as_of: date | None = None) -> GroupSummary:
    """One group; `NotFound` when the person has none of this id."""
    async with platform.database.read() as session:
        group = await repository.find_group(session, principal, group_id)
    if group is None:
        raise _not_found(group_id)
    return _summary(platform, group, platform.market.as_of(as_of))


async def create_group(platform: Platform, principal: Principal, request: GroupRequest) -> GroupSummary:
    """Store a group under a new name.

    Raises: Conflict when a group or portfolio has the name; NotFound for a member that the person may not see, or an unknown benchmark;
    InvalidInput for no member or the same one twice.
    """
    name, benchmark = checked_name(request.name), _benchmark(platform, request.benchmark)
    row = GroupRow(id=new_id("group"), owner_id=principal.user_id, name=name, benchmark=benchmark or None, created_at=utc_now())
    try:
        async with platform.database.write() as session:
            await _require_free(session, principal, name)
            n_groups = (await session.execute(select(func.count()).where(GroupRow.owner_id == principal.user_id))).scalar_one()
            if n_groups >= MOST_GROUPS:
                raise InvalidInput(f"Expected at most {MOST_GROUPS} groups, found {n_groups}. Delete one first.", subject=name)
            row.members = await _members(session, principal, request.members)
            session.add(row)
            await session.flush()
            await record(session, principal, action="group.create", subject=row.id, details=_audited(request))
    except IntegrityError as error:
        raise _taken(name, "group") from error
    return await get_group(platform, principal, row.id)


async def change_group(platform: Platform, principal: Principal, group_id: str, change: GroupChange) -> GroupSummary:
    """Give a group another name, other members or another benchmark; raises as `create_group`."""
    name = None if change.name is None else checked_name(change.name)
    benchmark = _benchmark(platform, change.benchmark)
    try:
        async with platform.database.write() as session:
            row = await _own(session, principal, group_id)
            if name is not None and name != row.name:
                await _require_free(session, principal, name, but=row.id)
                row.name = name
            if benchmark is not None:
                row.benchmark = benchmark or None
            if change.members is not None:
                members = await _members(session, principal, change.members)
                await session.execute(delete(GroupMemberRow).where(GroupMemberRow.group_id == row.id))
                session.add_all(GroupMemberRow(group_id=row.id, portfolio_id=new.portfolio_id, position=new.position) for new in members)
            await session.flush()
            await record(session, principal, action="group.change", subject=row.id, details=_audited(change))
    except IntegrityError as error:
        raise _taken(name or "", "group") from error
    return await get_group(platform, principal, group_id)


async def delete_group(platform: Platform, principal: Principal, group_id: str) -> None:
    """Delete a group; its portfolios stay."""
    async with platform.database.write() as session:
        row = await _own(session, principal, group_id)
        await session.execute(delete(GroupRow).where(GroupRow.id == row.id))
        await record(session, principal, action="group.delete", subject=row.id, details={"name": row.name})


async def _own(session: AsyncSession, principal: Principal, group_id: str) -> GroupRow:
    if group_id == ALL:
        raise InvalidInput("'all' is every portfolio that you may see: it can not be changed. Create a group of your own.", subject=ALL)
    query = select(GroupRow).where(GroupRow.id == group_id, GroupRow.owner_id == principal.user_id)
    row = (await session.execute(query)).scalar_one_or_none()
    if row is None:
        raise _not_found(group_id)
    return row


async def _require_free(session: AsyncSession, principal: Principal, name: str, *, but: str | None = None) -> None:
    """A name means one thing, however it is written: no other group, not all portfolios, and none of those that the person sees."""
    others = select(GroupRow.name).where(GroupRow.owner_id == principal.user_id, GroupRow.id != (but or ""))
    groups = (await session.execute(others)).scalars()
    if name.casefold() in {ALL, ALL_NAME.casefold(), *(known.casefold() for known in groups)}:
        raise _taken(name, "group")
    mine = visible(principal, portfolio_id=PortfolioRow.id, owner_id=PortfolioRow.owner_id)
    names = (await session.execute(select(PortfolioRow.name).where(mine))).scalars()
    if name.casefold() in {known.casefold() for known in names}:
        raise _taken(name, "portfolio")


async def _members(session: AsyncSession, principal: Principal, ids: tuple[str, ...]) -> list[GroupMemberRow]:
    if len(set(ids)) < len(ids):
        raise InvalidInput("Expected each portfolio once, found one twice.", subject="members")
    mine = visible(principal, portfolio_id=PortfolioRow.id, owner_id=PortfolioRow.owner_id)
    known = set((await session.execute(select(PortfolioRow.id).where(mine, PortfolioRow.id.in_(ids)))).scalars())
    missing = next((key for key in ids if key not in known), None)
    if missing is not None:
        raise NotFound(f"No portfolio '{missing}' among yours. `plumbline portfolios` lists them.", subject=missing)
    return [GroupMemberRow(portfolio_id=key, position=position) for position, key in enumerate(ids)]


def _audited(request: GroupRequest | GroupChange) -> dict[str, Detail]:
    n_members = None if request.members is None else len(request.members)
    details: dict[str, Detail] = {"name": request.name, "n_members": n_members, "benchmark": request.benchmark}
    return {key: value for key, value in details.items() if value is not None}


def _benchmark(platform: Platform, text: str | None) -> str | None:
    """The symbol that a text names; empty and None stay what they are."""
    return platform.market.as_of().instrument(text).symbol if text and text.strip() else text and ""


def _summary(platform: Platform, group: PortfolioBook, view: MarketView) -> GroupSummary:
    members = tuple(GroupMember(id=member.id, name=member.name) for member in group.members or ())
    try:
        shown = summary_of(platform, group, view)
    except (InvalidInput, NotFound) as error:  # no member left, or currencies that can not be added up: the list still shows the group
        return GroupSummary(
            id=group.id, name=group.name, currency=group.currency, benchmark=group.benchmark,
            benchmark_name=platform.market.name_of(group.benchmark), n_holdings=0, net_value=None, as_of=view.as_of, demo=False,
            reason=error.message, members=members, notes=group.notes,
        )  # fmt: skip
    return GroupSummary(**dict(shown), members=members, notes=group.notes)


def _taken(name: str, by: str) -> Conflict:
    return Conflict(f"You already have a {by} called '{name}'. Choose another name.", subject=name)


def _not_found(group_id: str) -> NotFound:
    return NotFound(f"No group '{group_id}' among yours. `plumbline group list` shows them.", subject=group_id)
