"""Yes or no, where the question can be answered so: said first."""

from plumbline.agent.offline.figures_book import known, number
from plumbline.agent.offline.planning.shapes import shape_of
from plumbline.agent.offline.reading.claims import meets
from plumbline.agent.offline.reading.frame import Shape
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.writing import Writing
from plumbline.agent.tools.output import FactLine
from plumbline.facts.fact import SubjectKind, Unit


def judged(writing: Writing, answer: Answer, rows: list[FactLine]) -> Answer:
    """The answer with its yes or no, when the figures decide it."""
    truth = _truth(writing, known(rows))
    if truth is not None and answer.lead.startswith("**"):
        answer.lead = f"**{'Yes' if truth else 'No'}: {answer.lead[2:]}"
    return answer


def _truth(writing: Writing, rows: list[FactLine]) -> bool | None:
    claim = writing.frame.claim
    if claim is not None and claim.operator == "first" and rows:
        return _is_first(rows[0], claim.first or "")
    if claim is None or not rows or shape_of(writing.frame) is not Shape.SINGLE or writing.frame.versus:
        return None
    facts = [row for row in rows if row.measure == rows[0].measure] or rows
    values = [value for row in facts if (value := number(row)) is not None]
    if claim.level is not None:
        return meets(claim, values[0], fraction=facts[0].unit is Unit.FRACTION) if len(facts) == 1 and values else None
    by_subject = {row.subject.id: row for row in rows if number(row) is not None}
    if len(by_subject) != 2:
        return None
    own, other = sorted(by_subject.values(), key=lambda row: not _is_first(row, claim.first or ""))
    one, another = number(own) or 0.0, number(other) or 0.0
    return one > another if claim.operator == "above" else one < another


def _is_first(row: FactLine, first: str) -> bool:
    if not first:
        return row.subject.kind is SubjectKind.PORTFOLIO
    return first in {row.subject.id, row.subject.id.rpartition("/")[2], row.subject.label}
