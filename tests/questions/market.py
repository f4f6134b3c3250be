"""The packaged market read raw: an integer file, decoded here with a loop, and two JSON files. Nothing of the product is imported."""

import json
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np

SAMPLE = Path(__file__).parents[2] / "src" / "plumbline" / "market_data" / "sample"


@cache
def sessions() -> list[date]:
    with np.load(SAMPLE / "prices.npz") as stored:
        return [date(1970, 1, 1) + timedelta(days=int(day)) for day in stored["sessions"]]


@cache
def closes() -> dict[str, list[float | None]]:
    """Prices by symbol, one per session; the file has thousandths, as differences from the session before."""
    with np.load(SAMPLE / "prices.npz") as stored:
        symbols, first_rows, differences = stored["symbols"], stored["first_rows"], stored["differences"]
    found: dict[str, list[float | None]] = {}
    for position, symbol in enumerate(symbols):
        level, column = 0, []
        for row, step in enumerate(differences[position]):
            level += int(step)
            column.append(level / 1000 if row >= first_rows[position] else None)
        found[str(symbol)] = column
    return found


@cache
def sectors() -> dict[str, str | None]:
    rows = json.loads((SAMPLE / "instruments.json").read_text())
    return {row["symbol"]: row.get("sector") for row in rows}


@cache
def kinds() -> dict[str, str]:
    rows = json.loads((SAMPLE / "instruments.json").read_text())
    return {row["symbol"]: row.get("kind", "equity") for row in rows}


def reported(symbol: str, item: str, day: date) -> float:
    """The newest annual figure that was out by `day`; without a date of publication, 90 days after the year's end."""
    rows = json.loads((SAMPLE / "fundamentals.json").read_text())
    known = []
    for row in rows:
        year_end = date.fromisoformat(row["fiscal_year_end"])
        out = date.fromisoformat(row["published"]) if row.get("published") else year_end + timedelta(days=90)
        if row["symbol"] == symbol and row["item"] == item and out <= day:
            known.append((year_end, row["value"]))
    return float(max(known)[1])


def row_on(day: date) -> int:
    """Row of the last session on or before a day."""
    return bisect_right(sessions(), day) - 1


def row_before(day: date) -> int:
    """Row of the last session before a day."""
    return bisect_left(sessions(), day) - 1
