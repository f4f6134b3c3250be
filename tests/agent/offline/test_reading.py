"""From a question to its frame: subjects, measures, conditions, rank, arithmetic, intent."""

import time
from datetime import date

import pytest
from tests.agent.offline.reading import LAST, lexicon, read, read_thread

from plumbline.agent.offline.reading.frame import Intent
from plumbline.agent.offline.reading.lexicon import build_lexicon
from plumbline.agent.offline.reading.question import read_question
from plumbline.market_data.instruments import Instrument


def keys(text: str) -> list[str]:
    return [ask.measure for ask in read(text).asks]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("What is my VaR?", "historical_value_at_risk"),
        ("VaR in dollars", "historical_value_at_risk_money"),
        ("gaussian var", "parametric_value_at_risk"),
        ("how much could I lose on a bad day", "historical_value_at_risk_money"),
        ("what's my apple stake worth", "market_value"),
        ("how much of my portfolio is apple", "weight"),
        ("how much am I up on apple", "unrealized_gain"),
        ("how much did I make this year", "period_change"),
        ("how much did apple fall in 2022", "period_return"),
        ("how much risk does AMD add", "risk_contribution"),
        ("what's my exposure to energy", "weight"),
        ("gross exposure in percent", "gross_exposure_weight"),
        ("apple pe", "price_to_earnings"),
        ("how many shares of AMD do I own", "quantity"),
        ("when was my worst day in 2020", "worst_day_date"),
    ],
)
def test_the_measure_that_is_meant(text: str, measure: str) -> None:
    assert keys(text)[0] == measure


@pytest.mark.parametrize(
    "text",
    [
        "whats the volatilty of mircosoft",
        "MSFT vola?",
        "How volatile is Microsoft Corporation?",
        "std dev of microsft",
        "microsofts volatility",
    ],
)
def test_spelling_and_wording_do_not_matter(text: str) -> None:
    frame = read(text)
    assert frame.subjects.symbols == ("MSFT",)
    assert [ask.measure for ask in frame.asks] == ["volatility_annualized"]


@pytest.mark.parametrize(
    "text", ["so what is it all about", "is the size of the fund ok", "get me a quote or two", "it is all the same", "we go or not"]
)
def test_ordinary_words_are_no_symbols(text: str) -> None:
    assert not read_question(text, lexicon(), LAST).frames[0].subjects.symbols


def test_a_word_that_is_a_symbol_counts_in_capitals() -> None:
    assert read("price of SIZE").subjects.symbols == ("SIZE",)
    assert not read("what is the size of my portfolio").subjects.symbols


@pytest.mark.parametrize("name", ["Tesla", "TSLA", "nvidia", "Siemens", "the Nasdaq"])
def test_unknown_names_are_named_not_guessed(name: str) -> None:
    frame = read(f"What is the price of {name}?")
    assert frame.unknown
    assert not frame.subjects.symbols


def test_conditions_rank_and_limit() -> None:
    frame = read("holdings with beta above 1.2")
    assert [(one.ask.measure, one.operator, one.value) for one in frame.conditions] == [("beta", "above", 1.2)]
    frame = read("which holdings fell more than 20% this year")
    assert [(one.ask.measure, one.ask.period, one.operator, one.value) for one in frame.conditions] == [
        ("period_return", "ytd", "below", -0.2)
    ]
    frame = read("positions between 5% and 10%")
    assert [(one.operator, one.value) for one in frame.conditions] == [("at_least", 0.05), ("at_most", 0.1)]
    frame = read("top 5 holdings by weight")
    assert frame.ranking is not None
    assert (frame.ranking.order, frame.ranking.limit, frame.ranking.measure) == ("highest", 5, "weight")
    frame = read("worst performer ytd")
    assert frame.ranking is not None
    assert (frame.ranking.order, frame.ranking.limit, frame.ranking.measure) == ("lowest", 1, "period_return")


def test_each_measure_takes_the_period_that_belongs_to_it() -> None:
    frame = read("Show me the weight, return this year and beta of Apple")
    assert [(ask.measure, ask.period) for ask in frame.asks] == [("weight", None), ("period_return", "ytd"), ("beta", None)]
    frame = read("return in 2019, 2020 and 2021")
    assert [ask.period for ask in frame.asks] == ["2019", "2020", "2021"]


def test_compound_questions_are_cut() -> None:
    reading = read_question("What is my volatility? And my VaR, and which is the biggest position?", lexicon(), LAST)
    assert [frame.asks[0].measure if frame.asks else "" for frame in reading.frames] == [
        "volatility_annualized",
        "historical_value_at_risk",
        "",
    ]
    assert reading.frames[2].ranking is not None


@pytest.mark.parametrize(
    ("text", "size", "symbols", "sectors", "market"),
    [
        ("What if Apple falls 10%?", -0.1, ("AAPL",), (), False),
        ("if the market drops 20 percent", -0.2, (), (), True),
        ("suppose oil stocks rally 10 %", 0.1, (), ("Energy",), False),
        ("what would my portfolio be worth if AMD halved", -0.5, ("AMD",), (), False),
        ("AAPL and MSFT both fall 10%, what happens?", -0.1, ("AAPL", "MSFT"), (), False),
        ("a 15 percent correction", -0.15, (), (), True),
        ("what would a crash of 30% do to me", -0.3, (), (), True),
    ],
)
def test_shocks(text: str, size: float, symbols: tuple[str, ...], sectors: tuple[str, ...], market: bool) -> None:
    frame = read(text)
    assert frame.intent is Intent.SHOCK
    [shock] = frame.shocks
    assert (shock.size, shock.symbols, shock.sectors, shock.market) == (size, symbols, sectors, market)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("What is driving my risk?", Intent.DRIVERS),
        ("where does my risk come from", Intent.DRIVERS),
        ("How concentrated am I, and what would you look at first?", Intent.CONCENTRATION),
        ("How did I do against the S&P 500 this year?", Intent.VERSUS),
        ("did I beat the market", Intent.VERSUS),
        ("why was I down this year", Intent.MOVES),
        ("what should I look at?", Intent.ATTENTION),
        ("compare Apple and Microsoft", Intent.COMPARE),
        ("how hedged am I", Intent.HEDGE),
        ("what options do I hold", Intent.OPTIONS),
        ("is my data ok?", Intent.DATA),
        ("am I breaching any limits?", Intent.LIMITS),
        ("give me an overview", Intent.OVERVIEW),
        ("show me the risk dashboard", Intent.DASHBOARD),
        ("what is VaR?", Intent.EXPLAIN),
        ("how do you compute beta", Intent.EXPLAIN),
        ("do I own pepsi?", Intent.OWNS),
        ("list my portfolios", Intent.PORTFOLIOS),
        ("what can you do", Intent.CAPABILITIES),
        ("hello", Intent.GREETING),
        ("thanks!", Intent.THANKS),
        ("asdf qwer", Intent.UNCLEAR),
    ],
)
def test_intents(text: str, intent: Intent) -> None:
    assert read(text).intent is intent


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("will AMD go up next week", "prediction"),
        ("should I sell apple?", "advice"),
        ("is it a good time to buy", "advice"),
        ("any news on jpm?", "news"),
        ("how much tax will I owe", "tax"),
        ("sell 100 shares of AAPL", "orders"),
        ("delete my portfolio", "changes"),
        ("what if inflation rises 1%", "macro"),
        ("what trades did I make", "ledger"),
        ("equilibrium return", "measure"),
    ],
)
def test_what_can_not_be_done_is_recognized(text: str, topic: str) -> None:
    frame = read(text)
    assert (frame.intent, frame.topic) == (Intent.REFUSAL, topic)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wie hoch ist mein Risiko?", "de"),
        ("Quel est le rendement de mon portefeuille cette année ?", "fr"),
        ("¿Cuál es mi mayor posición?", "es"),
        ("Qual è il rischio del mio portafoglio?", "it"),
        ("Wat is mijn grootste positie?", "nl"),
    ],
)
def test_other_languages_are_recognized(text: str, language: str) -> None:
    frame = read(text)
    assert (frame.intent, frame.topic) == (Intent.LANGUAGE, language)


@pytest.mark.parametrize("text", ["VaR", "beta of JPM", "hedge ratio", "Coca-Cola", "SPY ytd", "max dd", "what is my P&L?"])
def test_short_english_questions_are_english(text: str) -> None:
    assert read(text).intent is not Intent.LANGUAGE


def test_a_day_in_the_past_and_a_change_since_it() -> None:
    assert read("what was my volatility on 2020-03-31?").as_of == date(2020, 3, 31)
    assert read("how has my volatility changed since the end of 2021").versus == date(2021, 12, 31)
    assert read("was my beta higher a year ago?").versus == date(2021, 12, 28)


def test_follow_ups_take_what_they_leave_out_from_the_turn_before() -> None:
    frame = read_thread("How volatile is AMD?", "and its beta?", "what about in 2020?", "and MSFT?")
    assert frame.subjects.symbols == ("MSFT",)
    assert [(ask.measure, ask.period) for ask in frame.asks] == [("beta", "2020")]
    assert read_thread("what's my var", "at 99%?").asks[0].confidence == 0.99
    assert read_thread("what's my var", "in dollars?").asks[0].measure == "historical_value_at_risk_money"
    assert read_thread("What is my volatility?", "and in retirement income?").subjects.portfolios == ("retirement",)
    assert read_thread("What if Apple falls 10%?", "and 20%?").shocks[0].size == -0.2
    assert read_thread("gross exposure", "and net?").asks[0].measure == "net_exposure"
    assert read_thread("how did I do this year?", "why?").intent is Intent.MOVES
    assert read_thread("How did tech do this year?", "and energy?").subjects.sectors == ("Energy",)


def test_a_pronoun_means_what_the_answer_named() -> None:
    frame = read_thread("What's my biggest position?", "how did it do this year?", answered=("MSFT",))
    assert frame.subjects.symbols == ("MSFT",)
    assert read_thread("What's my biggest position?", "what if it falls 20%?", answered=("MSFT",)).shocks[0].symbols == ("MSFT",)


def test_a_new_question_inherits_nothing() -> None:
    frame = read_thread("How volatile is AMD in 2020?", "What is my beta?")
    assert not frame.subjects.symbols
    assert frame.asks[0].period is None


@pytest.mark.parametrize(
    "text",
    [
        "what if " * 500,
        "if apple falls " * 260,
        "would crash what how " * 190,
        "a" * 4000,
        "?" * 4000,
        "10% " * 1000,
        "2020-01-01/" * 360,
        "AAPL " * 800,
    ],
    ids=lambda text: text[:12],
)
def test_reading_takes_no_long_time_whatever_is_typed(text: str) -> None:
    lexicon()
    began = time.perf_counter()
    read_question(text, lexicon(), LAST)
    assert time.perf_counter() - began < 1.0


def test_a_question_is_read_in_a_few_milliseconds() -> None:
    questions = [
        "What is driving my risk?",
        "How did I do against the S&P 500 this year?",
        "holdings with beta above 1.2 and weight over 5%",
    ]
    read(questions[0])
    began = time.perf_counter()
    for question in questions:
        read(question)
    assert (time.perf_counter() - began) / len(questions) < 0.02


def test_symbols_of_one_letter_and_those_that_are_measures_need_capitals_and_a_place_for_a_name() -> None:
    instruments = [Instrument(symbol=symbol, name=f"{symbol} Corporation") for symbol in ("T", "A", "ALL", "ES")]
    words = build_lexicon(instruments, [])

    def symbols(text: str) -> tuple[str, ...]:
        return read_question(text, words, LAST).frames[0].subjects.symbols

    assert symbols("price of T") == ("T",)
    assert symbols("beta of ALL") == ("ALL",)
    assert symbols("volatility of ES") == ("ES",)
    assert symbols("what is my es at 99") == ()
    assert symbols("how did all of it do in a year") == ()
    assert symbols("A good question: what is my beta") == ()
