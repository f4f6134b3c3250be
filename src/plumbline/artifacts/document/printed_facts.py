"""The facts of one board as they are printed, and which of them were: only those are among the references."""

from collections.abc import Mapping, Sequence
from typing import Literal

from plumbline.analytics.measure import Sign
from plumbline.analytics.measures import measure
from plumbline.artifacts.document.contents import Printed
from plumbline.core.ids import FactId
from plumbline.facts.fact import Fact, Unit
from plumbline.facts.formatting import Style, format_column, format_fact

NOTHING = Printed("")
ABSENT = "n/a"
"""In a cell; the reason stands below."""


class PrintedFacts:
    """Prints facts by id and remembers, in order, what it printed."""

    def __init__(self, facts: Mapping[FactId, Fact], *, prefix: str) -> None:
        self._facts = facts
        self._prefix = prefix
        self.used: dict[str, Fact] = {}

    def fact(self, fact_id: FactId | None) -> Fact | None:
        """The fact, or None where the slot names none."""
        return None if fact_id is None else self._facts[fact_id]

    def value(self, fact_id: FactId | None) -> float | None:
        """Its number for a drawing; None where there is none."""
        fact = self.fact(fact_id)
        return float(fact.value) if fact is not None and isinstance(fact.value, float | int) else None

    def figure(self, fact_id: FactId | None, *, tone: Literal["neutral", "good", "bad"] = "neutral") -> Printed:
        """The figure with its unit, as it stands alone."""
        fact = self.fact(fact_id)
        if fact is None:
            return NOTHING
        text = ABSENT if fact.value is None else format_fact(fact, Style.SIGNED if _is_gain(fact) else Style.PLAIN)
        return Printed(text, self._reference(fact), tone)

    def column(self, fact_ids: Sequence[FactId | None]) -> tuple[Printed, ...]:
        """The figures of a column: bare where all have one unit, which its header names."""
        facts = [self.fact(fact_id) for fact_id in fact_ids]
        if common_unit(facts) is None:
            return tuple(map(self.figure, fact_ids))
        unit = next(fact.unit for fact in facts if fact is not None)
        signed = all(_is_gain(fact) for fact in facts if fact is not None)
        texts = format_column([None if fact is None else fact.value for fact in facts], unit, signed=signed)
        return tuple(
            NOTHING if fact is None else Printed(ABSENT if fact.value is None else text, self._reference(fact))
            for fact, text in zip(facts, texts, strict=True)
        )

    def _reference(self, fact: Fact) -> str:
        reference = f"{self._prefix}{fact.id}"
        self.used[reference] = fact
        return reference


def common_unit(facts: Sequence[Fact | None]) -> tuple[Unit, str | None] | None:
    """Unit and currency of all facts of a column, or None where they differ."""
    units = {(fact.unit, fact.currency) for fact in facts if fact is not None and fact.value is not None}
    return next(iter(units)) if len(units) == 1 else None


def _is_gain(fact: Fact) -> bool:
    return measure(fact.measure).sign is Sign.GAIN_POSITIVE
