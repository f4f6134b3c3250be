"""Which report a question asks for, and with which parameters; and that the tables of reports are complete."""

import pytest
from tests.agent.offline.reading import read, read_thread

from plumbline.agent.offline.lexicon.report_words import TOPIC_OF_MEASURE, Topic
from plumbline.agent.offline.planning.reports import TOOL_OF_TOPIC
from plumbline.agent.offline.reading.frame import Intent
from plumbline.agent.offline.reading.report_ask import Cap, Edit, Move
from plumbline.agent.offline.write.reports.catalog import TELLERS
from plumbline.agent.tools.catalog import TOOLS
from plumbline.agent.tools.showing import BOARDS
from plumbline.analytics.measures import MEASURE_KEYS
from plumbline.query.evaluators import EVALUATORS

_ONLY_NAMED_AT_MOST = 45
"""Measures of the catalog that no question reaches yet: levels of limits, parts of a score, money beside a fraction, arithmetic."""


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what would 2008 do to my portfolio", Topic.EPISODES),
        ("which crisis would hurt me most", Topic.EPISODES),
        ("what move would lose me 10%", Topic.REVERSE),
        ("is my VaR model any good", Topic.BACKTEST),
        ("give me equal risk", Topic.OPTIMIZE),
        ("how much of my risk is market", Topic.FACTORS),
        ("was my stock selection any good this year", Topic.ATTRIBUTION),
        ("how has my allocation drifted", Topic.DRIFT),
        ("what do i have to sell to be within my limits", Topic.CURES),
        ("which etf hedges my portfolio best", Topic.HEDGES),
        ("am i under water", Topic.DRAWDOWNS),
        ("risk of all my portfolios together", Topic.HOUSEHOLD),
        ("what if i sell half of my amd", Topic.WHAT_IF),
        ("component var of apple", Topic.TAIL),
        ("which two holdings are most correlated", Topic.CORRELATION),
        ("expected volatility next month", Topic.OUTLOOK),
        ("gamma of my options", Topic.GREEKS),
        ("rebalance to equal weights", Topic.REBALANCE),
        ("my returns month by month this year", Topic.CALENDAR),
    ],
)
def test_the_report_is_found(text: str, topic: Topic) -> None:
    assert read(text).report.topic is topic


@pytest.mark.parametrize(
    "text",
    [
        "what is my max drawdown", "how did i do in 2008", "what if apple falls 10%", "how hedged am i",
        "how correlated are apple and microsoft", "what is my 99% var", "sharpe ratio since 2019", "which positions are under water",
        "lowest volatility holding", "momentum etf return this year", "best year for apple",
        "what would 1000 dollars invested in apple in 2010 be worth now",
        "total value of all portfolios",
    ],
)  # fmt: skip
def test_a_plain_figure_stays_one(text: str) -> None:
    assert read(text).report.topic is None


def test_parameters_are_read() -> None:
    assert read("minimize my variance with at most 10 % per name").report.caps == (Cap("", 0.1),)
    assert read("lowest volatility with no more than 30% in tech").report.caps == (Cap("Information Technology", 0.3),)
    assert read("bring my volatility down to 15 percent").report.objective == "target_volatility"
    assert read("stress tech down 20% with knock-on effects").report.moves == (Move("Information Technology", -0.2),)
    assert read("what if volatility jumps by 10 points").report.moves == (Move("volatility", 0.1),)
    assert read("what if i sold half of my amd").report.edits == (Edit("AMD", times=0.5),)
    assert read("what if i replace apple with microsoft").report.edits == (Edit("AAPL", to=0.0), Edit("MSFT", takes="AAPL"))
    tail = read("99 % 10-day VaR by Monte Carlo").report
    assert (tail.confidence, tail.horizon, tail.method) == (0.99, 10, "monte_carlo")


def test_a_follow_up_changes_what_it_says_and_keeps_the_rest() -> None:
    assert read_thread("what would 2008 do to me", "and covid?").report.episodes == ("covid_2020",)
    capped = read_thread("minimum variance with at most 10% per name", "and risk parity?").report
    assert capped.objective == "risk_parity"
    moved = read_thread("what would 2008 do to me", "and in the retirement account?")
    assert (moved.report.episodes, len(moved.subjects.portfolios)) == (("crisis_2008",), 1)


def test_a_term_is_explained_without_a_figure() -> None:
    frame = read("what does conditional drawdown mean")
    assert (frame.intent, frame.topic) == (Intent.EXPLAIN, "conditional_drawdown")


def test_every_topic_has_a_tool_a_teller_and_a_board() -> None:
    names = {tool.name for tool in TOOLS}
    assert set(TELLERS) == set(Topic) == set(TOOL_OF_TOPIC)
    assert set(TOOL_OF_TOPIC.values()) <= names & set(BOARDS)


def test_measures_are_reached_by_a_query_or_a_report() -> None:
    assert set(TOPIC_OF_MEASURE) <= MEASURE_KEYS
    assert not set(TOPIC_OF_MEASURE) & set(EVALUATORS)
    assert len(MEASURE_KEYS - set(TOPIC_OF_MEASURE) - set(EVALUATORS)) <= _ONLY_NAMED_AT_MOST
