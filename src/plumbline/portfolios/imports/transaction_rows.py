"""From the rows of a transactions file to bookings."""

from dataclasses import dataclass, field
from datetime import date

from plumbline.market_data.instruments import Instrument, InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.portfolios.imports.cells import NotReadable, is_missing, read_day, read_number
from plumbline.portfolios.imports.columns import Columns
from plumbline.portfolios.imports.holding_rows import DEFAULT_CURRENCY, Reading, is_footer
from plumbline.portfolios.imports.records import Record
from plumbline.portfolios.imports.schemas import ImportField, ImportIssue
from plumbline.portfolios.imports.symbols import SymbolReader
from plumbline.portfolios.transactions import Transaction, TransactionKind

_WORDS: tuple[tuple[str, TransactionKind], ...] = (
    ("withdraw", TransactionKind.WITHDRAWAL),
    ("transfer out", TransactionKind.WITHDRAWAL),
    ("deposit", TransactionKind.DEPOSIT),
    ("contribution", TransactionKind.DEPOSIT),
    ("transfer in", TransactionKind.DEPOSIT),
    ("funds received", TransactionKind.DEPOSIT),
    ("reinvest", TransactionKind.BUY),
    ("dividend", TransactionKind.DIVIDEND),
    ("interest", TransactionKind.DIVIDEND),
    ("distribution", TransactionKind.DIVIDEND),
    ("fee", TransactionKind.FEE),
    ("commission", TransactionKind.FEE),
    ("tax", TransactionKind.FEE),
    ("buy", TransactionKind.BUY),
    ("bought", TransactionKind.BUY),
    ("purchase", TransactionKind.BUY),
    ("sell", TransactionKind.SELL),
    ("sold", TransactionKind.SELL),
    ("sale", TransactionKind.SELL),
)
_TRADES = frozenset((TransactionKind.BUY, TransactionKind.SELL))
_INCOMING = frozenset((TransactionKind.SELL, TransactionKind.DIVIDEND, TransactionKind.DEPOSIT))


@dataclass
class TransactionRows:
    transactions: list[tuple[int, Transaction]] = field(default_factory=list)
    kinds: dict[str, InstrumentKind] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)
    errors: list[ImportIssue] = field(default_factory=list)
    warnings: list[ImportIssue] = field(default_factory=list)


def looks_like_transactions(records: tuple[Record, ...], columns: Columns) -> bool:
    """Whether most rows have a day and an action such as buy or sell."""
    if not {"action", "booked_on", "quantity"} <= set(columns.places):
        return False
    sample = [record for record in records[:50] if record.filled > 1]
    booked = [record for record in sample if action_kind(columns.text(record, "action"))]
    return len(sample) > 0 and 2 * len(booked) >= len(sample)


def action_kind(text: str) -> TransactionKind | None:
    """What a broker's word for a booking means, or None."""
    lower = text.lower()
    return next((kind for word, kind in _WORDS if word in lower), None)


def read_transactions(records: tuple[Record, ...], columns: Columns, view: MarketView, reading: Reading) -> TransactionRows:
    """Read every record below the header; errors are collected, not raised."""
    reader = _Reader(columns, view, reading)
    for record in records:
        reader.take(record)
    return reader.rows


class _Reader:
    def __init__(self, columns: Columns, view: MarketView, reading: Reading) -> None:
        self.rows = TransactionRows()
        self._columns = columns
        self._reading = reading
        self._symbols = SymbolReader(view)

    def take(self, record: Record) -> None:
        if is_footer(record, self._columns):
            self.rows.skipped.add(record.row)
            self.rows.warnings.append(_issue(record.row, None, record.cells[0], "this line is not a booking and is skipped", None))
            return
        n_errors = len(self.rows.errors)
        booked_on, kind = self._booked_on(record), self._kind(record)
        if booked_on is None or kind is None:
            return
        entry = self._trade(record, booked_on, kind) if kind in _TRADES else self._money(record, booked_on, kind)
        if entry is not None and len(self.rows.errors) == n_errors:
            self.rows.transactions.append((record.row, entry))

    def _booked_on(self, record: Record) -> date | None:
        text = self._columns.text(record, "booked_on")
        try:
            return read_day(text, day_first=self._reading.day_first)
        except NotReadable as problem:
            self._error(record, "booked_on", problem.reason, problem.fix)
            return None

    def _kind(self, record: Record) -> TransactionKind | None:
        kind = action_kind(self._columns.text(record, "action"))
        if kind is None:
            words = ", ".join(known.value for known in TransactionKind)
            self._error(record, "action", "not a known kind of booking", f"Write one of {words}, or remove the row.")
        return kind

    def _trade(self, record: Record, booked_on: date, kind: TransactionKind) -> Transaction | None:
        found = self._symbols.read(self._columns.text(record, "symbol"), description=self._columns.text(record, "description"))
        quantity, price, amount = (
            self._number(record, "quantity", required=True),
            self._number(record, "price"),
            self._number(record, "amount"),
        )
        if not isinstance(found, Instrument):
            self._error(record, "symbol", found.reason, found.fix)
            return None
        if not quantity:
            if quantity is not None:
                self._error(record, "quantity", "a trade of nothing", "Write how much was traded, or remove the row.")
            return None
        size = abs(quantity) * (100.0 if found.kind is InstrumentKind.OPTION else 1.0)
        if price is None and amount is None:
            self._error(record, "price", "a trade needs a price or an amount", "Write the price per share.")
            return None
        paid = abs(amount) if amount is not None else size * abs(price or 0.0)
        self.rows.kinds[found.symbol] = found.kind
        return Transaction(
            booked_on, kind, paid if kind in _INCOMING else -paid, self._currency(record, found.currency), found.symbol, abs(quantity),
            abs(price) if price is not None else paid / size,
        )  # fmt: skip

    def _money(self, record: Record, booked_on: date, kind: TransactionKind) -> Transaction | None:
        field: ImportField = "quantity" if is_missing(self._columns.text(record, "amount")) else "amount"
        amount = self._number(record, field, required=True)
        if amount is None:
            return None
        symbol = self._columns.text(record, "symbol")
        found = self._symbols.read(symbol, description="") if symbol else None
        held = found.symbol if isinstance(found, Instrument) else None
        signed = abs(amount) if kind in _INCOMING else -abs(amount)
        return Transaction(booked_on, kind, signed, self._currency(record, DEFAULT_CURRENCY), held)

    def _number(self, record: Record, field: ImportField, *, required: bool = False) -> float | None:
        text = self._columns.text(record, field)
        if not required and is_missing(text):
            return None
        try:
            return read_number(text, decimal_comma=self._reading.decimal_comma)
        except NotReadable as problem:
            self._error(record, field, problem.reason, problem.fix)
            return None

    def _currency(self, record: Record, default: str) -> str:
        text = self._columns.text(record, "currency").upper()
        if text and text != default:
            self._error(record, "currency", f"the loaded market has no {text}/{default} exchange rate", f"Give the row in {default}.")
        return default

    def _error(self, record: Record, field: ImportField, reason: str, fix: str) -> None:
        self.rows.errors.append(_issue(record.row, self._columns.name(field), self._columns.text(record, field), reason, fix))


def _issue(row: int, column: str | None, value: str, reason: str, fix: str | None) -> ImportIssue:
    return ImportIssue(row=row, column=column, value=value[:80], reason=reason, fix=fix)
