"""Performance of a portfolio."""

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.performance_board import PerformanceView, performance_board
from plumbline.core.schema import Schema
from plumbline.portfolios.performance.report import DEFAULT_WINDOW, performance_report
from plumbline.portfolios.service import get_snapshot

router = APIRouter(prefix="/portfolios/{portfolio_id}", tags=["reports"])


class PerformanceQuery(Schema):
    """Over which period, against what."""

    as_of: date | None = Field(None, description="The day to speak of; default: the last session. Nothing later is known then.")
    period: str = Field("1y", description="1d 5d 1m 3m 6m mtd qtd ytd 1y 3y 5y 10y max, or two days: 2022-01-03/2022-06-30.")
    benchmark: str | None = Field(None, description="A symbol, or a blend: 60% SP500 + 40% USMV. Default: the portfolio's own.")
    window: int = Field(DEFAULT_WINDOW, description="Sessions of the rolling figures, 2 or more.")


@router.get("/performance")
async def get_performance(
    portfolio_id: str, query: Annotated[PerformanceQuery, Query()], platform: CurrentPlatform, principal: CurrentPrincipal
) -> PerformanceView:
    """Return over a period beside a benchmark: ratios, calendar, rolling figures, what the holdings added, the account's own return."""
    view = platform.market.as_of(query.as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    report = await asyncio.to_thread(
        performance_report, snapshot, view, period=query.period, benchmark=query.benchmark, window=query.window
    )
    facts = recorded_facts(report, calculation="performance_report", snapshot=snapshot.digest)
    return PerformanceView(report=report, facts=facts, board=performance_board(report, facts))
