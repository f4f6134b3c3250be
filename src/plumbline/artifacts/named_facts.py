"""The facts that slots name: the others need not travel with a board."""

from collections.abc import Iterable

from plumbline.artifacts.slots import AnySlot
from plumbline.core.ids import FactId
from plumbline.facts.fact import Fact


def named_facts(slots: Iterable[AnySlot], facts: Iterable[Fact]) -> dict[FactId, Fact]:
    """Those of `facts` that a slot names, by id."""
    named = {text for slot in slots for text in _texts(slot.model_dump())}
    return {fact.id: fact for fact in facts if fact.id in named}


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)
