"""Builds the packaged sample market from a folder with `prices/` and `reference/`: `build_sample_market.py SOURCE [TARGET]`.

The same source gives the same bytes. Nothing is filled in: a gap between two prices of a symbol stops the build.
"""

import argparse
import csv
import gzip
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from plumbline.facts.fact import Quality
from plumbline.market_data.fundamentals import FundamentalFigure, FundamentalItem, FundamentalUnit
from plumbline.market_data.instruments import Instrument, InstrumentKind

PACKAGED = Path(__file__).resolve().parent.parent / "src" / "plumbline" / "market_data" / "sample"
PRICE_FILES = (
    "us20_adjusted_close_1990_2022.csv.gz",
    "factor_etfs_adjusted_close_2014_2022.csv.gz",
    "sp500_index_1990_2022.csv.gz",
)
THOUSANDTHS = 1000
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold: the time of the build would change the bytes."""

FUNDS_AND_INDEX = (
    ("MTUM", InstrumentKind.ETF, "iShares MSCI USA Momentum Factor ETF", "US stocks whose prices have risen most of late."),
    ("QUAL", InstrumentKind.ETF, "iShares MSCI USA Quality Factor ETF", "US stocks with high, steady profits and little debt."),
    ("SIZE", InstrumentKind.ETF, "iShares MSCI USA Size Factor ETF", "US stocks weighted toward the smaller companies."),
    ("USMV", InstrumentKind.ETF, "iShares MSCI USA Min Vol Factor ETF", "US stocks combined for the least volatility."),
    ("VLUE", InstrumentKind.ETF, "iShares MSCI USA Value Factor ETF", "US stocks that are cheap for their earnings and assets."),
    ("SP500", InstrumentKind.INDEX, "S&P 500", "Price index of 500 large US companies, without dividends."),
)
UNITS = {
    "USD millions": (FundamentalUnit.MONEY, 1e6),
    "USD per share": (FundamentalUnit.MONEY_PER_SHARE, 1.0),
    "millions of shares": (FundamentalUnit.SHARES, 1e6),
}
QUALITIES = {"verified": Quality.COMPLETE, "recalled": Quality.PARTIAL}
AMERICAN = {"supercentres": "supercenters", "organisations": "organizations"}
ATTRIBUTION = (
    "Prices: Yahoo Finance, as bundled in the skfolio package (BSD 3-Clause). Company facts and figures: annual reports filed with "
    "the SEC and public compilations of them; figures marked partial are not verified. Sample data up to 2022-12-28, not for "
    "investment decisions.\n"
)


def main() -> int:
    """Build and report what was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path, nargs="?", default=PACKAGED)
    arguments = parser.parse_args()
    try:
        build(arguments.source, arguments.target)
    except (OSError, ValueError) as error:
        print(f"The sample market was not built: {error}", file=sys.stderr)
        return 1
    for path in sorted(arguments.target.iterdir()):
        print(f"{path.stat().st_size:>9,} bytes  {path}")
    return 0


def build(source: Path, target: Path) -> None:
    """Write prices, instruments, fundamentals and attribution to `target`."""
    target.mkdir(parents=True, exist_ok=True)
    prices: dict[str, dict[date, int]] = {}
    for name in PRICE_FILES:
        prices |= _read_prices(source / "prices" / name)
    (target / "prices.npz").write_bytes(_packed(prices))
    _write_json(target / "instruments.json", [*_companies(source / "reference" / "sample_companies.csv"), *_funds_and_index()])
    _write_json(target / "fundamentals.json", list(_fundamentals(source / "reference" / "sample_fundamentals.csv")))
    (target / "ATTRIBUTION.txt").write_text(ATTRIBUTION, encoding="utf-8")


def _read_prices(path: Path) -> dict[str, dict[date, int]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as text:
        rows = csv.reader(text)
        symbols = next(rows)[1:]
        prices: dict[str, dict[date, int]] = {symbol: {} for symbol in symbols}
        for number, (day, *closes) in enumerate(rows, start=2):
            for symbol, close in zip(symbols, closes, strict=True):
                if close:
                    prices[symbol][date.fromisoformat(day)] = _thousandths(close, f"{path.name}, row {number}, column {symbol}")
    return prices


def _thousandths(close: str, where: str) -> int:
    thousandths = round(float(close) * THOUSANDTHS)
    if thousandths / THOUSANDTHS != float(close):
        message = f"expected a price with at most three decimals, found {close} ({where})"
        raise ValueError(message)
    return thousandths


def _packed(prices: dict[str, dict[date, int]]) -> bytes:
    sessions = sorted({day for series in prices.values() for day in series})
    row_of = {day: row for row, day in enumerate(sessions)}
    differences = np.zeros((len(prices), len(sessions)), dtype=np.int32)
    first_rows = np.zeros(len(prices), dtype=np.int32)
    for position, (symbol, series) in enumerate(prices.items()):
        days = sorted(series)
        first = row_of[days[0]]
        if days != sessions[first:]:
            message = f"expected a price of {symbol} on every session from {days[0]} to {sessions[-1]}"
            raise ValueError(message)
        first_rows[position] = first
        differences[position, first:] = np.diff([0, *(series[day] for day in days)])
    arrays = {
        "sessions": np.array(sessions, dtype="datetime64[D]").astype(np.int32),
        "symbols": np.array(list(prices), dtype="<U8"),
        "first_rows": first_rows,
        "differences": differences,
    }
    return _zipped(arrays)


def _zipped(arrays: dict[str, Any]) -> bytes:
    """Like `numpy.savez_compressed`, but without the time of the build."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, values in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, values, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same bytes on every system
            archive.writestr(entry, content.getvalue(), compresslevel=9)
    return packed.getvalue()


def _companies(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            peers = tuple(peer for peer in row.pop("peers").split(";") if peer)
            for british, american in AMERICAN.items():
                row["description"] = row["description"].replace(british, american)
            yield _record(Instrument.model_validate({**row, "kind": InstrumentKind.EQUITY, "peers": peers}))


def _funds_and_index() -> Iterator[dict[str, Any]]:
    for symbol, kind, name, description in FUNDS_AND_INDEX:
        yield _record(Instrument(symbol=symbol, kind=kind, name=name, country="United States", description=description))


def _fundamentals(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            unit, scale = UNITS[row["unit"]]
            figure = FundamentalFigure(
                symbol=row["symbol"],
                fiscal_year_end=date.fromisoformat(row["fiscal_year_end"]),
                item=FundamentalItem(row["item"]),
                # Rounded to whole units where the source counts in millions, so that 16864.919 does not become 16864919000.000002.
                value=round(float(row["value"]) * scale) if scale != 1.0 else float(row["value"]),
                unit=unit,
                currency=None if unit is FundamentalUnit.SHARES else "USD",
                quality=QUALITIES[row["status"]],
            )
            yield _record(figure)


def _record(value: Instrument | FundamentalFigure) -> dict[str, Any]:
    return value.model_dump(mode="json", exclude_defaults=True)


def _write_json(path: Path, records: list[dict[str, Any]]) -> None:
    lines = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
