"""Hedging and concentration of a portfolio."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.api.routes.portfolios import AsOf
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.hedging_board import HedgingView, hedging_board
from plumbline.portfolios.hedging.report import hedging_report
from plumbline.portfolios.service import get_snapshot

router = APIRouter(prefix="/portfolios", tags=["hedging"])

Against = Annotated[tuple[str, ...], Query(description="Symbols to consider as hedges; default: every fund and index.")]


@router.get("/{portfolio_id}/hedging")
async def get_hedging(
    portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal, against: Against = (), as_of: AsOf = None
) -> HedgingView:
    """Hedge ratio, match of longs and shorts, the best hedges, clusters and effective bets."""
    view = platform.market.as_of(as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    report = await asyncio.to_thread(hedging_report, snapshot, view, against)
    facts = recorded_facts(report, calculation="hedging_report", snapshot=snapshot.digest)
    return HedgingView(report=report, facts=facts, board=hedging_board(report, facts))
