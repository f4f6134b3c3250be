"""Volatility of a portfolio."""

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.volatility_board import VolatilityView, volatility_board
from plumbline.core.schema import Schema
from plumbline.portfolios.service import get_snapshot
from plumbline.portfolios.volatility.report import DEFAULT_TERMS, VolatilityTerms, volatility_report

router = APIRouter(prefix="/portfolios/{portfolio_id}", tags=["reports"])


class VolatilityQuery(Schema):
    """Over which windows, and how the past is weighted."""

    as_of: date | None = Field(None, description="The day to speak of; default: the last session. Nothing later is known then.")
    windows: list[int] = Field(list(DEFAULT_TERMS.windows), max_length=10, description="Sessions of each realized figure.")
    decay: float = Field(DEFAULT_TERMS.decay, description="Of the exponential weights: a day relative to the next.")
    horizon: int = Field(DEFAULT_TERMS.horizon, description="Sessions ahead of the forecast.")
    sessions: int = Field(DEFAULT_TERMS.n_sessions, description="Sessions of history for forecast and cone.")
    pairs: int = Field(DEFAULT_TERMS.top, description="How many pairs of holdings.")


@router.get("/volatility")
async def get_volatility(
    portfolio_id: str, query: Annotated[VolatilityQuery, Query()], platform: CurrentPlatform, principal: CurrentPrincipal
) -> VolatilityView:
    """Realized, exponentially weighted and expected volatility, beside its own past, per holding, and by holdings and pairs."""
    view = platform.market.as_of(query.as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    terms = VolatilityTerms(
        windows=tuple(query.windows), decay=query.decay, horizon=query.horizon, n_sessions=query.sessions, top=query.pairs
    )
    report = await asyncio.to_thread(volatility_report, snapshot, view, terms)
    facts = recorded_facts(report, calculation="volatility_report", snapshot=snapshot.digest)
    return VolatilityView(report=report, facts=facts, board=volatility_board(report, facts))
