"""Points by two figures each: a line joined in order (an efficient frontier), and named points."""

from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.artifacts.document.charts.canvas import ROW_TEXT, WIDE, Canvas, shortened, text_width
from plumbline.artifacts.document.charts.lines import Scale
from plumbline.artifacts.document.charts.ticks import round_ticks
from plumbline.facts.formatting import format_ticks

_HEIGHT = 320.0
_BOTTOM, _TOP = 42.0, 24.0
_NAME_HEIGHT = 14.0


@dataclass(frozen=True)
class Point:
    label: str
    x: float
    y: float


@dataclass(frozen=True)
class Axis:
    """What stands at an axis, and how its values are printed."""

    label: str
    scale: Scale


@dataclass(frozen=True)
class Cloud:
    """`line` is joined in order, `marks` are named."""

    line: tuple[Point, ...]
    marks: tuple[Point, ...]


def draw_scatter(title: str, axes: tuple[Axis, Axis], cloud: Cloud, *, width: float = WIDE) -> str:
    """Draw the points over two scales, which need not begin at zero."""
    points = (*cloud.line, *cloud.marks)
    x_ticks = round_ticks(min(p.x for p in points), max(p.x for p in points), most=7 if width > 500 else 4)
    y_ticks = round_ticks(min(p.y for p in points), max(p.y for p in points))
    x_labels = format_ticks(x_ticks, axes[0].scale.unit, currency=axes[0].scale.currency)
    y_labels = format_ticks(y_ticks, axes[1].scale.unit, currency=axes[1].scale.currency)
    left, right = max(map(text_width, y_labels)) + 8.0, width - 20.0
    bottom = _HEIGHT - _BOTTOM
    canvas = Canvas(width, _HEIGHT, title)

    def place(point: Point) -> tuple[float, float]:
        x = left + (right - left) * (point.x - x_ticks[0]) / (x_ticks[-1] - x_ticks[0])
        return x, bottom - (bottom - _TOP) * (point.y - y_ticks[0]) / (y_ticks[-1] - y_ticks[0])

    for value, label in zip(y_ticks, y_labels, strict=True):
        y = place(Point("", x_ticks[0], value))[1]
        canvas.rule((left, y), (right, y), look="line-strong" if value == 0.0 else "line")
        canvas.text(left - 6.0, y + ROW_TEXT, label, look="ink-3 small", anchor="end")
    for value, label in zip(x_ticks, x_labels, strict=True):
        x = place(Point("", value, y_ticks[0]))[0]
        canvas.rule((x, bottom), (x, bottom + 4.0), look="line-strong")
        canvas.text(x, bottom + 17.0, label, look="ink-3 small", anchor="middle")
    canvas.text(0.0, 11.0, axes[1].label, look="ink-2 small")
    canvas.text(right, _HEIGHT - 6.0, axes[0].label, look="ink-2 small", anchor="end")
    canvas.path([[place(point) for point in cloud.line]], look="series-2")
    for point in cloud.line:
        canvas.dot(*place(point), look="series-2", radius=2.2)
    _marks(canvas, [(point.label, *place(point)) for point in cloud.marks], right=right)
    return canvas.svg()


def _marks(canvas: Canvas, marks: Sequence[tuple[str, float, float]], *, right: float) -> None:
    """Named points; a name stands right of its point, left where there is no room, lower where another name stands."""
    taken: list[tuple[float, float, float]] = []
    for label, x, y in marks:
        canvas.dot(x, y, look="series-1")
        name = shortened(label, 190.0)
        wide = text_width(name)
        start = x + 8.0 if x + 8.0 + wide <= right + 18.0 else x - 8.0 - wide
        level = y
        while any(abs(level - other) < _NAME_HEIGHT and start < end and first < start + wide for first, end, other in taken):
            level += _NAME_HEIGHT
        taken.append((start, start + wide, level))
        canvas.text(start, level + ROW_TEXT, name, look="ink small strong")
