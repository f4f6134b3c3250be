"""Names that the question uses and the market does not know: they must be said, never guessed."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re

from plumbline.agent.offline.lexicon.common_words import BASE_WORDS, COMMON_WORDS
from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.frame import Subjects
from plumbline.agent.offline.reading.lexicon import EntryKind

_ABBREVIATIONS = {
    "USD", "US", "USA", "ETF", "ETFS", "NAV", "VAR", "CVAR", "ES", "PE", "EPS", "YTD", "MTD", "QTD", "AUM", "HHI", "PNL", "ROI", "CAGR", "OK", "FAQ", "AI", "UK", "EU",
    "GICS", "NYSE", "NASDAQ", "Q", "FX", "TTM", "FY", "DD", "MDD", "TE", "IR", "OTM", "ITM", "ATM", "CAPM", "BSM", "IV", "PM", "AM", "EOD", "CEO", "CFO", "SEC",
}  # fmt: skip
_PLACES = re.compile(r"\b(?:of|own|hold|about|for|buy|sell|does|did) $")
_INFLECTED = re.compile(r"(?:ed|ing|ly|ness|tion)$")


def unknown_names(clause: Clause, subjects: Subjects) -> tuple[str, ...]:
    """Return names of instruments that are well known or look like symbols, but are not in the loaded market."""
    named = [
        mention.raw
        for mention in clause.mentions
        if mention.has(EntryKind.UNKNOWN_SYMBOL) and not mention.has(EntryKind.SYMBOL, EntryKind.MEASURE, EntryKind.BENCHMARK)
    ]
    covered = clause.covered()
    words = [token for index, token in enumerate(clause.tokens) if index not in covered and token.is_word]
    shouting = sum(token.raw.isupper() for token in clause.tokens if token.is_word) > len(clause.tokens) / 2 and len(clause.tokens) > 2
    symbols = [token.raw for token in words if _looks_like_symbol(token.raw, token.text, shouting=shouting)]
    if named or symbols or subjects.symbols or subjects.sectors:
        return tuple(dict.fromkeys([*named, *symbols]))
    return tuple(dict.fromkeys(_capitalized(clause, covered)))


def _looks_like_symbol(raw: str, text: str, *, shouting: bool) -> bool:
    if shouting or not re.fullmatch(r"[A-Z]{2,5}(?:\.[A-Z])?", raw) or raw in _ABBREVIATIONS:
        return False
    return text not in COMMON_WORDS or len(raw) >= 4


def _capitalized(clause: Clause, covered: set[int]) -> list[str]:
    """`Price of Siemens`: a capitalized word that is no word we know, where a name would stand."""
    found = []
    for index, token in enumerate(clause.tokens):
        before = " ".join(word.text for word in clause.tokens[:index]) + " "
        if index in covered or not token.is_word or token.text in COMMON_WORDS or token.text in _KNOWN or len(token.text) < 3:
            continue
        named = token.raw[0].isupper() and index > 0
        placed = _PLACES.search(before) and len(token.text) >= 4 and not _INFLECTED.search(token.text)
        if (named or placed) and not _slip(token.text):
            found.append(token.raw)
    return found


def _slip(word: str) -> bool:
    """A short word one slip away from an ordinary one (`teh`): no name."""
    return len(word) <= 4 and any(len(other) == len(word) and sorted(other) == sorted(word) for other in BASE_WORDS)


_KNOWN = {"plumbline", "please", "currently", "portfolio", "analyst", "vs", "ytd", "pnl"}
