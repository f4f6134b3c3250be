"""What a person is shown before anything is stored."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePath

from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.market_data.market import Market, MarketView
from plumbline.portfolios.holdings import PortfolioBook
from plumbline.portfolios.imports.cells import NotReadable, is_missing, read_day, read_number
from plumbline.portfolios.imports.decoding import MOST_BYTES
from plumbline.portfolios.imports.parse import ParsedFile, parse_file
from plumbline.portfolios.imports.records import Record
from plumbline.portfolios.imports.schemas import CellRead, ImportField, ImportPreview, ImportRow, ImportTotals
from plumbline.portfolios.snapshot import take_snapshot
from plumbline.portfolios.valuation import value_holdings

SHOWN_ROWS = 200
SHOWN_ERRORS = 200
DEFAULT_BENCHMARK = "SP500"

_NUMBERS: frozenset[ImportField] = frozenset(("quantity", "cost_basis_per_share", "cost_basis_total", "price", "market_value", "amount"))
_DAYS: frozenset[ImportField] = frozenset(("opened_on", "report_date", "booked_on"))


def preview(
    content: bytes, filename: str, market: Market, *, mapping: Mapping[str, str] | None = None, most_bytes: int = MOST_BYTES
) -> ImportPreview:
    """Read a file and show how every cell was understood; stores nothing.

    Raises: `InvalidInput` when the file is not a table at all, or the mapping names a column that is not there.
    """
    parsed = parse_file(content, filename, market.as_of(), mapping=mapping, most_bytes=most_bytes)
    return preview_of(parsed, market)


def preview_of(parsed: ParsedFile, market: Market) -> ImportPreview:
    """The preview of a file that was read."""
    wrong = {issue.row for issue in parsed.errors[:SHOWN_ERRORS]}
    rows = [record for record in parsed.body if record.row not in parsed.skipped]
    shown = [record for place, record in enumerate(rows) if place < SHOWN_ROWS or record.row in wrong]
    return ImportPreview(
        filename=parsed.filename, kind="transactions" if parsed.is_transactions else "holdings",
        suggested_name=suggested_name(parsed.filename), delimiter=parsed.delimiter, encoding=parsed.encoding,
        header=parsed.columns.names, header_row=parsed.columns.header.row, columns=parsed.columns.choices,
        rows=tuple(_row(record, parsed, ok=record.row not in wrong) for record in shown), n_rows=len(rows),
        errors=parsed.errors[:SHOWN_ERRORS], n_errors=len(parsed.errors), warnings=parsed.warnings[:SHOWN_ERRORS],
        totals=_totals(parsed, market), as_of=parsed.as_of, ready=not parsed.errors,
    )  # fmt: skip


def suggested_name(filename: str) -> str:
    """`growth_2022.csv` becomes `Growth 2022`."""
    words = re.sub(r"[_\-.\s]+", " ", PurePath(filename.replace("\\", "/")).stem)
    name = "".join(character for character in words if character.isprintable()).strip()[:80].strip()
    return name[:1].upper() + name[1:] or "Portfolio"


def book_of(parsed: ParsedFile, view: MarketView, *, name: str) -> PortfolioBook:
    """The portfolio that the file would make."""
    return PortfolioBook(
        id=PortfolioId("preview"), name=name, currency=parsed.currency, benchmark=DEFAULT_BENCHMARK,
        imported_as_of=imported_as_of(parsed, view), lots=parsed.lots, transactions=parsed.transactions,
    )  # fmt: skip


def imported_as_of(parsed: ParsedFile, view: MarketView) -> date:
    """The day that the holdings are of: what the file says, otherwise the last session."""
    return parsed.as_of or view.as_of


def _row(record: Record, parsed: ParsedFile, *, ok: bool) -> ImportRow:
    cells = tuple(
        CellRead(field=choice.field, column=choice.column, text=text, value=_value(choice.field, text, parsed))
        for choice in parsed.columns.choices
        for text in (_shown(choice.field, parsed.columns.text(record, choice.field)),)
    )
    return ImportRow(row=record.row, cells=cells, ok=ok)


def _value(field: ImportField, text: str, parsed: ParsedFile) -> float | date | str | None:
    if is_missing(text):
        return None
    try:
        if field in _NUMBERS:
            return read_number(text, decimal_comma=parsed.reading.decimal_comma)
        if field in _DAYS:
            return read_day(text, day_first=parsed.reading.day_first)
    except NotReadable:
        return None
    return text


def _shown(field: ImportField, text: str) -> str:
    """The cell as it may be shown: an account number keeps its last four characters."""
    return f"…{text[-4:]}" if field == "account_number" and text else text[:200]


def _totals(parsed: ParsedFile, market: Market) -> ImportTotals | None:
    if not parsed.lots or parsed.errors:
        return None  # a total of some of the rows would be read as that of all
    view = _view(parsed, market)
    valuation = value_holdings(take_snapshot(book_of(parsed, view, name="preview"), view), view)
    computed = Money(amount=valuation.net_value, currency=parsed.currency)
    stated = parsed.stated_value
    return ImportTotals(
        as_of=view.as_of, n_holdings=len(valuation.invested), computed_value=computed,
        stated_value=None if stated is None else Money(amount=stated, currency=parsed.currency),
        difference=None if stated is None else Money(amount=computed.amount - stated, currency=parsed.currency),
    )  # fmt: skip


def _view(parsed: ParsedFile, market: Market) -> MarketView:
    day = parsed.as_of
    inside = day is not None and market.first_session <= day <= market.last_session
    return market.as_of(day if inside else None)
