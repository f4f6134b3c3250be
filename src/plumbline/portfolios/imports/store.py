"""Stores an import: the whole file or nothing, and once, however often it is sent."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError

from plumbline.access.principal import Principal
from plumbline.audit.log import record
from plumbline.core.errors import Conflict, FieldError, InvalidInput
from plumbline.core.ids import PortfolioId
from plumbline.portfolios import repository
from plumbline.portfolios.imports.parse import ParsedFile, parse_file
from plumbline.portfolios.imports.preview import DEFAULT_BENCHMARK, imported_as_of, preview_of, suggested_name
from plumbline.portfolios.imports.schemas import ImportIssue, ImportPreview
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.schemas import PortfolioSummary
from plumbline.portfolios.service import checked_name, get_summary

_LONGEST_KEY = 255
_LONGEST_STORED_KEY = 128


@dataclass(frozen=True)
class ImportRequest:
    """A file to import. `key` makes sending it twice one import; without a name, one is made from the file's."""

    filename: str
    content: bytes
    name: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None
    demo: bool = False


@dataclass(frozen=True)
class Imported:
    """The portfolio, and whether this call made it (False: an earlier one with the same key did)."""

    summary: PortfolioSummary
    created: bool
    preview: ImportPreview


class ImportRefused(InvalidInput):
    """The file has errors; nothing was stored. `preview` shows every cell, `fields` names each error."""

    def __init__(self, preview: ImportPreview) -> None:
        n_errors = preview.n_errors
        message = (
            f"'{preview.filename}' has {n_errors} error{'s' if n_errors != 1 else ''}, so nothing was imported. "
            f"First: {issue_text(preview.errors[0])} Correct the file and import it again."
        )
        fields = tuple(FieldError(place_of(issue), _sentence(issue)) for issue in preview.errors)
        super().__init__(message, subject=preview.filename, fields=fields)
        self.preview = preview


async def import_portfolio(platform: Platform, principal: Principal, request: ImportRequest) -> Imported:
    """Read, check and store a file as a portfolio of the person.

    Raises: `ImportRefused` when a row is wrong, `InvalidInput` when the file is no table, `Conflict` when the name is taken or
    the key was used for another file.
    """
    parsed, shown = await asyncio.to_thread(_read, platform, request)
    if shown.errors:
        raise ImportRefused(shown)
    digest = hashlib.sha256(request.content).hexdigest()
    key = _checked_key(request.key)
    try:
        portfolio_id, created = await _store(platform, principal, request, parsed=parsed, digest=digest, key=key)
    except IntegrityError:
        # Two of the same at once: the other one was first, so now it is found.
        portfolio_id, created = await _store(platform, principal, request, parsed=parsed, digest=digest, key=key)
    return Imported(await get_summary(platform, principal, portfolio_id), created, shown)


def issue_text(issue: ImportIssue) -> str:
    """One line about what is wrong and where."""
    return f"{place_of(issue)}: {_sentence(issue)}"


def place_of(issue: ImportIssue) -> str:
    """`row 7, Quantity`, or `file`."""
    parts = [f"row {issue.row}" if issue.row else "file", issue.column or ""]
    return ", ".join(part for part in parts if part)


async def _store(
    platform: Platform, principal: Principal, request: ImportRequest, *, parsed: ParsedFile, digest: str, key: str | None
) -> tuple[PortfolioId, bool]:
    async with platform.database.write() as session:
        before = await repository.find_import(session, principal, key) if key else None
        if before is not None:
            if before.content_digest != digest:
                raise Conflict("This key was used to import another file. Send the file with a new key.", subject="Idempotency-Key")
            return before.id, False
        taken = await repository.names_of_owner(session, principal)
        new = repository.NewPortfolio(
            name=_name(request, taken), currency=parsed.currency, benchmark=DEFAULT_BENCHMARK,
            imported_as_of=imported_as_of(parsed, platform.market.as_of()), source_file=request.filename[:255], content_digest=digest,
            lots=parsed.lots, transactions=parsed.transactions, import_key=key, demo=request.demo,
        )  # fmt: skip
        portfolio_id = await repository.add_portfolio(session, principal, new)
        details: dict[str, str | int | bool | None] = {"file": new.source_file, "name": new.name, "n_lots": len(new.lots), "sha256": digest}
        await record(session, principal, action="portfolio.import", subject=portfolio_id, details=details)
        return portfolio_id, True


def _read(platform: Platform, request: ImportRequest) -> tuple[ParsedFile, ImportPreview]:
    """In a thread: a large file takes a second, and other people's answers go on meanwhile."""
    limit = platform.settings.max_upload_bytes
    parsed = parse_file(request.content, request.filename, platform.market.as_of(), mapping=request.mapping, most_bytes=limit)
    return parsed, preview_of(parsed, platform.market)


def _name(request: ImportRequest, taken: frozenset[str]) -> str:
    if request.name is not None and request.name.strip():
        name = checked_name(request.name)
        if name in taken:
            raise Conflict(f"You already have a portfolio called '{name}'. Choose another name.", subject=name)
        return name
    first = suggested_name(request.filename)
    number, name = 2, first
    while name in taken:
        name, number = f"{first[:74]} ({number})", number + 1
    return name


def _checked_key(key: str | None) -> str | None:
    if key is not None and not (0 < len(key) <= _LONGEST_KEY and key.isprintable()):
        raise InvalidInput(f"Expected a key of 1 to {_LONGEST_KEY} printable characters.", subject="Idempotency-Key")
    return key if key is None or len(key) <= _LONGEST_STORED_KEY else f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"


def _sentence(issue: ImportIssue) -> str:
    value = f"'{issue.value}': " if issue.value and issue.value not in issue.reason else ""
    return f"{value}{issue.reason}. {issue.fix or ''}".strip()
