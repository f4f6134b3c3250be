"""Facts of many subjects at once: figures stay columns of numbers, and a fact is made when one is asked for.

A report over a hundred thousand portfolios holds tens of millions of figures, of which a reader looks at a few hundred.
Every figure has its id from the start, by its place, so that a fact made twice is the same fact.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from plumbline.core.ids import FactId
from plumbline.facts.fact import Fact, FactValue, Lineage, Quality, Subject, Unit
from plumbline.facts.result import Measured

ColumnValues = NDArray[np.float64] | NDArray[np.int64] | NDArray[np.datetime64]


@dataclass(frozen=True)
class FigureColumn:
    """One measure of every subject, (n_subjects,); NaN or NaT = not defined. Money has its currency."""

    measured: Measured
    values: ColumnValues
    currency: str | None = None


@dataclass(frozen=True)
class FigureFrame:
    """What all figures of a table share. `undefined` is the reason given with a figure that is not defined."""

    as_of: date
    lineage: Lineage
    unit_of: Callable[[str], Unit]
    undefined: str


@dataclass(frozen=True, kw_only=True)
class FigureTable:
    """Columns over the same subjects; `subject_of` names the subject of a row. Ids run along the rows from `first_id`."""

    frame: FigureFrame
    columns: tuple[FigureColumn, ...]
    subject_of: Callable[[int], Subject]
    n_rows: int
    first_id: int = 1

    def __len__(self) -> int:
        return self.n_rows * len(self.columns)

    def facts(self, row: int) -> Iterator[Fact]:
        """Every fact about one subject, in the order of the columns."""
        subject = self.subject_of(row)
        return (self._fact(row, position, subject) for position in range(len(self.columns)))

    def find(self, fact_id: str) -> Fact | None:
        """The fact of an id, or None when the id belongs to another table."""
        digits = fact_id[1:]
        place = int(digits) - self.first_id if fact_id[:1] == "f" and digits.isdecimal() else -1
        if not 0 <= place < len(self):
            return None
        row, position = divmod(place, len(self.columns))
        return self._fact(row, position, self.subject_of(row))

    def _fact(self, row: int, position: int, subject: Subject) -> Fact:
        column, frame = self.columns[position], self.frame
        value = _value(column.values[row])
        key = column.measured.measure
        return Fact(
            id=FactId(f"f{self.first_id + row * len(self.columns) + position}"),
            measure=key,
            subject=subject,
            value=value,
            unit=frame.unit_of(key),
            currency=column.currency,
            as_of=frame.as_of,
            period=column.measured.period,
            parameters=dict(column.measured.parameters),
            quality=Quality.COMPLETE if value is not None else Quality.UNAVAILABLE,
            reason=None if value is not None else frame.undefined,
            lineage=frame.lineage,
        )


def _value(entry: np.generic) -> FactValue:
    """The entry as Python has it; an entry that is not equal to itself is a gap (NaN, NaT)."""
    if entry != entry:  # noqa: PLR0124 - the one test that holds for numbers and for days
        return None
    value: FactValue = entry.item()
    return value
