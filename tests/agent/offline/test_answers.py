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


async def test_an_answer_states_what_was_understood_and_looks_into_the_first_finding(demo: Demo) -> None:
    answer = await demo.ask("G", "What is driving my risk?")
    assert answer.plan == ("risk contributions of Growth",)
    assert len(answer.tools) == 8
    assert len(answer.suggestions) == 3
    assert "MSFT by itself: volatility 35.1%, beta 1.28; it fell 29.6% this year." in answer.text
    assert "moves most closely with AAPL (0.82)" in answer.text


async def test_more_than_all_of_the_risk_names_what_takes_it_away(demo: Demo) -> None:
    answer = await demo.ask("O", "What is driving my risk?")
    assert "together carry 116.1%" in answer.text
    assert "takes most risk away: AAPL 2023-06-16 115 put (-14.9%)" in answer.text


async def test_the_largest_loser_is_set_beside_the_whole_its_sector_and_the_benchmark(demo: Demo) -> None:
    answer = await demo.ask("G", "why did i lose money this year")
    assert "AMD alone is 46.9% of the loss" in answer.text
    assert "35.9 percentage points behind the S&P 500" in answer.text
    assert "other Information Technology holdings lost 29.1%" in answer.text
    assert "calculate" in answer.tools


async def test_a_breach_says_what_would_bring_it_back(demo: Demo) -> None:
    answer = await demo.ask("G", "Am I breaching any limits?")
    assert "sell 465 AMD, which leaves 40.0%" in answer.text


async def test_shorts_are_spoken_of_as_shorts(demo: Demo) -> None:
    why = await demo.ask("L", "why did i lose this year")
    assert "BAC (short) +$82,329 as it fell 24.6%" in why.text
    cost = await demo.ask("L", "what is my average cost in GE")
    assert "You sold GE short at $73.56" in cost.text


async def test_ahead_and_behind_are_said_of_the_same_period(demo: Demo) -> None:
    answer = await demo.ask("G", "how did i do this year and last year")
    assert "gained 26.9% in 2021: ahead of it" in answer.text
    assert "lost 20.6% this year: behind it" in answer.text


async def test_what_would_rise_is_not_hit(demo: Demo) -> None:
    answer = await demo.ask("O", "what if the market falls 10%")
    assert "Would gain most: AAPL 2023-06-16 115 put" in answer.text
    assert answer.text.count("valued anew") == 1


async def test_options_say_when_they_expire_and_which_are_in_the_money(demo: Demo) -> None:
    when = await demo.ask("O", "when do my options expire")
    assert "2023-03-17 (AAPL 2023-03-17 140 call" in when.lead
    inside = await demo.ask("O", "which of my options are in the money")
    assert "None of the options" in inside.lead


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
        ("price of AAPL on 2030-01-01", "nothing after 2022-12-28"),
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


async def test_what_is_not_held_says_who_does_and_offers_what_can_be_answered(demo: Demo) -> None:
    answer = await demo.ask("G", "weight of KO")
    assert "Retirement income and Long/short technology hold it." in answer.text
    for question in answer.suggestions:
        assert (await demo.ask("G", question)).citations, question


async def test_several_of_the_largest_are_added_up_when_their_part_is_asked_for(demo: Demo) -> None:
    answer = await demo.ask("G", "how much of my risk is from my top 3 holdings")
    assert answer.lead.startswith("**MSFT, AAPL and AMD carry 63.6%")


async def test_who_gained_most_counts_a_risen_short_as_a_loss(demo: Demo) -> None:
    answer = await demo.ask("L", "which holdings gained most")
    assert "LLY did best" in answer.lead
    assert "XOM" not in answer.text


async def test_a_performance_figure_says_what_it_holds_constant(demo: Demo) -> None:
    window, year = [await demo.ask("G", question) for question in ("what is my sharpe ratio", "sharpe ratio over the last year")]
    assert "at today's weights, held constant" in window.text
    assert "at today's quantities, held through it" in year.text
    for question in ("what is my ulcer index", "what is my omega ratio", "what is my bear beta"):
        assert "at today's weights, held constant" in (await demo.ask("G", question)).text


async def test_correlations_in_the_chat_are_those_of_the_report(demo: Demo) -> None:
    answer = await demo.ask("G", "average correlation over the last year")
    assert "weighted by their size 0.47" in answer.lead
    assert "1.21 independent bets" in answer.text


async def test_attribution_names_what_it_measures_against(demo: Demo) -> None:
    answer = await demo.ask("G", "allocation and selection effect this year")
    assert "behind an equal-weighted portfolio of shares" in answer.lead
    assert "its benchmark" not in answer.text


async def test_the_return_of_a_short_is_what_it_made(demo: Demo) -> None:
    answer = await demo.ask("L", "what did the ge short make in june 2022")
    assert answer.lead.startswith("**The GE short made $70,041 in June 2022.**")


@pytest.mark.parametrize(
    ("portfolio", "question", "yes"),
    [
        ("G", "is jpm bigger than bac in my book", True),
        ("G", "is my beta above 1", True),
        ("G", "is my var above 3%", False),
        ("G", "is tech more than 40% of my portfolio", True),
        ("G", "is apple my largest position", False),
        ("G", "am i up this year", False),
        ("G", "did i beat the market this year", False),
        ("R", "is my volatility lower than the market", True),
        ("R", "is apple my largest position", False),
    ],
)
async def test_a_yes_or_no_question_is_answered_so_first(demo: Demo, portfolio: str, question: str, yes: bool) -> None:
    answer = await demo.ask(portfolio, question)
    assert answer.lead.startswith("**Yes: " if yes else "**No: "), answer.lead


async def test_two_readings_are_asked_back(demo: Demo) -> None:
    answer = await demo.ask("G", "rebalance my portfolio")
    assert answer.text.startswith("To which weights")
    assert not answer.tools


async def test_a_report_is_opened_beside_its_answer(demo: Demo) -> None:
    assert (await demo.ask("G", "what would 2008 do to my portfolio")).tools == ("get_stress_test", "show_report")


async def test_a_breach_is_a_no_to_whether_all_is_within_limits(demo: Demo) -> None:
    assert (await demo.ask("G", "Am I within my limits?")).text.startswith("**No, ")
    assert (await demo.ask("G", "Am I breaching any limits?")).text.startswith("**Yes, ")


async def test_breaches_of_the_value_at_risk_and_exposures_to_a_style_are_questions_for_reports(demo: Demo) -> None:
    assert "exceeded on 18 of 1,000 days" in (await demo.ask("G", "how many days did my VaR get breached?")).text
    assert "93.1% of the variance" in (await demo.ask("G", "what share of my variance is explained by the market")).text
    assert "momentum exposure" in (await demo.ask("G", "what's my exposure to momentum")).text
    assert (await demo.ask("G", "what is my exposure to apple")).text.startswith("**AAPL is 16.5%")
