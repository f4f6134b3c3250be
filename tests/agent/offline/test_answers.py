"""Whole answers of the offline analyst through the run loop: shape, caveats, bad input, past days, the page."""

import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from tests.questions.demo import Demo, opened_demo

from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.service import snapshot_of

THREE = (
    "What is driving my risk?",
    "How did I do against the S&P 500 this year?",
    "How concentrated am I, and what would you look at first?",
)


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    async with opened_demo(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("portfolio", ["G", "R", "L", "O"])
async def test_figures_of_the_three_questions_are_those_of_the_risk_report(demo: Demo, portfolio: str) -> None:
    answers = [await demo.ask(portfolio, question) for question in THREE]
    book = next(book for book in demo.books if book.id == answers[0].citations[0].subject.id.partition("/")[0])
    view = demo.platform.market.as_of()
    report = risk_report(snapshot_of(demo.platform, book, view), view)
    first = report.contributions[0]
    assert answers[0].citations[0].value == first.risk_contribution
    year = next(one for one in report.returns if one.period == "ytd")
    assert year.portfolio.value is not None
    assert answers[1].citations[0].value == pytest.approx(year.portfolio.value)
    assert answers[1].citations[1].value == pytest.approx(year.active)
    assert answers[2].citations[0].value == report.concentration.hhi
    assert not [one for answer in answers for one in answer.unverified]


async def test_an_answer_states_what_was_understood_and_runs_its_calls_in_one_round(demo: Demo) -> None:
    answer = await demo.ask("G", "What is driving my risk?")
    assert answer.plan == ("risk contributions of Growth",)
    assert len(answer.tools) == 5
    assert len(answer.suggestions) == 3


async def test_a_past_day_is_spoken_of_with_what_was_known_then(demo: Demo) -> None:
    then = await demo.ask("R", "What is my volatility?", as_of=date(2020, 3, 31))
    now = await demo.ask("R", "What was my volatility on 2020-03-31?")
    assert [one.value for one in then.citations][:1] == [one.value for one in now.citations][:1]
    assert {one.as_of for one in now.citations} == {date(2020, 3, 31)}


async def test_before_anything_was_held_it_says_so(demo: Demo) -> None:
    answer = await demo.ask("G", "What is my volatility?", as_of=date(2008, 9, 12))
    assert not answer.citations
    assert "Growth" in answer.text


async def test_this_holding_is_what_is_selected_on_the_page(demo: Demo) -> None:
    answer = await demo.ask("G", "How much of my risk comes from this holding?", selection="AMD")
    assert answer.lead.startswith("**AMD carries ")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What is the price of Tesla?", "not in the loaded market data"),
        ("will apple go up tomorrow?", "do not forecast"),
        ("should I buy more AMD?", "do not advise"),
        ("Wie hoch ist mein Risiko?", "English"),
        ("blah blah", "could not tell"),
        ("what is the return since 1985?", "1990-01-02"),
        ("what if GE falls 10%", "does not hold GE, so a move of it has no direct effect"),
        ("price of AAPL on 2030-01-01", "AAPL"),
    ],
)
async def test_bad_input_gets_a_plain_statement_and_an_offer(demo: Demo, question: str, words: str) -> None:
    answer = await demo.ask("G", question)
    assert words in answer.text
    assert answer.suggestions
    assert not answer.unverified


async def test_corrections_and_caveats_are_said_in_one_line(demo: Demo) -> None:
    answer = await demo.ask("O", "volatilty of my potfolio")
    [line] = [line for line in answer.text.splitlines() if line.startswith("*I read") or "I read 'volatilty'" in line]
    assert line.startswith("*")
    assert line.endswith("*")


async def test_without_a_portfolio_the_market_can_still_be_asked_about(demo: Demo) -> None:
    bare = Demo(demo.platform, demo.principal, ())
    assert "import a file" in (await bare.ask("-", "What is driving my risk?")).text
    answer = await bare.ask("-", "How did Apple do in 2021?")
    assert answer.citations[0].subject.id == "AAPL"


async def test_text_between_the_figures_holds_none(demo: Demo) -> None:
    """What is left when the citations are cut out has no digits but those of names, dates and parameters."""
    for question in (*THREE, "overview", "what should I look at?", "what if the market drops 20%?", "compare Apple and Microsoft"):
        answer = await demo.ask("L", question)
        rest = answer.text
        for one in sorted(answer.citations, key=lambda one: -one.start):
            rest = rest[: one.start] + rest[one.end :]
        rest = re.sub(r"\d{4}-\d{2}-\d{2}|S&P 500|252 sessions|52-week|\b95%|\b20%|252 days|95 %|one-day", "", rest)
        assert not re.search(r"\d", rest), (question, rest)


async def test_the_dashboard_is_opened_and_its_headline_said(demo: Demo) -> None:
    answer = await demo.ask("G", "Show me the risk dashboard")
    assert answer.tools == ("create_artifact",)
    assert answer.lead.startswith("**The risk dashboard of Growth is open: risk score ")
