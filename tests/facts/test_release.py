"""Binding and the grounding check, as an answer passes through them."""

import pytest
from tests.facts.conftest import words_of

from plumbline.facts.ledger import Ledger
from plumbline.facts.release import AnswerReleaser, Sentence


def released(ledger: Ledger, text: str, question: str = "") -> list[Sentence]:
    releaser = AnswerReleaser(ledger, question=question, words_of=words_of)
    return releaser.feed(text) + releaser.finish()


def problems(ledger: Ledger, text: str, question: str = "") -> list[str]:
    return [problem.text for sentence in released(ledger, text, question) for problem in sentence.problems]


def test_markers_are_printed_and_their_spans_cover_the_figure(ledger: Ledger) -> None:
    (sentence,) = released(ledger, "Volatility is {{f1}} on {{f2}}.")
    assert sentence.text == "Volatility is 21.3% on $412,346."
    assert [sentence.text[figure.start : figure.end] for figure in sentence.figures] == ["21.3%", "$412,346"]
    assert [figure.fact.id for figure in sentence.figures] == ["f1", "f2"]
    assert not sentence.problems


def test_styles(ledger: Ledger) -> None:
    assert released(ledger, "It lost {{f10|abs}}, {{ f10 | signed }}.")[0].text == "It lost 1.3%, -1.3%."


@pytest.mark.parametrize("text", ["It is {{f99}}.", "It is {{f1|loud}}."])
def test_a_marker_without_a_fact_or_style_is_a_problem(ledger: Ledger, text: str) -> None:
    (sentence,) = released(ledger, text)
    assert sentence.text == "It is [figure withheld]."
    assert len(sentence.problems) == 1


def test_text_in_any_chunks_gives_the_same_sentences(ledger: Ledger) -> None:
    text = "Volatility is {{f1}}. AAPL Inc. has {{f3}} of the risk!\n- Beta {{f8}}\n"
    releaser = AnswerReleaser(ledger, question="", words_of=words_of)
    letters = [sentence for letter in text for sentence in releaser.feed(letter)] + releaser.finish()
    assert [sentence.text for sentence in letters] == [sentence.text for sentence in released(ledger, text)]
    assert "".join(sentence.text for sentence in letters) == "Volatility is 21.3%. AAPL Inc. has 34.1% of the risk!\n- Beta 1.12\n"


@pytest.mark.parametrize(
    "text",
    [
        "Volatility is 21.3%.",
        "Volatility is 21.34 percent.",
        "Growth is worth $412,346, or $0.41 million.",
        "The day cost -1.3%.",
        "The risk score is 62/100.",
        "1. AAPL has a weight of 27.4%\n2. MSFT has 29.4% of the value",
        "Since March 2020 and on 2022-12-28, in Q3 2021, the S&P 500 and the 52-week high moved.",
        "In 2008 it was the same.",
    ],
)
def test_true_figures_pass_without_markers(ledger: Ledger, text: str) -> None:
    assert problems(ledger, text) == []


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("Volatility is 27.3%.", "27.3%"),
        ("Volatility is 21.35%.", "21.35%"),
        ("Growth is worth $412,347.", "$412,347"),
        ("The day gained +1.3%.", "+1.3%"),
        ("AAPL has a weight of 29.4%.", "29.4%"),
        ("It fell by twenty percent.", "twenty percent"),
        ("Volatility is 1.12.", "1.12"),
        ("It would cost $2 million.", "$2 million"),
    ],
)
def test_other_figures_do_not(ledger: Ledger, text: str, caught: str) -> None:
    assert problems(ledger, text) == [caught]


def test_the_persons_own_numbers_pass(ledger: Ledger) -> None:
    assert problems(ledger, "A fall of 17% in AAPL is large.", question="What if AAPL falls 17%?") == []
    assert problems(ledger, "A fall of 18% in AAPL is large.", question="What if AAPL falls 17%?") == ["18%"]
