"""From the rows of a holdings file to lots; a row that can not be one says which cell, why, and what to do."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from plumbline.core.errors import MissingData
from plumbline.market_data.instruments import Instrument, InstrumentKind
from plumbline.market_data.market import MarketView
from plumbline.market_data.occ import find_occ
from plumbline.portfolios.holdings import CASH_SYMBOL, Account, Lot
from plumbline.portfolios.imports.cash import currency_named, is_cash
from plumbline.portfolios.imports.cells import NotReadable, is_missing, read_day, read_number
from plumbline.portfolios.imports.columns import Columns
from plumbline.portfolios.imports.records import Record
from plumbline.portfolios.imports.schemas import ImportField, ImportIssue
from plumbline.portfolios.imports.symbols import SymbolReader

_Value = TypeVar("_Value")
_TOTAL = re.compile(r"(grand |account |portfolio |sub ?)?totals?\b", re.IGNORECASE)
_CURRENCY = re.compile(r"[A-Z]{3}")
_TOLERANCE = 0.02
"""Stated value against quantity times price: rounding and a late mark stay below it."""
DEFAULT_CURRENCY = "USD"


@dataclass(frozen=True)
class Reading:
    """How numbers and days of the file are written."""

    decimal_comma: bool = False
    day_first: bool = False


@dataclass
class HoldingRows:
    """What the rows gave so far. `values` are what the file says that each lot is worth."""

    lots: list[tuple[int, Lot]] = field(default_factory=list)
    values: dict[int, float] = field(default_factory=dict)
    days: Counter[date] = field(default_factory=Counter)
    skipped: set[int] = field(default_factory=set)
    errors: list[ImportIssue] = field(default_factory=list)
    warnings: list[ImportIssue] = field(default_factory=list)


def read_holdings(records: tuple[Record, ...], columns: Columns, view: MarketView, reading: Reading) -> HoldingRows:
    """Read every record below the header; errors are collected, not raised."""
    reader = _Reader(columns, view, reading)
    for record in records:
        reader.take(record)
    reader.check_currencies()
    return reader.rows


def is_footer(record: Record, columns: Columns) -> bool:
    """Whether a record is text around the table (a disclaimer, `Date downloaded ...`), not a holding."""
    text = next((cell for cell in record.cells if cell), "")
    sentence = len(text.split()) > 3 and find_occ(text) is None
    if record.filled == 1 and len(columns.names) > 2:
        return sentence or ":" in text or (len(text) > 21 and find_occ(text) is None)
    return sentence and record.filled < 3 and not columns.text(record, "quantity") and len(text) > 40


class _Reader:
    def __init__(self, columns: Columns, view: MarketView, reading: Reading) -> None:
        self.rows = HoldingRows()
        self._columns = columns
        self._view = view
        self._reading = reading
        self._symbols = SymbolReader(view)

    def take(self, record: Record) -> None:
        first = next((cell for cell in record.cells if cell), "")
        if is_footer(record, self._columns) or _TOTAL.match(first) or _TOTAL.match(self._text(record, "symbol")):
            self._skip(record, first, "this line is not a holding and is skipped")
            return
        n_errors = len(self.rows.errors)
        report_date = self._optional(record, "report_date", self._day)
        if report_date is not None:
            self.rows.days[report_date] += 1
        lot = self._cash(record) if self._is_cash(record) else self._security(record)
        if lot is not None and len(self.rows.errors) == n_errors:
            self.rows.lots.append((record.row, lot))

    def check_currencies(self) -> None:
        """Every currency needs a rate to the portfolio's own, which is the most frequent one."""
        base = base_currency(self.rows)
        for row, lot in self.rows.lots:
            try:
                self._view.fx_rate(lot.currency, base)
            except MissingData:
                self._error(
                    row, "currency", lot.currency, f"the portfolio is in {base}; the loaded market has no {lot.currency}/{base} rate",
                    fix=f"Give the row in {base}, or import the rows in {lot.currency} as a portfolio of their own.",
                )  # fmt: skip

    def _is_cash(self, record: Record) -> bool:
        return is_cash(
            self._text(record, "symbol"),
            description=self._text(record, "description"),
            asset_class=self._text(record, "asset_class"),
            view=self._view,
        )

    def _cash(self, record: Record) -> Lot | None:
        symbol, asset_class = self._text(record, "symbol"), self._text(record, "asset_class")
        value, quantity = (self._optional(record, field, self._number) for field in ("market_value", "quantity"))
        amount = value if value is not None else quantity
        if amount is None:
            if not any(issue.row == record.row for issue in self.rows.errors):
                self._error(record.row, "quantity", self._text(record, "quantity"), "a cash line needs an amount", fix="Write the amount.")
            return None
        if value is not None:
            self.rows.values[record.row] = value
        currency = currency_named(symbol, asset_class=asset_class) or self._currency(record) or DEFAULT_CURRENCY
        opened = self._optional(record, "opened_on", self._day)
        return Lot(CASH_SYMBOL, InstrumentKind.CASH, amount, currency, 1.0, opened, self._account(record))

    def _security(self, record: Record) -> Lot | None:
        instrument = self._instrument(record)
        quantity = self._quantity(record)
        currency = self._currency(record) or (instrument.currency if instrument else DEFAULT_CURRENCY)
        if instrument is not None and currency != instrument.currency:
            self._foreign(record, instrument, currency)
        if quantity == 0.0:
            self._skip(record, self._text(record, "symbol"), "the quantity is 0: nothing is held, the line is skipped")
            return None
        opened = self._optional(record, "opened_on", self._day)
        if instrument is None or quantity is None:
            return None
        multiplier = 100.0 if instrument.kind is InstrumentKind.OPTION else 1.0
        self._check_value(record, quantity * multiplier)
        cost = self._cost(record, quantity * multiplier)
        return Lot(instrument.symbol, instrument.kind, quantity, currency, cost, opened, self._account(record))

    def _instrument(self, record: Record) -> Instrument | None:
        symbol = self._text(record, "symbol")
        found = self._symbols.read(symbol, description=self._text(record, "description"))
        if isinstance(found, Instrument):
            return found
        self._error(record.row, "symbol", symbol, found.reason, fix=found.fix)
        return None

    def _quantity(self, record: Record) -> float | None:
        quantity = self._required(record, "quantity")
        side = self._text(record, "side").lower()
        if quantity is None or not side:
            return quantity
        if side in {"short", "s", "sell", "sold"}:
            return -abs(quantity)
        if side in {"long", "l", "buy", "bought"} and quantity < 0:
            self._error(
                record.row, "side", self._text(record, "side"), "the side says long, but the quantity is negative",
                fix="Correct the side or the sign of the quantity.",
            )  # fmt: skip
        return quantity

    def _cost(self, record: Record, size: float) -> float | None:
        """Cost per share, positive: as stated, or the total divided by the shares."""
        per_share = self._optional(record, "cost_basis_per_share", self._number)
        if per_share is not None:
            return abs(per_share)
        total = self._optional(record, "cost_basis_total", self._number)
        return None if total is None else abs(total) / abs(size)

    def _check_value(self, record: Record, size: float) -> None:
        value, price = (self._optional(record, field, self._number) for field in ("market_value", "price"))
        if price is not None and price < 0:
            self._warn(record.row, "price", self._text(record, "price"), "a price can not be negative; the market's price counts")
        if value is None:
            return
        self.rows.values[record.row] = -abs(value) if size < 0 else value
        if price is not None and abs(abs(value) - abs(size * price)) > _TOLERANCE * abs(value) + 1.0:
            self._warn(record.row, "market_value", self._text(record, "market_value"), "the value is not quantity times price")

    def _foreign(self, record: Record, instrument: Instrument, currency: str) -> None:
        other = next((row for row, lot in self.rows.lots if lot.symbol == instrument.symbol and lot.currency != currency), None)
        also = f", and row {other} holds it in {instrument.currency}" if other else ""
        self._error(
            record.row, "currency", currency,
            f"{instrument.symbol} is quoted in {instrument.currency}{also}; the loaded market has no {currency}/{instrument.currency} rate",
            fix=f"Give the row in {instrument.currency}, or remove it.",
        )  # fmt: skip

    def _currency(self, record: Record) -> str | None:
        text = self._text(record, "currency").upper()
        if is_missing(text):
            return None
        if not _CURRENCY.fullmatch(text):
            self._error(record.row, "currency", text, "not a currency code", fix="Write three letters, such as USD.")
            return None
        return text

    def _account(self, record: Record) -> Account | None:
        name, number = self._text(record, "account_name"), compact_number(self._text(record, "account_number"))
        if not name and not number:
            return None
        return Account((name or "Account")[:120], f"…{number[-4:]}" if number else None)

    def _required(self, record: Record, field: ImportField) -> float | None:
        text = self._text(record, field)
        try:
            return self._number(text)
        except NotReadable as problem:
            self._error(record.row, field, text, problem.reason, fix=problem.fix)
            return None

    def _optional(self, record: Record, field: ImportField, read: Callable[[str], _Value]) -> _Value | None:
        text = self._text(record, field)
        if is_missing(text):
            return None
        try:
            return read(text)
        except NotReadable as problem:
            self._error(record.row, field, text, problem.reason, fix=problem.fix)
            return None

    def _number(self, text: str) -> float:
        return read_number(text, decimal_comma=self._reading.decimal_comma)

    def _day(self, text: str) -> date:
        return read_day(text, day_first=self._reading.day_first)

    def _text(self, record: Record, field: ImportField) -> str:
        return self._columns.text(record, field)

    def _error(self, row: int, field: ImportField, value: str, reason: str, *, fix: str | None) -> None:
        self.rows.errors.append(ImportIssue(row=row, column=self._columns.name(field), value=value[:80], reason=reason, fix=fix))

    def _warn(self, row: int, field: ImportField, value: str, reason: str) -> None:
        self.rows.warnings.append(ImportIssue(row=row, column=self._columns.name(field), value=value[:80], reason=reason))

    def _skip(self, record: Record, text: str, reason: str) -> None:
        self.rows.skipped.add(record.row)
        self.rows.warnings.append(ImportIssue(row=record.row, column=None, value=text[:80], reason=reason))


def base_currency(rows: HoldingRows) -> str:
    """The currency of most rows."""
    counts = Counter(lot.currency for _, lot in rows.lots)
    return counts.most_common(1)[0][0] if counts else DEFAULT_CURRENCY


def compact_number(text: str) -> str:
    """Letters and digits of an account number."""
    return "".join(character for character in text if character.isalnum())
