"""Imports: a broker's file, shown as it was read, then stored whole or not at all. The body is the file itself."""

import asyncio
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from pydantic import Field

from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.core.errors import InvalidInput
from plumbline.core.schema import Schema
from plumbline.portfolios.imports.preview import preview
from plumbline.portfolios.imports.schemas import ImportPreview
from plumbline.portfolios.imports.store import ImportRequest, import_portfolio
from plumbline.portfolios.schemas import PortfolioSummary

router = APIRouter(prefix="/imports", tags=["imports"])

Filename = Annotated[str, Query(min_length=1, max_length=255, description="Name of the file, for messages and the suggested name.")]
MappingText = Annotated[
    str | None,
    Query(alias="mapping", max_length=4_000, description='Columns that you chose, as JSON: {"quantity": "Anzahl"}; "" means none.'),
]
IdempotencyKey = Annotated[
    str | None, Header(max_length=255, description="The same key twice imports once: retry a lost answer with the same key.")
]
_BODY = {"required": True, "content": {"text/csv": {"schema": {"type": "string", "format": "binary"}}}}


@router.post("/preview", openapi_extra={"requestBody": _BODY})
async def preview_import(
    request: Request,
    platform: CurrentPlatform,
    principal: CurrentPrincipal,  # noqa: ARG001 - only a signed-in person may have files read
    filename: Filename = "upload.csv",
    mapping: MappingText = None,
) -> ImportPreview:
    """How the file would be read, with every error by row and column. Nothing is stored."""
    content = await request.body()
    limit = platform.settings.max_upload_bytes
    chosen = _mapping(mapping)
    # In a thread: a large file takes a second, and other people's answers go on meanwhile.
    return await asyncio.to_thread(preview, content, filename, platform.market, mapping=chosen, most_bytes=limit)


class ImportOptions(Schema):
    """What is said about the file beside its bytes."""

    filename: str = Field(default="upload.csv", min_length=1, max_length=255, description="Name of the file.")
    name: str | None = Field(default=None, max_length=80, description="Name of the portfolio; default: from the name of the file.")
    mapping: str | None = Field(default=None, max_length=4_000, description='Columns that you chose, as JSON; "" means none.')


@router.post("", status_code=HTTPStatus.CREATED, openapi_extra={"requestBody": _BODY})
async def create_import(
    request: Request,
    response: Response,
    platform: CurrentPlatform,
    principal: CurrentPrincipal,
    options: Annotated[ImportOptions, Query()],
    *,
    idempotency_key: IdempotencyKey = None,
) -> PortfolioSummary:
    """Import the file as a portfolio: whole or not at all. With the same key twice it is imported once (then 200)."""
    chosen = ImportRequest(
        filename=options.filename,
        content=await request.body(),
        name=options.name,
        mapping=_mapping(options.mapping),
        key=idempotency_key,
    )
    imported = await import_portfolio(platform, principal, chosen)
    if not imported.created:
        response.status_code = HTTPStatus.OK
    return imported.summary


def _mapping(text: str | None) -> Mapping[str, str]:
    if text is None or not text.strip():
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):  # brackets that are nested a thousand deep
        found = None
    if not isinstance(found, dict) or not all(isinstance(column, str) for column in found.values()):
        raise InvalidInput('Expected the mapping as JSON, such as {"quantity": "Anzahl"}.', subject="mapping")
    return {str(field): column for field, column in found.items()}
