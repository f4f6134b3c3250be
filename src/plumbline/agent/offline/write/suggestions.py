"""The next questions that a question of figures leads to."""

from plumbline.agent.offline.write.writing import Writing

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
        about = symbols[0]
        own = [f"How did {about} do this year?", f"How much of my risk comes from {about}?", f"What if {about} falls 10%?"]
        return [question for question in own if question.lower().rstrip("?") != frame.text.rstrip("?")][:3]
    found = [question for question in _BY_MEASURE.get(key, _GENERAL) if question.lower().rstrip("?") != frame.text.rstrip("?")]
    return found[:3]
