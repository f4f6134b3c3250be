"""Options of a portfolio."""

import asyncio
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.option_board import OptionView, option_board
from plumbline.core.schema import Schema
from plumbline.portfolios.option_book.question import Exercise, OptionQuestion, option_quotes
from plumbline.portfolios.option_book.report import DEFAULT_QUESTION, option_report
from plumbline.portfolios.service import get_snapshot

router = APIRouter(prefix="/portfolios/{portfolio_id}", tags=["reports"])


class OptionQuery(Schema):
    """How the options are exercised, at which confidence, and quotes that replace the model's volatility."""

    as_of: date | None = Field(None, description="The day to speak of; default: the last session. Nothing later is known then.")
    exercise: Exercise = Field(DEFAULT_QUESTION.exercise, description="European as in the holdings, or American.")
    confidence: float = Field(DEFAULT_QUESTION.confidence, description="Share of days on which the loss should stay within.")
    sessions: int = Field(DEFAULT_QUESTION.n_sessions, description="Past sessions as scenarios, 60 or more.")
    quotes: tuple[str, ...] = Field((), description="Prices per share, such as 'AAPL 230317C00140000=3.85'; the volatility is implied.")


@router.get("/options")
async def get_options(
    portfolio_id: str, query: Annotated[OptionQuery, Query()], platform: CurrentPlatform, principal: CurrentPrincipal
) -> OptionView:
    """Prices and Greeks of each option and of the book, expiry and assignment, value at risk by full revaluation, scenarios."""
    view = platform.market.as_of(query.as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    asked = OptionQuestion(query.exercise, query.confidence, query.sessions, option_quotes(query.quotes))
    report = await asyncio.to_thread(option_report, snapshot, view, asked)
    facts = recorded_facts(report, calculation="option_report", snapshot=snapshot.digest)
    return OptionView(report=report, facts=facts, board=option_board(report, facts))
