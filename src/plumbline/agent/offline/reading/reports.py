"""Whether a clause asks for a report, and with which parameters."""

# ruff: noqa: E501 (patterns are read in one piece)

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from plumbline.agent.offline.lexicon.report_words import (
    EPISODE_WORDS,
    FACTOR_WORDS,
    METHOD_WORDS,
    OBJECTIVE_WORDS,
    TOPIC_OF_MEASURE,
    TOPIC_WORDS,
    Topic,
)
from plumbline.agent.offline.lexicon.times import NUMBER_WORDS
from plumbline.agent.offline.reading.amounts import confidence
from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.edits import read_edits
from plumbline.agent.offline.reading.frame import Subjects
from plumbline.agent.offline.reading.intents import MOVE_VERB
from plumbline.agent.offline.reading.lexicon import EntryKind
from plumbline.agent.offline.reading.proposals import with_terms
from plumbline.agent.offline.reading.report_ask import Cap, Move, ReportAsk
from plumbline.agent.offline.reading.shares import read_shares
from plumbline.agent.offline.reading.shocks import read_shocks
from plumbline.agent.offline.reading.tokens import TokenKind
from plumbline.agent.offline.reading.trade_terms import read_trade_terms
from plumbline.query.schemas import Shock

_MEANING = re.compile(
    r"\bwhat (?:does|do)\b.*\bmeans?\b|\bwhat is meant\b|\b(?:define|definition|meaning|mean by|explain (?:what|the (?:term|concept)))\b|^why\b.*\boptimi[sz]\w*|^(?:please )?explain (?!.*\bmy\b)"
)
_REPLAYED = re.compile(
    r"\b(?:would|replay\w*|repeat\w*|simulat\w*|stress\w*|scenario|again|another|fared|surviv\w*|style|do to (?:me|my)|if\b.*\bhappen\w*|happen\w* to me|what if|come back|comes back|back to)\b"
)
_ONLY_YEAR = re.compile(r"\d{4}")
_YEAR_REPLAYED = re.compile(
    r"\b(?:replay\w*|repeat\w*|simulat\w*|stress\w*|scenario|again|another|style|fared)\b|\bwhat (?:would|will) (?:a |an |another )?\d{4}\b|\bif \d{4}\b|\b\d{4}:? what would\b"
)
_ANY_EPISODE = re.compile(
    r"\b(?:which|what|worst|most dangerous|all|every|past|historical)\b.*\b(?:crisis|crises|crash|crashes|episodes?|historical (?:stress\w*|scenario\w*))\b|\bhistorical (?:stress\w*|scenario\w*|crises|episodes?)\b|\bstress tests?\b.*\b(?:historical|crises|episodes?)\b|\bcrisis replay\b"
)
_DRAGGED = re.compile(
    r"\bknock[ -]?on\b|\bpropagat\w*|\bcontagion\b|\bspill ?over\w*|\bcorrelated\b|\bwith (?:the |my |all )?betas?\b|\bthrough (?:my |the )?betas?\b|\bdrag(?:s|ged|ging)?\b.*\b(?:others?|rest|along|everything)\b|\bas a stress\b|\bsecond[ -]round\b|\b(?:everything|all) (?:that|which) follows\b|\bwhat follows\b|\bknock[ -]?ons\b|\bpredictive stress\b|\b(?:everything|all|what) (?:that )?follows\b|\bconditional shock\b"
)
_PROPOSED = re.compile(
    r"\boptimi[sz]\w*|\bmin(?:imum|imi[sz]e)?\b|\bmax(?:imum|imi[sz]e)?\b.*\b(?:sharpe|diversification)\b|\bparity\b|\bfrontier\b"
)
_VOLATILITY_MOVES = re.compile(
    r"\b(?:vix|vol|volatility)\b (?:\w+ ){0,3}?(?P<verb>up|jumps?|rises?|spikes?|climbs?|increases?|goes up|adds?|gains?|surges?|down|drops?|falls?|declines?|goes down|eases?) (?:by )?(?P<size>\d+(?:\.\d+)?)(?! ?%? (?:sessions|days))"
)
_RATES_MOVE = re.compile(
    r"\b(?:rates?|yields?) (?:\w+ ){0,3}?(?P<verb>up|down|jumps?|ris(?:es?|ing)|spikes?|climbs?|increases?|adds?|gains?|surges?|falls?|drops?|declines?|decreases?) (?:by )?(?P<size>\d+(?:\.\d+)?) ?(?P<unit>%|points?|bps?|basis points?)?"
)
_DOWNWARD = re.compile(r"down|fall|drop|decline|decrease|ease")
_OF_OPTIONS = re.compile(r"\b(?:gamma|vega|greeks?|delta|full revaluation|options (?:book|risk))\b")
_LOOKS_BACK = re.compile(r"\b(?:last|past|previous|since)\b")
_LIMITED = re.compile(
    r"(?:at most|no more than|not more than|more than|less than|max(?:imum)?(?: of)?|under|below|up to|cap(?:ped)?(?: at| of)?|limit(?:ed)?(?: to| of)?|over|exceed\w*)(?: an?| the)?$"
)
_PARTS = {"half": 0.5, "a third": 1 / 3, "a quarter": 0.25, "a fifth": 0.2, "a tenth": 0.1}
_NAMES = (EntryKind.SYMBOL, EntryKind.SECTOR)
_OF_PORTFOLIOS = {Topic.CORRELATION, Topic.CALENDAR, Topic.HOUSEHOLD, Topic.DRAWDOWNS}
_ADDED_UP = {
    "net_value",
    "market_value",
    "cash_value",
    "cash_weight",
    "period_return",
    "period_change",
    "daily_change",
    "unrealized_gain",
    "n_holdings",
}
_BLEND = re.compile(r"\bblend\w*\b|\b\d\d ?/ ?\d\d\b")
_UNITS = {"day": 1, "session": 1, "week": 5, "fortnight": 10, "month": 21, "quarter": 63, "year": 252, "d": 1, "w": 5, "m": 21, "y": 252}
_AHEAD = re.compile(
    rf"\b(\d+|{'|'.join(NUMBER_WORDS)}|an?|next|coming|bad|terrible|awful|horrible|rough|ugly|nasty) ?-? ?(day|session|week|fortnight|month|quarter|year)s?\b"
)
_BENCHMARK_FUND = re.compile(r"\b(?:s&p(?: 500)?|spy|spx|the (?:index|market|benchmark))\b")


def read_report(clause: Clause, subjects: Subjects) -> ReportAsk:
    """Return what the clause says about a report; `topic` is None when it asks for none by itself."""
    said = _details(clause, subjects)
    if _MEANING.search(clause.text):
        return said
    topic = _topic(clause, said)
    if topic is None:
        return said
    return _completed(replace(said, topic=topic), clause)


def explained_measure(clause: Clause) -> str | None:
    """A measure of a report that the clause wants explained: `what does conditional drawdown mean`."""
    keys = clause.of(EntryKind.BEYOND)
    return keys[0] if keys and _MEANING.search(clause.text) else None


def _topic(clause: Clause, said: ReportAsk) -> Topic | None:
    text = clause.text
    if said.edits and not re.search(r"\bhedg\w+\b|\blimits?\b|\bincremental\b", text):
        return Topic.WHAT_IF
    if (
        _VOLATILITY_MOVES.search(text)
        or _RATES_MOVE.search(text)
        or (_DRAGGED.search(text) and _has_size(clause) and not _PROPOSED.search(text))
    ):
        return Topic.SHOCK
    if _OF_OPTIONS.search(text) and _has_size(clause) and re.search(rf"\b{MOVE_VERB}\b", text) and not said.edits:
        return Topic.SHOCK  # a move of that size is far beyond what a Greek says
    found = next((topic for topic, pattern in TOPIC_WORDS if _compiled(pattern).search(text)), None)
    if found is Topic.HOUSEHOLD and _replays(clause, said):
        return Topic.EPISODES
    if found is not None and not _is_figure(found, clause, said):
        return found
    if clause.has(*_NAMES) and said.episodes:
        return None  # how one share did in a crisis is a return over that time
    if _replays(clause, said) or (_ANY_EPISODE.search(text) and not clause.has(EntryKind.MEASURE) and not _has_size(clause)):
        return Topic.EPISODES
    keys = [key for key in clause.of(EntryKind.BEYOND) if key in TOPIC_OF_MEASURE]
    topic = TOPIC_OF_MEASURE[keys[0]] if keys else None
    return None if topic in _OF_PORTFOLIOS and clause.has(*_NAMES) else topic


def _is_figure(topic: Topic, clause: Clause, said: ReportAsk) -> bool:
    """Words of a report that ask for a figure like others after all: of a symbol or a sector, of two that are named, or a sum."""
    match topic:
        case Topic.HEDGES:
            return bool(re.search(r"\bhedge ratio\b", clause.text)) and not re.search(r"\b(?:minimum|optimal|best)\b", clause.text)
        case Topic.CORRELATION if clause.has(EntryKind.BENCHMARK):
            return True
        case Topic.HOUSEHOLD if said.figures and set(said.figures) <= _ADDED_UP:
            return True
        case _:
            return topic in _OF_PORTFOLIOS and clause.has(*_NAMES) and not _BLEND.search(clause.text)


def _replays(clause: Clause, said: ReportAsk) -> bool:
    if not said.episodes or _has_size(clause):
        return False
    word = _episode_word(clause.text)
    if word and _ONLY_YEAR.fullmatch(word):
        return bool(_YEAR_REPLAYED.search(clause.text))
    return bool(_REPLAYED.search(clause.text))


def _has_size(clause: Clause) -> bool:
    return any(token.kind is TokenKind.PERCENT for token in clause.tokens) or bool(re.search(r"\b(?:halv\w+|doubl\w+)\b", clause.text))


def _episode_word(text: str) -> str | None:
    found = next((match for _key, pattern in EPISODE_WORDS if (match := _word(pattern).search(text))), None)
    return found[0] if found else None


def _details(clause: Clause, subjects: Subjects) -> ReportAsk:
    """Every parameter that is named, whatever the report."""
    text = clause.text
    caps, free = _percents(clause)
    period = next((time.period for time in clause.times if time.period), None)
    return ReportAsk(
        measures=tuple(key for key in clause.of(EntryKind.BEYOND) if key in TOPIC_OF_MEASURE),
        figures=(*clause.of(EntryKind.MEASURE), *(["historical_value_at_risk"] if "value at risk" in text else [])),
        episodes=_episodes(text),
        share=free[0] if free else next((part for words, part in _PARTS.items() if re.search(rf"\b{words}\b", text)), None),
        confidence=confidence(clause),
        horizon=_ahead(text),
        amount=next((token.value for token in clause.tokens if token.kind is TokenKind.MONEY), None),
        sessions=_sessions(period),
        period=period,
        method=_first(METHOD_WORDS, text),
        factor=_first(FACTOR_WORDS, text),
        objective=_first(OBJECTIVE_WORDS, text),
        caps=caps,
        terms=read_trade_terms(clause, None),
        against=_against(subjects, text),
        edits=read_edits(clause),
        several=bool(re.search(r"\b(?:compare|versus|vs|or)\b", text)),
    )


def _completed(ask: ReportAsk, clause: Clause) -> ReportAsk:
    """What needs to know the report: assumed moves, the target of an objective."""
    match ask.topic:
        case Topic.SHOCK:
            return replace(ask, moves=_moves(clause))
        case Topic.REBALANCE | Topic.CALENDAR:
            return replace(ask, shares=read_shares(clause))
        case Topic.OPTIMIZE:
            return with_terms(ask, clause)
        case Topic.EPISODES if _ANY_EPISODE.search(clause.text) and _episode_word(clause.text) is None:
            return replace(ask, episodes=())
        case _:
            return ask


def _moves(clause: Clause) -> tuple[Move, ...]:
    found: list[Move] = []
    rates = _RATES_MOVE.search(clause.text)
    if rates:
        size = float(rates["size"]) / (10_000 if (rates["unit"] or "").startswith(("bp", "basis")) else 100)
        return (Move("rates", -size if _DOWNWARD.match(rates["verb"]) else size),)
    volatility = _VOLATILITY_MOVES.search(clause.text)
    if volatility:
        points = float(volatility["size"]) / 100
        found.append(Move("volatility", -points if _DOWNWARD.search(volatility["verb"]) else points))
    for shock in _others(clause, volatility):
        targets = [*shock.symbols, *shock.sectors] or ["market"]
        found += [Move(target, shock.size) for target in targets]
    return tuple(found)


def _others(clause: Clause, volatility: re.Match[str] | None) -> Sequence[Shock]:
    """What moves beside volatility: `and the market rises 5 %`."""
    shocks = read_shocks(clause).shocks
    if volatility is None:
        return shocks
    rest = clause.text[: volatility.start()] + clause.text[volatility.end() :]
    return [shock for shock in shocks if re.search(rf"\b{abs(shock.size) * 100:g} ?%", rest)]


def _percents(clause: Clause) -> tuple[tuple[Cap, ...], list[float]]:
    """Largest weights, and percentages that are neither such nor a turnover, by what stands around them."""
    caps: list[Cap] = []
    free: list[float] = []
    for place, token in enumerate(clause.tokens):
        bare = token.kind is TokenKind.NUMBER and clause.tokens[place - 1 : place] and 1 <= token.value <= 100
        if token.kind is not TokenKind.PERCENT and not (bare and _worded_percent(clause, place)):
            continue
        value = token.value if token.kind is TokenKind.PERCENT else token.value / 100
        before = " ".join(word.text for word in clause.tokens[max(place - 5, 0) : place])
        after = " ".join(word.text for word in clause.tokens[place + 1 : place + 5])
        if "turnover" in before or after.startswith(("turnover", "of turnover")):
            continue  # one of the terms of a trade
        if _LIMITED.search(before) and not re.match(r"(?:vol|loss|draw)", after):
            caps.append(Cap(_capped(clause, place), value))
        else:
            free.append(value)
    return tuple(caps), [abs(value) for value in free]


def _worded_percent(clause: Clause, place: int) -> bool:
    return place + 1 < len(clause.tokens) and clause.tokens[place + 1].text in {"percent", "pct"}


def _capped(clause: Clause, place: int) -> str:
    """`30 % in tech`, `keep health care under 25 %`: the sector or symbol nearest to the number; each name when there is none."""
    if any(word.text in {"each", "per", "any", "every", "single"} for word in clause.tokens[place + 1 : place + 4]):
        return ""
    near = [
        (abs(mention.start - place), value)
        for mention in clause.mentions
        if (value := mention.find(EntryKind.SECTOR) or mention.find(EntryKind.SYMBOL)) is not None
    ]
    return min(near)[1] if near else ""


def _episodes(text: str) -> tuple[str, ...]:
    found = [key for key, pattern in EPISODE_WORDS if _word(pattern).search(text)]
    if "lehman_2008" in found:
        found = [key for key in found if key != "crisis_2008"]
    return tuple(key for key in found if not (key == "rates_2018" and "volatility_2018" in found))


def _ahead(text: str) -> int | None:
    """`10-day`, `over 5 days`, `next month`, `in a year`: sessions ahead."""
    for match in _AHEAD.finditer(text):
        if not _LOOKS_BACK.search(text[: match.start()].rpartition(" and ")[2][-14:]):
            count = int(match[1]) if match[1].isdigit() else NUMBER_WORDS.get(match[1], 1)
            return count * _UNITS[match[2]]
    return None


def _sessions(period: str | None) -> int | None:
    counted = re.fullmatch(r"(\d+)([dwmy])", period or "")
    return int(counted[1]) * _UNITS[counted[2]] if counted else None


def _against(subjects: Subjects, text: str) -> tuple[str, ...]:
    if subjects.symbols:
        return subjects.symbols
    return ("SP500",) if subjects.benchmark and _BENCHMARK_FUND.search(text) else ()


def _first(table: Sequence[tuple[str, str]], text: str) -> str | None:
    return next((key for key, pattern in table if _word(pattern).search(text)), None)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when it is first needed: all of them at import would slow the start."""
    return re.compile(pattern)


@cache
def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])")
