"""One clause of a question with everything that was found in it, before it is understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from plumbline.agent.offline.reading.lexicon import EntryKind, Lexicon
from plumbline.agent.offline.reading.mentions import Mention, find_mentions
from plumbline.agent.offline.reading.times import TimeMention, find_times
from plumbline.agent.offline.reading.tokens import Token


@dataclass(frozen=True)
class Clause:
    """`text` is the corrected words, lower case, single blanks: what the rules read."""

    tokens: tuple[Token, ...]
    times: tuple[TimeMention, ...]
    mentions: tuple[Mention, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(token.text for token in self.tokens)

    def of(self, kind: EntryKind) -> list[str]:
        """Values of all mentions of this kind, in order, each once."""
        found = [value for mention in self.mentions if (value := mention.find(kind)) is not None]
        return list(dict.fromkeys(found))

    def has(self, *kinds: EntryKind) -> bool:
        return any(mention.has(*kinds) for mention in self.mentions)

    def covered(self) -> set[int]:
        """Tokens that a mention or a time has used."""
        spans = [*((mention.start, mention.end) for mention in self.mentions), *((time.start, time.end) for time in self.times)]
        return {index for start, end in spans for index in range(start, end)}


def read_clause(tokens: Sequence[Token], lexicon: Lexicon, as_of: date) -> Clause:
    """Find times first (their numbers and words belong to nothing else), then the phrases of the lexicon."""
    times = find_times(tokens, as_of)
    taken = [(time.start, time.end) for time in times]
    return Clause(tuple(tokens), tuple(times), tuple(find_mentions(tokens, lexicon, taken=taken)))
