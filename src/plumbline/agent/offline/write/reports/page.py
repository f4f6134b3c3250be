"""A report's facts by their place in it, and sentences with places instead of figures.

`"The deepest fall was {/episodes/0/depth}"` becomes a sentence with a marker; one whose figure is missing becomes none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from plumbline.agent.offline.figures_book import Outcome, mark, number
from plumbline.agent.offline.phrases import capital, period_words
from plumbline.agent.offline.reading.report_ask import ReportAsk
from plumbline.agent.offline.write.writing import Writing
from plumbline.agent.tools.output import FactLine

_MOST_NAMED = 2
_PLACE = re.compile(r"\{(/[^{}|]+)(?:\|(\w+))?\}")


@dataclass(frozen=True)
class Page:
    """One report, as its writer sees it."""

    writing: Writing
    outcome: Outcome

    @property
    def ask(self) -> ReportAsk:
        return self.writing.frame.report

    @property
    def name(self) -> str:
        """The portfolio, or several as one."""
        chosen = self.writing.situation.chosen(self.writing.frame)
        return "all portfolios together" if len(chosen) > _MOST_NAMED else self.writing.name

    @property
    def whose(self) -> str:
        """Its possessive at the beginning of a sentence."""
        return capital(self.name) + ("'" if self.name.endswith("s") else "'s")

    @cached_property
    def facts(self) -> dict[str, FactLine]:
        return {fact.path: fact for fact in (self.outcome.output.facts if self.outcome.output else ())}

    @cached_property
    def words(self) -> dict[str, str]:
        return {detail.path: detail.text for detail in (self.outcome.output.details if self.outcome.output else ())}

    def fact(self, path: str) -> FactLine | None:
        """The fact at a place, when it has a value."""
        found = self.facts.get(path)
        return found if found is not None and found.value is not None else None

    def value(self, path: str) -> float:
        """The number at a place; 0 where there is none."""
        return number(self.fact(path)) or 0.0

    def text(self, path: str) -> str:
        """What the report says at a place that is not a figure."""
        return self.words.get(path, "")

    def places(self, prefix: str) -> list[str]:
        """`/episodes/0`, `/episodes/1`, ... in their order."""
        found = {int(match[1]) for path in (*self.facts, *self.words) if (match := re.match(rf"{prefix}/(\d+)/", path))}
        return [f"{prefix}/{place}" for place in sorted(found)]

    def line(self, template: str) -> str:
        """The sentence with markers for its places; empty when one of them has no figure."""
        wanted = [match[1] for match in _PLACE.finditer(template)]
        if any(self.fact(path) is None for path in wanted):
            return ""
        return _PLACE.sub(lambda match: self.mark(match[1], match[2]), template)

    def lines(self, *templates: str) -> list[str]:
        """Those sentences that can be said."""
        return [said for template in templates if (said := self.line(template))]

    def mark(self, path: str, style: str | None = None) -> str:
        """The marker of a place; a dash where there is no figure."""
        found = self.fact(path)
        return mark(found, style) if found is not None else "–"

    def label(self, path: str) -> str:
        """Whom the figure at a place is about."""
        found = self.facts.get(path)
        return found.subject.label.partition(" (")[0] if found else ""

    def period(self, path: str) -> str:
        """` over the last 504 sessions`, for the figure at a place."""
        found = self.facts.get(path)
        return period_words(found.period, self.writing.today) if found else ""

    def table(self, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[list[str]]:
        """Header and rows; a cell that begins with a slash is a place, others are words."""
        return [list(header), *([self._cell(cell) for cell in row] for row in rows)]

    def _cell(self, cell: str) -> str:
        return self.mark(*cell.split("|", 1)) if cell.startswith("/") else capital(cell)


def lost_or_gained(value: float) -> str:
    """The verb for a change that is not of the past only."""
    return "lose" if value < 0.0 else "gain"
