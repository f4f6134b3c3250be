"""Conditions and ranks: `holdings with beta above 1.2`, `which positions lost money`, `top 5 by weight`, `worst performer`."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from dataclasses import dataclass

from plumbline.agent.offline.reading.amounts import Level, levels, superlative
from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.frame import Ranking, Subjects
from plumbline.agent.offline.reading.lexicon import EntryKind
from plumbline.agent.offline.reading.ranked_by import ranked_by
from plumbline.agent.offline.reading.timing import Timing
from plumbline.agent.offline.reading.tokens import TokenKind
from plumbline.analytics.measures import measure
from plumbline.facts.fact import Unit
from plumbline.query.schemas import Ask, Condition

_FELL = re.compile(r"\b(?:fell|fallen|fall|lost|lose|dropped|drop|declined|decline|down|sank|slid|losing|crashed)\b")
_ROSE = re.compile(r"\b(?:rose|risen|rise|gained|gain|up|climbed|rallied|grew|made|returned|earned|jumped|surged)\b")
IN_LOSS = re.compile(
    r"\b(?:in the red|los(?:ing|t|e) (?:me |us )?money|at a loss|under ?water|negative|losers|losing positions?|down|fell|lost|declined|lose me money|are red|dropped|cost me|hurt(?:ing)? me)\b"
)
IN_GAIN = re.compile(
    r"\b(?:in the green|ma(?:king|de|ke) (?:me |us )?money|at a (?:profit|gain)|profitable|positive|winners|up|rose|gained|in profit|made a profit|are green|went up|in the black)\b"
)
_REDUCES = re.compile(r"\b(?:reduc\w+|lower(?:s|ed|ing)?|diversif\w+|offset\w*|hedg\w+)\b")
_FELL_MORE = re.compile(rf"{_FELL.pattern} more than\b|{_ROSE.pattern} less than\b")
_ROSE_MORE = re.compile(rf"{_ROSE.pattern} more than\b|{_FELL.pattern} less than\b")
_THAN = re.compile(r"\b(more|less|higher|lower|riskier|safer|wilder|calmer|greater|bigger)\b.*\bthan\b")
_OWN_OF_BENCHMARK = {"volatility_annualized", "maximum_drawdown", "downside_deviation", "historical_value_at_risk", "sharpe_ratio"}
"""Figures that a benchmark has as well as a holding."""
_ALL = 25
"""Rows of `sort my holdings by beta`: everything that fits on a screen."""


@dataclass(frozen=True)
class Conditions:
    conditions: tuple[Condition, ...] = ()
    used: frozenset[str] = frozenset()  # measures that only stood in a condition


def conditions(clause: Clause, subjects: Subjects, asks: tuple[Ask, ...], timing: Timing) -> Conditions:
    """Return the conditions on holdings, and the measures that serve them alone."""
    tail = bool(asks) and all("shortfall" in ask.measure or "value_at_risk" in ask.measure for ask in asks)
    if not _lists(clause, subjects) or (tail and not (subjects.holdings or subjects.by_sector)):
        return Conditions()
    against = _of_benchmark(clause, subjects, asks, timing)
    if against:
        return Conditions((against,), frozenset())
    found = [
        (condition, used)
        for level in levels(clause)
        if (condition := _of_level(level, clause, asks, timing))
        for used in [condition.ask.measure]
    ]
    if any(ask.measure == "risk_contribution" for ask in asks) and _REDUCES.search(clause.text) and not superlative(clause):
        return Conditions((Condition(ask=Ask(measure="risk_contribution"), operator="below", value=0.0),))
    if not found and not superlative(clause):
        sign = _of_sign(clause, subjects, timing)
        if sign:
            return Conditions((sign,), frozenset())
    return Conditions(tuple(condition for condition, _used in found), frozenset(used for _condition, used in found))


def ranking(clause: Clause, subjects: Subjects, asks: tuple[Ask, ...]) -> Ranking | None:
    """Return the order that a superlative, `rank by` or `sort by` asks for."""
    found = superlative(clause)
    tail = any("shortfall" in ask.measure or "value_at_risk" in ask.measure for ask in asks)
    if any(ask.measure == "top_5_weight" for ask in asks) or (tail and not subjects.holdings):
        return None
    if found is None:
        by = re.search(r"\b(?:rank|sort|order|ranked|sorted)\b", clause.text)
        if not by or not (subjects.holdings or subjects.by_sector or subjects.all_portfolios):
            return None
        lowest = re.search(r"\b(?:ascending|lowest first|low to high)\b", clause.text)
        return Ranking("lowest" if lowest else "highest", _ALL, _measure(asks, "weight"))
    if not _lists(clause, subjects) and not (len(subjects.symbols) >= 2 and re.search(r"\b(?:which|who)\b", clause.text)):
        return None
    key = ranked_by(found.word, clause, asks, subjects=subjects)
    order = found.order
    if measure(key).higher_is == "worse" and found.word in {"best", "worst", "strongest", "weakest"}:
        order = "lowest" if order == "highest" else "highest"
    if key == "risk_contribution" and _REDUCES.search(clause.text):
        order = "lowest"
    if re.search(r"\b(?:hurt\w*|cost (?:me|us)|detract\w+|drag\w*)\b", clause.text):
        order = "lowest"
    if found.word in {"losers", "loser"} or (
        found.word == "most"
        and key in {"period_return", "period_change", "daily_return", "daily_change", "unrealized_gain"}
        and _FELL.search(clause.text)
    ):
        order = "lowest"
    if found.word in {"biggest", "largest", "top", "greatest"} and re.search(
        r"\b(?:losers?|loss(?:es)?|drops?|falls?|decliners?|detractors?|laggards?)\b", clause.text
    ):
        order = "lowest"
    moves = bool(re.search(r"\bmovers?\b", clause.text)) and key in {"period_return", "period_change", "daily_return", "daily_change"}
    return Ranking(order, found.limit, key, nth=found.nth, absolute=moves or (key in {"weight", "market_value"} and not subjects.side))


def _lists(clause: Clause, subjects: Subjects) -> bool:
    """Whether the clause is about several things of which some are chosen."""
    if subjects.holdings or subjects.by_sector or subjects.all_portfolios or subjects.side or subjects.kinds:
        return True
    if subjects.sectors and re.search(
        r"\b(?:which|what|list|show|how many|best|worst|biggest|largest|smallest|most|least|top|any|names?|stocks?)\b", clause.text
    ):
        return True
    if re.search(r"\b(?:top|bottom|largest|smallest|highest|lowest|best|worst|biggest) (?:\d+|three|four|five|ten)\b", clause.text):
        return not subjects.symbols
    return (
        bool(
            re.search(
                r"\b(?:which|what|who|is anything|anything|is any|are any|performers?|winners?|losers?|contributors?|detractors?|gainers?|laggards?|movers?)\b",
                clause.text,
            )
        )
        and not subjects.symbols
    )


def _measure(asks: tuple[Ask, ...], default: str) -> str:
    return asks[0].measure if asks else default


def _of_level(level: Level, clause: Clause, asks: tuple[Ask, ...], timing: Timing) -> Condition | None:
    before = [
        mention
        for mention in clause.mentions
        if mention.has(EntryKind.MEASURE) and mention.start < level.start and mention.find(EntryKind.MEASURE) != "n_holdings"
    ]
    key = next(
        (
            ask.measure
            for mention in reversed(before)
            for ask in asks
            if ask.measure == mention.find(EntryKind.MEASURE) or _same(ask.measure, mention.find(EntryKind.MEASURE))
        ),
        None,
    )
    text = " ".join(token.text for token in clause.tokens[: level.start])
    operator, value = level.operator, level.value
    if key is None or key in {"period_return", "period_change"}:
        if _FELL.search(text):
            key, operator, value = key or "period_return", "below" if operator in {"above", "at_least"} else "above", -abs(value)
        elif _ROSE.search(text):
            key = key or "period_return"
    if key is None:
        key = (
            asks[0].measure
            if asks and asks[0].measure not in {"n_holdings", "quantity"}
            else "weight"
            if level.kind is TokenKind.PERCENT
            else "market_value"
        )
    if level.kind is TokenKind.PERCENT:
        key = {"market_value": "weight", "unrealized_gain": "unrealized_return", "period_change": "period_return"}.get(key, key)
    if key == "period_return" and level.kind is TokenKind.MONEY:
        key = "period_change"
    if measure(key).unit is Unit.FRACTION and level.kind is not TokenKind.PERCENT and abs(value) > 1.5:
        value /= 100
    ask = next((one for one in asks if one.measure == key), None) or Ask(
        measure=key, period=timing.main if key in {"period_return", "period_change"} else None
    )
    return Condition(ask=ask, operator=operator, value=value, absolute=key in {"weight", "market_value"})


def _same(key: str, word: str | None) -> bool:
    return word is not None and (key.startswith(word) or word.startswith(key))


def _of_benchmark(clause: Clause, subjects: Subjects, asks: tuple[Ask, ...], timing: Timing) -> Condition | None:
    """`which holdings beat the market this year`."""
    if not (subjects.holdings and subjects.benchmark):
        return None
    more = _THAN.search(clause.text)
    if more and asks and asks[0].measure in _OWN_OF_BENCHMARK:
        return Condition(
            ask=asks[0], operator="below" if more[1] in {"less", "lower", "safer", "calmer"} else "above", value=0.0, than_benchmark=True
        )
    ask = Ask(measure="active_return", period=timing.main)
    if _FELL_MORE.search(clause.text):
        return Condition(ask=ask, operator="below", value=0.0)
    if re.search(r"\b(?:beat\w*|outperform\w*|ahead|better than|above)\b", clause.text) or _ROSE_MORE.search(clause.text):
        return Condition(ask=ask, operator="above", value=0.0)
    if re.search(r"\b(?:lag\w*|underperform\w*|behind|worse than|trail\w*|below)\b", clause.text):
        return Condition(ask=ask, operator="below", value=0.0)
    return None


def _of_sign(clause: Clause, subjects: Subjects, timing: Timing) -> Condition | None:
    """`which of my stocks are up this year`, `positions in the red`."""
    if not (subjects.holdings or subjects.side or subjects.kinds or subjects.sectors or re.search(r"\bwhat\b", clause.text)):
        return None
    if re.match(r"(?:are|is|did|do|does|has|have|was|were) (?:my|the) ", clause.text) and not re.search(
        r"\b(?:any|which|all|each)\b", clause.text
    ):
        return None  # about the group as a whole
    loss, gain = IN_LOSS.search(clause.text), IN_GAIN.search(clause.text)
    if not (loss or gain) or re.search(r"\bhow much\b|\bhow did\b|\bwhy\b|\bhow (?:are|is)\b", clause.text):
        return None
    money = bool(re.search(r"\bmoney\b|\bprofit|\bcost me\b", clause.text)) or subjects.side == "short"
    over_time = "period_change" if money else "period_return"
    key = over_time if timing.main else "unrealized_gain"
    ask = Ask(measure=key, period=timing.main or None)
    return Condition(ask=ask, operator="below" if loss else "above", value=0.0)
