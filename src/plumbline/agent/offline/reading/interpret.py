"""From a clause to a frame: intent, subjects, measures, times, conditions, rank, arithmetic."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from dataclasses import replace
from datetime import date

from plumbline.agent.offline.lexicon.report_words import SPELLED, Topic
from plumbline.agent.offline.reading.amounts import confidence, confidences, levels, multiple
from plumbline.agent.offline.reading.choosing import IN_GAIN, IN_LOSS, conditions, ranking
from plumbline.agent.offline.reading.claims import first_of_all, is_percent_level, read_claim
from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.comparing import comparison
from plumbline.agent.offline.reading.date_faults import date_fault
from plumbline.agent.offline.reading.frame import WITH_MINE, Frame, Intent, Subjects
from plumbline.agent.offline.reading.intent_of import with_intent
from plumbline.agent.offline.reading.intents import guess_intent
from plumbline.agent.offline.reading.lexicon import EntryKind
from plumbline.agent.offline.reading.measures import Named, read_measures
from plumbline.agent.offline.reading.priced import price_aims
from plumbline.agent.offline.reading.reports import explained_measure, read_report
from plumbline.agent.offline.reading.shocks import read_shocks
from plumbline.agent.offline.reading.subjects import read_subjects
from plumbline.agent.offline.reading.timing import Timing, read_timing, takes_period
from plumbline.agent.offline.reading.unknown import unknown_names
from plumbline.query.schemas import Ask

_FOLLOWS = re.compile(
    r"^(?:and|what about|how about|same|the same|also|why|then|or|but|ok|okay|now|in|for|vs|versus|against|at|on|by|since|over|with|per|from|last|this|compared|it|that|those|these|"
    r"do the same|again|more|show me more|tell me more|go on|explain|details?)\b"
)
_PRONOUN = re.compile(
    r"\b(?:mine|it|its|that|this one|that one|those|them|these|this holding|this position|this stock|this sector|the same|both of them|that (?:stock|holding|position|sector))\b"
)
_OF_GAINS = re.compile(
    r"\b(?:what|which|how) (?:much|%|percent\w*|share|fraction|part|portion) of\b.{0,25}\b(?:gains?|profits?|loss(?:es)?|returns?)\b.*\b(?:is|are|comes?|came|from|due)\b"
)
_BARE = re.compile(r"(?:[\w&]+ ){1,3}and (?:[\w&]+ ?){1,3}$")
_PART_OF = re.compile(r"\b(?:how much|what (?:share|part|fraction|%|percent\w*)) of (?:my|the)\b.*\band\b")
_SET_AGAINST = re.compile(
    r"\b(?:than|vs|versus|against|compare\w*|difference|between|or|each|both|better|worse|which|risk\w*|return\w*|how|beta|volatility)\b(?! much of)"
)
_TAIL = re.compile(r"_(?:value_at_risk|expected_shortfall)")


_TARGETS = re.compile(r"\b(?:equal\w*|parity|optim\w+|minimum|sharpe|diversif\w+)\b")
_VIEWS = "Black-Litterman starts from views of your own: say which holding will beat which, and by how much a year (Black-Litterman with AAPL beating MSFT by 3%), or give several on the Optimize page."
_WHICH_TARGETS = "To which weights: equal weights, equal risk, or shares of sectors or holdings that you name? With them come the trades, the lots they sell, what they realize, and wash sales."
_TAX_LOTS = "Which lots to sell depends on what has to be sold. Say to which weights you want to go (rebalance to equal weights): the trades come with what they realize, short and long term, and wash sales; lots can be chosen by highest cost on the Optimize page and with the rebalance command."


_ASKED_BACK = (
    (
        re.compile(r"\b(?:vix|implied volatility)\b.*\b(?:doubl\w+|tripl\w+|halv\w+|spikes?|jumps?|rises?|surges?)\b"),
        "By how many points? A shock of volatility is said in points, such as volatility up ten points (I read it from the realized volatility of the market).",
    ),
    (
        re.compile(
            r"\b(?:worst|best) (?:\d+|two|three|four|five|ten|twenty) (?:single )?days\b|\bhow many days\b.*\b(?:lose|lost|fell|loss|down)\b.*%|\bhow likely\b.*\bloss\b.*\bin a day\b"
        ),
        "I have the single worst and best day of any period, value at risk at any level, and how often losses went beyond it (the backtest), but no list or count of days beyond a level that you name.",
    ),
)
"""What would be answered with another figure: asked back, or said to be missing."""


def interpret(clause: Clause, as_of: date) -> Frame:
    """Return what the clause means by itself; what it leaves out is filled in by the earlier turns and by defaults."""
    guess = guess_intent(clause)
    subjects = read_subjects(clause)
    unit = next(iter(clause.of(EntryKind.UNIT)), "money" if "$" in clause.text else None)
    frame = Frame(text=clause.text, subjects=subjects, unit=unit, unknown=unknown_names(clause, subjects), follows=_follows(clause))
    asked = read_report(clause, subjects)
    frame = replace(frame, report=asked)
    if asked.topic is not None:
        return _reported(frame, clause, as_of)
    if explained := explained_measure(clause):
        return replace(frame, intent=Intent.EXPLAIN, topic=explained)
    if guess and guess.intent in _WORDLESS:
        return replace(frame, intent=guess.intent, topic=guess.topic)
    fault = next((answer for pattern, answer in _ASKED_BACK if pattern.search(clause.text)), None) or date_fault(clause, as_of)
    if fault:
        return replace(frame, intent=Intent.UNCLEAR, clarify=fault, unknown=())
    if guess and guess.topic == "worst case":
        return replace(
            frame,
            asks=tuple(Ask(measure=f"historical_{key}_money", confidence=0.99) for key in ("value_at_risk", "expected_shortfall")),
            confidence=0.99,
        )
    if guess and guess.intent is Intent.SHOCK:
        return _hypothesis(frame, clause)
    named = read_measures(clause, subjects, unit)
    if not named and clause.has(EntryKind.BEYOND) and not guess:
        return replace(frame, intent=Intent.REFUSAL, topic="measure")
    timing = read_timing(clause, named, as_of)
    if subjects.without:
        named = [one for one in named if one.key not in {"cash_value", "cash_weight"}]
        named = [Named("market_value" if one.key == "net_value" else one.key, one.place) for one in named]
        named = named or [Named("market_value", -1), Named("weight", -1)]
    frame = _with_figures(frame, clause, named, timing)
    return with_intent(frame, guess)


def _reported(frame: Frame, clause: Clause, as_of: date) -> Frame:
    """A report, on the day that is named."""
    timing = read_timing(clause, [], as_of)
    if frame.report.topic is Topic.REBALANCE and not frame.report.shares and not _TARGETS.search(clause.text):
        of_lots = re.search(r"\b(?:lots?|tax\w*|wash)\b", clause.text)
        return replace(frame, intent=Intent.UNCLEAR, clarify=_TAX_LOTS if of_lots else _WHICH_TARGETS)
    if frame.report.objective == "black_litterman" and not frame.report.views:
        return replace(frame, intent=Intent.UNCLEAR, clarify=_VIEWS)
    unknown = tuple(name for name in frame.unknown if name.lower() not in SPELLED)
    return replace(frame, intent=Intent.REPORT, period=frame.report.period, as_of=timing.as_of, unknown=unknown)


def _hypothesis(frame: Frame, clause: Clause) -> Frame:
    aims = price_aims(clause)
    if aims:
        return replace(frame, intent=Intent.SHOCK, price_aims=aims)
    assumed = read_shocks(clause)
    notes = ("default shock", *assumed.notes) if assumed.by_default else assumed.notes
    unknown = frame.unknown or assumed.unknown
    return replace(frame, intent=Intent.SHOCK, shocks=assumed.shocks, notes=notes, unknown=unknown)


def _with_figures(frame: Frame, clause: Clause, named: list[Named], timing: Timing) -> Frame:
    level = confidence(clause)
    asks = tuple(
        Ask(measure=one.key, period=timing.period_of(one), confidence=level if _TAIL.search(one.key) else None)
        if one.key != "cash_weight"
        else Ask(measure="cash_weight")
        for one in named
    )
    several = confidences(clause)
    if several and any(_TAIL.search(ask.measure) for ask in asks):
        asks = tuple(ask.model_copy(update={"confidence": one}) for ask in asks if _TAIL.search(ask.measure) for one in several)
    frame = replace(frame, subjects=_completed(frame.subjects, clause, named))
    claim, subjects = read_claim(clause), frame.subjects
    top = first_of_all(clause, subjects)
    if top is not None:
        claim, frame = (
            top,
            replace(
                frame, subjects=replace(subjects, symbols=(), sectors=(), holdings=bool(subjects.symbols), by_sector=not subjects.symbols)
            ),
        )
    asks = _over_periods(asks, timing)
    if _OF_GAINS.search(clause.text) and subjects.named and not top:
        asks = (Ask(measure="period_change" if timing.main else "unrealized_gain", period=timing.main),)
    found = conditions(clause, frame.subjects, asks, timing)
    summed = _summary(clause, frame.subjects)
    leveled = claim is not None and claim.level is not None and frame.subjects.named
    if leveled and not asks:
        asks = (Ask(measure="weight" if is_percent_level(clause) else "market_value"),)
    return replace(
        frame,
        asks=tuple(ask for ask in asks if ask.measure not in found.used) if found.conditions and len(asks) > 1 else asks,
        period=timing.main,
        periods=timing.periods,
        as_of=timing.as_of,
        versus=timing.versus,
        confidence=level,
        horizon_days=timing.horizon_days,
        conditions=found.conditions,
        ranking=ranking(clause, frame.subjects, asks),
        summary=summed,
        claim=claim,
        compare=None
        if leveled or (summed and summed != "average")
        else _with_mine(clause, frame.subjects) or comparison(clause, frame.subjects),
        scale=multiple(clause) if not levels(clause) else None,
    )


def _with_mine(clause: Clause, subjects: Subjects) -> str | None:
    """`my VaR vs Growth's VaR`: the portfolio on screen beside the one that is named after it."""
    if len(subjects.portfolios) != 1 or subjects.symbols or subjects.sectors or subjects.benchmark:
        return None
    against = next((place for place, token in enumerate(clause.tokens) if token.text in {"vs", "against", "than"}), None)
    mine = against is not None and any(token.text in {"my", "mine"} for token in clause.tokens[:against])
    after = mine and any(mention.has(EntryKind.PORTFOLIO) and mention.start > (against or 0) for mention in clause.mentions)
    return WITH_MINE if after else None


def _filters(subjects: Subjects, clause: Clause, named: list[Named]) -> bool:
    """`beta greater than 1`: a measure and a level, and nobody it is asked of."""
    asked_of = subjects.named or subjects.myself or subjects.portfolios or subjects.all_portfolios
    question = re.match(r"(?:is|are|am|was|were|do|does|did|has|have|how|when|why|if)\b", clause.text)
    return bool(named and levels(clause) and not asked_of and not question)


def _over_periods(asks: tuple[Ask, ...], timing: Timing) -> tuple[Ask, ...]:
    """`return in 2019, 2020 and 2021`: one measure over each of the periods."""
    if len(asks) != 1 or len(timing.periods) < 2 or not takes_period(asks[0].measure) or asks[0].period is None:
        return asks
    if any(period.endswith("d") and period[:-1].isdigit() for period in timing.periods):
        return asks
    return tuple(asks[0].model_copy(update={"period": period}) for period in timing.periods)


def _completed(subjects: Subjects, clause: Clause, named: list[Named]) -> Subjects:
    """`sector breakdown` is about every sector, `how many holdings are in the red` about every holding."""
    keys = {one.key for one in named}
    if keys == {"correlation"} and subjects.holdings and subjects.symbols:
        return replace(subjects, against=subjects.symbols[0], symbols=())
    if keys & {"sector_weight", "sector_risk_contribution"} and not subjects.sectors:
        return replace(subjects, by_sector=True, holdings=False)
    if "benchmark_return" in keys and not subjects.symbols:
        return replace(subjects, benchmark=True)
    if _filters(subjects, clause, named):
        return replace(subjects, holdings=True)
    if keys == {"n_holdings"} and (IN_LOSS.search(clause.text) or IN_GAIN.search(clause.text) or levels(clause)):
        return replace(subjects, holdings=True)
    return replace(subjects, holdings=False) if "top_5_weight" in keys else subjects


def _summary(clause: Clause, subjects: Subjects) -> str | None:
    text = clause.text
    if _OF_GAINS.search(text) and subjects.named:
        return "share"
    several = len(subjects.sectors) + len(subjects.symbols) > 1
    if several and not _SET_AGAINST.search(text) and (_PART_OF.search(text) or (len(subjects.sectors) > 1 and _BARE.match(text))):
        return "total"
    if (
        re.search(r"\b(?:average|avg|mean)\b", text)
        and (subjects.holdings or subjects.sectors or subjects.kinds or subjects.side)
        and not re.search(r"\b(?:average|avg) (?:cost|price|purchase|buy|daily|annual|yearly|tail|var|entry)\b", text)
    ):
        return "average"
    if (
        re.search(
            r"\bhow many (?!dollars|shares|contracts|times|days|observations|returns|bucks|sessions)|\b(?<!effective )number of (?!shares|contracts|observations|returns)|\bcount\b",
            text,
        )
        and not subjects.symbols
    ):
        return "count"
    if re.search(r"\b(?:total|combined|together|sum of|altogether|in total|overall|added up|collectively|in aggregate)\b", text) and (
        subjects.symbols or subjects.sectors or subjects.kinds or subjects.holdings or subjects.all_portfolios or subjects.side
    ):
        return "total"
    return None


def _follows(clause: Clause) -> bool:
    return bool(_FOLLOWS.match(clause.text) or _PRONOUN.search(clause.text))


_WORDLESS = {Intent.GREETING, Intent.THANKS, Intent.CAPABILITIES, Intent.REFUSAL}
