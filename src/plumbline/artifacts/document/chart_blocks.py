"""Slots that are drawn: each becomes one drawing for paper and wide screens, and one for a phone."""

from collections.abc import Callable, Sequence

from plumbline.artifacts.document.charts.bars import Bar, draw_bars
from plumbline.artifacts.document.charts.canvas import NARROW, WIDE
from plumbline.artifacts.document.charts.heat_map import Cell, draw_heat_map
from plumbline.artifacts.document.charts.lines import Line, Scale, draw_lines
from plumbline.artifacts.document.charts.pareto import draw_pareto
from plumbline.artifacts.document.charts.scatter import Axis, Cloud, Point, draw_scatter
from plumbline.artifacts.document.contents import Block, ChartBlock, Column, NotesBlock, Row, TableBlock
from plumbline.artifacts.document.missing import MOST_ROWS, left_out, reasons
from plumbline.artifacts.document.printed_facts import PrintedFacts, common_unit
from plumbline.artifacts.slots import BarsSlot, HeatMapSlot, ParetoSlot, ScatterPoint, ScatterSlot, SeriesSlot
from plumbline.core.ids import FactId
from plumbline.facts.fact import Unit
from plumbline.facts.formatting import unit_name

_MOST_BARS = 30
"""Of a chart: more are a texture, not a comparison."""
_MOST_SQUARES = 40
"""Rows and columns of a heat map: more can not be read on paper."""
_ROUNDING = 1e-6
"""Parts that add to 1 but for this are shares of the whole."""


def bars_block(slot: BarsSlot, facts: PrintedFacts) -> Block:
    """Bars of one or two series."""
    shown = slot.rows[:_MOST_BARS]
    bars = _bars([row.label for row in shown], [row.facts for row in shown], facts, n_series=len(slot.series))
    heads = _heads(slot.series, [row.facts for row in shown], facts)
    named = ((f"{row.label}: {name}", facts.fact(fact)) for row in shown for name, fact in zip(slot.series, row.facts, strict=False))
    missing = (*reasons(named), *left_out(len(slot.rows) - len(shown), "row"))
    return _chart(slot.title, _in_words(heads, bars), lambda width: draw_bars(slot.title, heads, bars, width=width), missing)


def pareto_block(slot: ParetoSlot, facts: PrintedFacts) -> Block:
    """Bars in falling order with their running total, and the weights beside them where there are any."""
    shown = slot.bars[:_MOST_BARS]
    with_weights = any(bar.weight is not None for bar in slot.bars)
    ids = [(bar.fact, bar.weight) if with_weights else (bar.fact,) for bar in shown]
    whole = sum(facts.value(bar.fact) or 0.0 for bar in slot.bars)
    first = "Share" if abs(whole - 1.0) < _ROUNDING else "Part"
    names = (first, "Weight") if with_weights else (first,)
    heads = _heads(names, ids, facts)
    bars = _bars([bar.label for bar in shown], ids, facts, n_series=len(names))
    missing = (*reasons((bar.label, facts.fact(bar.fact)) for bar in shown), *left_out(len(slot.bars) - len(shown), "row"))
    return _chart(slot.title, _in_words(heads, bars), lambda width: draw_pareto(slot.title, heads, bars, whole=whole, width=width), missing)


def series_block(slot: SeriesSlot, *, currency: str) -> Block:
    """Lines over time."""
    lines = [Line(line.name, line.values) for line in slot.lines if any(value is not None for value in line.values)]
    if not lines or not slot.dates:
        return NotesBlock((f"{slot.title}: there is nothing to draw.",))
    unit = Unit(slot.unit)
    scale = Scale(unit, currency if unit in {Unit.MONEY, Unit.PRICE} else None)
    description = f"{', '.join(line.name for line in lines)}; {slot.dates[0]} to {slot.dates[-1]}."
    return _chart(slot.title, description, lambda width: draw_lines(slot.title, slot.dates, lines, scale, width=width), ())


def heat_map_block(slot: HeatMapSlot, facts: PrintedFacts) -> Block:
    """A colored matrix, in one drawing that scrolls on a phone."""
    if not slot.rows or not slot.columns:
        return NotesBlock((f"{slot.title}: there is nothing to draw.",))
    columns = slot.columns[:_MOST_SQUARES]
    rows = slot.rows[:_MOST_SQUARES]
    shown = [row[:_MOST_SQUARES] for row in slot.cells[:_MOST_SQUARES]]
    figures = iter(facts.column([fact for row in shown for fact in row]))
    cells = [[Cell(facts.value(fact), next(figures)) for fact in row] for row in shown]
    named = (
        (f"{name}, {column}", facts.fact(fact))
        for name, row in zip(rows, shown, strict=True)
        for column, fact in zip(columns, row, strict=True)
    )
    title = _with_unit(slot.title, common_unit([facts.fact(fact) for row in shown for fact in row]))
    description = f"{len(rows)} rows by {len(columns)} columns: {', '.join(columns)}."
    drawing = draw_heat_map(title, rows=rows, columns=columns, cells=cells)
    cut = (*left_out(len(slot.rows) - len(rows), "row"), *left_out(len(slot.columns) - len(columns), "column"))
    return ChartBlock(title, description, drawing, "", (*reasons(named), *cut))


def scatter_blocks(slot: ScatterSlot, facts: PrintedFacts) -> tuple[Block, ...]:
    """Points by two figures each, and those that are named as a table."""
    line, marks = _points(slot.line, facts), _points(slot.marks, facts)
    if not line and not marks:
        return (NotesBlock((f"{slot.title}: there is nothing to draw.",)),)
    points = (*slot.line, *slot.marks)
    axes = (_axis(slot.x_label, points[0].x, facts), _axis(slot.y_label, points[0].y, facts))
    chart = _chart(
        slot.title,
        f"{slot.y_label} against {slot.x_label}.",
        lambda width: draw_scatter(slot.title, axes, Cloud(line, marks), width=width),
        reasons((point.label, facts.fact(point.y)) for point in points),
    )
    return (chart, _point_table(slot, facts))


def _point_table(slot: ScatterSlot, facts: PrintedFacts) -> TableBlock:
    points = (*slot.marks, *slot.line)
    shown = points[:MOST_ROWS]
    xs, ys = facts.column([point.x for point in shown]), facts.column([point.y for point in shown])
    rows = tuple(Row(point.label, (x, y)) for point, x, y in zip(shown, xs, ys, strict=True))
    heads = _heads((slot.x_label, slot.y_label), [(point.x, point.y) for point in shown], facts)
    columns = tuple(Column(head) for head in heads)
    return TableBlock(f"{slot.title}, point by point", columns, rows, left_out(len(points) - len(shown), "point"))


def _chart(title: str, description: str, draw: Callable[[float], str], missing: tuple[str, ...]) -> ChartBlock:
    return ChartBlock(title, description, draw(WIDE), draw(NARROW), missing)


def _bars(labels: Sequence[str], rows: Sequence[Sequence[FactId | None]], facts: PrintedFacts, *, n_series: int) -> list[Bar]:
    padded = [(*row, *([None] * (n_series - len(row)))) for row in rows]
    columns = [facts.column([row[place] for row in padded]) for place in range(n_series)]
    return [
        Bar(label, tuple(facts.value(fact) for fact in row), tuple(column[place] for column in columns))
        for place, (label, row) in enumerate(zip(labels, padded, strict=True))
    ]


def _heads(names: Sequence[str], rows: Sequence[Sequence[FactId | None]], facts: PrintedFacts) -> tuple[str, ...]:
    columns = [[facts.fact(row[place]) for row in rows if place < len(row)] for place in range(len(names))]
    return tuple(_with_unit(name, common_unit(column)) for name, column in zip(names, columns, strict=True))


def _with_unit(name: str, unit: tuple[Unit, str | None] | None) -> str:
    words = unit_name(*unit) if unit else ""
    return f"{name} ({words})" if words else name


def _in_words(heads: Sequence[str], bars: Sequence[Bar]) -> str:
    rows = (f"{bar.label} {' and '.join(figure.text or 'nothing' for figure in bar.figures)}" for bar in bars)
    return f"{', '.join(heads)}: {'; '.join(rows)}."


def _points(points: Sequence[ScatterPoint], facts: PrintedFacts) -> tuple[Point, ...]:
    found = ((point.label, facts.value(point.x), facts.value(point.y)) for point in points)
    return tuple(Point(label, x, y) for label, x, y in found if x is not None and y is not None)


def _axis(label: str, fact_id: FactId, facts: PrintedFacts) -> Axis:
    fact = facts.fact(fact_id)
    unit = fact.unit if fact else Unit.RATIO
    return Axis(label, Scale(unit, fact.currency if fact else None))
