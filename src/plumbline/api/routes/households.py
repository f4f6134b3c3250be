"""Several of the person's portfolios as one."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.report_views import HouseholdView
from plumbline.core.errors import NotFound
from plumbline.core.schema import Schema
from plumbline.portfolios.household import household_report, household_snapshot
from plumbline.portfolios.service import list_books, snapshot_of

router = APIRouter(prefix="/household", tags=["reports"])


class HouseholdQuery(Schema):
    """Which portfolios, on which day."""

    portfolio: list[str] = Field(default=[], max_length=1000, description="Ids; default: every portfolio that you may see.")
    as_of: date | None = Field(None, description="The day to speak of; default: the last session. Nothing later is known then.")


@router.get("/risk")
async def get_household_risk(
    query: Annotated[HouseholdQuery, Query()], platform: CurrentPlatform, principal: CurrentPrincipal
) -> HouseholdView:
    """Risk of several portfolios as one, and what each brings to it."""
    view = platform.market.as_of(query.as_of)
    books = {book.id: book for book in await list_books(platform, principal)}
    wanted = list(dict.fromkeys(query.portfolio)) or list(books)
    missing = [text for text in wanted if text not in books]
    if missing:
        raise NotFound(f"Expected portfolios of yours, found none with the id '{missing[0]}'.", subject=missing[0])
    members = [snapshot_of(platform, book, view) for key, book in books.items() if key in wanted]
    report = household_report(members, view)
    facts = recorded_facts(report, calculation="household_report", snapshot=household_snapshot(members).digest)
    return HouseholdView(report=report, facts=facts)
