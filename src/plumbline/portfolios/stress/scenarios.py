"""Stress scenarios that people save: each has its owner; one kept with a portfolio is shared with everyone who may see that."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.models import UserRow
from plumbline.access.policy import visible
from plumbline.access.principal import Principal
from plumbline.audit.log import record
from plumbline.core.clock import utc_now
from plumbline.core.errors import Conflict, InvalidInput, NotFound
from plumbline.core.ids import new_id
from plumbline.core.schema import Schema
from plumbline.market_data.market import MarketView
from plumbline.portfolios import repository
from plumbline.portfolios.models import PortfolioRow, ScenarioRow
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.risk_series import analyze
from plumbline.portfolios.service import checked_name, snapshot_of
from plumbline.portfolios.stress.episodes import stressed_book
from plumbline.portfolios.stress.report import NamedScenario
from plumbline.portfolios.stress.shocks import ShockInput, read_shock

MOST_SCENARIOS = 100
"""Of one person: a list that nobody reads is of no use, and each is computed with every report."""


class ScenarioRequest(Schema):
    """What a person saves. `shared`: everyone to whom the portfolio is open sees it with that portfolio."""

    name: str
    shocks: tuple[ShockInput, ...]
    shared: bool = False


class ScenarioEntry(Schema):
    """A saved scenario as the person sees it; `mine` = they may delete it."""

    id: str
    name: str
    shocks: tuple[ShockInput, ...]
    shared: bool
    mine: bool
    owner_name: str
    created_at: datetime


async def list_scenarios(session: AsyncSession, principal: Principal, portfolio_id: str) -> tuple[ScenarioEntry, ...]:
    """The person's own scenarios and those shared with this portfolio (of a group: with any member), by name.

    Raises: NotFound when they may not see it.
    """
    book = await repository.get_book(session, principal, portfolio_id)
    ids = [book.id] if book.members is None else [member.id for member in book.members]
    shared = ScenarioRow.portfolio_id.in_(ids) & ScenarioRow.portfolio_id.in_(_visible_portfolios(principal))
    query = (
        select(ScenarioRow, UserRow.name)
        .join(UserRow, UserRow.id == ScenarioRow.owner_id)
        .where(or_(ScenarioRow.owner_id == principal.user_id, shared))
        .order_by(ScenarioRow.name, ScenarioRow.id)
    )
    return tuple(_entry(row, owner, principal) for row, owner in (await session.execute(query)))


async def save_scenario(
    platform: Platform, principal: Principal, portfolio_id: str, *, request: ScenarioRequest, view: MarketView
) -> ScenarioEntry:
    """Save a scenario under a new name, after a check that it can be computed for the portfolio.

    Raises: Conflict when the person has one of that name; InvalidInput as `read_shock`, or when there are too many.
    """
    name = checked_name(request.name)
    async with platform.database.read() as session:
        book = await repository.get_book(session, principal, portfolio_id)
    if request.shared and book.members is not None:
        raise InvalidInput("Expected a portfolio to share the scenario with, found a group. Save it with one of its members.", subject=name)
    snapshot = snapshot_of(platform, book, view)
    read_shock(request.shocks, stressed_book(snapshot, view, analyze(snapshot, view)), title=name)
    async with platform.database.write() as session:
        names = (await session.execute(select(ScenarioRow.name).where(ScenarioRow.owner_id == principal.user_id))).scalars().all()
        if name in names:
            raise Conflict(f"You already have a scenario called '{name}'. Choose another name, or delete that one.", subject=name)
        if len(names) >= MOST_SCENARIOS:
            raise InvalidInput(f"Expected at most {MOST_SCENARIOS} saved scenarios, found {len(names)}. Delete one first.", subject=name)
        row = ScenarioRow(
            id=new_id("scenario"), owner_id=principal.user_id, portfolio_id=portfolio_id if request.shared else None, name=name,
            shocks=[shock.model_dump() for shock in request.shocks], created_at=utc_now(),
        )  # fmt: skip
        session.add(row)
        await session.flush()
        await record(session, principal, action="scenario.save", subject=row.id, details={"name": name, "shared": request.shared})
        return _entry(row, principal.name, principal)


async def delete_scenario(session: AsyncSession, principal: Principal, scenario: str) -> None:
    """Delete one of the person's own scenarios, by id or name; `NotFound` when they have none such."""
    mine = ScenarioRow.owner_id == principal.user_id
    query = delete(ScenarioRow).where(mine, or_(ScenarioRow.id == scenario, ScenarioRow.name == scenario)).returning(ScenarioRow.id)
    deleted = (await session.execute(query)).scalars().all()
    if not deleted:
        raise NotFound(f"No scenario '{scenario}' among yours. Only the person who saved a scenario may delete it.", subject=scenario)
    await record(session, principal, action="scenario.delete", subject=deleted[0], details={})


def named(entries: tuple[ScenarioEntry, ...]) -> tuple[NamedScenario, ...]:
    """Saved scenarios as the report takes them."""
    return tuple(NamedScenario(entry.name, entry.shocks) for entry in entries)


def choose_scenario(entries: tuple[ScenarioEntry, ...], text: str) -> NamedScenario:
    """The saved scenario that a person means, by name; `NotFound` names those there are."""
    found = [entry for entry in entries if entry.name.casefold() == text.strip().casefold()]
    if not found:
        known = ", ".join(f"'{entry.name}'" for entry in entries) or "none"
        raise NotFound(f"No saved scenario '{text}'. There are: {known}.", subject=text)
    return NamedScenario(found[0].name, found[0].shocks)


def _visible_portfolios(principal: Principal) -> Select[str]:
    return select(PortfolioRow.id).where(visible(principal, portfolio_id=PortfolioRow.id, owner_id=PortfolioRow.owner_id))


def _entry(row: ScenarioRow, owner: str, principal: Principal) -> ScenarioEntry:
    return ScenarioEntry(
        id=row.id, name=row.name, shocks=tuple(_shock(shock) for shock in row.shocks), shared=row.portfolio_id is not None,
        mine=row.owner_id == principal.user_id, owner_name=owner, created_at=row.created_at,
    )  # fmt: skip


def _shock(stored: dict[str, Any]) -> ShockInput:
    return ShockInput.model_validate(stored)
