"""What a tool gives back: the facts of its result. The offline analyst reads the object; a real model reads its compact JSON."""

from datetime import date
from typing import Any

from pydantic import BaseModel, model_serializer

from plumbline.analytics.measures import measure
from plumbline.core.ids import FactId
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact, FactValue, Quality, Subject, Unit
from plumbline.facts.formatting import format_fact
from plumbline.facts.result import Measured, Result

_NOT_SHOWN = frozenset(
    {"subject", "as_of", "period", "quality", "reason", "account", "portfolio_id", "notes", "measure", "formula", "series"}
)
"""Said elsewhere, or nobody's business outside: account names never go to a model provider."""


class FactLine(Schema):
    """A fact where it stands in the result (`path`, a JSON pointer), with its printed value."""

    id: FactId
    path: str
    measure: str
    name: str
    subject: Subject
    period: str | None
    parameters: dict[str, float | str]
    value: FactValue
    unit: Unit
    currency: str | None
    text: str
    as_of: date
    quality: Quality
    reason: str | None


class Detail(Schema):
    """Something a result says that is not a figure: the sector of a holding, the state of a limit."""

    path: str
    subject: Subject
    name: str
    text: str


class ToolOutput(Schema):
    tool: str
    summary: str
    facts: tuple[FactLine, ...]
    details: tuple[Detail, ...] = ()
    notes: tuple[str, ...] = ()

    @model_serializer
    def _compact(self) -> dict[str, Any]:
        """Figures by subject, one short line each: a report of 200 facts stays near two thousand tokens."""
        return {"tool": self.tool, "summary": self.summary, "figures": self._by_subject(), "notes": list(self.notes)}

    def _by_subject(self) -> dict[str, list[str]]:
        lines: dict[str, list[str]] = {}
        for detail in self.details:
            lines.setdefault(detail.subject.label, []).append(f"{detail.name}: {detail.text}")
        for fact in self.facts:
            lines.setdefault(fact.subject.label, []).append(_line(fact))
        return {label: list(dict.fromkeys(entries)) for label, entries in lines.items()}


def tool_output(tool: str, label: str, result: Result, facts: dict[str, Fact]) -> ToolOutput:
    """Describe `result`, whose figures were recorded as `facts` (by their place in it)."""
    lines = tuple(_fact_line(path, fact) for path, fact in facts.items())
    about = f"{label} of {result.subject.label} as of {result.as_of.isoformat()}"
    return ToolOutput(
        tool=tool,
        summary=f"{about}: {len(lines)} {'figure' if len(lines) == 1 else 'figures'}",
        facts=lines,
        details=tuple(_details(result, owner=result, path="")),
        notes=_notes(result),
    )


def _fact_line(path: str, fact: Fact) -> FactLine:
    return FactLine(
        id=fact.id,
        path=path,
        measure=fact.measure,
        name=measure(fact.measure).name,
        subject=fact.subject,
        period=fact.period,
        parameters=fact.parameters,
        value=fact.value,
        unit=fact.unit,
        currency=fact.currency,
        text=format_fact(fact),
        as_of=fact.as_of,
        quality=fact.quality,
        reason=fact.reason,
    )


def _line(fact: FactLine) -> str:
    parts = [fact.period, *(f"{key} {value:g}" if isinstance(value, float) else f"{key} {value}" for key, value in fact.parameters.items())]
    qualifiers = ", ".join(part for part in parts if part)
    doubt = "" if fact.quality is Quality.COMPLETE else f" ({fact.quality}: {fact.reason or 'no reason given'})"
    return f"{fact.id} {fact.name}{f' [{qualifiers}]' if qualifiers else ''} = {fact.text}{doubt}"


def _notes(result: Result) -> tuple[str, ...]:
    stated = tuple(str(note) for note in result.__dict__.get("notes", ()))
    return stated if result.quality is Quality.COMPLETE or not result.reason else (*stated, result.reason)


def _details(model: BaseModel, *, owner: Result, path: str) -> list[Detail]:
    found: list[Detail] = []
    for name, info in type(model).model_fields.items():
        value = model.__dict__[name]
        if name in _NOT_SHOWN or any(isinstance(mark, Measured) for mark in info.metadata):
            continue
        here = f"{path}/{name}"
        if isinstance(value, str | date) and str(value):
            found.append(Detail(path=here, subject=owner.subject, name=name.replace("_", " "), text=str(value)))
        else:
            found.extend(_nested(value, owner=owner, path=here))
    return found


def _nested(value: Any, *, owner: Result, path: str) -> list[Detail]:
    if isinstance(value, Subject):
        return []
    if isinstance(value, BaseModel):
        return _details(value, owner=value if isinstance(value, Result) else owner, path=path)
    if isinstance(value, tuple | list):
        return [detail for index, item in enumerate(value) for detail in _nested(item, owner=owner, path=f"{path}/{index}")]
    return []
