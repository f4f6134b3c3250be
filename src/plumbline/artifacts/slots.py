"""The closed union of slots: what an artifact or a page is drawn from.

A slot never holds a figure of its own: it names facts, and the facts travel beside it. One React component a kind
draws it on every page and in every artifact.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, get_args

from pydantic import Field

from plumbline.core.ids import FactId
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.portfolios.results import LimitStatus


class Tone(StrEnum):
    NEUTRAL = "neutral"
    GOOD = "good"
    BAD = "bad"


class Metric(Schema):
    """One headline figure; `context` is the fact it should be read against (benchmark, limit, own history)."""

    label: str
    fact: FactId
    context_label: str | None = None
    context: FactId | None = None
    tone: Tone = Tone.NEUTRAL


class MetricsSlot(Schema):
    kind: Literal["metrics"] = "metrics"
    title: str
    metrics: tuple[Metric, ...]


class ParetoBar(Schema):
    """`id` is what a click selects: a symbol or a sector."""

    id: str
    label: str
    fact: FactId
    weight: FactId | None = None


class ParetoSlot(Schema):
    """Bars in falling order with their running total."""

    kind: Literal["pareto"] = "pareto"
    title: str
    selects: Literal["holding", "sector"] = "holding"
    bars: tuple[ParetoBar, ...]


class BarsSlot(Schema):
    """One or two facts for each label, drawn as horizontal bars with a zero line.

    `is_whole`: the facts of the first series add to 1, and may be drawn as the parts of one bar.
    """

    kind: Literal["bars"] = "bars"
    title: str
    is_whole: bool = False
    series: tuple[str, ...] = Field(min_length=1, max_length=2)
    rows: tuple["BarRow", ...]


class BarRow(Schema):
    id: str
    label: str
    facts: tuple[FactId | None, ...]


class SeriesLine(Schema):
    name: str
    values: tuple[float | None, ...]


class SeriesSlot(Schema):
    """Lines over time; `values` are fractions (growth since the start), plain ratios or levels, as `unit` says."""

    kind: Literal["series"] = "series"
    title: str
    unit: Literal["fraction", "ratio", "money", "price"]
    dates: tuple[date, ...]
    lines: tuple[SeriesLine, ...]


class HeatMapSlot(Schema):
    """A matrix of facts, colored around zero: correlations, returns by month. `cells` are rows by columns; None = empty."""

    kind: Literal["heat_map"] = "heat_map"
    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[FactId | None, ...], ...]


class ScatterPoint(Schema):
    label: str
    x: FactId
    y: FactId


class ScatterSlot(Schema):
    """Points by two facts each: `line` is joined in order (an efficient frontier), `marks` are named on the chart."""

    kind: Literal["scatter"] = "scatter"
    title: str
    x_label: str
    y_label: str
    line: tuple[ScatterPoint, ...]
    marks: tuple[ScatterPoint, ...]


class LimitRow(Schema):
    label: str
    status: LimitStatus
    fact: FactId
    level: FactId
    headroom: FactId


class LimitsSlot(Schema):
    kind: Literal["limits"] = "limits"
    title: str
    rows: tuple[LimitRow, ...]


class TableRow(Schema):
    id: str
    label: str
    facts: tuple[FactId | None, ...]


class TableSlot(Schema):
    kind: Literal["table"] = "table"
    title: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


class NoteSlot(Schema):
    """A caveat of the data, in plain words."""

    kind: Literal["note"] = "note"
    text: str


AnySlot = MetricsSlot | ParetoSlot | BarsSlot | SeriesSlot | HeatMapSlot | ScatterSlot | LimitsSlot | TableSlot | NoteSlot
Slot = Annotated[AnySlot, Field(discriminator="kind")]
SLOT_TYPES = get_args(AnySlot)


class Board(Schema):
    """Slots with the facts they name: the body of an artifact, and of every page that draws slots."""

    as_of: date
    title: str
    slots: tuple[Slot, ...]
    facts: dict[FactId, Fact]
