"""One figure on its way into a row: value, currency, what it spans, and how good it is."""

import math
from dataclasses import dataclass, field
from datetime import date

from plumbline.facts.fact import FactValue, Quality
from plumbline.facts.result import MeasuredValue
from plumbline.query.schemas import Ask
from plumbline.query.targets import Target

Parameters = dict[str, float | str]


@dataclass(frozen=True)
class Figure:
    """`measure` is set when the figure is a special case of what was asked (a sector's weight is `sector_weight`)."""

    value: FactValue
    currency: str | None = None
    period: str | None = None
    parameters: Parameters = field(default_factory=dict)
    quality: Quality = Quality.COMPLETE
    reason: str | None = None
    measure: str | None = None
    as_of: date | None = None

    @property
    def number(self) -> float | None:
        return float(self.value) if isinstance(self.value, int | float) else None


def absent(reason: str, *, period: str | None = None, measure: str | None = None) -> Figure:
    """A figure that can not be stated, and why."""
    return Figure(None, period=period, quality=Quality.UNAVAILABLE, reason=reason, measure=measure)


def finite(value: float | None) -> float | None:
    """None for NaN and infinities."""
    return float(value) if value is not None and math.isfinite(value) else None


def measured(target: Target, ask: Ask, figure: Figure) -> MeasuredValue:
    """The figure as a row."""
    return MeasuredValue(
        subject=target.subject,
        as_of=figure.as_of or target.view.as_of,
        period=figure.period,
        quality=figure.quality,
        reason=figure.reason,
        measure=figure.measure or ask.measure,
        value=figure.value,
        currency=figure.currency,
        parameters=figure.parameters,
    )
