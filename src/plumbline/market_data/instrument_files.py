"""Names, sectors and other master data from a table such as a list of index members."""

from collections.abc import Mapping, Sequence

import numpy as np

from plumbline.market_data.instruments import Instrument, InstrumentKind
from plumbline.market_data.price_files import LONGEST_SYMBOL, SYMBOL_KEYS, date_position
from plumbline.market_data.tables import Table, plain_key

NAME_KEYS = ("name", "security", "companyname", "company", "securityname", "longname")
SECTOR_KEYS = ("sector", "gicssector")
FIELD_KEYS: Mapping[str, Sequence[str]] = {
    "sector": SECTOR_KEYS,
    "industry": ("industry", "gicsindustry", "gicssubindustry"),
    "exchange": ("exchange",),
    "country": ("country",),
    "city": ("city", "headquarterslocation", "headquarters"),
    "description": ("description",),
}
KINDS: Mapping[str, InstrumentKind] = {
    "etf": InstrumentKind.ETF,
    "fund": InstrumentKind.ETF,
    "index": InstrumentKind.INDEX,
    "equity": InstrumentKind.EQUITY,
    "stock": InstrumentKind.EQUITY,
    "commonstock": InstrumentKind.EQUITY,
}
CIK_DIGITS = 10


def holds_instruments(header: Sequence[str]) -> bool:
    """Whether a file with this header is master data: symbols with names or sectors, and no dates."""
    keys = [plain_key(name) for name in header]
    described = any(key in keys for key in (*NAME_KEYS, *SECTOR_KEYS))
    return described and any(key in keys for key in SYMBOL_KEYS) and date_position(keys) is None


def read_instruments(table: Table) -> dict[str, Instrument]:
    """Return the instruments of the table by symbol; the first row of a repeated symbol counts."""
    keys = table.keys
    columns = {field: _texts(table, keys, names) for field, names in FIELD_KEYS.items()}
    symbols = _texts(table, keys, SYMBOL_KEYS)
    names = _texts(table, keys, NAME_KEYS)
    kinds = _texts(table, keys, ("kind", "type", "assetclass"))
    currencies = _texts(table, keys, ("currency",))
    ciks = _texts(table, keys, ("cik",))
    instruments: dict[str, Instrument] = {}
    for row, text in enumerate(symbols):
        symbol = text.upper()
        if not symbol or len(symbol) > LONGEST_SYMBOL or symbol in instruments:
            continue
        currency = currencies[row].upper()
        record = {field: values[row] or None for field, values in columns.items()} | {
            "symbol": symbol,
            "name": names[row] or symbol,
            "kind": KINDS.get(plain_key(kinds[row]), InstrumentKind.EQUITY),
            "currency": currency if len(currency) == 3 and currency.isalpha() and currency.isascii() else "USD",
            "cik": ciks[row].removesuffix(".0").zfill(CIK_DIGITS) if ciks[row] else None,
        }
        instruments[symbol] = Instrument.model_validate(record)
    return instruments


def _texts(table: Table, keys: Sequence[str], names: Sequence[str]) -> list[str]:
    for name in names:
        if name in keys:
            return [str(text) for text in table.texts(keys.index(name))]
    return [""] * int(np.shape(table.frame)[0])
