"""Lines over time with a zero line, marks at the start of months or years, and names at the end of the lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plumbline.artifacts.document.charts.canvas import ROW_TEXT, WIDE, Canvas, shortened, text_width
from plumbline.artifacts.document.charts.palette import N_SERIES
from plumbline.artifacts.document.charts.ticks import day_shares, day_ticks, round_ticks
from plumbline.facts.fact import Unit
from plumbline.facts.formatting import format_ticks

_HEIGHT = 260.0
_BOTTOM = 24.0
_LINE = 15.0
"""Between two names."""
_ROOM_FOR_NAMES = 500.0
"""Width from which names stand at the end of their lines; below it, above the drawing."""
_WIDEST_NAME = 195.0
_MOST_POINTS = 800
"""Of a line: more than pixels can not be seen; extremes are kept."""


@dataclass(frozen=True)
class Line:
    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Scale:
    """How a line's values are printed at the axis."""

    unit: Unit
    currency: str | None


@dataclass(frozen=True)
class _Plot:
    """Where the drawing stands, and which values it spans."""

    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float

    def x(self, share: float) -> float:
        return self.left + (self.right - self.left) * share

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)


def draw_lines(title: str, dates: Sequence[date], lines: Sequence[Line], scale: Scale, *, width: float = WIDE) -> str:
    """Draw lines that share `dates`; a missing value is a gap."""
    known = [value for line in lines for value in line.values if value is not None]
    from_zero = [0.0] if scale.unit is Unit.FRACTION else []
    ticks = round_ticks(min([*from_zero, *known]), max([*from_zero, *known]))
    labels = format_ticks(ticks, scale.unit, currency=scale.currency)
    beside = width >= _ROOM_FOR_NAMES
    names = min(max(text_width(line.name) for line in lines) + 10.0, _WIDEST_NAME) if beside else 4.0
    top = 8.0 if beside else 8.0 + _LINE * len(lines)
    canvas = Canvas(width, top + _HEIGHT, title)
    plot = _Plot(max(map(text_width, labels)) + 8.0, width - names, top, top + _HEIGHT - _BOTTOM, ticks[0], ticks[-1])
    _axes(canvas, plot, dict(zip(ticks, labels, strict=True)), dates)
    shares = day_shares(dates)
    for place, line in enumerate(lines):
        canvas.path(_pieces(plot, shares, line.values), look=_look(place), dashes="" if place < N_SERIES else "4 3")
    _names(canvas, plot, lines, beside=beside)
    return canvas.svg()


def _axes(canvas: Canvas, plot: _Plot, ticks: dict[float, str], dates: Sequence[date]) -> None:
    for value, label in ticks.items():
        canvas.rule((plot.left, plot.y(value)), (plot.right, plot.y(value)), look="line-strong" if value == 0.0 else "line")
        canvas.text(plot.left - 6.0, plot.y(value) + ROW_TEXT, label, look="ink-3 small", anchor="end")
    shares = day_shares(dates)
    free = plot.left
    for place, label in day_ticks(dates, most=int((plot.right - plot.left) // 62)):
        half = text_width(label) / 2
        x = min(max(plot.x(shares[place]), plot.left + half), plot.right - half)
        if x - half < free:
            continue
        free = x + half + 8.0
        canvas.rule((plot.x(shares[place]), plot.bottom), (plot.x(shares[place]), plot.bottom + 4.0), look="line-strong")
        canvas.text(x, plot.bottom + 17.0, label, look="ink-3 small", anchor="middle")


def _pieces(plot: _Plot, shares: Sequence[float], values: Sequence[float | None]) -> list[list[tuple[float, float]]]:
    pieces: list[list[tuple[float, float]]] = [[]]
    for place in _kept(values):
        value = values[place]
        if value is None:
            pieces.append([])
        else:
            pieces[-1].append((plot.x(shares[place]), plot.y(value)))
    return [piece for piece in pieces if piece]


def _kept(values: Sequence[float | None]) -> Sequence[int]:
    """The places to draw: all of a short line, of a long one the least and the greatest of each stretch, and every gap."""
    if len(values) <= _MOST_POINTS:
        return range(len(values))
    stretch = 2 * len(values) // _MOST_POINTS + 1
    kept = {0, len(values) - 1}
    for start in range(0, len(values), stretch):
        places = range(start, min(start + stretch, len(values)))
        drawn = {place: value for place in places if (value := values[place]) is not None}
        kept |= {place for place in places if place not in drawn}
        if drawn:
            kept |= {min(drawn, key=drawn.__getitem__), max(drawn, key=drawn.__getitem__)}
    return sorted(kept)


def _names(canvas: Canvas, plot: _Plot, lines: Sequence[Line], *, beside: bool) -> None:
    if not beside:
        for place, line in enumerate(lines):
            y = 6.0 + _LINE * place
            canvas.bar(0.0, y - 4.0, (12.0, 3.0), look=_look(place))
            canvas.text(18.0, y + 2.0, shortened(line.name, canvas.width - 20.0), look="ink-2 small")
        return
    ends = [next((plot.y(value) for value in reversed(line.values) if value is not None), plot.bottom) for line in lines]
    for place, y in _apart(ends, low=plot.top + 4.0, high=plot.bottom):
        words = shortened(lines[place].name, canvas.width - plot.right - 8.0)
        canvas.text(plot.right + 6.0, y + ROW_TEXT, words, look=f"{_look(place)} small strong")


def _apart(ends: Sequence[float], *, low: float, high: float) -> list[tuple[int, float]]:
    """The places of names beside the ends of their lines, none over another: pushed down, then up from the bottom."""
    order = sorted(range(len(ends)), key=ends.__getitem__)
    placed: list[float] = []
    for place in order:
        placed.append(max(ends[place], placed[-1] + _LINE if placed else low))
    for index in reversed(range(len(placed))):
        most = high if index == len(placed) - 1 else placed[index + 1] - _LINE
        placed[index] = min(placed[index], most)
    return list(zip(order, placed, strict=True))


def _look(place: int) -> str:
    return f"series-{place % N_SERIES + 1}"
