"""Answers without figures: greetings, what can be asked, what can not be done, other languages, questions not understood."""

# ruff: noqa: E501 (sentences are read in one piece)

from plumbline.agent.offline.write.answer import Answer
from plumbline.agent.offline.write.writing import Writing

_REFUSALS: dict[str, tuple[str, tuple[str, ...]]] = {
    "prediction": (
        (
            "I do not forecast prices or returns: nothing here knows the future. What I can say is how much a portfolio has moved, how much a bad day has cost, and what a move "
            "that you assume would do to it."
        ),
        ("What if the market drops 20%?", "What is my 99% VaR?", "How volatile is my portfolio?"),
    ),
    "advice": (
        (
            "I do not advise on buying, selling or holding. I can show what a decision rests on: the weight of a position, its share of your risk, its gain, its valuation, and what "
            "a fall of it would cost you."
        ),
        ("What is driving my risk?", "How concentrated am I?", "What should I look at first?"),
    ),
    "news": (
        (
            "I have no news, filings or opinions of analysts, only prices, holdings and figures of annual reports. I can show what moved, by how much, and how much of that was the "
            "market."
        ),
        ("Why did my portfolio move today?", "What moved my portfolio this year?"),
    ),
    "tax": (
        "I do not compute taxes: they depend on lots, dates and rules that are not here. I can show unrealized gains and losses by holding.",
        ("Which positions are losing me money?", "What is my total unrealized gain?"),
    ),
    "orders": (
        "I can not place, change or cancel orders, and nothing is sent to a broker from here. I can show what a trade would start from: positions, weights and risk.",
        ("What are my largest holdings?", "What is driving my risk?"),
    ),
    "liquidity": (
        "How many days a sale takes can not be said: the loaded market has prices, but no traded volumes.",
        ("What are my largest holdings?", "How concentrated am I?"),
    ),
    "limit": (
        "Nothing is set from the chat: limits are set on the Limits section of the Risk page, or with the limit-rules command; then I check them.",
        ("Am I breaching any limits?", "How close am I to my limits?"),
    ),
    "document": (
        "Every report can be saved as a document: Download on its page, or --pdf and --html with its command; `plumbline report --pdf` has all sections in one.",
        ("Give me an overview", "What is driving my risk?"),
    ),
    "proposals": (
        "Stored proposals are listed on the Optimize page and by the proposals command; from the chat I compute new ones.",
        ("Give me equal risk", "Rebalance to equal weights"),
    ),
    "scenarios": (
        "Saved scenarios are listed and run in the Stress section of the Risk page, and by the scenarios command and `plumbline stress --scenario`. Here, say what is to move.",
        ("What if tech falls 15%?", "What would 2008 do to my portfolio?"),
    ),
    "windows": (
        "Two windows: a proposal looks back two years at fixed weights, the risk report one year. Each volatility is right over its own window; compare figures within one report only.",
        ("What is the minimum variance portfolio of my names?", "How volatile is my portfolio?"),
    ),
    "undo": (
        "There is nothing to undo: a what-if is only assumed and nothing was changed. The next question speaks of the holdings as they are.",
        ("What are my largest holdings?", "What if I sell half of my largest holding?"),
    ),
    "changes": (
        "From the chat I only read: portfolios are imported, renamed, exported and deleted on their pages (Import and Overview), or with the command line.",
        ("List my portfolios", "Give me an overview"),
    ),
    "calendar": (
        "Returns by calendar month and year I have of whole portfolios; of a single share I have the return over any period that you name, and its best and worst day.",
        ("My returns month by month this year", "What was my best and worst calendar year?", "What was my worst day this year?"),
    ),
    "ledger": (
        "I read holdings and prices; deposits, withdrawals, fees, dividends received and single trades can not be asked about here yet. I can show cost, gain and change of value.",
        ("What is my total unrealized gain?", "How much money did I make this year?", "What is the dividend yield of my portfolio?"),
    ),
    "date": (
        "The day is set with the as-of control at the top of the page, or by naming it in the question: then every figure speaks of that day, and nothing later is known.",
        ("What was driving my risk at the end of 2021?", "What was my volatility on 2020-03-31?"),
    ),
    "macro": (
        "I have no model of interest rates, inflation or currencies. I can assume a move of a holding, a sector or the market, and say what it would do.",
        ("What if the market drops 10%?", "What if tech falls 15%?"),
    ),
    "measure": (
        "That figure is in the catalog of measures, but can not be asked for in the chat yet.",
        ("What is my 99% VaR?", "What is my volatility?", "What is driving my risk?"),
    ),
    "outside": (
        "That is outside of what I have: I answer about your portfolios and about the instruments of the loaded market.",
        ("Give me an overview", "How did the S&P 500 do this year?"),
    ),
}  # fmt: skip
_LANGUAGES = {
    "de": "Ich lese bisher nur Fragen auf Englisch.",
    "fr": "Je ne lis pour l'instant que les questions en anglais.",
    "es": "Por ahora solo leo preguntas en inglés.",
    "it": "Per ora leggo solo domande in inglese.",
    "pt": "Por enquanto só leio perguntas em inglês.",
    "nl": "Ik lees voorlopig alleen vragen in het Engels.",
}
_EXAMPLES = (
    "What is driving my risk?",
    "How did I do against the S&P 500 this year?",
    "How concentrated am I, and what would you look at first?",
)


def greeting(writing: Writing) -> Answer:
    """Say hello and what to ask."""
    about = f" I have {writing.name} in front of me" if writing.situation.current else " Import a file first, or ask about the market"
    return Answer(lead=f"Hello.{about}, as of {writing.today.isoformat()}. What would you like to know?", suggestions=list(_EXAMPLES))


def thanks(_writing: Writing) -> Answer:
    """Short and done."""
    return Answer(lead="You are welcome.", suggestions=list(_EXAMPLES))


def capabilities(writing: Writing) -> Answer:
    """What can be asked, by example."""
    return Answer(
        lead=f"I calculate figures about your portfolios and the loaded market as of {writing.today.isoformat()}, and every figure can be clicked back to its calculation.",
        bullets=[
            "**Value and holdings**: what a portfolio, a sector or a position is worth, weighs, cost and gained; filtered, ranked and totaled.",
            "**Performance**: returns over any period, against the S&P 500, per year, best and worst days, what moved it.",
            "**Risk**: volatility, beta, value at risk, expected shortfall, drawdown, concentration, exposure, who carries the risk, limits.",
            "**What if**: a move of a holding, a sector or the market, a crisis of the past again, other weights; any past day, and how a figure has changed since.",
            "**Reports**: factors, attribution, drawdowns, tail risk and its backtest, hedges, options, limits and cures, better weights, several portfolios as one.",
        ],
        suggestions=list(_EXAMPLES),
    )


def refusal(writing: Writing) -> Answer:
    """Say plainly what is not done, and the nearest thing that is."""
    text, suggestions = _REFUSALS[writing.frame.topic or "outside"]
    symbols = writing.frame.subjects.symbols
    if symbols and writing.frame.topic in {"prediction", "advice", "news"}:
        suggestions = (
            f"How did {symbols[0]} do this year?",
            f"How much of my risk comes from {symbols[0]}?",
            f"What if {symbols[0]} falls 10%?",
        )
    return Answer(lead=text, suggestions=list(suggestions))


def language(writing: Writing) -> Answer:
    """The person's language in one sentence, then English."""
    own = _LANGUAGES.get(writing.frame.topic or "", "")
    text = f"{own} I read questions in English only; the figures are the same in every language.".strip()
    return Answer(lead=text, after=["One of these may be what you are after:"], suggestions=list(_EXAMPLES))


def unclear(writing: Writing) -> Answer:
    """Ask once, shortly, or offer what is nearest."""
    if writing.frame.clarify:
        return Answer(lead=writing.frame.clarify, suggestions=list(_EXAMPLES))
    return Answer(
        lead="I could not tell which figure you are after. Name a measure (value, return, volatility, VaR, beta, weight, ...) and what it is about: the portfolio, a holding, "
        "a sector or a symbol.",
        suggestions=list(_EXAMPLES),
    )
