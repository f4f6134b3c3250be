"""Pronouns, what-ifs and days bind to what they are about; what can not be bound is asked back, never guessed."""

import pytest
from tests.agent.offline.reading import read, read_thread

from plumbline.agent.offline.reading.frame import Intent
from plumbline.agent.offline.reading.shocks import OF_IT
from plumbline.query.schemas import Shock

IT = "Information Technology"


@pytest.mark.parametrize(
    ("question", "shocks"),
    [
        (
            "apple drops 15% and microsoft rises 5%, what happens?",
            (Shock(size=-0.15, symbols=("AAPL",)), Shock(size=0.05, symbols=("MSFT",))),
        ),
        ("what if my longs fall 10% and shorts rise 10%", (Shock(size=-0.1, side="long"), Shock(size=0.1, side="short"))),
        ("what if everything except apple falls 10%", (Shock(size=0.0, symbols=("AAPL",)), Shock(size=-0.1))),
        ("what if all my stocks fall 10%", (Shock(size=-0.1),)),
        ("what if amd doubles and intel halves", (Shock(size=1.0, symbols=("AMD",)),)),
        ("if s&p drops 20% how much would apple lose", (Shock(size=-0.2, market=True),)),
        ("exxon halves", (Shock(size=-0.5, symbols=("XOM",)),)),
        ("what if amd goes up 20 and jpm down 10", (Shock(size=0.2, symbols=("AMD",)), Shock(size=-0.1, symbols=("JPM",)))),
    ],
)
def test_each_subject_of_a_what_if_moves_its_own_way(question: str, shocks: tuple[Shock, ...]) -> None:
    frame = read(question)
    assert frame.intent is Intent.SHOCK
    assert frame.shocks == shocks


def test_an_assumed_price_is_kept_as_a_price() -> None:
    [falls], [to] = read("what happens if apple falls by $20").price_aims, read("apple to 100 what happens").price_aims
    assert (falls.symbol, falls.value, falls.to) == ("AAPL", -20.0, False)
    assert (to.symbol, to.value, to.to) == ("AAPL", 100.0, True)


def test_an_unknown_or_unresolved_subject_is_not_the_market() -> None:
    assert read("if kodak drops 10%").unknown == ("kodak",)
    assert OF_IT in read("what if it falls 20%").notes
    bound = read_thread("tell me about home depot", "how risky is it", "what if it falls 30%")
    assert bound.shocks == (Shock(size=-0.3, symbols=("HD",)),)


def test_how_much_is_that_is_the_figure_before_in_money() -> None:
    frame = read_thread("how much of my portfolio is healthcare", "how much money is that")
    assert frame.subjects.sectors == ("Health Care",)
    assert {ask.measure for ask in frame.asks} == {"market_value"}
    assert read_thread("what's my var", "how much money is that").asks[0].measure == "historical_value_at_risk_money"


def test_holding_something_without_a_symbol_is_a_question_about_the_group() -> None:
    assert read("do i have too much in staples").intent is Intent.FIGURES
    assert read("do i have any expired options").intent is Intent.OPTIONS


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("value on 2023-06-30", "nothing after 2022-12-28"),
        ("return on february 30 2021", "no such day"),
        ("return from 2022-12-31 to 2022-01-01", "ends before it begins"),
        ("what was my portfolio worth on my birthday", "which date"),
    ],
)
def test_a_day_that_can_not_be_looked_at_is_said(question: str, words: str) -> None:
    assert words in (read(question).clarify or "")


@pytest.mark.parametrize(
    ("question", "without"),
    [("how much of my portfolio isn't tech", (IT,)), ("value of my stocks excluding cash", ("cash",))],
)
def test_what_is_excluded_is_left_out(question: str, without: tuple[str, ...]) -> None:
    subjects = read(question).subjects
    assert subjects.without == without
    assert not subjects.sectors


def test_every_level_that_is_named_is_asked() -> None:
    assert [ask.confidence for ask in read("VaR 95 and 99").asks] == [0.95, 0.99]


@pytest.mark.parametrize("question", ["我的投资组合值多少钱", "Какой у меня риск?"])
def test_other_scripts_get_the_reply_about_language(question: str) -> None:
    assert read(question).intent is Intent.LANGUAGE
