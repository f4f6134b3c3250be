"""Corrects misspelled words against the words of the domain. Ordinary English words are left alone."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from plumbline.agent.offline.lexicon.common_words import BASE_WORDS, COMMON_WORDS
from plumbline.agent.offline.reading.tokens import Token

_SHORTEST = 4
"""Shorter words are not corrected: one letter makes another word of them."""

Vocabulary = frozenset[str]


def correct(tokens: Sequence[Token], vocabulary: Vocabulary) -> tuple[Token, ...]:
    """Return the tokens with unknown words replaced by the one domain or common word that they most resemble."""
    return tuple(_corrected(token, vocabulary) for token in tokens)


def _corrected(token: Token, vocabulary: Vocabulary) -> Token:
    if not token.is_word or token.text in vocabulary or token.text in COMMON_WORDS or len(token.text) < _SHORTEST:
        return token
    if token.raw.isupper() and len(token.raw) <= 5:
        return token  # typed as a symbol: an unknown symbol must be named, not guessed
    for stem in _stems(token.text):
        if stem in vocabulary or stem in COMMON_WORDS:
            return replace(token, text=stem)
    found = _nearest(token.text, vocabulary)
    return token if found is None else replace(token, text=found)


def _stems(word: str) -> tuple[str, ...]:
    """A possessive or plural without its apostrophe: `apples`, `microsofts`."""
    return (word[:-1],) if word.endswith("s") else ()


@lru_cache(maxsize=4096)
def _nearest(word: str, vocabulary: Vocabulary) -> str | None:
    distance = 1 if len(word) <= 6 else 2
    candidates = [
        (found, int(cost) + (found[0] != word[0]) * 0.5 + (found not in vocabulary) * 0.25 - _swapped(word, found) * 0.5)
        for found, cost, _index in process.extract(word, _candidates(vocabulary), scorer=OSA.distance, score_cutoff=distance, limit=6)
        if (found in vocabulary or len(word) > _SHORTEST or _swapped(word, found))
        and len(found) >= _SHORTEST - 1
        and (found[0] == word[0] or cost <= 1)
    ]
    if not candidates:
        return None
    candidates.sort(key=lambda candidate: (candidate[1], -len(candidate[0]), candidate[0]))
    return candidates[0][0]


def _swapped(word: str, found: str) -> bool:
    """Two neighbors exchanged (`waht`): the commonest slip of fast typing."""
    return len(word) == len(found) and sorted(word) == sorted(found)


@lru_cache(maxsize=8)
def _candidates(vocabulary: Vocabulary) -> tuple[str, ...]:
    common = (word for word in BASE_WORDS if len(word) >= 4)
    return tuple(sorted({*vocabulary, *common}))
