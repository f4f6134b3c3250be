"""Reports over a portfolio beside its risk report. Those that calculate long do it in a thread, so that others are served."""

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.backtest_board import backtest_board
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.factor_board import factor_board
from plumbline.artifacts.report_views import BacktestView, FactorView
from plumbline.core.schema import Schema
from plumbline.portfolios.backtest.report import DEFAULT_TERMS, BacktestTerms, backtest_report
from plumbline.portfolios.factors.report import DEFAULT_SESSIONS, factor_report
from plumbline.portfolios.service import get_snapshot

router = APIRouter(prefix="/portfolios/{portfolio_id}", tags=["reports"])


class BacktestQuery(Schema):
    """What to test, and how."""

    as_of: date | None = Field(None, description="The day to speak of; default: the last session. Nothing later is known then.")
    confidence: float = Field(DEFAULT_TERMS.confidence, description="Share of days on which the loss should stay within.")
    window: int = Field(DEFAULT_TERMS.window, description="Sessions that each forecast is made from, 21 or more.")
    days: int = Field(DEFAULT_TERMS.n_tested, description="Days to test, 60 or more; fewer where prices do not reach back.")


@router.get("/backtest")
async def get_backtest(
    portfolio_id: str, query: Annotated[BacktestQuery, Query()], platform: CurrentPlatform, principal: CurrentPrincipal
) -> BacktestView:
    """Rolling backtest of the value at risk by every method: Kupiec, Christoffersen, Basel traffic light, Acerbi-Szekely."""
    view = platform.market.as_of(query.as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    terms = BacktestTerms(confidence=query.confidence, window=query.window, n_tested=query.days)
    report = await asyncio.to_thread(backtest_report, snapshot, view, terms)
    facts = recorded_facts(report, calculation="backtest_report", snapshot=snapshot.digest)
    return BacktestView(report=report, facts=facts, board=backtest_board(report, facts))


class FactorQuery(Schema):
    """Over which past, and against what."""

    as_of: date | None = Field(None, description="The day to speak of; default: the last session. Nothing later is known then.")
    sessions: int = Field(DEFAULT_SESSIONS, description="Sessions to look back, 126 or more.")
    benchmark: str | None = Field(None, description="A symbol to measure tilts against; default: the portfolio's benchmark.")
    self_built: bool = Field(False, description="Make styles of the shares themselves, long less short, not of funds.")


@router.get("/factors")
async def get_factors(
    portfolio_id: str, query: Annotated[FactorQuery, Query()], platform: CurrentPlatform, principal: CurrentPrincipal
) -> FactorView:
    """Exposures to market and styles with standard errors, tilts against a benchmark, variance by source adding to 100 %."""
    view = platform.market.as_of(query.as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    report = factor_report(snapshot, view, n_sessions=query.sessions, benchmark=query.benchmark, self_built=query.self_built)
    facts = recorded_facts(report, calculation="factor_report", snapshot=snapshot.digest)
    return FactorView(report=report, facts=facts, board=factor_board(report, facts))
