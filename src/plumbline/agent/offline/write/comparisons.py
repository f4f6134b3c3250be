"""Writes figures of several subjects beside each other: who is higher, by how much, and the table."""

# ruff: noqa: E501 (sentences are read in one piece)

from collections.abc import Sequence

from plumbline.agent.offline.figures_book import Outcome, known, mark, number
from plumbline.agent.offline.phrases import capital, period_words, subject_name
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.sentences import sentence
from plumbline.agent.offline.write.tables import table_of
from plumbline.agent.offline.write.writing import Writing
from plumbline.agent.tools.output import FactLine
from plumbline.analytics.measures import measure

_SHORT = {
    "sector_weight": "weight",
    "net_value": "value",
    "market_value": "value",
    "sector_risk_contribution": "share of the risk",
    "risk_contribution": "share of the risk",
}


def compared(writing: Writing, main: Outcome) -> Answer:
    """Return a sentence for the first measure and a table of all."""
    rows = main.rows
    by_measure = _by_measure(rows)
    leads = [_lead(facts, writing) for facts in by_measure[:2]]
    against = [_set_against(fact) for fact in main.part("summary") if fact.value is not None and fact.measure.startswith("calculated")]
    leads = [*against, *leads] if writing.frame.compare in {"ratio", "difference"} else [*leads, *against]
    answer = Answer(lead=f"**{leads[0]}**" + "".join(f" {lead}" for lead in leads[1:]))
    if len(rows) > 2:
        answer.table = table_of(rows, writing.today)
    return answer


def _by_measure(rows: Sequence[FactLine]) -> list[list[FactLine]]:
    groups: dict[tuple[str, str | None], list[FactLine]] = {}
    for row in rows:
        key = (_family(row.measure), row.period)
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _family(key: str) -> str:
    return {"net_value": "market_value", "sector_weight": "weight", "sector_risk_contribution": "risk_contribution"}.get(key, key)


def _lead(facts: list[FactLine], writing: Writing) -> str:
    there = known(facts)
    if len(there) < 2:
        return " ".join(sentence(fact, writing.today, benchmark=writing.benchmark) for fact in facts)
    ordered = sorted(there, key=lambda fact: -(number(fact) or 0.0)) if number(there[0]) is not None else there
    one, other = ordered[0], ordered[-1]
    words = period_words(one.period, writing.today)
    if one.measure in {"beta", "correlation"} and not one.parameters.get("against"):
        words = f" to {writing.benchmark}{words}" if one.measure == "beta" else f" with {writing.benchmark}{words}"
    if one.measure in {"period_return", "annualized_return"}:
        return f"{capital(subject_name(one.subject))} did better{words}: {mark(one, 'signed')} against {mark(other, 'signed')} for {subject_name(other.subject)}."
    if one.measure in {"period_change", "daily_change", "unrealized_gain"}:
        return f"{capital(subject_name(one.subject))} made more{words}: {mark(one, 'signed')} against {mark(other, 'signed')} for {subject_name(other.subject)}."
    name = _SHORT.get(one.measure, measure(one.measure).name)
    lowered = name if name[:2].isupper() else name[0].lower() + name[1:]
    if len(ordered) > 2:
        return f"{capital(subject_name(one.subject))} has the highest {lowered}{words}, {mark(one)}, {subject_name(other.subject)} the lowest, {mark(other)}."
    return f"{capital(subject_name(one.subject))} has the higher {lowered}{words}: {mark(one)} against {mark(other)} for {subject_name(other.subject)}."


def _set_against(fact: FactLine) -> str:
    if " over " in fact.subject.label:
        first, _, second = fact.subject.label.partition(" over ")
        return f"{capital(first)} is {mark(fact)} times {second}."
    return f"The difference is {mark(fact, 'abs')}."
