"""What-if: edits in, every figure before and after out. Nothing is stored and nothing is traded."""

import asyncio

from fastapi import APIRouter

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.api.routes.portfolios import AsOf
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.what_if_board import WhatIfView, what_if_board
from plumbline.portfolios.service import get_snapshot
from plumbline.portfolios.what_if.report import WhatIfRequest, what_if_report

router = APIRouter(prefix="/portfolios", tags=["what-if"])


@router.post("/{portfolio_id}/what-if")
async def run_what_if(
    portfolio_id: str, body: WhatIfRequest, platform: CurrentPlatform, principal: CurrentPrincipal, as_of: AsOf = None
) -> WhatIfView:
    """Change weights, add or sell names, shift cash: volatility, tail risk, betas, contributions, exposures, limits, score, trades."""
    view = platform.market.as_of(as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    report = await asyncio.to_thread(what_if_report, snapshot, view, body.variants)
    facts = recorded_facts(report, calculation="what_if_report", snapshot=snapshot.digest)
    return WhatIfView(report=report, facts=facts, board=what_if_board(report, facts))
