"""The grounding check: every figure in a sentence is a bound fact, equals a fact of the run, or came from the user.

A figure that merely coincides with some fact of the run is not enough. Where a sentence names subjects or measures,
the matching fact must be about one of them: with hundreds of facts in a ledger, one wrong digit would otherwise often
hit the value of another.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from plumbline.facts.binding import BoundFigure, Problem
from plumbline.facts.fact import Fact, Subject, SubjectKind, Unit
from plumbline.facts.ledger import Ledger
from plumbline.facts.numerals import Numeral, NumeralKind, numerals

WordsOf = Callable[[str], Sequence[str]]
"""From a measure's key to the words that people use for it."""

_RELATIVE = 1e-9
_FINE = 0.0005 + _RELATIVE
"""A fraction written without a percent sign is believed with three decimals: 0.213, not 0.2."""
_WHOLE_PERCENT = 0.005
_UNITS = {
    NumeralKind.PERCENT: {Unit.FRACTION, Unit.RATIO},
    NumeralKind.MONEY: {Unit.MONEY, Unit.PRICE},
    NumeralKind.BARE: {Unit.COUNT, Unit.RATIO, Unit.SCORE, Unit.MONEY, Unit.PRICE, Unit.FRACTION},
}
_WHOLES = (SubjectKind.PORTFOLIO, SubjectKind.BENCHMARK, SubjectKind.GROUP, SubjectKind.HYPOTHETICAL)
_WHOLE_WORDS = re.compile(
    r"\b(?:portfolio|book|account|total|together|combined|overall|whole|all|benchmark|index|market|your?)\b", re.IGNORECASE
)
"""A sentence about a holding speaks of the whole too only when it says so."""
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
    scope = _Scope(text, context, grounds)
    return [
        Problem(numeral.start, numeral.end, numeral.text, f"No fact of this run is {numeral.text}.")
        for numeral in loose
        if not (_is_given(numeral, grounds) or _is_parameter(numeral, text, grounds) or scope.supports(numeral))
    ]


class _Scope:
    """The facts that a sentence may speak of: those about the subjects and measures it names.

    What the sentence itself names counts; where it names none ("it was ... before", a table row under its header), what
    its paragraph named.
    """

    def __init__(self, text: str, context: str, grounds: Grounds) -> None:
        facts = list(grounds.ledger)
        subjects = {fact.subject.id: fact.subject for fact in facts}
        parts = [subject for subject in subjects.values() if subject.kind not in _WHOLES]
        wholes = [subject for subject in subjects.values() if subject.kind in _WHOLES]
        words = {measure: tuple(grounds.words_of(measure)) for measure in {fact.measure for fact in facts}}
        own = _named_subjects(text, parts)
        named = own or _named_subjects(context, parts)
        measures = _named_measures(text, words) or _named_measures(context, words)
        of_whole = not own or _WHOLE_WORDS.search(text) is not None or bool(_named_subjects(text, wholes))
        self._facts = [fact for fact in facts if _is_about(fact, named, of_whole=of_whole) and _is_measured(fact, measures)]
        self._names = [match.span() for measure in measures for match in _pattern(words[measure]).finditer(text)]

    def supports(self, numeral: Numeral) -> bool:
        return any(_equals(numeral, fact) for fact in self._facts) or self._is_in_name(numeral)

    def _is_in_name(self, numeral: Numeral) -> bool:
        """'Top 5 weight' and '1-day value at risk' are names; their digits are no figures."""
        return any(start <= numeral.start and numeral.end <= end for start, end in self._names)


def _named_subjects(text: str, subjects: Iterable[Subject]) -> set[str]:
    return {subject.id for subject in subjects if _pattern(_names(subject)).search(text)}


def _names(subject: Subject) -> tuple[str, str]:
    return subject.label, subject.id.rpartition("/")[2]


def _named_measures(text: str, words: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {measure for measure, names in words.items() if names and _pattern(names).search(text)}


def _is_about(fact: Fact, named: set[str], *, of_whole: bool) -> bool:
    return not named or fact.subject.id in named or (of_whole and fact.subject.kind in _WHOLES)


def _is_measured(fact: Fact, named: set[str]) -> bool:
    return not named or fact.measure in named or fact.measure.startswith("calculated_")


@lru_cache(maxsize=4096)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words as whole words, also in the plural and the past ('return' finds 'returned')."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words)})(?:s|d|ed|ing)?(?!\w)", re.IGNORECASE)


def _equals(numeral: Numeral, fact: Fact) -> bool:
    if not isinstance(fact.value, int | float) or fact.unit not in _UNITS[numeral.kind]:
        return False
    if numeral.kind is NumeralKind.BARE and fact.unit is Unit.FRACTION and numeral.tolerance > _FINE:
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
        if numeral.tolerance < _WHOLE_PERCENT:
            # 97.5% is a level that has a decimal of its own; 95.0% is a figure.
            levels = {level for level in levels if numeral.text.replace(" ", "") == f"{level * 100:g}%" and not (level * 100).is_integer()}
        # 95% confidence is also "the worst 5% of days".
        return any(min(abs(numeral.value - level), abs(numeral.value - (1 - level))) <= _RELATIVE for level in levels)
    if numeral.kind is NumeralKind.BARE and _SPAN_UNIT.match(text, numeral.end):
        windows = {float(days) for fact in grounds.ledger for days in re.findall(r"(?<![\d-])(\d{1,4})[dwmy]", fact.period or "")}
        return numeral.value in windows or numeral.value == 1
    return False


def _label_spans(text: str, ledger: Ledger) -> list[tuple[int, int]]:
    """Names may hold digits (an option, a portfolio called 'Growth 2022'): they are not figures."""
    names = {name for fact in ledger for name in _names(fact.subject) if any(letter.isdigit() for letter in name)}
    return [match.span() for name in names for match in re.finditer(re.escape(name), text)]
