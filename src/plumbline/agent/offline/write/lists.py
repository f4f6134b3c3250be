"""Writes lists: the first in a sentence, the rest in a table; counts with who is counted."""

# ruff: noqa: E501 (sentences are read in one piece)

from collections.abc import Sequence
from datetime import date

from plumbline.agent.offline.figures_book import Outcome, as_of_words, known, mark, number
from plumbline.agent.offline.phrases import capital, listed, period_words
from plumbline.agent.offline.reading.frame import Frame
from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.sentences import sentence
from plumbline.agent.offline.write.tables import table_of
from plumbline.agent.offline.write.writing import Writing
from plumbline.agent.tools.output import FactLine
from plumbline.analytics.measures import measure
from plumbline.query.schemas import Condition

_OPERATORS = {"above": "above", "at_least": "at or above", "below": "below", "at_most": "at or below"}
_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_MOST_NAMES = 8
_MOST_LED = 3


def ranked(writing: Writing, main: Outcome) -> Answer:
    """The list that was asked for."""
    rows = _of_one_sign(main.rows, writing.frame)
    nth = writing.frame.ranking.nth if writing.frame.ranking else None
    if nth is not None:
        rows = _subject_rows(rows, nth - 1)
    first = _subject_rows(rows, 0)
    if not first:
        return Answer(lead=f"**None of {_whose(writing)} {_fits(writing.frame)}.**")
    frame = writing.frame
    if frame.conditions:
        count = mark(main.matched, "whole") if main.matched else "Some"
        lead = (
            f"**{count} of {_whose(writing)} {_fits(frame, many=(number(main.matched) or 0) > 1)}: {listed(_labels_with_figures(rows))}.**"
        )
    elif frame.ranking:
        lead = f"**{_superlative(first, writing)}**"
    else:
        lead = (
            f"**{capital(sentence(first[0], writing.today, benchmark=writing.benchmark))}**"
            if _n_subjects(rows) == 1
            else _heading(rows, writing)
        )
    answer = Answer(lead=lead)
    if _n_subjects(rows) > 1 or len(first) > 2:
        answer.table = table_of(rows, writing.today)
    elif len(first) == 2 and first[1].measure not in {"weight", "market_value"}:
        answer.bullets = [sentence(first[1], writing.today, benchmark=writing.benchmark)]
    return answer


def _of_one_sign(rows: list[FactLine], frame: Frame) -> list[FactLine]:
    """`winners` are those that gained, `losers` those that lost; when no holding did, all of them are shown."""
    words = set(frame.text.split())
    up, down = bool(words & {"winners", "gainers", "risers"}), bool(words & {"losers", "decliners", "fallers"})
    if up == down or not rows:
        return rows
    lead = rows[0].measure
    kept = {row.subject.id for row in rows if row.measure == lead and ((number(row) or 0.0) > 0.0) == up and number(row) != 0.0}
    return [row for row in rows if row.subject.id in kept] or rows


def counted(writing: Writing, main: Outcome) -> Answer:
    """How many, and which."""
    count = next((fact for fact in main.part("summary") if fact.measure == "n_holdings"), None)
    plain = next((row for row in main.rows if row.measure == "n_holdings"), None)
    if plain is not None:
        return Answer(lead=f"**{sentence(plain, writing.today)}**")
    fits = _fits(writing.frame, many=True)
    if count is None:
        return Answer(lead=f"**None of {_whose(writing)} {_fits(writing.frame)}.**" if fits else f"**{capital(writing.name)} holds none.**")
    labels = _labels(main.rows)
    names = f": {listed(labels)}" if len(labels) <= _MOST_NAMES else ""
    lead = (
        f"**{mark(count, 'whole')} of {_whose(writing)} {fits}{names}.**"
        if fits
        else f"**{capital(writing.name)} holds {mark(count, 'whole')} {_noun(writing)}{names}.**"
    )
    answer = Answer(lead=lead)
    if len(labels) > 1:
        answer.table = table_of(main.rows, writing.today)
    return answer


def _subject_rows(rows: Sequence[FactLine], place: int) -> list[FactLine]:
    ids = list(dict.fromkeys((row.subject.kind, row.subject.id) for row in rows))
    return [row for row in rows if (row.subject.kind, row.subject.id) == ids[place]] if len(ids) > place else []


def _n_subjects(rows: Sequence[FactLine]) -> int:
    return len({(row.subject.kind, row.subject.id) for row in rows})


def _labels(rows: Sequence[FactLine]) -> list[str]:
    return list(dict.fromkeys(row.subject.label for row in rows))


def _labels_with_figures(rows: Sequence[FactLine]) -> list[str]:
    """`MSFT (17.7%)`; names alone when there are many."""
    labels = _labels(rows)
    if len(labels) > _MOST_NAMES:
        labels = labels[:_MOST_LED]
        others = ["others"]
    else:
        others = []
    first = {row.subject.label: row for row in reversed(rows) if row.measure == rows[0].measure}
    return [
        *(f"{label} ({mark(first[label])})" if label in first and first[label].value is not None else label for label in labels),
        *others,
    ]


def _superlative(first: list[FactLine], writing: Writing) -> str:
    """Say who is first: `AMD has the highest beta of your holdings`."""
    row = first[0]
    ranking = writing.frame.ranking
    assert ranking is not None
    name = measure(row.measure).name
    words = name if name[:2].isupper() else name[0].lower() + name[1:]
    if row.measure in {"weight", "sector_weight", "market_value", "net_value"}:
        size = "largest" if ranking.order == "highest" or (ranking.absolute and ranking.order == "highest") else "smallest"
        second = (
            f", worth {mark(first[1])}"
            if len(first) > 1 and first[1].measure == "market_value"
            else f", {mark(first[1])} of the portfolio"
            if len(first) > 1 and first[1].measure == "weight"
            else ""
        )
        return f"{row.subject.label} is the {_ordinal(ranking.nth)}{size} of {_whose(writing)}: {mark(row)}{second}{as_of_words(row, writing.today)}."
    if row.measure in {"period_return", "period_change", "daily_return", "daily_change", "unrealized_gain", "unrealized_return"}:
        moved = ranking.absolute and "mover" in writing.frame.text
        place = "moved most" if moved else "did best" if ranking.order == "highest" else "did worst"
        return f"{row.subject.label} {_rank_words(place, ranking.nth)} of {_whose(writing)}{period_words(row.period, writing.today)}: {mark(row, 'signed')}{as_of_words(row, writing.today)}."
    level = "highest" if ranking.order == "highest" else "lowest"
    return f"{row.subject.label} has the {_ordinal(ranking.nth)}{level} {words} of {_whose(writing)}{period_words(row.period, writing.today)}: {mark(row)}{as_of_words(row, writing.today)}."


def _ordinal(nth: int | None) -> str:
    return f"{_ORDINALS[nth]} " if nth in _ORDINALS else ""


def _rank_words(place: str, nth: int | None) -> str:
    """`did second worst`."""
    return place.replace("did ", f"did {_ordinal(nth)}") if nth else place


def _heading(rows: Sequence[FactLine], writing: Writing) -> str:
    first = known(rows)[:1]
    if not first:
        return f"There is no figure for {_whose(writing)}."
    name = measure(first[0].measure).name
    words = name if name[:2].isupper() else name[0].lower() + name[1:]
    words = words.removeprefix("sector ")
    return f"**{first[0].subject.label} comes first of {_whose(writing)} by {words}{period_words(first[0].period, writing.today)}: {mark(first[0])}.**"


def _whose(writing: Writing) -> str:
    frame = writing.frame
    if frame.subjects.all_portfolios and not frame.subjects.holdings:
        return "your positions" if frame.subjects.symbols else "your sectors" if frame.subjects.by_sector else "your portfolios"
    return f"the {_noun(writing)} of {writing.name}"


def _noun(writing: Writing) -> str:
    subjects = writing.frame.subjects
    if subjects.by_sector:
        return "sectors"
    parts = [f"{subjects.side}" if subjects.side else "", *subjects.sectors]
    nouns = {"etf": "ETFs", "option": "options", "equity": "single stocks", "cash": "cash lines"}
    noun = nouns[subjects.kinds[0]] if subjects.kinds else "holdings"
    return " ".join(part for part in [*parts, noun] if part)


def _fits(frame: Frame, *, many: bool = False) -> str:
    """`have a beta above 1.2`: the conditions in words; the numbers are the person's own."""
    between = _between(frame, many=many)
    return between or " and ".join(_condition(condition, frame, many=many) for condition in frame.conditions)


def _between(frame: Frame, *, many: bool) -> str | None:
    """`weigh between 5% and 10%`."""
    if len(frame.conditions) != len(("from", "to")):
        return None
    low, high = sorted(frame.conditions, key=lambda condition: condition.value)
    rising = {low.operator, high.operator} & {"above", "at_least"} == {low.operator} and high.operator in {"below", "at_most"}
    if low.ask != high.ask or not rising:
        return None
    name = measure(low.ask.measure).name
    words = name if name[:2].isupper() else name[0].lower() + name[1:]
    period = period_words(low.ask.period, frame.as_of or date.max)
    return (
        f"{'have' if many else 'has'} {'an' if words[0] in 'aeiou' else 'a'} {words} between {_printed(low)} and {_printed(high)}{period}"
    )


def _printed(condition: Condition) -> str:
    """The person's own number."""
    value, unit = condition.value, measure(condition.ask.measure).unit.value
    if unit == "fraction":
        return f"{value * 100:g}%"
    sign = "-" if value < 0 else ""
    return f"{sign}${abs(value):,.0f}" if unit in {"money", "price"} else f"{value:g}"


def _condition(condition: Condition, frame: Frame, *, many: bool) -> str:
    key, value = condition.ask.measure, condition.value
    if value == 0.0 and key in {"period_return", "period_change", "unrealized_gain", "daily_return"}:
        down = condition.operator == "below"
        if key == "period_change":
            return ("lost money" if down else "made money") + period_words(condition.ask.period, frame.as_of or date.max)
        if key == "unrealized_gain":
            return f"{'are' if many else 'is'} {'at a loss' if down else 'at a gain'}"
        return f"{'are' if many else 'is'} {'down' if down else 'up'}" + period_words(condition.ask.period, frame.as_of or date.max)
    if condition.than_benchmark:
        name = measure(key).name
        side = "lower" if condition.operator == "below" else "higher"
        return f"{'have' if many else 'has'} a {side} {name if name[:2].isupper() else name[0].lower() + name[1:]} than the benchmark"
    if value == 0.0 and key == "risk_contribution":
        return f"{'lower' if many else 'lowers'} the risk"
    if value == 0.0 and key == "active_return":
        return f"{'are' if many else 'is'} {'behind' if condition.operator == 'below' else 'ahead of'} the benchmark" + period_words(
            condition.ask.period, frame.as_of or date.max
        )
    name = measure(key).name
    words = name if name[:2].isupper() else name[0].lower() + name[1:]
    if key in {"period_change", "daily_change"} and value < 0.0 and condition.operator in {"below", "at_most"}:
        return f"lost more than {_printed(condition).removeprefix('-')}{period_words(condition.ask.period, frame.as_of or date.max)}"
    return f"{'have' if many else 'has'} {'an' if words[0] in 'aeiou' else 'a'} {words} {_OPERATORS[condition.operator]} {_printed(condition)}{period_words(condition.ask.period, frame.as_of or date.max)}"
