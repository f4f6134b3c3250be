"""What a document holds, ready to print: every figure is text by now, with the reference of the fact that it hangs from."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from plumbline.portfolios.results import LimitStatus


@dataclass(frozen=True, kw_only=True)
class About:
    """The title block: whose document it is, of which day, against what, and from which frozen input."""

    kind: Literal["Portfolio", "Group"] = "Portfolio"
    name: str
    as_of: date
    currency: str
    benchmark: str
    prepared_on: date


@dataclass(frozen=True)
class Printed:
    """One figure. `reference` finds it among the references at the end; None = words, or an empty cell."""

    text: str
    reference: str | None = None
    tone: Literal["neutral", "good", "bad"] = "neutral"


@dataclass(frozen=True)
class Headline:
    label: str
    figure: Printed
    context_label: str | None = None
    context: Printed | None = None


@dataclass(frozen=True)
class MetricsBlock:
    title: str
    headlines: tuple[Headline, ...]
    missing: tuple[str, ...] = ()
    kind: Literal["metrics"] = "metrics"


@dataclass(frozen=True)
class ChartBlock:
    """One drawing for paper and wide screens and one for a phone: SVG, the same words and figures in both."""

    title: str
    description: str
    wide: str
    narrow: str
    missing: tuple[str, ...] = ()
    kind: Literal["chart"] = "chart"


@dataclass(frozen=True)
class Column:
    title: str
    is_text: bool = False


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[Printed, ...]


@dataclass(frozen=True)
class TableBlock:
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    missing: tuple[str, ...] = ()
    """Why cells are empty, and how many rows are left out."""
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class LimitLine:
    label: str
    status: LimitStatus
    word: str
    figure: Printed
    level: Printed
    headroom: Printed


@dataclass(frozen=True)
class LimitsBlock:
    title: str
    lines: tuple[LimitLine, ...]
    missing: tuple[str, ...] = ()
    kind: Literal["limits"] = "limits"


@dataclass(frozen=True)
class NotesBlock:
    notes: tuple[str, ...]
    kind: Literal["notes"] = "notes"


Block = MetricsBlock | ChartBlock | TableBlock | LimitsBlock | NotesBlock


@dataclass(frozen=True)
class Section:
    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Definition:
    """What the catalog says of a measure that the document uses."""

    name: str
    definition: str
    reading: str
    """Unit, sign and what is said with it."""
    periods: str
    missing_data: str
    source: str


@dataclass(frozen=True)
class Reference:
    """The fact behind a printed figure."""

    reference: str
    measure: str
    subject: str
    value: str
    period: str
    quality: str


@dataclass(frozen=True)
class References:
    """The facts of one section. They share calculation and frozen input, which stand in `origin`."""

    title: str
    origin: str
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class Document:
    title: str
    about: About
    sections: tuple[Section, ...]
    definitions: tuple[Definition, ...]
    references: tuple[References, ...]
