"""Portfolios of the acting person: what they hold, what it is worth, and its risk, on any day."""

import re
from datetime import date
from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Response
from pydantic import BeforeValidator

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.boards import overview_board, recorded_facts
from plumbline.artifacts.slots import Board
from plumbline.portfolios import repository, service
from plumbline.portfolios.export import export_csv
from plumbline.portfolios.holdings_report import holdings_report
from plumbline.portfolios.position import position_report, position_series
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.schemas import HoldingsReportView, PortfolioRename, PortfolioSummary, PositionView, RiskReportView

router = APIRouter(prefix="/portfolios", tags=["portfolios"])

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(text: object) -> object:
    """Only days as people write them: a bare number would be taken for seconds since 1970."""
    if isinstance(text, str) and not _DAY.fullmatch(text):
        message = f"Expected a date such as 2022-06-30, found '{text[:40]}'"
        raise ValueError(message)
    return text


AsOf = Annotated[
    date | None,
    BeforeValidator(_day),
    Query(description="The day to speak of; default: the last session. Nothing later is known then."),
]


@router.get("")
async def list_portfolios(platform: CurrentPlatform, principal: CurrentPrincipal, as_of: AsOf = None) -> tuple[PortfolioSummary, ...]:
    """Your portfolios with their net value."""
    return await service.list_portfolios(platform, principal, as_of=as_of)


@router.get("/{portfolio_id}")
async def get_portfolio(portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal, as_of: AsOf = None) -> PortfolioSummary:
    """One portfolio with its net value."""
    return await service.get_summary(platform, principal, portfolio_id, as_of=as_of)


@router.patch("/{portfolio_id}")
async def rename_portfolio(
    portfolio_id: str, body: PortfolioRename, platform: CurrentPlatform, principal: CurrentPrincipal
) -> PortfolioSummary:
    """Give a portfolio another name."""
    return await service.rename_portfolio(platform, principal, portfolio_id, name=body.name)


@router.delete("/{portfolio_id}", status_code=HTTPStatus.NO_CONTENT)
async def delete_portfolio(portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> None:
    """Delete a portfolio and all it holds."""
    await service.delete_portfolio(platform, principal, portfolio_id)


@router.get("/{portfolio_id}/overview")
async def get_overview(portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal, as_of: AsOf = None) -> Board:
    """The portfolio at a glance, as slots with their facts."""
    view = platform.market.as_of(as_of)
    snapshot = await service.get_snapshot(platform, principal, portfolio_id, view=view)
    return overview_board(snapshot, view)


@router.get("/{portfolio_id}/holdings")
async def get_holdings(portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal, as_of: AsOf = None) -> HoldingsReportView:
    """Every holding, with the facts behind its figures."""
    view = platform.market.as_of(as_of)
    snapshot = await service.get_snapshot(platform, principal, portfolio_id, view=view)
    report = holdings_report(snapshot, view)
    return HoldingsReportView(report=report, facts=recorded_facts(report, calculation="holdings_report", snapshot=snapshot.digest))


@router.get("/{portfolio_id}/holdings/{symbol}")
async def get_position(
    portfolio_id: str, symbol: str, platform: CurrentPlatform, principal: CurrentPrincipal, as_of: AsOf = None
) -> PositionView:
    """One holding: its lots, its part in the risk, its returns, and its price over the last two years."""
    view = platform.market.as_of(as_of)
    snapshot = await service.get_snapshot(platform, principal, portfolio_id, view=view)
    report = position_report(snapshot, view, symbol)
    facts = recorded_facts(report, calculation="position_report", snapshot=snapshot.digest)
    return PositionView(report=report, facts=facts, series=position_series(snapshot, view, symbol))


@router.get("/{portfolio_id}/risk")
async def get_risk(portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal, as_of: AsOf = None) -> RiskReportView:
    """The risk report, with the facts behind its figures."""
    view = platform.market.as_of(as_of)
    snapshot = await service.get_snapshot(platform, principal, portfolio_id, view=view)
    report = risk_report(snapshot, view)
    return RiskReportView(report=report, facts=recorded_facts(report, calculation="risk_report", snapshot=snapshot.digest))


@router.get(
    "/{portfolio_id}/export",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}, "description": "The lots, in the columns that an import reads."}},
)
async def export_portfolio(portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> Response:
    """The lots as a CSV file. Texts that a spreadsheet could take for a formula are inert."""
    async with platform.database.read() as session:
        book = await repository.get_book(session, principal, portfolio_id)
    disposition = f"attachment; filename=\"portfolio.csv\"; filename*=UTF-8''{quote(book.name, safe='')}.csv"
    return Response(export_csv(book), media_type="text/csv; charset=utf-8", headers={"content-disposition": disposition})
