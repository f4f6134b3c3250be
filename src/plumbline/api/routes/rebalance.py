"""Trades back to target weights. An optimization behind it calculates in a thread, so that others are served."""

import asyncio

from fastapi import APIRouter

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.rebalance_board import RebalanceView, rebalance_board
from plumbline.portfolios.rebalancing.report import rebalance_report
from plumbline.portfolios.rebalancing.request import RebalanceRequest
from plumbline.portfolios.service import get_snapshot

router = APIRouter(prefix="/portfolios/{portfolio_id}", tags=["reports"])


@router.post("/rebalance")
async def rebalance(portfolio_id: str, body: RebalanceRequest, platform: CurrentPlatform, principal: CurrentPrincipal) -> RebalanceView:
    """Drift against targets, whole-lot trades back to them, and the tax lots, gains and wash sales. A proposal: nothing is traded."""
    view = platform.market.as_of(body.as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    report = await asyncio.to_thread(rebalance_report, snapshot, view, body)
    facts = recorded_facts(report, calculation="rebalance_report", snapshot=snapshot.digest)
    return RebalanceView(report=report, facts=facts, board=rebalance_board(report, facts))
