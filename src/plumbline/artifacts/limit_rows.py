"""Rows of limits, the same on every board: which rule, and whose figure it is that it checks."""

from collections.abc import Mapping

from plumbline.artifacts.slots import LimitRow
from plumbline.facts.fact import Fact, Subject
from plumbline.portfolios.results import LimitCheck


def limit_row(check: LimitCheck, facts: Mapping[str, Fact], path: str, *, whole: Subject | None = None) -> LimitRow:
    """`path` is where the check stands in its report. A figure of a part of the `whole` says of which: `Largest sector: Energy`."""
    figure = facts[f"{path}/figure/value"]
    whose = check.figure.subject
    plain = whole is None or whose.id == whole.id or whose.label in check.label
    label = check.label if plain else f"{check.label}: {whose.label}"
    return LimitRow(
        label=label, status=check.status, fact=figure.id, level=facts[f"{path}/level"].id, headroom=facts[f"{path}/headroom"].id
    )
