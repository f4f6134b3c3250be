"""A matrix of figures, colored around zero: the figure stands in its cell, the color only helps to find it."""

from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.artifacts.document.charts.canvas import ROW_TEXT, WIDE, Canvas, shortened, text_width
from plumbline.artifacts.document.contents import Printed

_HEIGHT = 24.0
_WIDEST = 64.0
_NARROWEST = 34.0
"""Room for `-0.54`: a drawing of more columns grows wider than its page and scrolls, or shrinks on paper."""
_STRONGEST = 0.6
"""Opacity of the strongest color, on which dark text can still be read."""


@dataclass(frozen=True)
class Cell:
    value: float | None
    figure: Printed


def draw_heat_map(title: str, *, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]]) -> str:
    """Draw `cells`, rows by columns; positive and negative differ by color, size by its strength."""
    label_width = min(max(map(text_width, rows), default=0.0) + 10.0, 160.0)
    cell_width = min(max((WIDE - label_width) / max(len(columns), 1), _NARROWEST), _WIDEST)
    canvas = Canvas(max(WIDE, label_width + cell_width * len(columns)), 22.0 + _HEIGHT * len(rows), title)
    for place, name in enumerate(columns):
        canvas.text(label_width + cell_width * (place + 0.5), 13.0, shortened(name, cell_width - 3.0), look="ink-3 small", anchor="middle")
    largest = max((abs(cell.value) for row in cells for cell in row if cell.value is not None), default=0.0) or 1.0
    for place, (name, row) in enumerate(zip(rows, cells, strict=True)):
        top = 20.0 + _HEIGHT * place
        canvas.text(0.0, top + _HEIGHT / 2 + ROW_TEXT, shortened(name, label_width - 8.0))
        for column, cell in enumerate(row):
            _draw(canvas, cell, corner=(label_width + cell_width * column, top), width=cell_width, largest=largest)
    return canvas.svg()


def _draw(canvas: Canvas, cell: Cell, *, corner: tuple[float, float], width: float, largest: float) -> None:
    left, top = corner
    if cell.value is not None:
        look = "gain" if cell.value >= 0.0 else "loss"
        strength = _STRONGEST * abs(cell.value) / largest
        canvas.shade(left + 0.5, top + 0.5, (width - 1.0, _HEIGHT - 1.0), look=look, opacity=strength)
    middle = left + width / 2
    canvas.link(
        cell.figure.reference,
        lambda: canvas.text(middle, top + _HEIGHT / 2 + ROW_TEXT, cell.figure.text, look="ink small", anchor="middle"),
    )
