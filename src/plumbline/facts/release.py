"""Releases an answer sentence by sentence: markers printed, every figure checked before anyone sees it."""

import re
from dataclasses import dataclass

from plumbline.facts.binding import BoundFigure, Problem, bind
from plumbline.facts.grounding import Grounds, WordsOf, ungrounded
from plumbline.facts.ledger import Ledger

# A sentence ends at a line's end, or at a full stop that white space follows and no common abbreviation precedes.
_END = re.compile(r"\n|(?<!\bvs)(?<!\bInc)(?<!\bCo)(?<!\bCorp)(?<!\be\.g)(?<!\bi\.e)(?<!\bU\.S)(?<!\bNo)(?<!^\d)(?<!\n\d)[.!?][)\"'*_]*\s")


@dataclass(frozen=True)
class Sentence:
    """A checked piece of the answer with its white space; offsets count from its first character."""

    text: str
    figures: tuple[BoundFigure, ...]
    problems: tuple[Problem, ...]
    source: str  # as the model wrote it, markers included


class AnswerReleaser:
    """Takes the model's text in chunks of any size; returns whole sentences. Their texts joined are the answer."""

    def __init__(self, ledger: Ledger, *, question: str, words_of: WordsOf) -> None:
        self._ledger = ledger
        self._question = question
        self._words_of = words_of
        self._waiting = ""
        self._paragraph = ""

    def feed(self, chunk: str) -> list[Sentence]:
        """Return the sentences that `chunk` completed."""
        self._waiting += chunk
        sentences = []
        while (end := self._next_end()) is not None:
            sentences.append(self._check(self._waiting[:end]))
            self._waiting = self._waiting[end:]
        return sentences

    def finish(self) -> list[Sentence]:
        """Return what is left, as the last sentence."""
        rest, self._waiting = self._waiting, ""
        return [self._check(rest)] if rest else []

    def _next_end(self) -> int | None:
        match = _END.search(self._waiting)
        return match.end() if match else None

    def _check(self, source: str) -> Sentence:
        bound = bind(source, self._ledger)
        grounds = Grounds.of(self._ledger, question=self._question, words_of=self._words_of)
        loose = ungrounded(bound.text, grounds, bound=bound.figures, context=self._paragraph)
        # An empty line ends the paragraph, and with it what its sentences may refer back to.
        self._paragraph = "" if not bound.text.strip() else self._paragraph + bound.text
        return Sentence(bound.text, bound.figures, (*bound.problems, *loose), source)
