"""What a writer gets: the task, what its calls gave, and the situation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plumbline.agent.offline.figures_book import Outcome, doubts
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.planning.task import Task
from plumbline.agent.offline.reading.frame import Frame
from plumbline.agent.offline.write.sentences import told
from plumbline.agent.tools.output import FactLine
from plumbline.facts.numerals import numerals
from plumbline.portfolios.holdings import first_held_on, lots_on


@dataclass(frozen=True)
class Writing:
    task: Task
    outcomes: tuple[Outcome, ...]
    situation: Situation

    @property
    def frame(self) -> Frame:
        return self.task.frame

    @property
    def today(self) -> date:
        return self.situation.as_of

    @property
    def name(self) -> str:
        """The portfolio's name."""
        return self.situation.name(self.frame)

    @property
    def benchmark(self) -> str:
        """What the benchmark is called inside a sentence."""
        refs = self.situation.chosen(self.frame)
        symbol = refs[0].benchmark if refs else "SP500"
        instrument = self.situation.view.market.instruments.get(symbol)
        return f"the {instrument.name}" if instrument else "the benchmark"

    def say(self, fact: FactLine) -> str:
        """One figure in a sentence, about the fact's own subject."""
        return told(fact, self.today, benchmark=self.benchmark, shorts=self.situation.shorts(self.frame))

    def outcome(self, place: int) -> Outcome:
        """What the call at this place gave."""
        return self.outcomes[place] if place < len(self.outcomes) else Outcome(None, "The calculation gave no result.")

    @property
    def later(self) -> tuple[Outcome, ...]:
        """What the second round gave."""
        return self.outcomes[len(self.outcomes) - self.task.later :]

    @property
    def failure(self) -> str | None:
        """Why the first call failed, if it did."""
        return self.outcomes[0].failure if self.outcomes else None

    def caveats(self, facts: Sequence[FactLine] = ()) -> list[str]:
        """Notes of the results and reasons of figures that are not complete."""
        notes = [*self._opens(), *(note for outcome in self.outcomes[:1] for note in outcome.notes)]
        return list(dict.fromkeys(said for note in [*notes[:3], *doubts(facts)[:2]] for said in without_figures(note)))

    def _opens(self) -> list[str]:
        """When the first holding opens, where nothing is held yet on the day that is looked at."""
        day = min(self.frame.as_of or self.today, self.today)
        ids = {ref.id for ref in self.situation.chosen(self.frame)}
        books = [book for book in self.situation.books if book.id in ids and not lots_on(book, day).lots]
        return [f"The first holding of {book.name} opens on {first}" for book in books if (first := first_held_on(book))]


def without_figures(note: str) -> list[str]:
    """The sentences of a note that hold no figure: a figure in an answer must be a fact, and those of notes are not."""
    sentences = re.split(r"(?<=[.;]) (?=[A-Z])", note)
    return [sentence for sentence in sentences if not numerals(sentence)]
