"""The closing pages: how the figures are defined, and the fact behind each of them."""

from collections.abc import Mapping, Sequence
from datetime import date

from plumbline.analytics.measure import Measure, Sign, Takes
from plumbline.analytics.measures import measure
from plumbline.artifacts.document.contents import Definition, Reference, References
from plumbline.facts.fact import Fact, Quality, Unit
from plumbline.facts.formatting import format_fact

_UNIT_WORDS = {
    Unit.FRACTION: "In percent",
    Unit.MONEY: "In money",
    Unit.PRICE: "In money per share",
    Unit.COUNT: "A count",
    Unit.RATIO: "A plain number",
    Unit.SCORE: "From 0 to 100",
    Unit.DATE: "A day",
    Unit.TEXT: "In words",
}
_TAKES_WORDS = {
    Takes.PERIOD: "period",
    Takes.WINDOW: "window",
    Takes.CONFIDENCE: "confidence",
    Takes.BENCHMARK: "benchmark",
    Takes.SHOCK: "size of the shock",
}


def define_measures(facts: Sequence[Fact]) -> tuple[Definition, ...]:
    """What the catalog says of every measure among the facts, by name."""
    periods: dict[str, dict[str, None]] = {}
    for fact in facts:
        spans = periods.setdefault(fact.measure, {})
        if fact.period:
            spans[say_period(fact.period)] = None
    entries = sorted((measure(key) for key in periods), key=lambda entry: entry.name.casefold())
    return tuple(_definition(entry, tuple(periods[entry.key])) for entry in entries)


def list_references(title: str, facts: Mapping[str, Fact], *, as_of: date) -> References:
    """The facts of a section by their reference, in the order in which they are printed; those of another day say so."""
    origins = {(fact.lineage.calculation, fact.lineage.version, fact.lineage.snapshot): None for fact in facts.values()}
    origin = "; ".join(f"{name} version {version}, input {snapshot}" for name, version, snapshot in origins)
    return References(title=title, origin=origin, references=tuple(_reference(key, fact, as_of=as_of) for key, fact in facts.items()))


def say_period(period: str) -> str:
    """`252d` as `252 sessions`, `1y` as `1 year`; days stay as they are."""
    number, letter = period[:-1], period[-1:]
    if not number.isdigit() or letter not in _SPANS:
        return _NAMED_SPANS.get(period, period.replace("/", " to "))
    word = _SPANS[letter]
    return f"{number} {word}" if number == "1" else f"{number} {word}s"


_SPANS = {"d": "session", "m": "month", "y": "year"}
_NAMED_SPANS = {"ytd": "this year", "mtd": "this month", "qtd": "this quarter", "max": "all there is"}
_MOST_PERIODS = 6
"""More are many days of one table: the references name each."""


def _definition(entry: Measure, periods: tuple[str, ...]) -> Definition:
    reading = _UNIT_WORDS[entry.unit] if entry.sign is Sign.NONE else f"{_UNIT_WORDS[entry.unit]}, {entry.sign.value}"
    takes = ", ".join(_TAKES_WORDS[item] for item in entry.takes)
    shown = ", ".join(periods) if len(periods) <= _MOST_PERIODS else f"{len(periods)} periods, named with each figure"
    return Definition(
        name=entry.name,
        definition=entry.definition,
        reading=f"{reading}; depends on {takes}." if takes else f"{reading}.",
        periods=shown,
        missing_data=entry.missing_data,
        source=entry.source,
    )


def _reference(key: str, fact: Fact, *, as_of: date) -> Reference:
    entry = measure(fact.measure)
    parameters = ", ".join(f"{name.replace('_', ' ')} {_parameter(value)}" for name, value in sorted(fact.parameters.items()))
    why = fact.reason or fact.quality.value if fact.quality is not Quality.COMPLETE else ""
    spans = [say_period(fact.period)] if fact.period else []
    return Reference(
        reference=key,
        measure=f"{entry.name} ({parameters})" if parameters else entry.name,
        subject=fact.subject.label,
        value=format_fact(fact),
        period=", ".join(spans if fact.as_of == as_of else [*spans, f"as of {fact.as_of}"]),
        quality=why,
    )


def _parameter(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"
