"""Writes questions of figures: one figure in a sentence, several in a small table, always with their context."""

# ruff: noqa: E501 (sentences are read in one piece)

import re
from collections.abc import Sequence

from plumbline.agent.offline.figures_book import Outcome, as_of_words, known, mark, number
from plumbline.agent.offline.phrases import capital, listed, period_words, subject_name
from plumbline.agent.offline.planning.shapes import shape_of
from plumbline.agent.offline.reading.frame import Shape
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.changes import changed
from plumbline.agent.offline.write.claims import judged
from plumbline.agent.offline.write.comparisons import compared
from plumbline.agent.offline.write.context import context_bullets
from plumbline.agent.offline.write.failures import failed
from plumbline.agent.offline.write.lists import counted, ranked
from plumbline.agent.offline.write.sentences import sentence
from plumbline.agent.offline.write.suggestions import next_questions
from plumbline.agent.offline.write.tables import table_of
from plumbline.agent.offline.write.writing import Writing
from plumbline.agent.tools.output import FactLine
from plumbline.analytics.measures import measure
from plumbline.facts.fact import SubjectKind

_MOST_SENTENCES = 3
_SESSIONS = re.compile(r"\d+d")
_OF_PERFORMANCE = {
    "sharpe_ratio", "sortino_ratio", "calmar_ratio", "omega_ratio", "gain_to_pain_ratio", "ulcer_index", "tail_ratio", "skewness",
    "excess_kurtosis", "downside_deviation", "maximum_drawdown", "tracking_error", "information_ratio", "up_capture", "down_capture",
    "hit_rate", "treynor_ratio", "jensens_alpha", "bull_beta", "bear_beta",
}  # fmt: skip
"""As `held` figures of a query: what they are of depends on how the period is given."""


def write_figures(writing: Writing) -> Answer:
    """Return the answer to a question of figures."""
    if writing.failure:
        return failed(writing)
    main = writing.outcome(0)
    shape = shape_of(writing.frame)
    if shape is Shape.COUNT:
        answer = counted(writing, main)
    elif writing.frame.versus:
        answer = changed(writing, main)
    elif main.part("summary") and not writing.frame.compare:
        answer = _summarized(writing, main)
    elif shape is Shape.LIST:
        answer = ranked(writing, main)
    elif _subjects(main.rows) > 1:
        answer = compared(writing, main)
    else:
        answer = _single(writing, main)
    answer = judged(writing, answer, main.rows)
    answer.caveats += writing.caveats(main.rows)
    answer.caveats += [*_horizon(writing), *_convention(main.rows)]
    answer.suggestions += next_questions(writing)
    return answer


def _single(writing: Writing, main: Outcome) -> Answer:
    """One subject: a sentence for each figure, then what puts it into place."""
    rows = main.rows
    if not rows and (writing.frame.subjects.right or "option" in writing.frame.subjects.kinds):
        return Answer(lead=f"**{writing.name} holds no such options.**")
    if not rows:
        return _nothing(main, writing)
    sentences = [writing.say(row) for row in rows]
    if len(sentences) > _MOST_SENTENCES:
        if known(rows[:1]):
            return Answer(lead=f"**{sentences[0]}**", bullets=sentences[1:])
        lead = f"{capital(subject_name(rows[0].subject))}{as_of_words(rows[0], writing.today)}:"
        return Answer(lead=lead, table=[["", capital(subject_name(rows[0].subject))], *([_name(row, writing), mark(row)] for row in rows)])
    lead = f"**{sentences[0]}**" if known(rows[:1]) else sentences[0]
    return Answer(lead=" ".join([lead, *sentences[1:]]), bullets=context_bullets(writing, rows) if known(rows) else [])


def _summarized(writing: Writing, main: Outcome) -> Answer:
    """A total, an average, a share or a multiple leads; its parts follow."""
    rows = main.rows
    totals = _stated(main.part("summary"))
    if not totals:
        return _nothing(main, writing)
    lead = " ".join(_total_sentence(fact, writing) for fact in totals[: _MOST_SENTENCES + 1])
    answer = Answer(lead=f"**{lead}**")
    if writing.frame.scale is not None:
        answer.bullets = [sentence(row, writing.today) for row in rows[:2]]
    elif _subjects(rows) > 1:
        answer.table = table_of(rows[:40], writing.today)
    elif writing.frame.summary == "share":
        answer.bullets = [sentence(row, writing.today) for row in rows[:1]]
    return answer


def _stated(totals: list[FactLine]) -> list[FactLine]:
    """Those that can be stated; why not, when none can."""
    return known(totals) or totals[:1]


def _total_sentence(fact: FactLine, writing: Writing) -> str:
    if fact.value is None:
        return sentence(fact, writing.today)
    if writing.frame.summary == "average":
        return f"The {fact.subject.label} by {_lower(measure(fact.measure).name)}{period_words(fact.period, writing.today)} is {mark(fact)}{as_of_words(fact, writing.today)}."
    if writing.frame.scale is not None:
        return f"{capital(_factor(writing.frame.scale))} of {_scaled(writing)} is {mark(fact)}."
    if writing.frame.summary == "share":
        of = _whole_of(writing.outcome(0).rows)
        verb = "make" if " and " in fact.subject.label else "makes"
        return f"{capital(subject_name(fact.subject))} {verb} up {mark(fact)} of the whole {of}{period_words(fact.period, writing.today)}."
    return sentence(fact, writing.today, benchmark=writing.benchmark)


def _whole_of(rows: Sequence[FactLine]) -> str:
    if rows and rows[0].measure == "period_change":
        return "loss" if (number(rows[0]) or 0.0) < 0.0 else "gain"
    return _lower(measure(rows[0].measure).name) if rows else "total"


def _scaled(writing: Writing) -> str:
    row = writing.outcome(0).rows[0]
    name = subject_name(row.subject)
    if row.measure in {"net_value", "market_value"}:
        return f"your {name} position" if row.subject.kind is SubjectKind.HOLDING else f"the value of {name}"
    return f"the {_lower(measure(row.measure).name)} of {name}"


def _factor(scale: float) -> str:
    named = {
        0.5: "half",
        0.25: "a quarter",
        1 / 3: "a third",
        2.0: "twice the value",
        0.75: "three quarters",
        2 / 3: "two thirds",
        0.2: "a fifth",
        0.1: "a tenth",
    }
    return named.get(scale, f"{scale * 100:g}%")


def _nothing(main: Outcome, writing: Writing) -> Answer:
    notes = list(dict.fromkeys([*main.notes, *_excluded(main)]))
    notes += _held_elsewhere(writing) if notes else []
    reason = " ".join(notes) if notes else "Nothing that fits is held."
    return Answer(lead=reason)


def _held_elsewhere(writing: Writing) -> list[str]:
    """The other portfolios that hold what was asked for."""
    symbols = set(writing.frame.subjects.symbols)
    names = [book.name for book in writing.situation.books if symbols and symbols <= {lot.symbol for lot in book.lots}]
    return [f"{listed(names)} {'holds' if len(names) == 1 else 'hold'} {'it' if len(symbols) == 1 else 'them'}."] if names else []


def _excluded(main: Outcome) -> list[str]:
    details = main.output.details if main.output else ()
    labels = {
        detail.path.rpartition("/")[0]: detail.text
        for detail in details
        if detail.path.startswith("/excluded") and detail.path.endswith("label")
    }
    reasons = {
        detail.path.rpartition("/")[0]: detail.text
        for detail in details
        if detail.path.startswith("/excluded") and detail.path.endswith("reason")
    }
    return [f"{label}: {reasons.get(place, 'not available')}." for place, label in labels.items()]


def _subjects(rows: Sequence[FactLine]) -> int:
    return len({(row.subject.kind, row.subject.id) for row in rows})


def _name(row: FactLine, writing: Writing) -> str:
    return f"{measure(row.measure).name}{period_words(row.period, writing.today)}"


def _lower(name: str) -> str:
    return name if name[:2].isupper() else name[0].lower() + name[1:]


def _convention(rows: Sequence[FactLine]) -> list[str]:
    """Performance of one portfolio has two values for one length of time: say which one this is."""
    for row in rows:
        if row.measure in _OF_PERFORMANCE and row.subject.kind is SubjectKind.PORTFOLIO and row.period and row.value is not None:
            held = "at today's weights, held constant" if _SESSIONS.fullmatch(row.period) else "at today's quantities, held through it"
            other = (
                "a calendar period is at today's quantities"
                if _SESSIONS.fullmatch(row.period)
                else "a number of sessions is at today's weights"
            )
            return [f"This is {held}; {other}, so the two differ"]
    return []


def _horizon(writing: Writing) -> list[str]:
    if writing.frame.horizon_days:
        return ["This is for one day: I do not scale value at risk to longer horizons, because that assumes that days are independent"]
    return []
