"""Arrays of prices: sessions down, symbols across."""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

SessionArray: TypeAlias = npt.NDArray[np.datetime64]
PriceArray: TypeAlias = npt.NDArray[np.float64]


class Mark(NamedTuple):
    """One print that is excluded, and the row of the session whose close showed it to be bad."""

    row: int
    column: int
    known_row: int


def last_valid_rows(close: PriceArray) -> npt.NDArray[np.int64]:
    """Row of the last finite price of each column, (n_symbols,); -1 where there is none."""
    if close.shape[0] == 0:
        return np.full(close.shape[1], -1, dtype=np.int64)
    valid = np.isfinite(close)
    backward = np.argmax(valid[::-1], axis=0).astype(np.int64)
    rows: npt.NDArray[np.int64] = np.where(valid.any(axis=0), close.shape[0] - 1 - backward, -1).astype(np.int64)
    return rows


def first_valid_rows(close: PriceArray) -> npt.NDArray[np.int64]:
    """Row of the first finite price of each column, (n_symbols,); the number of rows where there is none."""
    valid = np.isfinite(close)
    rows: npt.NDArray[np.int64] = np.where(valid.any(axis=0), np.argmax(valid, axis=0), close.shape[0]).astype(np.int64)
    return rows


def previous_valid(close: PriceArray) -> PriceArray:
    """The newest finite price strictly before each row, (n_sessions, n_symbols); NaN where there is none."""
    rows = np.arange(close.shape[0])[:, None]
    newest = np.maximum.accumulate(np.where(np.isfinite(close), rows, -1), axis=0)
    before = np.vstack([np.full((1, close.shape[1]), -1), newest[:-1]])
    return np.where(before >= 0, np.take_along_axis(close, np.maximum(before, 0), axis=0), np.nan)
