"""Correlation of a portfolio's holdings."""

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.correlation_board import CorrelationView, correlation_board
from plumbline.core.schema import Schema
from plumbline.portfolios.correlation.estimators import Estimator
from plumbline.portfolios.correlation.report import DEFAULT_TERMS, CorrelationTerms, correlation_report
from plumbline.portfolios.service import get_snapshot

router = APIRouter(prefix="/portfolios/{portfolio_id}", tags=["reports"])


class CorrelationQuery(Schema):
    """Over which past, by which estimator, of how many holdings."""

    as_of: date | None = Field(None, description="The day to speak of; default: the last session. Nothing later is known then.")
    sessions: int = Field(DEFAULT_TERMS.n_sessions, description="Sessions to look back, 21 or more.")
    estimator: Estimator = Field(DEFAULT_TERMS.estimator, description="How the matrix is estimated.")
    decay: float = Field(DEFAULT_TERMS.decay, description="Of the exponentially weighted estimator.")
    top: int = Field(DEFAULT_TERMS.top, description="How many of the largest holdings by gross exposure.")


@router.get("/correlation")
async def get_correlation(
    portfolio_id: str, query: Annotated[CorrelationQuery, Query()], platform: CurrentPlatform, principal: CurrentPrincipal
) -> CorrelationView:
    """Correlation matrix of the holdings ordered by clusters, its extremes and average, diversification ratio."""
    view = platform.market.as_of(query.as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    terms = CorrelationTerms(n_sessions=query.sessions, estimator=query.estimator, decay=query.decay, top=query.top)
    report = await asyncio.to_thread(correlation_report, snapshot, view, terms)
    facts = recorded_facts(report, calculation="correlation_report", snapshot=snapshot.digest)
    return CorrelationView(report=report, facts=facts, board=correlation_board(report, facts))
