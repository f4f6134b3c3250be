"""Daily closes from one file, in any of three layouts.

wide     a date column, then one column for each symbol
long     one row for each date and symbol, with a column of closes (an adjusted close is preferred)
single   quotes of one instrument (date, open, high, low, close, volume), named by the file
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from plumbline.core.errors import InvalidInput
from plumbline.market_data.findings import SEVERITY, Finding, FindingCode
from plumbline.market_data.panel import PriceArray, SessionArray
from plumbline.market_data.tables import Table, plain_key

DATE_KEYS = ("date", "day", "tradingdate", "tradedate", "timestamp", "datetime", "time")
SYMBOL_KEYS = ("symbol", "ticker", "instrument")
CLOSE_KEYS = ("adjclose", "adjustedclose", "closeadjusted", "closeadj", "close", "closeprice", "price", "last", "lastprice")
"""Adjusted first: prices without adjustment jump at every split."""
QUOTE_KEYS = frozenset({*CLOSE_KEYS, "open", "high", "low", "volume", "adjvolume", "dividends", "stocksplits", "capitalgains", "vwap"})
LONGEST_SYMBOL = 32
MOST_LISTED = 25
"""Repeated rows that get a finding each."""


class Layout(StrEnum):
    WIDE = "wide"
    LONG = "long"
    SINGLE = "single"


@dataclass(frozen=True, eq=False)
class PriceFile:
    """Closes of one file: `days` ascending without repeats, `close` (n_days, n_symbols), NaN where the file has none."""

    name: str
    days: SessionArray
    symbols: tuple[str, ...]
    close: PriceArray
    findings: tuple[Finding, ...]


def price_layout(header: Sequence[str]) -> Layout | None:
    """Return how prices lie in a file with this header, or None when it holds no closes."""
    keys = [plain_key(name) for name in header]
    if len(keys) < 2 or date_position(keys) is None:
        return None
    has_close = any(key in CLOSE_KEYS for key in keys)
    if any(key in SYMBOL_KEYS for key in keys):
        return Layout.LONG if has_close else None
    if has_close and "name" in keys:
        return Layout.LONG
    others = [key for position, key in enumerate(keys) if position != date_position(keys)]
    if all(key in QUOTE_KEYS for key in others):
        return Layout.SINGLE if has_close else None
    return Layout.WIDE


def date_position(keys: Sequence[str]) -> int | None:
    """Return the column of dates: one called so, or a first column without a name."""
    for wanted in DATE_KEYS:
        if wanted in keys:
            return keys.index(wanted)
    return 0 if keys and keys[0] in {"", "unnamed0", "index"} else None


def read_prices(table: Table) -> PriceFile:
    """Return the closes of the table; raise `InvalidInput` when it holds none or a cell is wrong."""
    layout = price_layout(table.header)
    if layout is None:
        raise InvalidInput(f"Expected a date column and closes in {table.path.name}, found {', '.join(table.header)[:200]}.")
    if layout is Layout.LONG:
        return _read_long(table)
    position = date_position(table.keys)
    assert position is not None  # price_layout found it
    if layout is Layout.SINGLE:
        symbol = table.path.name.split(".")[0].upper()
        return _ordered(table, table.days(position), [symbol], table.numbers(_close_position(table.keys))[:, None])
    columns: dict[str, int] = {}
    repeated: list[str] = []
    for column, name in enumerate(table.header):
        symbol = _checked_symbol(table, name) if column != position else ""
        if symbol in columns:
            repeated.append(symbol)
        elif symbol:
            columns[symbol] = column
    close = np.column_stack([table.numbers(column) for column in columns.values()])
    file = _ordered(table, table.days(position), list(columns), close)
    return _with_repeated_symbols(file, repeated)


def _read_long(table: Table) -> PriceFile:
    position = date_position(table.keys)
    assert position is not None  # price_layout found it
    keys = table.keys
    symbol_position = next(keys.index(key) for key in (*SYMBOL_KEYS, "name") if key in keys)
    days, day_rows = np.unique(table.days(position), return_inverse=True)
    names, symbol_columns = np.unique(np.char.upper(table.texts(symbol_position)), return_inverse=True)
    if names.size and not names[0]:
        raise table.cell_error(int(np.flatnonzero(symbol_columns == 0)[0]), symbol_position, "a symbol")
    symbols = [_checked_symbol(table, str(name)) for name in names]
    cells = day_rows * max(names.size, 1) + symbol_columns
    _, first = np.unique(cells, return_index=True)
    close = np.full((days.size, names.size), np.nan)
    close[day_rows[first], symbol_columns[first]] = table.numbers(_close_position(keys))[first]
    repeated = np.setdiff1d(np.arange(cells.size), first)
    places: list[tuple[str | None, date]] = [(symbols[symbol_columns[row]], days[day_rows[row]].item()) for row in repeated]
    return PriceFile(table.path.name, days, tuple(symbols), close, tuple(_repeated_dates(table.path.name, places)))


def _ordered(table: Table, days: SessionArray, symbols: list[str], close: PriceArray) -> PriceFile:
    """Sort by day and keep the first row of each day."""
    unique, first = np.unique(days, return_index=True)
    repeated = np.setdiff1d(np.arange(days.size), first)
    symbol = symbols[0] if len(symbols) == 1 else None
    findings = _repeated_dates(table.path.name, [(symbol, days[row].item()) for row in repeated])
    return PriceFile(table.path.name, unique, tuple(symbols), close[first], tuple(findings))


def _close_position(keys: Sequence[str]) -> int:
    return next(keys.index(key) for key in CLOSE_KEYS if key in keys)


def _checked_symbol(table: Table, name: str) -> str:
    symbol = name.strip().upper()
    if not symbol or len(symbol) > LONGEST_SYMBOL:
        raise InvalidInput(
            f"Expected a symbol of 1 to {LONGEST_SYMBOL} characters in {table.path.name}, found '{symbol[:60]}'. Correct the header.",
            subject=table.path.name,
        )
    return symbol


def _repeated_dates(file: str, places: Sequence[tuple[str | None, date]]) -> list[Finding]:
    ordered = sorted(places, key=lambda place: (place[1], place[0] or ""))
    findings = []
    for symbol, day in ordered[:MOST_LISTED]:
        what = f"{symbol} on {day}" if symbol else str(day)
        text = f"{file} has more than one row for {what}; the first one is used."
        findings.append(_finding(FindingCode.DUPLICATE_DATE, symbol, day, text))
    if len(ordered) > MOST_LISTED:
        day = ordered[MOST_LISTED][1]
        text = f"{file} repeats more rows from {day} on; the first one of each is used."
        findings.append(_finding(FindingCode.DUPLICATE_DATE, None, day, text))
    return findings


def _with_repeated_symbols(file: PriceFile, repeated: Sequence[str]) -> PriceFile:
    if not repeated or not file.days.size:
        return file
    first: date = file.days[0].item()
    findings = [
        _finding(FindingCode.DUPLICATE_SYMBOL, symbol, first, f"{file.name} has more than one column {symbol}; the first one is used.")
        for symbol in dict.fromkeys(repeated)
    ]
    return PriceFile(file.name, file.days, file.symbols, file.close, (*file.findings, *findings))


def _finding(code: FindingCode, symbol: str | None, on: date, message: str) -> Finding:
    return Finding(code=code, severity=SEVERITY[code], symbol=symbol, on=on, until=on, message=message)
