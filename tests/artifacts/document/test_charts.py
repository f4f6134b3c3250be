"""Drawings: what is drawn stands where its value says, within the picture, and nothing is lost."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.artifacts.document.charts.bars import Bar, draw_bars
from plumbline.artifacts.document.charts.canvas import NARROW, WIDE, shortened, text_width
from plumbline.artifacts.document.charts.heat_map import Cell, draw_heat_map
from plumbline.artifacts.document.charts.lines import Line, Scale, draw_lines
from plumbline.artifacts.document.charts.pareto import draw_pareto
from plumbline.artifacts.document.charts.scatter import Axis, Cloud, Point, draw_scatter
from plumbline.artifacts.document.charts.ticks import day_ticks, round_ticks
from plumbline.artifacts.document.contents import Printed
from plumbline.facts.fact import Unit

FRACTION = Scale(Unit.FRACTION, None)
SVG = "{http://www.w3.org/2000/svg}"
values = st.floats(-1e6, 1e6, allow_nan=False)


def elements(drawing: str, tag: str) -> list[ET.Element]:
    return list(ET.fromstring(drawing).iter(f"{SVG}{tag}"))


def number(element: ET.Element, name: str) -> float:
    return float(element.attrib[name])


def days(count: int, step: int = 1) -> tuple[date, ...]:
    return tuple(date(2018, 1, 1) + timedelta(days=step * place) for place in range(count))


def bar(label: str, *shown: float | None) -> Bar:
    return Bar(label, shown, tuple(Printed(f"{value}", f"f{place}") for place, value in enumerate(shown)))


@given(st.lists(values, min_size=1, max_size=12), st.sampled_from([WIDE, NARROW]))
def test_bars_start_at_zero_and_are_as_long_as_their_value(shown: list[float], width: float) -> None:
    drawing = draw_bars("t", ("Weight (%)",), [bar("Apple", value) for value in shown], width=width)
    rects = elements(drawing, "rect")
    assert len(rects) == len(shown)
    zero = number(elements(drawing, "line")[-1], "x1")
    longest = max(abs(value) for value in shown)
    for rect, value in zip(rects, shown, strict=True):
        left, right = number(rect, "x"), number(rect, "x") + number(rect, "width")
        assert (left if value >= 0 else right) == pytest.approx(zero, abs=1.0)
        assert -0.1 <= left <= right <= width + 0.1
        if abs(value) == longest:
            assert right - left == pytest.approx(max(number(other, "width") for other in rects), abs=0.11)


def test_a_bar_without_a_value_is_not_drawn() -> None:
    assert len(elements(draw_bars("t", ("A", "B"), [bar("x", 1.0, None)]), "rect")) == 1 + 2  # and two signs of the series


def test_the_running_total_ends_at_the_whole() -> None:
    drawing = draw_pareto("t", ("Share (%)",), [bar("a", 0.6), bar("b", 0.5), bar("c", -0.1)], whole=1.0)
    totals = [number(rect, "width") for rect in elements(drawing, "rect")[3:]]
    assert totals[1] == pytest.approx(120.0)
    assert totals[0] / totals[2] == pytest.approx(0.6, abs=0.01)
    assert len(elements(draw_pareto("t", ("Share (%)",), [bar("a", 1.0)], whole=1.0, width=NARROW), "rect")) == 1


@given(st.lists(st.none() | values, min_size=2, max_size=60).filter(lambda shown: any(value is not None for value in shown)))
def test_lines_stay_within_their_frame(shown: list[float | None]) -> None:
    drawing = draw_lines("t", days(len(shown)), [Line("Growth", tuple(shown)), Line("S&P 500", tuple(shown))], FRACTION)
    height = float(ET.fromstring(drawing).attrib["viewBox"].split()[3])
    for x, y in points_of(elements(drawing, "path")[0]):
        assert 0.0 <= x <= WIDE
        assert 0.0 <= y <= height


def test_long_lines_keep_their_extremes_and_gaps() -> None:
    shown: list[float | None] = [0.0] * 5000
    shown[1234], shown[4001], shown[2500] = -0.9, 0.8, None
    path = elements(draw_lines("t", days(5000), [Line("a", tuple(shown))], FRACTION), "path")[0]
    points = points_of(path)
    heights = {y for _, y in points}
    assert len(points) < 1700
    assert len(heights) == 3
    assert path.attrib["d"].count("M") == 2


def test_names_at_the_ends_of_lines_are_apart() -> None:
    lines = [Line(f"Line {place}", (0.0, 0.001 * place)) for place in range(8)]
    texts = [text for text in elements(draw_lines("t", days(2, 300), lines, FRACTION), "text") if (text.text or "").startswith("Line")]
    places = sorted(number(text, "y") for text in texts)
    assert len(places) == 8
    assert min(after - before for before, after in pairwise(places)) >= 14.0


def test_a_heat_map_says_each_figure_and_leaves_holes_open() -> None:
    cells = [[Cell(1.0, Printed("1.00", "f1")), Cell(None, Printed(""))], [Cell(-0.5, Printed("-0.50", "f2")), Cell(0.0, Printed("0.00"))]]
    drawing = draw_heat_map("t", rows=("a", "b"), columns=("a", "b"), cells=cells)
    shaded = elements(drawing, "rect")
    assert [rect.attrib["class"] for rect in shaded] == ["gain", "loss", "gain"]
    assert number(shaded[0], "fill-opacity") == pytest.approx(2 * number(shaded[1], "fill-opacity"))
    assert [link.attrib["href"] for link in elements(drawing, "a")] == ["#fact-f1", "#fact-f2"]


@given(st.lists(st.tuples(values, values), min_size=1, max_size=20))
def test_points_of_a_scatter_keep_their_order(shown: list[tuple[float, float]]) -> None:
    marks = tuple(Point(f"p{place}", x, y) for place, (x, y) in enumerate(shown))
    drawing = draw_scatter("t", (Axis("Risk", FRACTION), Axis("Return", FRACTION)), Cloud((), marks))
    dots = [(number(dot, "cx"), number(dot, "cy")) for dot in elements(drawing, "circle")]
    for (x, y), (cx, cy) in zip(sorted(shown), [dot for _, dot in sorted(zip(shown, dots, strict=True))], strict=True):
        assert 0.0 <= cx <= WIDE, (x, y)
        assert 0.0 <= cy <= 320.0
    across = [dot[0] for _, dot in sorted(zip(shown, dots, strict=True))]
    assert all(before <= after + 0.11 for before, after in pairwise(across))


@given(values, values, st.integers(2, 9))
def test_round_ticks_cover_what_they_are_for(one: float, other: float, most: int) -> None:
    low, high = min(one, other), max(one, other)
    ticks = round_ticks(low, high, most=most)
    slack = 1e-6 * max(1.0, abs(low), abs(high))
    assert ticks[0] <= low + slack
    assert ticks[-1] >= high - slack
    assert 2 <= len(ticks) <= most + 3


@pytest.mark.parametrize(
    ("count", "words"), [(5, ["2018-01-01", "2018-01-03", "2018-01-05"]), (1, ["2018-01-01"]), (2200, ["2019", "2020"])]
)
def test_days_are_marked_by_year_month_or_day(count: int, words: Sequence[str]) -> None:
    labels = [label for _, label in day_ticks(days(count), most=10)]
    assert labels[: len(words)] == list(words)


@given(st.text(max_size=80), st.floats(12.0, 300.0))
def test_long_names_are_cut_to_their_room(words: str, room: float) -> None:
    cut = shortened(words, room)
    assert text_width(cut) <= max(room, text_width("…"))
    assert cut == words or cut.endswith("…")


def points_of(path: ET.Element) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.attrib["d"])]
