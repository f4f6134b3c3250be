"""Writes the answer: text of the model in, checked sentences out as `token`, `citation` and `unverified` events.

Text is held until it is clear that it belongs to the answer: a response that goes on to call tools was only thinking
aloud. From the first sentence that carries a figure on, sentences are released one by one.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from plumbline.agent.channel import RunChannel
from plumbline.agent.events import (
    Citation,
    CitationEvent,
    Reset,
    ResetEvent,
    SuggestionEvent,
    Text,
    ThinkingEvent,
    TokenEvent,
    Unverified,
    UnverifiedEvent,
)
from plumbline.agent.speech import words_of
from plumbline.agent.suggestions import SuggestionFilter
from plumbline.analytics.measures import measure
from plumbline.facts.binding import BoundFigure, Problem
from plumbline.facts.ledger import Ledger
from plumbline.facts.release import AnswerReleaser, Sentence

Policy = Literal["strict", "mark"]

_SURELY_ANSWER = 240
"""Characters. Notes before a tool call are shorter; a longer text without a figure is an answer too."""

NOTHING_SUPPORTED = (
    "I could not support the figures of this answer with calculated facts, so I withheld it. "
    "Ask for one figure at a time, or ask the question in another way."
)


class AnswerWriter:
    """One per run. `waits` means that the model will be asked to restate: nothing passes an unsupported sentence before that."""

    def __init__(self, channel: RunChannel, ledger: Ledger, *, given: str, policy: Policy, waits: bool) -> None:
        self._channel = channel
        self._ledger = ledger
        self._given = given
        self._strict = policy == "strict"
        self.waits = waits
        self.n_citations = 0
        self._length = 0
        self._last = "\n"
        self._queue: list[Sentence] = []
        self._begin()

    def write(self, chunk: str) -> None:
        """Take text of the model, of any length."""
        self._queue += self._releaser.feed(self._filter.feed(chunk))
        self._release()

    def set_aside(self) -> None:
        """What this response wrote so far was a note before tool calls."""
        if self._length:
            self.take_back("The answer continues after further steps.")
        self._think([*self._queue, *self._finished()])
        self._begin()

    def note(self, text: str) -> None:
        """Show what the model thinks. Its guesses at figures are no facts, so sentences with them are left out."""
        releaser = self._new_releaser()
        self._think([*releaser.feed(text), *releaser.finish()])

    def take_back(self, reason: str) -> None:
        """Start the answer anew."""
        self._channel.publish(ResetEvent, Reset(reason=reason))
        self._length = self.n_citations = 0
        self._last = "\n"

    def drop(self) -> None:
        """Forget what is not released yet."""
        self._begin()

    def close(self) -> list[Sentence]:
        """The model is done: release what can be, return the sentences that it should restate."""
        self._queue += self._finished()
        self._is_answer = True
        self._release()
        return [sentence for sentence in self._queue if sentence.problems]

    def settle(self, restated: Mapping[str, str]) -> None:
        """Release the rest, with sentences restated (by their text) where they now hold; then send the suggestions."""
        for sentence in self._queue:
            better = self._checked(restated.get(sentence.text, ""), sentence) if sentence.problems else ()
            for piece in better or (sentence,):
                self._publish(piece)
        self._queue = []
        if not self._length:
            self._publish(Sentence(NOTHING_SUPPORTED, (), (), NOTHING_SUPPORTED))
        for suggestion in self._filter.suggestions:
            self._channel.publish(SuggestionEvent, Text(text=suggestion))

    def _think(self, sentences: Sequence[Sentence]) -> None:
        text = "".join(sentence.text for sentence in sentences if not sentence.problems).strip()
        if text:
            self._channel.publish(ThinkingEvent, Text(text=text))

    def _begin(self) -> None:
        self._filter = SuggestionFilter()
        self._releaser = self._new_releaser()
        self._queue = []
        self._is_answer = False

    def _new_releaser(self) -> AnswerReleaser:
        return AnswerReleaser(self._ledger, question=self._given, words_of=words_of)

    def _finished(self) -> list[Sentence]:
        return [*self._releaser.feed(self._filter.finish()), *self._releaser.finish()]

    def _release(self) -> None:
        self._is_answer = self._is_answer or _is_answer(self._queue)
        while self._is_answer and self._queue and not (self._queue[0].problems and self._strict and self.waits):
            self._publish(self._queue.pop(0))

    def _checked(self, text: str, original: Sentence) -> list[Sentence]:
        """The restated sentence with the white space of the original, or nothing when it does not hold either."""
        if not text.strip():
            return []
        releaser = self._new_releaser()
        space = original.text[len(original.text.rstrip()) :]
        pieces = [*releaser.feed(text.strip() + space), *releaser.finish()]
        return [] if any(piece.problems for piece in pieces) else pieces

    def _publish(self, sentence: Sentence) -> None:
        if sentence.problems and self._strict:
            self._withhold(sentence)
            return
        start, self._length = self._length, self._length + len(sentence.text)
        self._last = sentence.text[-1:] or self._last
        self._channel.publish(TokenEvent, Text(text=sentence.text))
        for figure in sentence.figures:
            self._channel.publish(CitationEvent, _citation(figure, start))
            self.n_citations += 1
        for problem in sentence.problems:
            self._channel.publish(UnverifiedEvent, _marked(problem, start))

    def _withhold(self, sentence: Sentence) -> None:
        for problem in sentence.problems:
            withheld = Unverified(start=None, end=None, text=problem.text, reason=problem.reason, withheld=True)
            self._channel.publish(UnverifiedEvent, withheld)
        if sentence.text.endswith("\n") and self._last != "\n" and self._length:
            self._publish(Sentence("\n", (), (), "\n"))  # the line ends all the same


def _is_answer(queue: Sequence[Sentence]) -> bool:
    return any(sentence.figures for sentence in queue) or sum(len(sentence.text) for sentence in queue) > _SURELY_ANSWER


def _marked(problem: Problem, start: int) -> Unverified:
    return Unverified(start=start + problem.start, end=start + problem.end, text=problem.text, reason=problem.reason, withheld=False)


def _citation(figure: BoundFigure, start: int) -> Citation:
    fact = figure.fact
    return Citation(
        start=start + figure.start,
        end=start + figure.end,
        text=figure.text,
        fact_id=fact.id,
        measure=fact.measure,
        measure_name=measure(fact.measure).name,
        subject=fact.subject,
        value=fact.value,
        unit=fact.unit,
        currency=fact.currency,
        as_of=fact.as_of,
        period=fact.period,
        calculation=fact.lineage.calculation,
    )
