"""A fact: one figure with its meaning, date, quality and the way it was computed. Immutable."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from plumbline.core.ids import FactId
from plumbline.core.schema import Schema


class Unit(StrEnum):
    FRACTION = "fraction"  # 0.042, printed 4.2 %
    MONEY = "money"  # with a currency
    PRICE = "price"  # money per share, with a currency
    COUNT = "count"
    RATIO = "ratio"  # 1.13, printed 1.13
    SCORE = "score"  # 0 to 100
    DATE = "date"
    TEXT = "text"


class Quality(StrEnum):
    COMPLETE = "complete"
    PARTIAL = "partial"
    STALE = "stale"
    UNAVAILABLE = "unavailable"


class SubjectKind(StrEnum):
    PORTFOLIO = "portfolio"
    HOLDING = "holding"
    SECTOR = "sector"
    SYMBOL = "symbol"
    BENCHMARK = "benchmark"
    GROUP = "group"  # holdings chosen by a condition
    HYPOTHETICAL = "hypothetical"  # a portfolio after a shock


class Subject(Schema):
    """What a figure is about. `id` is a portfolio id, a symbol, `portfolio_id/symbol`, or a sector's name."""

    kind: SubjectKind
    id: str
    label: str


class Lineage(Schema):
    """How to compute the figure again."""

    calculation: str = Field(description="Name of the function or tool that produced it.")
    version: str = Field(description="Version of the calculation; rises when its definition changes.")
    snapshot: str = Field(description="Digest of the frozen input: holdings, prices and as-of date.")
    tool_call: str | None = None
    inputs: tuple[FactId, ...] = Field(default=(), description="Facts that it was calculated from.")
    formula: str | None = Field(default=None, description="The arithmetic over `inputs`, where there was any.")


FactValue = Annotated[float | date | str | None, Field(union_mode="left_to_right")]


class Fact(Schema):
    id: FactId
    measure: str = Field(description="Key in the catalog of measures.")
    subject: Subject
    value: FactValue
    unit: Unit
    currency: str | None = None
    as_of: date
    period: str | None = Field(default=None, description="What the figure spans: `ytd`, `1y`, `252d`, `2022-01-01/2022-06-30`.")
    parameters: dict[str, float | str] = Field(default_factory=dict, description="For instance confidence 0.95.")
    quality: Quality = Quality.COMPLETE
    reason: str | None = Field(default=None, description="Why the quality is not complete, or the value is absent.")
    lineage: Lineage
