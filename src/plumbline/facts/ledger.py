"""The facts of one run, in the order in which its tools returned them."""

from collections.abc import Callable, Iterable, Iterator

from plumbline.core.errors import NotFound
from plumbline.core.ids import FactId
from plumbline.facts.derive import Figure, figures
from plumbline.facts.fact import Fact, Lineage, Unit
from plumbline.facts.result import Result


class Ledger:
    """Assigns ids (`f1`, `f2`, ...) and keeps every fact once: the same figure returned twice is the same fact."""

    def __init__(self, unit_of: Callable[[str], Unit]) -> None:
        self._unit_of = unit_of
        self._facts: dict[FactId, Fact] = {}
        self._known: dict[tuple[object, ...], FactId] = {}
        self._newest = 0

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts.values())

    def __len__(self) -> int:
        return len(self._facts)

    def find(self, fact_id: str) -> Fact | None:
        return self._facts.get(FactId(fact_id))

    def get(self, fact_id: str) -> Fact:
        fact = self.find(fact_id)
        if fact is None:
            raise NotFound(f"Expected a fact of this run, found none with the id '{fact_id}'.", subject=fact_id)
        return fact

    def record(self, result: Result, lineage: Lineage) -> dict[str, Fact]:
        """Record every figure of `result`; return its facts by their place in the result (JSON pointer)."""
        return {figure.path: self._record(figure, lineage) for figure in figures(result)}

    def restore(self, facts: Iterable[Fact]) -> None:
        """Take back facts that an earlier run of the same thread stored, keeping their ids."""
        for fact in facts:
            self._facts[fact.id] = fact
            self._known[_identity(fact)] = fact.id
            self.reserve([fact.id])

    def reserve(self, fact_ids: Iterable[FactId]) -> None:
        """Never give these ids to a new fact: an earlier answer of the thread cites them."""
        self._newest = max([self._newest, *(int(fact_id[1:]) for fact_id in fact_ids)])

    def _record(self, figure: Figure, lineage: Lineage) -> Fact:
        owner = figure.owner
        fact = Fact(
            id=FactId(f"f{self._newest + 1}"),
            measure=figure.measured.measure,
            subject=owner.subject,
            value=figure.value,
            unit=self._unit_of(figure.measured.measure),
            currency=figure.currency,
            as_of=owner.as_of,
            period=figure.period,
            parameters=dict(figure.measured.parameters),
            quality=figure.quality,
            reason=owner.reason,
            lineage=lineage,
        )
        known = self._known.get(_identity(fact))
        if known is not None:
            return self._facts[known]
        self._newest += 1
        self._facts[fact.id] = fact
        self._known[_identity(fact)] = fact.id
        return fact


def _identity(fact: Fact) -> tuple[object, ...]:
    parameters = tuple(sorted(fact.parameters.items()))
    return (fact.measure, fact.subject.kind, fact.subject.id, fact.value, fact.as_of, fact.period, parameters)
