"""Documents to download: the reports of a portfolio as one HTML file or PDF."""

import asyncio
from datetime import date
from enum import StrEnum
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Response
from pydantic import Field

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.document.html import CONTENT_SECURITY_POLICY, render_html
from plumbline.artifacts.document.pdf import Paper, render_pdf
from plumbline.artifacts.document.sections import SectionName, portfolio_document
from plumbline.core.schema import Schema
from plumbline.market_data.market import MarketView
from plumbline.portfolios.service import get_snapshot
from plumbline.portfolios.snapshot import PortfolioSnapshot

router = APIRouter(prefix="/portfolios/{portfolio_id}", tags=["reports"])
_MEDIA_TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}


class DocumentFormat(StrEnum):
    HTML = "html"
    PDF = "pdf"


class DocumentQuery(Schema):
    """Which reports, of which day, as what."""

    section: list[SectionName] = Field(default=[], max_length=20, description="Reports, in the order of the document; default: all.")
    format: DocumentFormat = Field(DocumentFormat.PDF, description="One HTML file that asks for nothing, or PDF.")
    paper: Paper = Field(Paper.A4, description="Of the PDF.")
    facts: bool = Field(False, description="Append the fact behind each figure to the PDF; HTML has them.")
    as_of: date | None = Field(None, description="The day to speak of; default: the last session. Nothing later is known then.")


@router.get("/document", response_class=Response, responses={200: {"content": {kind.split(";")[0]: {} for kind in _MEDIA_TYPES.values()}}})
async def get_document(
    portfolio_id: str, query: Annotated[DocumentQuery, Query()], platform: CurrentPlatform, principal: CurrentPrincipal
) -> Response:
    """The reports of a portfolio as a document that a client could be handed, with charts, definitions and the fact of each figure."""
    view = platform.market.as_of(query.as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    content = await asyncio.to_thread(_rendered, snapshot, view, query)
    headers = {
        "content-disposition": _disposition(f"{snapshot.name} {snapshot.as_of}.{query.format}", f"report-{snapshot.as_of}.{query.format}"),
        "content-security-policy": f"{CONTENT_SECURITY_POLICY}; sandbox",
    }
    return Response(content, media_type=_MEDIA_TYPES[query.format], headers=headers)


def _rendered(snapshot: PortfolioSnapshot, view: MarketView, query: DocumentQuery) -> bytes:
    document = portfolio_document(snapshot, view, query.section)
    if query.format is DocumentFormat.HTML:
        return render_html(document).encode()
    return render_pdf(document, paper=query.paper, facts=query.facts)


def _disposition(name: str, plain: str) -> str:
    """`plain` is for those that read no more than ASCII."""
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
