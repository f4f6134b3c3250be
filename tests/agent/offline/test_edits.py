"""Assumed changes of weights: what is sold, what goes into cash, and follow-ups on the same change."""

import pytest
from tests.agent.offline.reading import read, read_thread

from plumbline.agent.offline.lexicon.report_words import Topic
from plumbline.agent.offline.reading.frame import Intent
from plumbline.agent.offline.reading.report_ask import Edit, Move


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("put 20% into cash", (Edit("CASH", by=0.2),)),
        ("and put 10% in cash instead", (Edit("CASH", by=0.1),)),
        ("what would VaR be if I held 30% cash", (Edit("CASH", to=0.3),)),
        ("what if i raise cash to 30%", (Edit("CASH", to=0.3),)),
        ("liquidate everything to cash, what happens to risk", (Edit("CASH", to=1.0),)),
        ("what if i sold everything", (Edit("CASH", to=1.0),)),
        ("what if i had only 60% in stocks", (Edit("CASH", to=0.4),)),
        ("sell all of MSFT", (Edit("MSFT", to=0.0),)),
        ("replace AMD with KO", (Edit("AMD", to=0.0), Edit("KO", takes="AMD"))),
    ],
)
def test_a_change_is_read(text: str, edits: tuple[Edit, ...]) -> None:
    frame = read(text)
    assert (frame.report.topic, frame.report.edits) == (Topic.WHAT_IF, edits)


@pytest.mark.parametrize("text", ["sell 100 shares of AAPL", "should i sell all of my apple", "buy 100 shares of AAPL"])
def test_an_order_or_advice_is_refused(text: str) -> None:
    assert read(text).intent is Intent.REFUSAL


def test_a_follow_up_asks_for_another_figure_of_the_same_change() -> None:
    thread = read_thread("replace AMD with KO, what happens to vol", "and to the beta")
    assert (thread.report.topic, thread.report.figures) == (Topic.WHAT_IF, ("beta",))
    assert thread.report.edits == (Edit("AMD", to=0.0), Edit("KO", takes="AMD"))


def test_everything_that_follows_chooses_the_stress() -> None:
    frame = read("what if AMD falls 40% with everything that follows")
    assert (frame.report.topic, frame.report.moves) == (Topic.SHOCK, (Move("AMD", -0.4),))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("show my saved scenarios", "scenarios"),
        ("what if my saved scenario", "scenarios"),
        ("my proposals", "proposals"),
        ("make a pdf for my client", "document"),
        ("why is vol 20.5 in the optimizer and 25.2 in the risk report", "windows"),
    ],
)
def test_what_stands_elsewhere_is_pointed_to(text: str, topic: str) -> None:
    assert (read(text).intent, read(text).topic) == (Intent.REFUSAL, topic)
