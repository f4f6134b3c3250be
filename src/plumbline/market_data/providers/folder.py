"""A folder of price files, read in place and never copied.

Prices are looked for in the folder and in its `prices` subfolder; names and sectors there too, in a `reference` subfolder, and,
when the folder itself is called `prices`, in the `reference` folder beside it. Files of volumes are not prices.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from plumbline.core.errors import InvalidInput, MissingData
from plumbline.market_data.findings import SEVERITY, Finding, FindingCode
from plumbline.market_data.instrument_files import holds_instruments, read_instruments
from plumbline.market_data.instruments import Instrument
from plumbline.market_data.panel import PriceArray, first_valid_rows, last_valid_rows
from plumbline.market_data.price_files import PriceFile, price_layout, read_prices
from plumbline.market_data.provider import ProviderData
from plumbline.market_data.tables import TABLE_ENDINGS, is_table, read_header, read_table


def build_folder_provider(rest: str) -> "FolderProvider":
    """Return the provider of the folder named in the settings."""
    if not rest:
        raise InvalidInput("Expected the folder after 'folder:', found nothing. Write for instance 'folder:/data/prices'.")
    return FolderProvider(Path(rest).expanduser())


class FolderProvider:
    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    @property
    def key(self) -> str:
        """The last two parts of the path: enough to recognize it, and nothing about the machine."""
        return "folder:" + "/".join(self._folder.parts[-2:]).lstrip("/")

    @property
    def name(self) -> str:
        """For people."""
        return f"Folder {self._folder.name}"

    @property
    def attribution(self) -> str:
        """We know only where the files lie."""
        return f"Files of the folder '{self._folder.name}', as provided by the operator of this installation."

    def load(self) -> ProviderData:
        """Read every price file and every list of instruments; raise `InvalidInput` or `MissingData` that names the file."""
        if not self._folder.is_dir():
            raise InvalidInput(f"Expected a folder with price files, found none at '{self._folder}'. Correct the path.", subject=self.key)
        paths = [path for folder in (self._folder, self._folder / "prices") for path in _tables(folder)]
        files = [file for path in paths if (file := _prices(path)) is not None and file.days.size]
        if not files:
            seen = ", ".join(path.name for path in paths[:8]) or "no table at all"
            raise MissingData(
                f"Expected at least one file ({', '.join(TABLE_ENDINGS)}) with a date column and closes in '{self._folder}', found {seen}. "
                f"Use one column for each symbol, or the columns date, symbol and close.",
                subject=self.key,
            )
        return _joined(files, self._instruments(files))

    def _instruments(self, files: Sequence[PriceFile]) -> tuple[Instrument, ...]:
        folders = [self._folder, self._folder / "prices", self._folder / "reference"]
        if self._folder.name == "prices":
            folders.append(self._folder.parent / "reference")
        paths = [path for folder in folders for path in _tables(folder) if holds_instruments(read_header(path))]
        priced = {symbol for file in files for symbol in file.symbols}
        lists = [read_instruments(read_table(path)) for path in paths]
        # Lists of different years name a symbol differently: the one that knows most of the priced ones fits best.
        lists.sort(key=lambda known: -len(priced & known.keys()))
        chosen: dict[str, Instrument] = {}
        for known in lists:
            for symbol in known.keys() & priced:
                chosen.setdefault(symbol, known[symbol])
        return tuple(chosen[symbol] for symbol in sorted(chosen))


def _tables(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if is_table(path)) if folder.is_dir() else []


def _prices(path: Path) -> PriceFile | None:
    if "volume" in path.name.lower() or price_layout(read_header(path)) is None:
        return None
    return read_prices(read_table(path))


def _joined(files: Sequence[PriceFile], instruments: tuple[Instrument, ...]) -> ProviderData:
    """Put the files side by side. Files that continue each other in time are joined; where two overlap, the first one counts."""
    sessions = np.unique(np.concatenate([file.days for file in files]))
    symbols = tuple(dict.fromkeys(symbol for file in files for symbol in file.symbols))
    column_of = {symbol: column for column, symbol in enumerate(symbols)}
    close = np.full((sessions.size, len(symbols)), np.nan)
    findings: list[Finding] = []
    for file in files:
        spread = np.full((sessions.size, len(file.symbols)), np.nan)
        spread[np.searchsorted(sessions, file.days)] = file.close
        columns = [column_of[symbol] for symbol in file.symbols]
        apart = _apart(close[:, columns], spread)
        for position, symbol in enumerate(file.symbols):
            if apart[position]:
                new = np.isfinite(spread[:, position])
                close[new, columns[position]] = spread[new, position]
                continue
            day: date = sessions[first_valid_rows(spread[:, [position]])[0]].item()
            text = f"{file.name} has prices of {symbol} that another file has already; the other file's are used."
            code = FindingCode.DUPLICATE_SYMBOL
            findings.append(Finding(code=code, severity=SEVERITY[code], symbol=symbol, on=day, until=day, message=text))
        findings += file.findings
    return ProviderData(sessions=sessions, symbols=symbols, close=close, instruments=instruments, findings=tuple(findings))


def _apart(held: PriceArray, new: PriceArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether the spans with prices do not overlap, (n_symbols,)."""
    before = last_valid_rows(held) < first_valid_rows(new)
    after = last_valid_rows(new) < first_valid_rows(held)
    return np.asarray(before | after, dtype=np.bool_)
