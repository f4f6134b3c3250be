"""The next questions that a question of figures leads to."""

from collections.abc import Sequence

from plumbline.agent.offline.reading.frame import Frame
from plumbline.agent.offline.write.writing import Writing

_HIGH = 0.99

_BY_MEASURE: dict[str, tuple[str, ...]] = {
    "volatility_annualized": ("What is driving my risk?", "How has my volatility changed since the end of last year?"),
    "beta": ("What if the market drops 10%?", "Which of my holdings has the highest beta?"),
    "period_return": ("What moved my portfolio this year?", "How did I do against the S&P 500 this year?"),
    "historical_value_at_risk": ("What is my 99% expected shortfall?", "What is driving my risk?"),
    "historical_value_at_risk_money": ("What is my 99% VaR in dollars?", "What if the market drops 20%?"),
    "weight": ("Which holdings carry the most risk?", "How concentrated am I?"),
    "net_value": ("What moved my portfolio today?", "Top 5 holdings by weight"),
    "market_value": ("What are my largest holdings?", "How concentrated am I?"),
    "unrealized_gain": ("Which positions are losing me money?", "Which holding has the biggest paper gain?"),
    "maximum_drawdown": ("How far am I below my peak?", "What was my worst day in the past year?"),
    "risk_contribution": ("Which sector carries the most risk?", "What is driving my risk?"),
    "price": ("Top 5 holdings by weight",),
}  # fmt: skip
_GENERAL = ("What is driving my risk?", "How did I do against the S&P 500 this year?")


def next_questions(writing: Writing) -> list[str]:
    """Return up to three, about the symbol when there is one."""
    frame = writing.frame
    symbols = frame.subjects.symbols
    key = frame.asks[0].measure if frame.asks else ""
    if len(symbols) == 1:
        return _unasked(_about(symbols[0], held=symbols[0] in writing.situation.held(frame)), frame)
    return _unasked(_BY_MEASURE.get(key, _GENERAL), frame)


def _about(symbol: str, *, held: bool) -> list[str]:
    """Questions of a symbol; those of a holding only where it is one."""
    if held:
        return [f"How did {symbol} do this year?", f"How much of my risk comes from {symbol}?", f"What if {symbol} falls 10%?"]
    return [f"How did {symbol} do this year?", f"How volatile is {symbol}?", f"What is the beta of {symbol}?"]


def _unasked(questions: Sequence[str], frame: Frame) -> list[str]:
    """Without what was just asked, in these words or others."""
    keys = {ask.measure.removesuffix("_money") for ask in frame.asks}
    at_99 = any(ask.confidence == _HIGH for ask in frame.asks)
    found = []
    for question in questions:
        again = question.lower().rstrip("?") == frame.text.rstrip("?")
        again = again or (at_99 and "99% VaR" in question and "historical_value_at_risk" in keys)
        again = again or (at_99 and "99% expected shortfall" in question and "historical_expected_shortfall" in keys)
        again = again or ("Which sector carries" in question and frame.subjects.by_sector)
        if not again:
            found.append(question)
    return found[:3]
