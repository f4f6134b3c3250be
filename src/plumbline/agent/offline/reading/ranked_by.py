"""The measure that a superlative is about: `biggest` is weight, `best` is return, `riskiest` is volatility."""

import re

from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.frame import Subjects
from plumbline.query.schemas import Ask

_HURT = re.compile(r"\b(?:hurt\w*|help\w*|cost (?:me|us)|contribut\w+|detract\w+|drag\w*)\b")
_IN_MONEY = re.compile(r"\b(?:money|dollars|cost me|hurt me|helped me|made me|earned me|lost me)\b")
_GAINED = re.compile(r"\b(?:los[te]|losing|lost|made|gain\w*|earn\w*)\b")
_PERFORMED = re.compile(r"\b(?:perform\w*|did|do|doing|gain\w*|los\w*|drop\w*|fall|fell|rise|rose|movers?|winners?|detractors?)\b")
_OF_RETURNS = re.compile(r"\b(?:losers?|winners?|performers?|gainers?)\b")
_RISK_WORDS = {"riskiest", "safest", "calmest", "wildest", "bumpiest", "jumpiest", "steadiest", "stablest"}
_RETURN_WORDS = {
    "best",
    "worst",
    "winners",
    "winner",
    "losers",
    "loser",
    "gainers",
    "gainer",
    "laggards",
    "laggard",
    "strongest",
    "weakest",
    "leaders",
    "poorest",
    "lagged",
    "lags",
    "trailed",
    "led",
}


def ranked_by(word: str, clause: Clause, asks: tuple[Ask, ...], *, subjects: Subjects) -> str:
    """Return the measure that orders the rows, from the superlative, the measures named, and the verbs."""
    keys = {ask.measure for ask in asks}
    gain = "period_change" if clause.times else "unrealized_gain"
    if _HURT.search(clause.text) and keys <= {"period_return", "cost_basis", "period_change"} and "risk" not in clause.text:
        return gain
    of_returns = word in _RETURN_WORDS or _OF_RETURNS.search(clause.text)
    if subjects.side == "short" and of_returns and keys <= {"period_return"}:
        return "period_change"  # a short gains when its price falls
    if asks and not keys <= {"quantity", "n_holdings"}:
        return _named(clause.text, asks)
    return _meant(word, clause.text, gain)


def _named(text: str, asks: tuple[Ask, ...]) -> str:
    by = re.search(r"\bby (?:\w+ )?(\w+)\b", text)
    return next((ask.measure for ask in asks if by and ask.measure.startswith(by[1][:4])), asks[0].measure)


def _meant(word: str, text: str, gain: str) -> str:
    if word in _RISK_WORDS or re.search(r"\brisk(?:y|iest)\b", text):
        return "volatility_annualized"
    if word in {"cheapest", "priciest"} or "expensive" in text:
        return "price_to_earnings"
    if (word == "most" and _GAINED.search(text)) or (_IN_MONEY.search(text) and (word == "most" or word in _RETURN_WORDS)):
        return gain
    return "period_return" if word in _RETURN_WORDS or _PERFORMED.search(text) else "weight"
