"""Where a portfolio's return came from, and how far it has moved by itself."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from plumbline.analytics.attribution import Model
from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.attribution_board import attribution_board, drift_board
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.report_views import AttributionView, DriftView
from plumbline.core.schema import Schema
from plumbline.portfolios.attribution.report import attribution_report
from plumbline.portfolios.drift.report import drift_report
from plumbline.portfolios.service import get_snapshot

router = APIRouter(prefix="/portfolios/{portfolio_id}", tags=["reports"])

_PERIOD = "1m 3m 6m mtd qtd ytd 1y 3y 5y 10y max, or two days: 2022-01-03/2022-06-30."
_AS_OF = "The day to speak of; default: the last session. Nothing later is known then."


class AttributionQuery(Schema):
    as_of: date | None = Field(None, description=_AS_OF)
    period: str = Field("ytd", description=_PERIOD)
    against: list[str] = Field(
        default=[], max_length=200, description="Symbols of an equal-weighted benchmark; default: all shares of the loaded market."
    )
    model: Model = Field("brinson_fachler", description="What an allocation is measured against: the whole benchmark, or zero.")


class DriftQuery(Schema):
    as_of: date | None = Field(None, description=_AS_OF)
    period: str = Field("1y", description=_PERIOD)


@router.get("/attribution")
async def get_attribution(
    portfolio_id: str, query: Annotated[AttributionQuery, Query()], platform: CurrentPlatform, principal: CurrentPrincipal
) -> AttributionView:
    """Allocation, selection and interaction by sector (Brinson, months linked), contributions of holdings and months."""
    view = platform.market.as_of(query.as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    report = attribution_report(snapshot, view, period=query.period, against=tuple(query.against), model=query.model)
    facts = recorded_facts(report, calculation="attribution_report", snapshot=snapshot.digest)
    return AttributionView(report=report, facts=facts, board=attribution_board(report, facts))


@router.get("/drift")
async def get_drift(
    portfolio_id: str, query: Annotated[DriftQuery, Query()], platform: CurrentPlatform, principal: CurrentPrincipal
) -> DriftView:
    """Weights, sectors and volatility of the same quantities at the start of the period and now."""
    view = platform.market.as_of(query.as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    report = drift_report(snapshot, view, period=query.period)
    facts = recorded_facts(report, calculation="drift_report", snapshot=snapshot.digest)
    return DriftView(report=report, facts=facts, board=drift_board(report, facts))
