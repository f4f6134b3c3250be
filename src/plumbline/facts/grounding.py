"""The grounding check: every figure in a sentence is a bound fact, equals a fact of the run, or came from the user.

A figure that merely coincides with some fact of the run is not enough. Where a sentence names subjects or measures,
the matching fact must be about one of them: with hundreds of facts in a ledger, one wrong digit would otherwise often
hit the value of another.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plumbline.facts.binding import BoundFigure, Problem
from plumbline.facts.fact import Fact, Subject, SubjectKind, Unit
from plumbline.facts.ledger import Ledger
from plumbline.facts.numerals import Numeral, NumeralKind, numerals

WordsOf = Callable[[str], Sequence[str]]
"""From a measure's key to the words that people use for it."""

_RELATIVE = 1e-9
_UNITS = {
    NumeralKind.PERCENT: {Unit.FRACTION, Unit.RATIO},
    NumeralKind.MONEY: {Unit.MONEY, Unit.PRICE},
    NumeralKind.BARE: {Unit.COUNT, Unit.RATIO, Unit.SCORE, Unit.MONEY, Unit.PRICE, Unit.FRACTION},
}
_SPAN_UNIT = re.compile(r"\s?-?\s?(?:d|day|session|week|month|year|observation)s?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Grounds:
    """What figures may rest on besides bound facts: the run's ledger, and the numbers that the person gave."""

    ledger: Ledger
    words_of: WordsOf
    given: tuple[Numeral, ...] = ()

    @classmethod
    def of(cls, ledger: Ledger, *, question: str, words_of: WordsOf) -> "Grounds":
        return cls(ledger, words_of, tuple(numerals(question)))


def ungrounded(text: str, grounds: Grounds, *, bound: Sequence[BoundFigure] = (), context: str = "") -> list[Problem]:
    """Return the figures of `text` that nothing supports.

    Args:
        text: a sentence with its markers already printed.
        grounds: the ledger and the person's own numbers.
        bound: the characters that are bound figures; they need no check.
        context: what stands before the sentence in its paragraph or table (names the subjects and measures).
    """
    spans = [(figure.start, figure.end) for figure in bound] + _label_spans(text, grounds.ledger)
    loose = [numeral for numeral in numerals(text) if not any(a < numeral.end and numeral.start < b for a, b in spans)]
    if not loose:
        return []
    scope = _Scope(f"{context}\n{text}", grounds)
    return [
        Problem(numeral.start, numeral.end, numeral.text, f"No fact of this run is {numeral.text}.")
        for numeral in loose
        if not (_is_given(numeral, grounds) or _is_parameter(numeral, text, grounds) or scope.supports(numeral))
    ]


class _Scope:
    """The facts that a sentence may speak of: those about the subjects and measures it names, if it names any."""

    def __init__(self, text: str, grounds: Grounds) -> None:
        self._facts = _about_named(list(grounds.ledger), text.lower(), grounds.words_of)

    def supports(self, numeral: Numeral) -> bool:
        return any(_equals(numeral, fact) for fact in self._facts)


def _about_named(facts: list[Fact], text: str, words_of: WordsOf) -> list[Fact]:
    subjects = {subject.id for subject in {fact.subject.id: fact.subject for fact in facts}.values() if _names(text, subject)}
    measures = {key for key in {fact.measure for fact in facts} if any(_mentions(text, word) for word in words_of(key))}
    return [fact for fact in facts if _in_subjects(fact, subjects) and (not measures or fact.measure in measures or _is_calculated(fact))]


def _names(text: str, subject: Subject) -> bool:
    return _mentions(text, subject.label) or _mentions(text, subject.id.rpartition("/")[2])


def _in_subjects(fact: Fact, named: set[str]) -> bool:
    whole = fact.subject.kind in (SubjectKind.PORTFOLIO, SubjectKind.BENCHMARK, SubjectKind.GROUP, SubjectKind.HYPOTHETICAL)
    return not named or whole or fact.subject.id in named


def _is_calculated(fact: Fact) -> bool:
    return fact.measure.startswith("calculated_")


def _mentions(text: str, words: str) -> bool:
    return bool(words) and re.search(rf"(?<!\w){re.escape(words.lower())}(?!\w)", text) is not None


def _equals(numeral: Numeral, fact: Fact) -> bool:
    if not isinstance(fact.value, int | float) or fact.unit not in _UNITS[numeral.kind]:
        return False
    value = float(fact.value)
    if numeral.sign and value and (numeral.sign > 0) != (value > 0):
        return False
    slack = numeral.tolerance + _RELATIVE * max(abs(value), numeral.tolerance)
    return abs(abs(value) - numeral.value) <= slack


def _is_given(numeral: Numeral, grounds: Grounds) -> bool:
    return any(abs(numeral.value - own.value) <= _RELATIVE * max(1.0, own.value) for own in grounds.given)


def _is_parameter(numeral: Numeral, text: str, grounds: Grounds) -> bool:
    """A confidence level, or the number of days of a window, that a fact of the run was computed with."""
    if numeral.kind is NumeralKind.PERCENT:
        levels = {float(level) for fact in grounds.ledger for key, level in fact.parameters.items() if key == "confidence"}
        return any(abs(numeral.value - level) <= _RELATIVE for level in levels)
    if numeral.kind is NumeralKind.BARE and _SPAN_UNIT.match(text, numeral.end):
        windows = {float(days) for fact in grounds.ledger for days in re.findall(r"(?<![\d-])(\d{1,4})[dwmy]", fact.period or "")}
        return numeral.value in windows or numeral.value == 1
    return False


def _label_spans(text: str, ledger: Ledger) -> list[tuple[int, int]]:
    """Names may hold digits (an option, a portfolio called 'Growth 2022'): they are not figures."""
    labels = {fact.subject.label for fact in ledger if any(letter.isdigit() for letter in fact.subject.label)}
    return [match.span() for label in labels for match in re.finditer(re.escape(label), text)]
