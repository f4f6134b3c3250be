"""Better weights for a portfolio. It calculates in a thread, so that others are served."""

import asyncio

from fastapi import APIRouter

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.optimization_board import optimization_board
from plumbline.artifacts.report_views import OptimizationView
from plumbline.portfolios.optimization.report import optimization_report
from plumbline.portfolios.optimization.request import OptimizationRequest
from plumbline.portfolios.service import get_snapshot

router = APIRouter(prefix="/portfolios/{portfolio_id}", tags=["reports"])


@router.post("/optimize")
async def optimize(
    portfolio_id: str, body: OptimizationRequest, platform: CurrentPlatform, principal: CurrentPrincipal
) -> OptimizationView:
    """Better weights under limits, with the trades toward them. A proposal: nothing is traded, nothing is stored."""
    view = platform.market.as_of(body.as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    report = await asyncio.to_thread(optimization_report, snapshot, view, body)
    facts = recorded_facts(report, calculation="optimization_report", snapshot=snapshot.digest)
    return OptimizationView(report=report, facts=facts, board=optimization_board(report, facts))
