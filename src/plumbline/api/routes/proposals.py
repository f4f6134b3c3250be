"""Proposals of trades: kept as they were computed, listed, read again, withdrawn. Nothing is traded."""

from http import HTTPStatus

from fastapi import APIRouter, Response

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.proposal_board import ProposalView, proposal_board
from plumbline.portfolios.proposals import service
from plumbline.portfolios.proposals.report import trades_csv
from plumbline.portfolios.proposals.schemas import Proposal, ProposalEntry, ProposalRequest

router = APIRouter(tags=["proposals"])


@router.post("/portfolios/{portfolio_id}/proposals", status_code=HTTPStatus.CREATED)
async def create_proposal(portfolio_id: str, body: ProposalRequest, platform: CurrentPlatform, principal: CurrentPrincipal) -> ProposalView:
    """Keep a what-if variant or an optimization under a title, with its figures before and after and its trades."""
    return _view(await service.create_proposal(platform, principal, portfolio_id, body))


@router.get("/portfolios/{portfolio_id}/proposals")
async def list_proposals(portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> tuple[ProposalEntry, ...]:
    """Every proposal for a portfolio, newest first; `stale` says when holdings or prices moved since."""
    return await service.list_proposals(platform, principal, portfolio_id)


@router.get("/proposals/{proposal_id}")
async def get_proposal(proposal_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> ProposalView:
    """One proposal with the figures that it was made with."""
    return _view(await service.get_proposal(platform, principal, proposal_id))


@router.get("/proposals/{proposal_id}/trades.csv", response_class=Response)
async def get_trades(proposal_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> Response:
    """The trades as CSV."""
    proposal = await service.get_proposal(platform, principal, proposal_id)
    headers = {"Content-Disposition": f'attachment; filename="trades-{proposal.entry.as_of}.csv"'}
    return Response(trades_csv(proposal.report), media_type="text/csv; charset=utf-8", headers=headers)


@router.delete("/proposals/{proposal_id}", status_code=HTTPStatus.NO_CONTENT)
async def delete_proposal(proposal_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> None:
    """Withdraw a proposal of yours, or one for a portfolio of yours."""
    await service.delete_proposal(platform, principal, proposal_id)


def _view(proposal: Proposal) -> ProposalView:
    facts = recorded_facts(proposal.report, calculation="proposal_report", snapshot=proposal.snapshot)
    return ProposalView(proposal=proposal, facts=facts, board=proposal_board(proposal.report, facts, stale=proposal.entry.stale))
