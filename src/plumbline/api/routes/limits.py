"""Limits of a portfolio, and the trades that would cure a breach."""

import asyncio

from fastapi import APIRouter

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.api.routes.portfolios import AsOf
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.limits_board import LimitsView, limits_board
from plumbline.portfolios.limits_report import limits_report
from plumbline.portfolios.service import get_snapshot

router = APIRouter(prefix="/portfolios", tags=["limits"])


@router.get("/{portfolio_id}/limits")
async def get_limits(portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal, as_of: AsOf = None) -> LimitsView:
    """Every limit with its figure and headroom, and for a breach the smallest trades that would cure it."""
    view = platform.market.as_of(as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    report = await asyncio.to_thread(limits_report, snapshot, view)
    facts = recorded_facts(report, calculation="limits_report", snapshot=snapshot.digest)
    return LimitsView(report=report, facts=facts, board=limits_board(report, facts))
