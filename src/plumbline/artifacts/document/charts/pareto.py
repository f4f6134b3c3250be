"""Bars in falling order, each with its figure, and beside them how far the running total has come."""

from collections.abc import Sequence

from plumbline.artifacts.document.charts.bars import (
    Bar,
    Track,
    bar_track,
    draw_heads,
    draw_label,
    draw_values,
    figure_columns,
    label_column,
)
from plumbline.artifacts.document.charts.canvas import ROW_TEXT, WIDE, Canvas

_STEP = 22.0
_HEAD = 22.0
_GAP = 14.0
_TOTAL_WIDTH = 120.0
_ROOM_FOR_TOTAL = 500.0
"""Width from which the running total is drawn: a phone keeps to bars and figures."""


def draw_pareto(title: str, heads: Sequence[str], bars: Sequence[Bar], *, whole: float, width: float = WIDE) -> str:
    """Draw rows whose first value is their part of `whole`, with all their figures under `heads`."""
    canvas = Canvas(width, _HEAD + _STEP * len(bars) + 4.0, title)
    room = _TOTAL_WIDTH + _GAP if width >= _ROOM_FOR_TOTAL and whole > 0.0 else 0.0
    label_width = label_column([bar.label for bar in bars], width)
    columns = figure_columns(heads, [bar.figures for bar in bars], right=width - room)
    shares = [bar.values[0] or 0.0 for bar in bars]
    track = bar_track(shares, left=label_width + _GAP, right=columns[0][0] - _GAP)
    draw_heads(canvas, heads, columns)
    for place, bar in enumerate(bars):
        middle = _HEAD + _STEP * (place + 0.5)
        draw_label(canvas, bar.label, middle=middle, width=label_width)
        draw_values(canvas, track, Bar(bar.label, bar.values[:1], bar.figures), middle)
        for (_, edge), figure in zip(columns, bar.figures, strict=True):
            canvas.figure(edge, middle + ROW_TEXT, figure.text, reference=figure.reference)
    bottom = _HEAD + _STEP * len(bars)
    canvas.rule((track.at(0.0), _HEAD), (track.at(0.0), bottom), look="line-strong")
    if room:
        _running_total(canvas, [share / whole for share in shares], left=width - _TOTAL_WIDTH, bottom=bottom)
    return canvas.svg()


def _running_total(canvas: Canvas, shares: Sequence[float], *, left: float, bottom: float) -> None:
    totals = [sum(shares[: place + 1]) for place in range(len(shares))]
    track = Track(left, _TOTAL_WIDTH, min([0.0, *totals]), max([1.0, *totals]))
    canvas.text(left + _TOTAL_WIDTH, 12.0, "Running total", look="ink-3 small", anchor="end")
    for place, total in enumerate(totals):
        start, end = sorted((track.at(0.0), track.at(total)))
        canvas.bar(start, _HEAD + _STEP * (place + 0.5) - 3.0, (end - start, 6.0), look="series-2")
    canvas.rule((track.at(0.0), _HEAD), (track.at(0.0), bottom), look="line-strong")
    canvas.rule((track.at(1.0), _HEAD), (track.at(1.0), bottom), look="line")
