"""From text to records: finds the delimiter, keeps the line numbers, and survives a quote that is never closed."""

import csv
import re
from collections import Counter
from dataclasses import dataclass

from plumbline.portfolios.imports.decoding import LONGEST_LINE

DELIMITERS = (",", ";", "\t", "|")
_LINE_END = re.compile(r"\r\n|\n|\r")
_EXCEL_TEXT = re.compile(r'="([^"]*)"')
_MOST_LINES_IN_CELL = 20
"""A quoted cell may hold line breaks; one that goes on for longer was never closed."""
_SAMPLE_LINES = 60


@dataclass(frozen=True)
class Record:
    """Cells of one record, blanks around them removed; `row` is its first line in the file, counted from 1."""

    row: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        """How many cells are not empty."""
        return sum(1 for cell in self.cells if cell)


@dataclass(frozen=True)
class LineProblem:
    """A line that is no record; `place` is the cell at fault, counted from 0."""

    row: int
    place: int
    text: str
    reason: str
    fix: str


@dataclass(frozen=True)
class Records:
    """Records without blank lines, and the lines whose quote is never closed."""

    delimiter: str
    records: tuple[Record, ...]
    problems: tuple[LineProblem, ...]


def read_records(text: str) -> Records:
    """Split text into records."""
    lines = _LINE_END.split(text)
    delimiter = find_delimiter(lines)
    return _Reader(lines, delimiter).read()


def find_delimiter(lines: list[str]) -> str:
    """The delimiter that divides the first lines into the most equal numbers of cells; a comma when there is none."""
    sample = [_QUOTED.sub("", line) for line in lines[:_SAMPLE_LINES] if line.strip()]

    def score(delimiter: str) -> int:
        counts = Counter(line.count(delimiter) for line in sample if delimiter in line)
        return max((count * times for count, times in counts.items()), default=0)

    return max(DELIMITERS, key=score) if any(map(score, DELIMITERS)) else ","


_QUOTED = re.compile(r'"[^"]*"')


class _Reader:
    def __init__(self, lines: list[str], delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._opening = re.compile(rf'(?:^|{re.escape(delimiter)})\s*"')
        self._width = self._usual_width()
        self._records: list[Record] = []
        self._problems: list[LineProblem] = []

    def read(self) -> Records:
        at = 0
        while at < len(self._lines):
            at += self._take(at)
        return Records(self._delimiter, tuple(self._records), tuple(self._problems))

    def _take(self, at: int) -> int:
        """Read the record that starts at a line; return how many lines it took."""
        line = self._lines[at]
        if not line.strip().strip(self._delimiter):
            return 1
        if len(line) > LONGEST_LINE:
            self._problem(at, line, f"the line has {len(line):,} characters", "Look at the file: a line of a table is shorter.")
            return 1
        if '"' not in line:
            self._keep(at, tuple(line.split(self._delimiter)))
            return 1
        if line.count('"') % 2 == 0 or not self._opening.search(line):
            self._keep(at, self._cells(line))
            return 1
        return self._several_lines(at)

    def _several_lines(self, at: int) -> int:
        for n_lines in range(2, _MOST_LINES_IN_CELL + 1):
            joined = "\n".join(self._lines[at : at + n_lines])
            if at + n_lines > len(self._lines):
                break
            cells = self._closed_cells(joined) if joined.count('"') % 2 == 0 else None
            if cells is not None and len(cells) == self._width:
                self._keep(at, cells)
                return n_lines
        self._problem(at, self._lines[at], "a quotation mark is opened and never closed", 'Close it with ", or remove it.')
        return 1

    def _problem(self, at: int, line: str, reason: str, fix: str) -> None:
        before = _QUOTED.sub("", line).partition('"')[0]
        self._problems.append(LineProblem(at + 1, before.count(self._delimiter), line.strip()[:80], reason, fix))

    def _cells(self, line: str) -> tuple[str, ...]:
        return tuple(next(csv.reader([line], delimiter=self._delimiter)))

    def _closed_cells(self, text: str) -> tuple[str, ...] | None:
        """The cells of several lines, or None when a quote closes in the middle of a cell: then it was another cell's."""
        lines = [f"{line}\n" for line in text.split("\n")]
        try:
            return tuple(next(csv.reader(lines, delimiter=self._delimiter, strict=True)))
        except csv.Error:
            return None

    def _keep(self, at: int, cells: tuple[str, ...]) -> None:
        self._records.append(Record(at + 1, tuple(_plain(cell) for cell in cells)))

    def _usual_width(self) -> int:
        sample = [line for line in self._lines[:_SAMPLE_LINES] if line.strip() and len(line) <= LONGEST_LINE]
        widths = Counter(len(self._cells(line)) for line in sample if line.count('"') % 2 == 0)
        return widths.most_common(1)[0][0] if widths else 1


def _plain(cell: str) -> str:
    """The cell without blanks around it, and without the `="..."` by which spreadsheets keep text as text."""
    text = cell.strip().strip("\u00a0\u200b")
    match = _EXCEL_TEXT.fullmatch(text)
    return match[1].strip() if match else text
