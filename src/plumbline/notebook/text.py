"""A board as plain text: what a report prints in a terminal, and in a notebook without HTML."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from plumbline.analytics.measures import measure
from plumbline.artifacts.slots import (
    BarsSlot,
    Board,
    HeatMapSlot,
    LimitsSlot,
    MetricsSlot,
    NoteSlot,
    ParetoSlot,
    ScatterSlot,
    SeriesSlot,
    TableSlot,
)
from plumbline.core.ids import FactId
from plumbline.facts.fact import Fact, Unit
from plumbline.facts.formatting import format_fact, format_value

WIDTH = 120
"""Characters: what a notebook shows without scrolling. Headers wrap at their words, cells are never cut."""
_MISSING = "-"
_SERIES_UNITS = {"fraction": Unit.FRACTION, "ratio": Unit.RATIO}

Facts = Mapping[FactId, Fact]


def board_text(board: Board, *, width: int = WIDTH) -> str:
    """Every slot under its title: figures as tables, lines by their first, lowest, highest and last value."""
    console = Console(file=io.StringIO(), width=width, color_system=None, legacy_windows=False)
    console.print(Text(f"{board.title}, as of {board.as_of}", style="bold"))
    for slot in board.slots:
        console.print()
        console.print(_DRAWN[type(slot)](slot, board.facts))
    written = console.file
    assert isinstance(written, io.StringIO)
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines())


def _metrics(slot: MetricsSlot, facts: Facts) -> RenderableType:
    rows = [(item.label, _cell(facts, item.fact), _context(facts, item.context_label, item.context)) for item in slot.metrics]
    return _table(slot.title, ("", ""), rows)


def _context(facts: Facts, label: str | None, fact: FactId | None) -> str:
    return f"{label} {_cell(facts, fact)}" if label and fact else ""


def _pareto(slot: ParetoSlot, facts: Facts) -> RenderableType:
    weighted = any(bar.weight for bar in slot.bars)
    rows = [(bar.label, _cell(facts, bar.fact), *((_cell(facts, bar.weight),) if weighted else ())) for bar in slot.bars]
    shown = (slot.bars[0].fact, *((slot.bars[0].weight,) if weighted else ())) if slot.bars else ()
    return _table(slot.title, [measure(facts[fact].measure).name for fact in shown if fact], rows)


def _bars(slot: BarsSlot, facts: Facts) -> RenderableType:
    return _table(slot.title, slot.series, [(row.label, *(_cell(facts, fact) for fact in row.facts)) for row in slot.rows])


def _rows(slot: TableSlot, facts: Facts) -> RenderableType:
    return _table(slot.title, slot.columns, [(row.label, *(_cell(facts, fact) for fact in row.facts)) for row in slot.rows])


def _limits(slot: LimitsSlot, facts: Facts) -> RenderableType:
    rows = [(row.label, *(_cell(facts, fact) for fact in (row.fact, row.level, row.headroom)), row.status.value) for row in slot.rows]
    return _table(slot.title, ("Figure", "Level", "Headroom", "Status"), rows)


def _heat_map(slot: HeatMapSlot, facts: Facts) -> RenderableType:
    rows = [(label, *(_cell(facts, fact) for fact in cells)) for label, cells in zip(slot.rows, slot.cells, strict=True)]
    return _table(slot.title, slot.columns, rows)


def _scatter(slot: ScatterSlot, facts: Facts) -> RenderableType:
    rows = [(point.label, _cell(facts, point.x), _cell(facts, point.y)) for point in (*slot.marks, *slot.line)]
    return _table(slot.title, (slot.x_label, slot.y_label), rows)


def _series(slot: SeriesSlot, _facts: Facts) -> RenderableType:
    unit = _SERIES_UNITS.get(slot.unit, Unit.PRICE)
    rows = [(line.name, *_summary(slot.dates, line.values, unit)) for line in slot.lines]
    return _table(slot.title, ("First", "Lowest", "Highest", "Last"), rows)


def _summary(days: tuple[date, ...], values: tuple[float | None, ...], unit: Unit) -> Iterable[str]:
    known = [(value, day) for value, day in zip(values, days, strict=True) if value is not None]
    if not known:
        return [_MISSING] * 4
    return [f"{format_value(value, unit)} {day}" for value, day in (known[0], min(known), max(known), known[-1])]


def _note(slot: NoteSlot, _facts: Facts) -> RenderableType:
    return Text(f"* {slot.text}")


def _cell(facts: Facts, fact: FactId | None) -> str:
    found = facts.get(fact) if fact else None
    return _MISSING if found is None or found.value is None else format_fact(found)


def _table(title: str, columns: Iterable[str], rows: Sequence[tuple[str, ...]]) -> RenderableType:
    table = Table(box=None, pad_edge=False, padding=(0, 1))
    table.add_column("", overflow="fold", min_width=min(20, max((len(row[0]) for row in rows), default=0)))
    for column in columns:
        table.add_column(column, justify="right", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return Group(Text(title), table)


_DRAWN: dict[type, Callable[[Any, Facts], RenderableType]] = {
    MetricsSlot: _metrics,
    ParetoSlot: _pareto,
    BarsSlot: _bars,
    SeriesSlot: _series,
    LimitsSlot: _limits,
    TableSlot: _rows,
    HeatMapSlot: _heat_map,
    ScatterSlot: _scatter,
    NoteSlot: _note,
}
