"""The figures that the tools returned for one task, by where they stand and what they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plumbline.agent.tools.output import FactLine, ToolOutput
from plumbline.facts.fact import Quality, SubjectKind

_ROW = re.compile(r"/(rows|summary|earlier|change)/(\d+)/value")


@dataclass(frozen=True)
class Outcome:
    """What one call gave: an output, or the reason of its failure."""

    output: ToolOutput | None
    failure: str | None = None

    def part(self, name: str) -> list[FactLine]:
        """Facts of `rows`, `summary`, `earlier` or `change`, in their order."""
        facts = self.output.facts if self.output else ()
        found = [(int(match[2]), fact) for fact in facts if (match := _ROW.fullmatch(fact.path)) and match[1] == name]
        return [fact for _place, fact in sorted(found, key=lambda item: item[0])]

    @property
    def rows(self) -> list[FactLine]:
        return self.part("rows")

    @property
    def matched(self) -> FactLine | None:
        return next((fact for fact in (self.output.facts if self.output else ()) if fact.path == "/n_matched"), None)

    @property
    def notes(self) -> tuple[str, ...]:
        return self.output.notes if self.output else ()

    def find(
        self, measure: str, *, subject: str | None = None, kind: SubjectKind | None = None, period: str | None = None
    ) -> FactLine | None:
        """The first fact of a measure, of this subject (id or label), kind and period where they are given."""
        return next(
            (
                fact
                for fact in (self.output.facts if self.output else ())
                if fact.measure == measure
                and (subject is None or subject in {fact.subject.id, fact.subject.label, fact.subject.id.rpartition("/")[2]})
                and (kind is None or fact.subject.kind is kind)
                and (period is None or fact.period == period)
            ),
            None,
        )


def number(fact: FactLine | None) -> float | None:
    """The value as a number, or None."""
    return float(fact.value) if fact is not None and isinstance(fact.value, int | float) and not isinstance(fact.value, bool) else None


def known(facts: Sequence[FactLine]) -> list[FactLine]:
    """Those that have a value."""
    return [fact for fact in facts if fact.value is not None]


def mark(fact: FactLine, style: str | None = None) -> str:
    """The marker of a fact."""
    return f"{{{{{fact.id}|{style}}}}}" if style else f"{{{{{fact.id}}}}}"


def as_of_words(fact: FactLine, today: date) -> str:
    """` on 2020-03-16` when the figure is of another day than the run's."""
    return f" on {fact.as_of.isoformat()}" if fact.as_of != today and "/" not in (fact.period or "") else ""


def doubts(facts: Sequence[FactLine]) -> list[str]:
    """Reasons why figures are not complete, each once."""
    return list(
        dict.fromkeys(fact.reason for fact in facts if fact.value is not None and fact.quality is not Quality.COMPLETE and fact.reason)
    )
