"""The glossary: every kind of figure the product can state."""

from fastapi import APIRouter

from plumbline.analytics.measures import MEASURES
from plumbline.api.dependencies import CurrentPrincipal
from plumbline.api.schemas import MeasureEntry

router = APIRouter(prefix="/measures", tags=["measures"])

_ENTRIES = [
    MeasureEntry(
        key=entry.key,
        name=entry.name,
        unit=entry.unit,
        sign=entry.sign,
        definition=entry.definition,
        missing_data=entry.missing_data,
        source=entry.source,
        words=entry.words,
        higher_is=entry.higher_is,
        takes=entry.takes,
        version=entry.version,
    )
    for entry in MEASURES
]


@router.get("")
async def glossary(_principal: CurrentPrincipal) -> list[MeasureEntry]:
    """Name, unit, sign, definition and source of every measure."""
    return _ENTRIES
