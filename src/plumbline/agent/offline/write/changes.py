"""Writes how a figure has changed since an earlier day."""

# ruff: noqa: E501 (sentences are read in one piece)

from plumbline.agent.offline.figures_book import Outcome, mark, number
from plumbline.agent.offline.phrases import capital, subject_name
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.sentences import sentence
from plumbline.agent.offline.write.writing import Writing
from plumbline.agent.tools.output import FactLine
from plumbline.analytics.measures import measure


def changed(writing: Writing, main: Outcome) -> Answer:
    """Return now against then, and the difference."""
    rows, earlier, differences = main.rows, main.part("earlier"), main.part("change")
    sentences = []
    for row in rows:
        before = next((fact for fact in earlier if fact.measure == row.measure and fact.subject.id == row.subject.id), None)
        difference = next((fact for fact in differences if fact.subject.label.startswith(row.subject.label)), None)
        sentences.append(_sentence(row, before, difference, writing))
    notes = [note for note in main.notes if "as of the import" in note or "imported lots" in note]
    return Answer(
        lead=f"**{sentences[0]}** {' '.join(sentences[1:])}".strip() if sentences else "There is no figure to compare.", caveats=notes
    )


def _sentence(row: FactLine, before: FactLine | None, difference: FactLine | None, writing: Writing) -> str:
    now, then = number(row), number(before)
    if now is None or then is None or before is None:
        return " ".join(sentence(fact, writing.today, benchmark=writing.benchmark) for fact in (row, before) if fact is not None)
    name = measure(row.measure).name
    lowered = name if name[:2].isupper() else name[0].lower() + name[1:]
    verb = "risen" if now > then else "fallen" if now < then else "stayed the same"
    by = f", a change of {mark(difference, 'signed')}" if difference is not None and difference.value is not None and now != then else ""
    whose = subject_name(row.subject)
    return f"{capital(whose)}'s {lowered} has {verb} from {mark(before)} on {before.as_of.isoformat()} to {mark(row)} on {row.as_of.isoformat()}{by}."
