"""Horizontal bars from a zero line, one or two to a row, with their figures in columns at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.artifacts.document.charts.canvas import ROW_TEXT, WIDE, Canvas, shortened, text_width
from plumbline.artifacts.document.contents import Printed

_GAP = 12.0
_HEAD = 22.0
_LOOKS = ("series-1", "series-2")
_LABEL_SHARE = 0.36
"""Of the width, at most, for names."""
_HEAD_SHARE = 0.24
"""Of the width, at most, for what stands above a column of figures."""


@dataclass(frozen=True)
class Bar:
    """One row: as many values and printed figures as there are series. None = nothing is drawn."""

    label: str
    values: tuple[float | None, ...]
    figures: tuple[Printed, ...]


@dataclass(frozen=True)
class Track:
    """Where bars stand: from `left`, `width` wide, values from `low` to `high`."""

    left: float
    width: float
    low: float
    high: float

    def at(self, value: float) -> float:
        """The place of a value."""
        return self.left + self.width * (value - self.low) / (self.high - self.low)


def draw_bars(title: str, series: Sequence[str], bars: Sequence[Bar], *, width: float = WIDE) -> str:
    """Draw the rows in their order; `series` are headings of the figures, with their unit."""
    step = 22.0 if len(series) == 1 else 27.0
    canvas = Canvas(width, _HEAD + step * len(bars) + 4.0, title)
    label_width = label_column([bar.label for bar in bars], width)
    columns = figure_columns(series, [bar.figures for bar in bars], right=width)
    left, right = label_width + _GAP, columns[0][0] - _GAP
    track = bar_track([value for bar in bars for value in bar.values if value is not None], left=left, right=right)
    draw_heads(canvas, series, columns, looks=_LOOKS if len(series) > 1 else ())
    for place, bar in enumerate(bars):
        middle = _HEAD + step * (place + 0.5)
        draw_label(canvas, bar.label, middle=middle, width=label_width)
        draw_values(canvas, track, bar, middle)
        for (_, edge), figure in zip(columns, bar.figures, strict=True):
            canvas.figure(edge, middle + ROW_TEXT, figure.text, reference=figure.reference)
    canvas.rule((track.at(0.0), _HEAD), (track.at(0.0), _HEAD + step * len(bars)), look="line-strong")
    return canvas.svg()


def draw_values(canvas: Canvas, track: Track, bar: Bar, middle: float) -> None:
    """The bars of one row, below each other."""
    thickness = 12.0 if len(bar.values) == 1 else 9.0
    top = middle - thickness * len(bar.values) / 2
    for place, value in enumerate(bar.values):
        if value is not None:
            start, end = sorted((track.at(0.0), track.at(value)))
            canvas.bar(start, top + thickness * place, (max(end - start, 0.8), thickness - 1.0), look=_LOOKS[place])


def bar_track(values: Sequence[float], *, left: float, right: float) -> Track:
    """A scale that holds all values and zero."""
    low, high = min([0.0, *values]), max([0.0, *values])
    return Track(left, max(right - left, 40.0), low, high if high > low else low + 1.0)


def label_column(labels: Sequence[str], width: float) -> float:
    """Room for the names: as wide as the widest, within a share of the whole."""
    return min(max(map(text_width, labels), default=0.0) + 2.0, _LABEL_SHARE * width)


def figure_columns(heads: Sequence[str], rows: Sequence[Sequence[Printed]], *, right: float) -> list[tuple[float, float]]:
    """Left and right edge of each column of figures; the last one ends at `right`."""
    columns: list[tuple[float, float]] = []
    width = right
    for place in reversed(range(len(heads))):
        figures = max((text_width(row[place].text) for row in rows), default=0.0)
        room = max(figures, min(text_width(heads[place]) + 14.0, _HEAD_SHARE * width), 34.0)
        columns.insert(0, (right - room, right))
        right -= room + _GAP
    return columns


def draw_heads(canvas: Canvas, heads: Sequence[str], columns: Sequence[tuple[float, float]], *, looks: Sequence[str] = ()) -> None:
    """What the figures are, above them; with `looks`, in which color their bars are drawn."""
    for place, (head, (left, right)) in enumerate(zip(heads, columns, strict=True)):
        marked = place < len(looks)
        edge = right - 13.0 if marked else right
        canvas.text(edge, 12.0, shortened(head, edge - left), look="ink-3 small", anchor="end")
        if marked:
            canvas.bar(right - 9.0, 3.0, (9.0, 9.0), look=looks[place])


def draw_label(canvas: Canvas, label: str, *, middle: float, width: float) -> None:
    """The name of a row."""
    canvas.text(0.0, middle + ROW_TEXT, shortened(label, width))
