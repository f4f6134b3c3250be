"""Which column gives which field: recognized by what brokers call it, or given by the person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from plumbline.core.errors import InvalidInput
from plumbline.portfolios.imports.records import Record
from plumbline.portfolios.imports.schemas import ColumnChoice, ImportField

FIELDS: tuple[ImportField, ...] = get_args(ImportField)
_SEARCHED = 40
"""Records in which the header may stand: exports begin with up to a page of account details."""

_SYNONYMS: dict[ImportField, tuple[str, ...]] = {
    "symbol": ("symbol", "ticker", "ticker symbol", "security symbol", "stock symbol", "instrument", "stock", "symbol cusip"),
    "description": ("description", "security description", "security name", "instrument name", "name", "security", "company",
                    "company name", "investment", "investment name", "fund name", "instrument description"),
    "quantity": ("quantity", "qty", "shares", "units", "position", "number of shares", "share quantity", "position quantity", "qty held",
                 "shares held", "quantity held", "holding", "pos", "contracts", "no of shares"),
    "cost_basis_per_share": ("cost basis per share", "cost per share",  "average cost basis", "average cost", "avg cost",
                             "average cost per share",
                             "avg cost per share", "average price", "avg price", "open price", "purchase price", "unit cost", "price paid",
                             "cost basis price", "cost price", "buy price", "avg cost basis", "cost share", "average price paid",
                             "entry price", "avg entry price", "average open price", "unit price paid"),
    "cost_basis_total": ("cost basis total", "total cost basis", "total cost", "cost basis", "cost basis money", "book value", "book cost",
                         "cost value", "cost", "amount invested", "original cost", "purchase value"),
    "price": ("last price", "price", "mark price", "market price", "current price", "close price", "closing price", "last", "mark",
              "share price", "unit price", "last trade", "quote", "trade price", "t price"),
    "market_value": ("market value", "current value", "position value", "value", "total value", "mkt value", "balance", "ending value",
                     "current market value", "market val", "mkt val"),
    "currency": ("currency", "ccy", "currency code", "currency primary", "trading currency", "curr", "security currency"),
    "asset_class": ("asset class", "asset type", "security type", "asset category", "instrument type", "product type", "type"),
    "side": ("side", "long short", "position side", "direction", "l s", "long or short"),
    "account_name": ("account name", "account", "portfolio", "account title", "account nickname", "account type"),
    "account_number": ("account number", "account no", "account id", "client account id", "acct", "acct number"),
    "opened_on": ("opened", "opened on", "open date", "date opened", "date acquired", "acquired", "acquired on", "acquisition date",
                  "purchase date", "buy date", "date purchased", "open date time", "holding period date time", "opening date"),
    "report_date": ("report date", "as of date", "as of", "position date", "valuation date", "statement date", "date", "asof"),
    "booked_on": ("trade date", "date", "transaction date", "run date", "activity date", "booking date", "booked on", "date time",
                  "settlement date", "settle date", "process date", "execution date"),
    "action": ("action", "transaction type", "activity type", "trans type", "transaction", "activity", "type", "trans code", "buy sell",
               "order type", "operation", "side"),
    "amount": ("amount", "net amount", "total amount", "net cash", "cash amount", "proceeds", "total", "amount usd", "net proceeds"),
}  # fmt: skip
_FOR_TRANSACTIONS: frozenset[ImportField] = frozenset(
    ("booked_on", "action", "symbol", "description", "quantity", "price", "amount", "currency", "account_name", "account_number")
)
_FOR_HOLDINGS: frozenset[ImportField] = frozenset(set(FIELDS) - {"booked_on", "action", "amount"})


@dataclass(frozen=True)
class Columns:
    """The header of the file and the place of each field in it."""

    header: Record
    names: tuple[str, ...]
    places: Mapping[ImportField, int]
    choices: tuple[ColumnChoice, ...]

    def text(self, record: Record, field: ImportField) -> str:
        """The cell of a field; empty where the record is too short or the file has no such column."""
        place = self.places.get(field)
        return record.cells[place] if place is not None and place < len(record.cells) else ""

    def name(self, field: ImportField) -> str:
        """The column's own name, for messages."""
        place = self.places.get(field)
        return field if place is None else self.names[place]


def find_header(records: tuple[Record, ...], mapping: Mapping[str, str] | None = None) -> Record:
    """The record with the most known column names (or with all that the person named); the widest one when none is known."""
    given = {_plain(column) for column in (mapping or {}).values() if column}

    def score(record: Record) -> tuple[int, int]:
        names = {_plain(cell) for cell in record.cells}
        known = sum(1 for name in names if name in _KNOWN)
        return (known + 100 * len(given & names), 0)

    searched = records[:_SEARCHED]
    best = max(searched, key=score)
    return best if score(best)[0] > 0 else max(searched, key=lambda record: record.filled)


def find_columns(header: Record, *, transactions: bool, mapping: Mapping[str, str] | None = None) -> Columns:
    """Assign columns to fields: the person's choice first (an empty one: the file has none), then the most specific synonyms."""
    names = tuple(cell or f"column {place + 1}" for place, cell in enumerate(header.cells))
    plain = [_plain(name) for name in names]
    places = _given(names, plain, mapping or {})
    given = frozenset(places)
    left_out = {field for field, column in (mapping or {}).items() if not column}
    wanted = [field for field in FIELDS if field in (_FOR_TRANSACTIONS if transactions else _FOR_HOLDINGS) and field not in left_out]
    for rank in range(max(len(synonyms) for synonyms in _SYNONYMS.values())):
        for field in wanted:
            synonyms = _SYNONYMS[field]
            if field in places or rank >= len(synonyms) or synonyms[rank] not in plain:
                continue
            place = plain.index(synonyms[rank])
            if place not in places.values():
                places[field] = place
    choices = tuple(
        ColumnChoice(
            field=field, column=names[places[field]], alternatives=_alternatives(field, names, plain, places), given=field in given
        )
        for field in FIELDS
        if field in places
    )
    return Columns(header, names, places, choices)


def _given(names: tuple[str, ...], plain: list[str], mapping: Mapping[str, str]) -> dict[ImportField, int]:
    places: dict[ImportField, int] = {}
    for field, column in mapping.items():
        known = next((known for known in FIELDS if known == field), None)
        if known is None:
            raise InvalidInput(f"Expected a field such as symbol or quantity, found '{field}'. Fields: {', '.join(FIELDS)}.", subject=field)
        if not column:
            continue  # the person says that the file has none
        if _plain(column) not in plain:
            raise InvalidInput(f"The file has no column '{column}'. Its columns: {', '.join(names)}.", subject=column)
        places[known] = plain.index(_plain(column))
    return places


def _alternatives(field: ImportField, names: tuple[str, ...], plain: list[str], places: Mapping[ImportField, int]) -> tuple[str, ...]:
    return tuple(names[place] for place, name in enumerate(plain) if name in _SYNONYMS[field] and place != places[field])


def _plain(text: str) -> str:
    """`CostBasisPrice`, `cost_basis_price` and `Cost Basis Price ($)` are one name."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", spaced.lower()).split())


_KNOWN = frozenset(synonym for synonyms in _SYNONYMS.values() for synonym in synonyms)
