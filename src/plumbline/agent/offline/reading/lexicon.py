"""The words of the domain: phrases of the catalog of measures, instruments, sectors, portfolios and groups."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from plumbline.agent.offline.lexicon import nouns
from plumbline.agent.offline.lexicon.common_words import BASE_WORDS, COMMON_WORDS
from plumbline.agent.offline.lexicon.measure_words import EXTRA_WORDS, FORGOTTEN_WORDS
from plumbline.agent.offline.lexicon.report_words import SPELLED
from plumbline.agent.offline.lexicon.sectors import SECTOR_WORDS
from plumbline.agent.offline.reading.normalize import normalize
from plumbline.agent.offline.reading.tokens import tokenize
from plumbline.analytics.measures import MEASURES
from plumbline.market_data.aliases import COMMON_NAMES
from plumbline.market_data.instruments import Instrument, InstrumentKind
from plumbline.market_data.matching import plain_name
from plumbline.query.evaluators import EVALUATORS


class EntryKind(StrEnum):
    MEASURE = "measure"
    SYMBOL = "symbol"
    UNKNOWN_SYMBOL = "unknown_symbol"
    SECTOR = "sector"
    SECTORS = "sectors"
    HOLDINGS = "holdings"
    KIND = "kind"
    RIGHT = "right"
    SIDE = "side"
    SELF = "self"
    PORTFOLIO = "portfolio"
    ALL_PORTFOLIOS = "all_portfolios"
    BENCHMARK = "benchmark"
    UNIT = "unit"
    BEYOND = "beyond"  # a measure of the catalog that a query can not compute


@dataclass(frozen=True)
class Entry:
    kind: EntryKind
    value: str
    by_symbol: bool = False  # the phrase is the symbol itself, which may also be an ordinary word


Phrase = tuple[str, ...]
_ELSEWHERE = frozenset(
    {"limit_level", "headroom", "shock_impact", "shock_impact_money", "shocked_value", "episode_return", "monthly_return", "yearly_return"}
)
"""Measures that questions reach by an intent of their own, or that would take words from one."""
_GROUP_WORDS = frozenset({"long", "short", "cash", "option", "options"})
_ANSWERED = frozenset(EVALUATORS)


@dataclass(frozen=True)
class Lexicon:
    """`phrases` maps a sequence of words to what it can mean; `vocabulary` is every word in it."""

    phrases: Mapping[Phrase, tuple[Entry, ...]]
    vocabulary: frozenset[str]
    longest: int


def build_lexicon(instruments: Iterable[Instrument], portfolios: Sequence[tuple[str, str]]) -> Lexicon:
    """Return the lexicon of a market and of the portfolios (id, name) that the person may read."""
    phrases: dict[Phrase, list[Entry]] = {}
    for phrase, entry in _entries(tuple(instruments), portfolios):
        known = phrases.setdefault(phrase, [])
        if entry not in known:
            known.append(entry)
    vocabulary = frozenset(word for phrase in phrases for word in phrase if not word[0].isdigit())
    return Lexicon({phrase: tuple(entries) for phrase, entries in phrases.items()}, vocabulary | SPELLED, max(map(len, phrases)))


@lru_cache(maxsize=20_000)
def phrase_of(text: str) -> Phrase:
    """Return the words of a phrase as they come out of the reading of a question."""
    return tuple(token.text for token in tokenize(normalize(text)) if token.text not in {",", "'", ".", "(", ")"})


def _entries(instruments: tuple[Instrument, ...], portfolios: Sequence[tuple[str, str]]) -> Iterable[tuple[Phrase, Entry]]:
    yield from _static_entries()
    loaded = {instrument.symbol for instrument in instruments}
    for instrument in instruments:
        yield from _instrument_entries(instrument)
    for name in nouns.OTHER_MARKETS:
        yield phrase_of(name), Entry(EntryKind.UNKNOWN_SYMBOL, name)
    for symbol, names in COMMON_NAMES.items():
        if symbol not in loaded:
            yield (symbol.lower(),), Entry(EntryKind.UNKNOWN_SYMBOL, symbol, by_symbol=True)
            yield from ((phrase_of(name), Entry(EntryKind.UNKNOWN_SYMBOL, symbol)) for name in names)
    for portfolio_id, name in portfolios:
        for form in _portfolio_names(name):
            yield phrase_of(form), Entry(EntryKind.PORTFOLIO, portfolio_id)


@lru_cache(maxsize=1)
def _static_entries() -> tuple[tuple[Phrase, Entry], ...]:
    tables: list[tuple[EntryKind, str, Iterable[str]]] = [
        *((EntryKind.MEASURE, entry.key, (*entry.words, *EXTRA_WORDS.get(entry.key, ()))) for entry in MEASURES if entry.key in _ANSWERED),
        *((EntryKind.SECTOR, sector, words) for sector, words in SECTOR_WORDS.items()),
        *((EntryKind.KIND, kind, words) for kind, words in nouns.KINDS.items()),
        *((EntryKind.RIGHT, right, words) for right, words in nouns.RIGHTS.items()),
        *((EntryKind.SIDE, side, words) for side, words in nouns.SIDES.items()),
        *((EntryKind.UNIT, unit, words) for unit, words in nouns.UNITS.items()),
        (EntryKind.HOLDINGS, "", nouns.HOLDINGS),
        (EntryKind.SECTORS, "", nouns.SECTORS),
        (EntryKind.SELF, "", nouns.PORTFOLIO),
        (EntryKind.ALL_PORTFOLIOS, "", nouns.ALL_PORTFOLIOS),
        (EntryKind.BENCHMARK, "", nouns.BENCHMARK),
    ]
    named = {phrase_of(word) for _kind, _value, words in tables for word in words}
    beyond = [
        (phrase_of(word), Entry(EntryKind.BEYOND, entry.key)) for entry in MEASURES if entry.key not in _ANSWERED for word in entry.words
    ]
    return (
        *(pair for pair in beyond if pair[0] and pair[0] not in named and pair[1].value not in _ELSEWHERE),
        *_static(tables),
    )


def _static(tables: list[tuple[EntryKind, str, Iterable[str]]]) -> tuple[tuple[Phrase, Entry], ...]:
    return tuple(
        (phrase_of(word), Entry(kind, value))
        for kind, value, words in tables
        for word in words
        if not (kind is EntryKind.MEASURE and word in FORGOTTEN_WORDS) and phrase_of(word)
    )


def _instrument_entries(instrument: Instrument) -> Iterable[tuple[Phrase, Entry]]:
    if instrument.kind is InstrumentKind.INDEX:
        entry = Entry(EntryKind.BENCHMARK, instrument.symbol)
        names = (instrument.symbol, instrument.name, *instrument.aliases)
        yield from ((phrase_of(name), entry) for name in names)
        return
    yield (instrument.symbol.lower(),), Entry(EntryKind.SYMBOL, instrument.symbol, by_symbol=True)
    for name in {instrument.name.lower(), plain_name(instrument.name), *instrument.aliases}:
        phrase = phrase_of(name)
        if phrase and phrase != (instrument.symbol.lower(),) and not (len(phrase) == 1 and phrase[0] in COMMON_WORDS):
            yield phrase, Entry(EntryKind.SYMBOL, instrument.symbol)


def _portfolio_names(name: str) -> list[str]:
    lowered = name.lower()
    nouns_after = ("portfolio", "account", "book", "fund")
    forms = [lowered, *(f"{lowered} {noun}" for noun in nouns_after)]
    words = [word for word in lowered.replace("/", " ").replace("(", " ").replace(")", " ").split() if not word.isdigit()]
    plain = " ".join(words)
    forms += [plain, *(f"{plain} {noun}" for noun in nouns_after)]
    for length in range(1, len(words)):
        start = " ".join(words[:length])
        if length == 2 and set(words[:2]) <= _GROUP_WORDS:
            forms.append(start)
        if start in _GROUP_WORDS:
            continue  # `the long book` is a side, not a portfolio
        forms += [f"{start} {noun}" for noun in (*nouns_after, "one")]
        if length == 1 and start not in BASE_WORDS:
            forms.append(start)
    return list(dict.fromkeys(forms))
