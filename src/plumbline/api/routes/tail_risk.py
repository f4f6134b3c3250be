"""Tail risk of a portfolio."""

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.tail_board import TailView, tail_board
from plumbline.core.schema import Schema
from plumbline.portfolios.service import get_snapshot
from plumbline.portfolios.tail.question import TailQuestion
from plumbline.portfolios.tail.report import DEFAULT_QUESTION, tail_report
from plumbline.portfolios.tail.results import PartsMethod, Scaling

router = APIRouter(prefix="/portfolios/{portfolio_id}", tags=["reports"])


class TailQuery(Schema):
    """At which confidence, over how many days, and split by which method."""

    as_of: date | None = Field(None, description="The day to speak of; default: the last session. Nothing later is known then.")
    confidence: float = Field(DEFAULT_QUESTION.confidence, description="Share of days on which the loss should stay within.")
    horizon: int = Field(DEFAULT_QUESTION.horizon, description="Sessions, 1 to 60.")
    scaling: Scaling = Field(DEFAULT_QUESTION.scaling, description="How one day becomes the horizon.")
    sessions: int = Field(DEFAULT_QUESTION.n_sessions, description="Sessions to look back, 60 or more.")
    parts: PartsMethod = Field(DEFAULT_QUESTION.parts, description="Method whose figures are split by holding.")


@router.get("/tail-risk")
async def get_tail_risk(
    portfolio_id: str, query: Annotated[TailQuery, Query()], platform: CurrentPlatform, principal: CurrentPrincipal
) -> TailView:
    """Value at risk and expected shortfall by every method, over a horizon, and each holding's part, which add up."""
    view = platform.market.as_of(query.as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    asked = TailQuestion(query.confidence, query.horizon, query.scaling, query.sessions, query.parts)
    report = await asyncio.to_thread(tail_report, snapshot, view, asked)
    facts = recorded_facts(report, calculation="tail_report", snapshot=snapshot.digest)
    return TailView(report=report, facts=facts, board=tail_board(report, facts))
