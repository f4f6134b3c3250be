"""Numbers in a clause: confidence levels, conditions, limits of a rank, multiples, the size of a shock."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from dataclasses import dataclass

from plumbline.agent.offline.lexicon.times import NUMBER_WORDS
from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.tokens import Token, TokenKind
from plumbline.query.schemas import Operator

_LEVELS = {0.9, 0.95, 0.975, 0.99, 0.995, 0.999}
_COMPARISONS: tuple[tuple[str, Operator], ...] = (
    (r"(?:no more than|at most|up to|maximum of|not above|<=)", "at_most"),
    (r"(?:at least|no less than|minimum of|>=|or more)", "at_least"),
    (
        r"(?:above|over|more than|greater than|bigger than|larger than|higher than|exceed(?:s|ing)?|>|beyond|in excess of|north of|better than|worth more than)",
        "above",
    ),
    (r"(?:below|under|less than|lower than|smaller than|fewer than|<|beneath|south of|worse than|worth less than)", "below"),
)
_FRACTIONS = {
    "half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1, "two thirds": 2 / 3, "three quarters": 0.75, "twice": 2.0,
    "double": 2.0, "triple": 3.0, "three times": 3.0,
}  # fmt: skip
SUPERLATIVES: dict[str, str] = {
    **dict.fromkeys(("highest", "largest", "biggest", "most", "top", "greatest", "best", "max", "maximum", "strongest", "leading", "heaviest", "main", "priciest",
                     "riskiest", "wildest", "led", "winners", "winner", "gainers", "gainer", "leaders", "bumpiest", "jumpiest"), "highest"),
    **dict.fromkeys(("lowest", "smallest", "least", "bottom", "worst", "min", "minimum", "weakest", "fewest", "safest", "calmest", "cheapest", "steadiest", "tiniest",
                     "lagged", "trailed", "lags", "losers", "loser", "laggards", "laggard", "poorest", "stablest"), "lowest"),
}  # fmt: skip


_COUNTED_NOUNS = re.compile(
    rf"\b(?:which|what|name|show|list)(?: me)?(?: the| my)? (\d{{1,2}}|{'|'.join(NUMBER_WORDS)}) (?:holdings|positions|stocks|names|sectors|etfs|companies|shorts|longs)\b"
)


_ORDINALS = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}


@dataclass(frozen=True)
class Level:
    """`more than 20 %`: an operator with a value; `start` is the place of the number among the tokens."""

    operator: Operator
    value: float
    kind: TokenKind
    start: int


@dataclass(frozen=True)
class Superlative:
    word: str
    order: str
    limit: int | None
    start: int
    nth: int | None = None


def confidences(clause: Clause) -> tuple[float, ...]:
    """Several levels, where several are named: `VaR 95 and 99`."""
    if confidence(clause) is None or "between" in clause.text:
        return ()
    values = [
        token.value / 100 if token.value > 1 else token.value
        for token in clause.tokens
        if token.kind in {TokenKind.PERCENT, TokenKind.NUMBER}
    ]
    found = tuple(dict.fromkeys(round(value, 4) for value in values if round(value, 4) in _LEVELS))
    return found if len(found) > 1 else ()


def confidence(clause: Clause) -> float | None:
    """The confidence level in a clause about tail risk: `99 %`, `95`, `at 0.99`."""
    if not re.search(
        r"\b(?:var|vars|value at risk|cvar|es|etl|shortfall|tail|confidence|cornish|student|lose|loss|risk|cost)\b", clause.text
    ):
        return None
    for token in clause.tokens:
        if token.kind is TokenKind.PERCENT and round(token.value, 4) in _LEVELS:
            return round(token.value, 4)
        if token.kind is TokenKind.NUMBER and (token.value in {90, 95, 97.5, 99, 99.5} or token.value in _LEVELS):
            return round(token.value / 100 if token.value > 1 else token.value, 4)
    odds = re.search(r"\b(?:one|1) (?:day )?in (?:a |every )?(ten|twenty|forty|hundred|10|20|40|100)\b", clause.text)
    if odds:
        return {"ten": 0.9, "10": 0.9, "twenty": 0.95, "20": 0.95, "forty": 0.975, "40": 0.975}.get(odds[1], 0.99)
    tail = re.search(r"\b(?:1|5) % (?:tail|worst|quantile|probability|chance)|\b(?:worst|chance of) (?:1|5) ?%", clause.text)
    return (0.99 if "1" in tail[0] else 0.95) if tail else None


def levels(clause: Clause) -> list[Level]:
    """Every comparison with a number, in order."""
    found: list[Level] = []
    for index, token in enumerate(clause.tokens):
        if token.kind not in {TokenKind.NUMBER, TokenKind.PERCENT, TokenKind.MONEY} or index in _times(clause):
            continue
        before = " ".join(word.text for word in clause.tokens[max(index - 3, 0) : index])
        operator = next((sign for pattern, sign in _COMPARISONS if re.search(rf"(?:^|\s){pattern}(?: an?| the)?$", before)), None)
        after = " ".join(word.text for word in clause.tokens[index + 1 : index + 3])
        if operator is None and re.search(r"\b(?:between|from)(?: \S+)?$", before) and re.match(r"(?:and|to) [\d$]", after):
            operator = "at_least"
        if operator is None and found and re.search(r"[\d%] (?:and|to)$", before):
            operator = "at_most"
        if operator is None and re.match(r"or (?:more|higher|above|greater)", after):
            operator = "at_least"
        if operator is None and re.match(r"or (?:less|lower|below)", after):
            operator = "at_most"
        if operator is not None:
            percent = token.kind is TokenKind.PERCENT
            found.append(Level(operator, token.value, TokenKind.PERCENT if percent else token.kind, index))
    return found


def superlative(clause: Clause) -> Superlative | None:
    """`top 5`, `three largest`, `worst`: the order and how many."""
    for index, token in enumerate(clause.tokens):
        if token.text not in SUPERLATIVES or _is_phrase(clause, index):
            continue
        nth = _ORDINALS.get(clause.tokens[index - 1].text) if index else None
        return Superlative(token.text, SUPERLATIVES[token.text], nth or _limit(clause, index), index, nth)
    return None


def multiple(clause: Clause) -> float | None:
    """`half of my apple position`, `10 % of my portfolio value`, `twice`."""
    match = re.search(
        r"\b(two thirds|three quarters|half|third|quarter|fifth|tenth|twice|double|triple|three times)\b(?: of| the| my|$)", clause.text
    )
    if match and not re.search(r"\b(?:last|first|this|second|previous|past|fourth|third) (?:half|quarter)|\bif\b|\bsince\b", clause.text):
        return _FRACTIONS[match[1]]
    percent = re.search(
        r"(?<![\w.])(\d+(?:\.\d+)?) ?% of (?:my |the |all )?(?!var|nav\b)(?:\w+ )?(?:portfolio|position|holding|value|net|cash|money|account|shares|stake|it|gain|profit|everything|equity)",
        clause.text,
    )
    if percent and not re.search(r"\b(?:more|less|above|below|over|under|at least|exceed\w*) (?:than )?\d", clause.text):
        return float(percent[1]) / 100
    return None


def number(token: Token) -> float | None:
    """A number, typed or spelled."""
    if token.kind is TokenKind.NUMBER:
        return token.value
    return float(NUMBER_WORDS[token.text]) if token.text in NUMBER_WORDS else None


def _limit(clause: Clause, index: int) -> int | None:
    tokens = clause.tokens
    counted = _COUNTED_NOUNS.search(clause.text)
    if counted:
        return int(counted[1]) if counted[1].isdigit() else NUMBER_WORDS[counted[1]]
    for place in (index + 1, index - 1, index - 2):
        if 0 <= place < len(tokens) and place not in _times(clause):
            value = number(tokens[place])
            if (
                value is not None
                and value == int(value)
                and 1 <= value <= 100
                and (place != index - 2 or tokens[index - 1].text in {"of", "single"})
            ):
                return int(value)
    if re.search(
        r"\b(?:which|what|list|show|rank|sort)(?: \w+){0,2} (?:holdings|positions|stocks|names|sectors|etfs|companies|shorts|longs|portfolios)\b(?! (?:is|has|was|does)\b)",
        clause.text,
    ) and not re.search(r"\b(?:which|what) of\b|\bhas the\b", clause.text):
        return None
    noun = next((token.text for token in tokens[index + 1 : index + 4] if token.is_word), "")
    plural = re.search(
        r"\b(?:holdings|positions|stocks|names|performers|contributors|sectors|winners|losers|gainers|movers|detractors|etfs|investments|assets|portfolios|shorts|longs|laggards|companies|drivers|tickers|bets)\b",
        " ".join(token.text for token in tokens[index:]),
    )
    return None if plural or noun.endswith("ers") else 1


def _is_phrase(clause: Clause, index: int) -> bool:
    """Inside `maximum drawdown`, `best day`, `top line`, `at least`, `at most`: no superlative of its own."""
    before = clause.tokens[index - 1].text if index else ""
    if before == "at" and clause.tokens[index].text in {"least", "most", "best", "worst"}:
        return True
    for mention in clause.mentions:
        if mention.start <= index < mention.end and mention.end - mention.start > 1 and not _lists(mention.raw):
            return True
    return index in _times(clause)


def _lists(raw: str) -> bool:
    """A phrase of a list all the same: `five largest holdings`, `adds the most risk`."""
    return bool(re.search(r"\b(?:positions?|holdings?|five|5|risk|contributors?)\b", raw, re.IGNORECASE)) and "drawdown" not in raw.lower()


def _times(clause: Clause) -> set[int]:
    return {index for time in clause.times for index in range(time.start, time.end)}
