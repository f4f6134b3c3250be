"""A file of holdings or transactions, read whole: lots, bookings, the day it is of, and everything that is wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from plumbline.core.errors import InvalidInput
from plumbline.market_data.instruments import InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.holdings import CASH_SYMBOL, Lot
from plumbline.portfolios.imports.cells import find_day, uses_decimal_comma
from plumbline.portfolios.imports.columns import Columns, find_columns, find_header
from plumbline.portfolios.imports.decoding import MOST_BYTES, decode
from plumbline.portfolios.imports.holding_rows import HoldingRows, Reading, base_currency, is_footer, read_holdings
from plumbline.portfolios.imports.records import LineProblem, Record, Records, read_records
from plumbline.portfolios.imports.schemas import ImportField, ImportIssue
from plumbline.portfolios.imports.transaction_rows import TransactionRows, looks_like_transactions, read_transactions
from plumbline.portfolios.transactions import Transaction, lots_from_transactions, tracks_cash

_NUMERIC: tuple[ImportField, ...] = ("quantity", "cost_basis_per_share", "cost_basis_total", "price", "market_value", "amount")
_DATED = re.compile(r"as of|download|report|position|export|generated|statement|date", re.IGNORECASE)


@dataclass(frozen=True)
class ParsedFile:
    """What a file says. `lots` are complete only without errors; `stated_value` is the sum of the values in the file."""

    filename: str
    encoding: str
    delimiter: str
    columns: Columns
    body: tuple[Record, ...]
    reading: Reading
    lots: tuple[Lot, ...]
    transactions: tuple[Transaction, ...]
    currency: str
    stated_value: float | None
    as_of: date | None
    skipped: frozenset[int]
    errors: tuple[ImportIssue, ...]
    warnings: tuple[ImportIssue, ...]

    @property
    def is_transactions(self) -> bool:
        return "booked_on" in self.columns.places


def parse_file(
    content: bytes, filename: str, view: MarketView, *, mapping: Mapping[str, str] | None = None, most_bytes: int = MOST_BYTES
) -> ParsedFile:
    """Read a file against the instruments of a market.

    Args:
        content: the bytes as they were uploaded.
        filename: for messages and the suggested name.
        view: the market whose instruments and currencies count.
        mapping: field -> column, where the person chose; the rest is detected.
        most_bytes: the largest file that is read.

    Raises:
        InvalidInput: the file is empty, too large or not a table, or the mapping names what is not there.
    """
    decoded = decode(content, filename, most_bytes=most_bytes)
    found = read_records(decoded.text)
    if not found.records:
        message = f"No line of '{filename}' can be read as a row of a table. Save the holdings as CSV, and import that."
        raise InvalidInput(message, subject=filename)
    header = find_header(found.records, mapping)
    body = tuple(record for record in found.records if record.row > header.row)
    columns = _columns(header, body, mapping)
    reading = _reading(body, columns, found.delimiter)
    rows = _rows(body, columns, view, reading)
    line_errors = [_line_issue(problem, columns) for problem in found.problems]
    header_issues = [] if line_errors and _readable(columns) else _header_issues(columns, body)
    errors = [*header_issues, *line_errors, *rows.errors] if _readable(columns) else header_issues
    errors.sort(key=lambda issue: issue.row or 0)
    transactions = tuple(entry for _, entry in rows.transactions) if isinstance(rows, TransactionRows) else ()
    as_of = _day_of(rows, transactions, found, columns)
    return ParsedFile(
        filename=filename, encoding=decoded.encoding, delimiter=found.delimiter, columns=columns, body=body, reading=reading,
        lots=_lots(rows), transactions=transactions, currency=_currency(rows), stated_value=_stated(rows), as_of=as_of,
        skipped=frozenset(rows.skipped), errors=tuple(errors), warnings=(*rows.warnings, *_notices(rows, as_of, view)),
    )  # fmt: skip


def _columns(header: Record, body: tuple[Record, ...], mapping: Mapping[str, str] | None) -> Columns:
    booked = find_columns(header, transactions=True, mapping=mapping)
    return booked if looks_like_transactions(body, booked) else find_columns(header, transactions=False, mapping=mapping)


def _reading(body: tuple[Record, ...], columns: Columns, delimiter: str) -> Reading:
    numbers = [text for record in body[:500] for field in _NUMERIC if (text := columns.text(record, field))]
    comma = uses_decimal_comma(numbers)
    return Reading(decimal_comma=comma, day_first=comma and delimiter == ";")


def _readable(columns: Columns) -> bool:
    places = set(columns.places)
    amount = {"quantity", "market_value"} & places if "booked_on" not in places else {"quantity", "amount"} & places
    return bool({"symbol", "description"} & places) and bool(amount)


def _rows(body: tuple[Record, ...], columns: Columns, view: MarketView, reading: Reading) -> HoldingRows | TransactionRows:
    if not _readable(columns):
        return HoldingRows()
    if "booked_on" in columns.places:
        return read_transactions(body, columns, view, reading)
    return read_holdings(body, columns, view, reading)


def _header_issues(columns: Columns, body: tuple[Record, ...]) -> list[ImportIssue]:
    row = columns.header.row
    if not _readable(columns):
        missing = "a symbol" if not {"symbol", "description"} & set(columns.places) else "a quantity"
        fix = "Choose the columns yourself, or add a first line such as: symbol,quantity,cost_basis_per_share,currency"
        return [_issue(row, ", ".join(columns.names)[:80], f"no column for {missing} was recognized in the header", fix)]
    if not any(not is_footer(record, columns) for record in body):
        return [_issue(row, None, "the file has a header and no rows below it", "Export the holdings again.")]
    return []


def _line_issue(problem: LineProblem, columns: Columns) -> ImportIssue:
    column = columns.names[problem.place] if problem.place < len(columns.names) else None
    return ImportIssue(row=problem.row, column=column, value=problem.text, reason=problem.reason, fix=problem.fix)


def _lots(rows: HoldingRows | TransactionRows) -> tuple[Lot, ...]:
    if isinstance(rows, HoldingRows):
        return tuple(lot for _, lot in rows.lots)
    entries = tuple(entry for _, entry in rows.transactions)
    return tuple(
        Lot(
            lot.symbol or CASH_SYMBOL, InstrumentKind.CASH if lot.symbol is None else rows.kinds[lot.symbol], lot.quantity, lot.currency,
            lot.price, lot.opened_on,
        )
        for lot in lots_from_transactions(entries, date.max)
    )  # fmt: skip


def _currency(rows: HoldingRows | TransactionRows) -> str:
    if isinstance(rows, HoldingRows):
        return base_currency(rows)
    return rows.transactions[0][1].currency if rows.transactions else "USD"


def _stated(rows: HoldingRows | TransactionRows) -> float | None:
    return sum(rows.values.values()) if isinstance(rows, HoldingRows) and rows.values else None


def _day_of(rows: HoldingRows | TransactionRows, booked: tuple[Transaction, ...], found: Records, columns: Columns) -> date | None:
    """The day that the file is of: a column of its own, a sentence around the table, or the last booking."""
    if booked:
        return max(entry.booked_on for entry in booked)
    if isinstance(rows, HoldingRows) and rows.days:
        return rows.days.most_common(1)[0][0]
    around = [record for record in found.records if record.row < columns.header.row or record.row in rows.skipped]
    sentences = (" ".join(record.cells) for record in around)
    return next((day for sentence in sentences if _DATED.search(sentence) and (day := find_day(sentence))), None)


def _notices(rows: HoldingRows | TransactionRows, as_of: date | None, view: MarketView) -> list[ImportIssue]:
    notices = []
    if as_of is None:
        notices.append(_issue(None, None, f"the file does not say of which day it is; it counts as of {view.as_of}", None))
    elif as_of > view.as_of:
        notices.append(_issue(None, str(as_of), f"the file is of a day after the last prices, {view.as_of}: values are at those", None))
    if isinstance(rows, TransactionRows) and rows.transactions and not tracks_cash(entry for _, entry in rows.transactions):
        notices.append(_issue(None, None, "no deposits are booked, so cash is not tracked", None))
    return notices


def _issue(row: int | None, value: str | None, reason: str, fix: str | None) -> ImportIssue:
    return ImportIssue(row=row, column=None, value=value, reason=reason, fix=fix)
