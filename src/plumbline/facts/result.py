"""Results: what a calculation returns. Their fields name their measure, so facts are derived, never typed by hand."""

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from plumbline.core.schema import Schema
from plumbline.facts.fact import FactValue, Quality, Subject


@dataclass(frozen=True)
class Measured:
    """Annotation of a result's field: which measure of the catalog it is.

    `period` and `parameters` belong to the definition (volatility over 63 days); a result that carries its own
    `period` gives it to every field that does not state one.
    """

    measure: str
    period: str | None = None
    parameters: tuple[tuple[str, float | str], ...] = ()


class Result(Schema):
    """A calculation's outcome about one subject on one day. Nested results may be about other subjects."""

    subject: Subject
    as_of: date
    period: str | None = None
    quality: Quality = Quality.COMPLETE
    reason: str | None = Field(default=None, description="Why the quality is not complete.")


class MeasuredValue(Result):
    """One figure whose measure is known only at run time: a row of a query, a checked limit."""

    measure: str
    value: FactValue
    currency: str | None = None
    parameters: dict[str, float | str] = Field(default_factory=dict)
