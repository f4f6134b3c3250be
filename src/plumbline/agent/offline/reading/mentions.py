"""Finds what a clause names: measures, instruments, sectors, portfolios and groups, longest phrase first."""

from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.agent.offline.lexicon.common_words import COMMON_WORDS
from plumbline.agent.offline.reading.lexicon import Entry, EntryKind, Lexicon
from plumbline.agent.offline.reading.tokens import Token, TokenKind

_BEFORE_A_NAME = {"of", "for", "in", "own", "hold", "vs", "and", "than", "or", "is", "did", "has", "does", "to", "with", "buy", "sell", ","}


@dataclass(frozen=True)
class Mention:
    """Tokens [start, end) mean one of `entries`."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    raw: str

    def find(self, kind: EntryKind) -> str | None:
        """The value of this kind, or None."""
        return next((entry.value for entry in self.entries if entry.kind is kind), None)

    def has(self, *kinds: EntryKind) -> bool:
        return any(entry.kind in kinds for entry in self.entries)


def find_mentions(tokens: Sequence[Token], lexicon: Lexicon, *, taken: Sequence[tuple[int, int]] = ()) -> list[Mention]:
    """Return the phrases of the lexicon in the order of the clause; they do not overlap each other or the `taken` tokens."""
    blocked = {index for start, end in taken for index in range(start, end)}
    shouting = sum(token.raw.isupper() for token in tokens if token.is_word) > len(tokens) / 2
    found: list[Mention] = []
    index = 0
    while index < len(tokens):
        mention = _longest(tokens, index, lexicon, blocked=blocked, shouting=shouting)
        if mention is None:
            index += 1
        else:
            found.append(mention)
            index = mention.end
    return found


def _longest(tokens: Sequence[Token], start: int, lexicon: Lexicon, *, blocked: set[int], shouting: bool) -> Mention | None:
    if start in blocked:
        return None
    limit = min(lexicon.longest, len(tokens) - start)
    for length in range(limit, 0, -1):
        if any(index in blocked for index in range(start, start + length)):
            continue
        words = tuple(_word(token) for token in tokens[start : start + length])
        entries = lexicon.phrases.get(words)
        if entries is None:
            continue
        before = tokens[start - 1].text if start else ""
        named = before in _BEFORE_A_NAME
        allowed = tuple(entry for entry in entries if _allowed(entry, entries, tokens[start], shouting=shouting, named=named))
        if allowed:
            raw = " ".join(token.raw for token in tokens[start : start + length])
            return Mention(start, start + length, allowed, raw)
    return None


def _word(token: Token) -> str:
    return f"{token.value:g}" if token.kind is TokenKind.NUMBER and token.value.is_integer() and "%" not in token.text else token.text


def _allowed(entry: Entry, entries: Sequence[Entry], token: Token, *, shouting: bool, named: bool) -> bool:
    """A symbol that is also a word (`all`, `it`, `size`) counts only in capitals, in a question that is not all capitals.

    One letter, or a symbol that is also a word for a measure (`ES`), must stand where a name stands as well.
    """
    if not entry.by_symbol:
        return True
    capitals = token.raw.isupper() and not shouting
    if len(token.text) == 1 or any(other.kind is EntryKind.MEASURE for other in entries):
        return capitals and named
    return token.text not in COMMON_WORDS or capitals
