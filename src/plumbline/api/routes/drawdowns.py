"""Drawdowns of a portfolio."""

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.drawdowns_board import DrawdownView, drawdowns_board
from plumbline.core.schema import Schema
from plumbline.portfolios.drawdowns.report import DEFAULT_TERMS, DrawdownTerms, drawdown_report
from plumbline.portfolios.service import get_snapshot

router = APIRouter(prefix="/portfolios", tags=["drawdowns"])


class DrawdownQuery(Schema):
    """How far to look back, and ahead."""

    as_of: date | None = Field(None, description="The day to speak of; default: the last session. Nothing later is known then.")
    sessions: int = Field(DEFAULT_TERMS.n_sessions, description="Sessions to look back, 60 or more.")
    horizon: int = Field(DEFAULT_TERMS.horizon, description="Sessions ahead for the chance of a fall.")


@router.get("/{portfolio_id}/drawdowns")
async def get_drawdowns(
    portfolio_id: str, query: Annotated[DrawdownQuery, Query()], platform: CurrentPlatform, principal: CurrentPrincipal
) -> DrawdownView:
    """The deepest falls of the weights of the day, time under water, and the chance of a fall ahead."""
    view = platform.market.as_of(query.as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    terms = DrawdownTerms(n_sessions=query.sessions, horizon=query.horizon)
    report = await asyncio.to_thread(drawdown_report, snapshot, view, terms)
    facts = recorded_facts(report, calculation="drawdown_report", snapshot=snapshot.digest)
    return DrawdownView(report=report, facts=facts, board=drawdowns_board(report, facts))
