"""Use cases of proposals: computed once, kept as they were, and honest about what moved since. Nothing is ever traded by one."""

import asyncio
import hashlib
import json
from typing import NamedTuple

from sqlalchemy import Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.access.models import UserRow
from plumbline.access.policy import visible
from plumbline.access.principal import Principal
from plumbline.audit.log import Detail, record
from plumbline.core.clock import utc_now
from plumbline.core.errors import InvalidInput, NotFound, NotPermitted
from plumbline.core.ids import new_id
from plumbline.market_data.market import MarketView
from plumbline.portfolios import repository
from plumbline.portfolios.holdings import PortfolioBook, lots_on
from plumbline.portfolios.models import PortfolioRow, ProposalRow
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.proposals.report import proposal_report
from plumbline.portfolios.proposals.results import ProposalReport
from plumbline.portfolios.proposals.schemas import Proposal, ProposalEntry, ProposalRequest
from plumbline.portfolios.service import checked_name, snapshot_of
from plumbline.portfolios.snapshot import frozen_lots
from plumbline.portfolios.what_if.report import WeightEdit

MOST_PROPOSALS = 500
"""Of one portfolio: a list that nobody reads is of no use."""


class _Found(NamedTuple):
    row: ProposalRow
    author: str
    owner_id: str


async def create_proposal(platform: Platform, principal: Principal, portfolio_id: str, request: ProposalRequest) -> Proposal:
    """Compute what is asked for and keep it.

    Raises: NotFound or NotPermitted when the person may not change the portfolio; InvalidInput for a group; errors of `proposal_report`.
    """
    title = checked_name(request.title)
    view = platform.market.as_of(request.as_of)
    async with platform.database.read() as session:
        book = await repository.get_book(session, principal, portfolio_id)
        if book.members is not None:
            raise InvalidInput(f"'{book.name}' is a group: trades belong to one portfolio. Propose them for its members.", subject=book.id)
        await repository.require_writable(session, principal, portfolio_id)
    snapshot = snapshot_of(platform, book, view)
    source, variant, report = await asyncio.to_thread(proposal_report, snapshot, view, request, title=title)
    row = ProposalRow(
        id=new_id("proposal"), portfolio_id=book.id, author_id=principal.user_id, title=title,
        source=source, as_of=view.as_of, snapshot=snapshot.digest,
        held=_held(book, view), market=view.snapshot, edits=[edit.model_dump(mode="json") for edit in variant.edits],
        content=report.model_dump(mode="json"), created_at=utc_now(),
    )  # fmt: skip
    async with platform.database.write() as session:
        count = (await session.execute(select(func.count()).where(ProposalRow.portfolio_id == book.id))).scalar_one()
        if count >= MOST_PROPOSALS:
            raise InvalidInput(
                f"Expected at most {MOST_PROPOSALS} proposals for a portfolio, found {count}. Delete one first.", subject=title
            )
        session.add(row)
        await session.flush()
        details: dict[str, Detail] = {"portfolio": book.id, "title": title, "source": source, "trades": len(report.trades)}
        await record(session, principal, action="proposal.create", subject=row.id, details=details)
    return await get_proposal(platform, principal, row.id)


async def list_proposals(platform: Platform, principal: Principal, portfolio_id: str) -> tuple[ProposalEntry, ...]:
    """Every proposal for a portfolio, newest first; `NotFound` when the person may not see it."""
    async with platform.database.read() as session:
        book = await repository.get_book(session, principal, portfolio_id)
        query = _query(principal).where(ProposalRow.portfolio_id == book.id).order_by(ProposalRow.created_at.desc(), ProposalRow.id.desc())
        found = [_Found(*row) for row in (await session.execute(query)).all()]
    view = platform.market.as_of(None)
    return tuple(_entry(one, principal, book, view) for one in found)


async def get_proposal(platform: Platform, principal: Principal, proposal_id: str) -> Proposal:
    """One proposal as it was made; `NotFound` when there is none that the person may see."""
    async with platform.database.read() as session:
        found = await _find(session, principal, proposal_id)
        book = await repository.get_book(session, principal, found.row.portfolio_id)
    return Proposal(
        entry=_entry(found, principal, book, platform.market.as_of(None)), snapshot=found.row.snapshot,
        edits=tuple(WeightEdit.model_validate(edit) for edit in found.row.edits), report=ProposalReport.model_validate(found.row.content),
    )  # fmt: skip


async def delete_proposal(platform: Platform, principal: Principal, proposal_id: str) -> None:
    """Withdraw a proposal. Raises: NotFound, or NotPermitted unless the person wrote it or owns the portfolio."""
    async with platform.database.write() as session:
        found = await _find(session, principal, proposal_id)
        if principal.user_id not in {found.row.author_id, found.owner_id}:
            raise NotPermitted("Only its author or the owner of the portfolio may withdraw a proposal.", subject=proposal_id)
        await session.execute(delete(ProposalRow).where(ProposalRow.id == proposal_id))
        details = {"portfolio": found.row.portfolio_id, "title": found.row.title}
        await record(session, principal, action="proposal.delete", subject=proposal_id, details=details)


def choose_proposal(entries: tuple[ProposalEntry, ...], text: str) -> ProposalEntry:
    """The proposal that a person means, by id or title; of several with one title the newest. `NotFound` names those there are."""
    wanted = text.strip().casefold()
    found = [entry for entry in entries if wanted in {entry.id, entry.title.casefold()}]
    if not found:
        known = ", ".join(f"'{entry.title}'" for entry in entries[:10]) or "none"
        raise NotFound(f"No proposal '{text}'. There are: {known}.", subject=text)
    return found[0]


async def _find(session: AsyncSession, principal: Principal, proposal_id: str) -> _Found:
    row = (await session.execute(_query(principal).where(ProposalRow.id == proposal_id))).one_or_none()
    if row is None:
        raise NotFound(f"No proposal '{proposal_id}' among those that you may see.", subject=proposal_id)
    return _Found(*row)


def _query(principal: Principal) -> Select[ProposalRow, str, str]:
    return (
        select(ProposalRow, UserRow.name, PortfolioRow.owner_id)
        .join(UserRow, UserRow.id == ProposalRow.author_id)
        .join(PortfolioRow, PortfolioRow.id == ProposalRow.portfolio_id)
        .where(visible(principal, portfolio_id=PortfolioRow.id, owner_id=PortfolioRow.owner_id))
    )


def _entry(found: _Found, principal: Principal, book: PortfolioBook, view: MarketView) -> ProposalEntry:
    row = found.row
    return ProposalEntry.model_validate(
        {
            "id": row.id, "portfolio_id": row.portfolio_id, "title": row.title, "author_name": found.author, "source": row.source,
            "as_of": row.as_of, "created_at": row.created_at, "n_trades": len(row.content["trades"]), "stale": _stale(row, book, view),
            "deletable": principal.user_id in {row.author_id, found.owner_id},
        }
    )  # fmt: skip


def _stale(row: ProposalRow, book: PortfolioBook, view: MarketView) -> tuple[str, ...]:
    """What is different today from what the proposal was computed from."""
    reasons = []
    if row.held != _held(book, view):
        reasons.append(f"The holdings are not those of {row.as_of} any more.")
    if row.as_of != view.as_of:
        reasons.append(f"It was computed at prices of {row.as_of}; the newest are of {view.as_of}.")
    elif row.market != view.snapshot:
        reasons.append(f"The prices of {row.as_of} were corrected since.")
    return tuple(reasons)


def _held(book: PortfolioBook, view: MarketView) -> str:
    """A digest of what is held on the day, whatever its prices and names."""
    return hashlib.sha256(json.dumps(frozen_lots(lots_on(book, view.as_of).lots)).encode()).hexdigest()[:32]
