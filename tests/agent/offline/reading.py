"""Reads questions on the sample market with the demo portfolios, without running anything."""

from datetime import date
from functools import cache

from tests.query.books import demo_books, sample_market

from plumbline.agent.offline.reading.follow_up import fill_in
from plumbline.agent.offline.reading.frame import Frame
from plumbline.agent.offline.reading.lexicon import Lexicon, build_lexicon
from plumbline.agent.offline.reading.question import read_question
from plumbline.agent.offline.reading.variations import Before

LAST = date(2022, 12, 28)


@cache
def lexicon() -> Lexicon:
    return build_lexicon(sample_market().instruments.values(), [(book.id, book.name) for book in demo_books()])


def read(text: str) -> Frame:
    """The one clause of a question."""
    [frame] = read_question(text, lexicon(), LAST).frames
    return frame


def read_thread(*turns: str, answered: tuple[str, ...] = ()) -> Frame:
    """The last turn of a thread, filled in from those before it."""
    before: Before | None = None
    for turn in turns:
        frame = fill_in(read(turn), before)
        before = Before(frame, answered)
    return frame
