"""Reads one CSV, CSV.gz or Parquet file into columns, and turns columns into days, numbers and names.

Errors name the file, the row as a spreadsheet counts it (the header is row 1) and the column.
"""

import csv
import gzip
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

import numpy as np
import numpy.typing as npt

from plumbline.core.errors import InvalidInput
from plumbline.market_data.panel import PriceArray, SessionArray

if TYPE_CHECKING:
    import pandas as pd

TABLE_ENDINGS = (".csv", ".csv.gz", ".parquet")
ABSENT = frozenset({"na", "n/a", "#n/a", "nan", "null", "none", "-", "--", ""})
"""What sources write where they have no number."""


@dataclass(frozen=True, eq=False)
class Table:
    """A file as it is: the header may repeat a name, so columns are known by their position."""

    path: Path
    header: tuple[str, ...]
    frame: "pd.DataFrame"

    @property
    def keys(self) -> tuple[str, ...]:
        """The header in lower case, letters and digits only: `Adj Close` is `adjclose`."""
        return tuple(plain_key(name) for name in self.header)

    def days(self, position: int) -> SessionArray:
        """The column as days; raise `InvalidInput` naming the first cell that is no date in the form YYYY-MM-DD."""
        import pandas as pd  # pandas takes most of a second: only those who read files pay for it

        column = self.frame.iloc[:, position]
        if pd.api.types.is_datetime64_any_dtype(column.dtype):
            parsed = column.dt.tz_localize(None)
        else:
            # Whole numbers such as 20130208 are read as numbers.
            text = column.astype("string").str.strip().str.removesuffix(".0")
            form = "%Y%m%d" if text.str.fullmatch(r"\d{8}").fillna(value=False).all() else "%Y-%m-%d"
            parsed = pd.to_datetime(text.str.slice(0, 10), format=form, errors="coerce")
        wrong = np.flatnonzero(parsed.isna().to_numpy())
        if wrong.size:
            raise self.cell_error(int(wrong[0]), position, "a date such as 2022-12-28")
        return cast("SessionArray", parsed.to_numpy().astype("datetime64[D]"))

    def numbers(self, position: int) -> PriceArray:
        """The column as numbers, NaN where it is empty; raise `InvalidInput` naming the first cell that is no number."""
        import pandas as pd  # see `days`

        column = self.frame.iloc[:, position]
        if pd.api.types.is_bool_dtype(column.dtype):
            raise self.cell_error(0, position, "a number")
        if not pd.api.types.is_numeric_dtype(column.dtype):
            text = column.astype("string").str.strip()
            empty = text.isna() | text.str.lower().isin(ABSENT)
            column = pd.to_numeric(text.mask(empty), errors="coerce")
            wrong = np.flatnonzero((column.isna() & ~empty).to_numpy())
            if wrong.size:
                raise self.cell_error(int(wrong[0]), position, "a number")
        numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
        infinite = np.flatnonzero(np.isinf(numbers))
        if infinite.size:
            raise self.cell_error(int(infinite[0]), position, "a finite number")
        return numbers

    def texts(self, position: int) -> npt.NDArray[np.str_]:
        """The column as text without blanks around it, empty where the file has nothing."""
        column = self.frame.iloc[:, position].astype("string").str.strip().fillna("")
        return column.to_numpy(dtype=np.str_)

    def cell_error(self, row: int, position: int, expected: str) -> InvalidInput:
        """The error about one cell."""
        found = str(self.frame.iloc[row, position])[:40]
        name = self.header[position] or f"number {position + 1}"
        return InvalidInput(
            f"Expected {expected} in {self.path.name}, row {row + 2}, column {name}; found '{found}'. Correct the cell or remove the file.",
            subject=self.path.name,
        )


def plain_key(name: str) -> str:
    """Lower case, letters and digits only."""
    return "".join(character for character in name.lower() if character.isalnum())


def is_table(path: Path) -> bool:
    """Whether the name of the file is that of a table we read."""
    return path.is_file() and path.name.lower().endswith(TABLE_ENDINGS) and not path.name.startswith(".")


def read_header(path: Path) -> tuple[str, ...]:
    """Return the first row of the file (the column names of a Parquet file) without reading the rest."""
    if path.name.lower().endswith(".parquet"):
        return read_table(path).header
    try:
        with _open_text(path) as text:
            line = text.readline()
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise _unreadable(path, error) from error
    return tuple(name.strip() for name in next(csv.reader([line], delimiter=_delimiter(line)), []))


def read_table(path: Path) -> Table:
    """Read the whole file; raise `InvalidInput` naming it when it is not what its name says."""
    import pandas as pd  # see `Table.days`

    try:
        if path.name.lower().endswith(".parquet"):
            frame = pd.read_parquet(path)
            frame = frame if isinstance(frame.index, pd.RangeIndex) else frame.reset_index()
            return Table(path=path, header=tuple(str(name).strip() for name in frame.columns), frame=frame)
        header = read_header(path)
        frame = _read_rows(path, len(header))
    except (OSError, EOFError, ValueError, zlib.error, pd.errors.ParserWarning) as error:
        raise _unreadable(path, error) from error
    return Table(path=path, header=header, frame=frame)


def _read_rows(path: Path, n_columns: int) -> "pd.DataFrame":
    import pandas as pd  # see `Table.days`

    with _open_text(path) as text, warnings.catch_warnings():
        # Rows that are longer than the header would lose cells with no more than a warning.
        warnings.simplefilter("error", pd.errors.ParserWarning)
        delimiter = _delimiter(text.readline())
        text.seek(0)  # so that errors count the header as row 1
        return pd.read_csv(
            text,
            sep=delimiter,
            header=0,
            names=range(n_columns),
            index_col=False,
            # A company may be called NA: only an empty cell is nothing.
            keep_default_na=False,
            na_values=[""],
            low_memory=False,
        )


def _open_text(path: Path) -> TextIO:
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _delimiter(line: str) -> str:
    return max(",;\t", key=line.count)


def _unreadable(path: Path, error: Exception) -> InvalidInput:
    reason = " ".join(str(error).split())[:160]
    return InvalidInput(
        f"Expected a readable table in {path.name}, found otherwise: {reason}. Replace or remove the file.", subject=path.name
    )
