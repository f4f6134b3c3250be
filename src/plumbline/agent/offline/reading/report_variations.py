"""Follow-ups on a report: another episode, level, objective, factor or portfolio; the rest is the question before."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from plumbline.agent.offline.lexicon.report_words import TOPIC_OF_MEASURE, Topic
from plumbline.agent.offline.reading.frame import Frame, Intent
from plumbline.agent.offline.reading.proposals import aimed
from plumbline.agent.offline.reading.report_ask import Move, ReportAsk
from plumbline.agent.offline.reading.trade_terms import TradeTerms

_FEW_WORDS = 10
_HOW = re.compile(r"\bhow\b.*\b(?:computed?|calculated?|measured?|worked out|derived)\b")
_EXPLAINED = {Topic.TAIL: "historical_value_at_risk", Topic.WHAT_IF: "volatility_annualized"}
_SHORTEST_AHEAD = 2
_USUAL_LEVEL = 0.95
_TAIL = re.compile(r"(?:historical|parametric)_(?:value_at_risk|expected_shortfall)(?:_money)?")
_LOOKS_BACK = re.compile(r"\b(?:last|past|previous|since)\b")
_TAKES: Mapping[Topic, tuple[str, ...]] = {
    Topic.EPISODES: ("episodes",),
    Topic.SHOCK: ("share",),
    Topic.REVERSE: ("share",),
    Topic.BACKTEST: ("confidence", "sessions", "method", "measures"),
    Topic.OPTIMIZE: ("objective", "caps", "share", "terms"),
    Topic.FACTORS: ("factor", "measures"),
    Topic.ATTRIBUTION: ("period", "measures"),
    Topic.DRIFT: ("period",),
    Topic.HEDGES: ("against", "measures"),
    Topic.DRAWDOWNS: ("share", "horizon", "sessions", "measures"),
    Topic.HOUSEHOLD: ("figures",),
    Topic.WHAT_IF: ("figures",),
    Topic.OUTLOOK: ("horizon", "measures"),
    Topic.GREEKS: ("measures",),
    Topic.CALENDAR: ("period", "measures"),
    Topic.WHAT_IF: ("figures",),
    Topic.TAIL: ("confidence", "horizon", "method", "measures", "against"),
}
"""What a follow-up may change of each report."""


def report_varied(frame: Frame, earlier: Frame) -> Frame | None:
    """Return the report before with what the follow-up changes of it; None when it is a question of its own."""
    topic = earlier.report.topic
    if earlier.intent is Intent.FIGURES:
        return _over_horizon(frame, earlier)
    if earlier.intent is not Intent.REPORT or topic is None or len(frame.text.split()) > _FEW_WORDS:
        return None
    if frame.intent is Intent.REPORT:
        return _same_place(frame, earlier)
    if frame.intent in {Intent.EXPLAIN, Intent.UNCLEAR} and _HOW.search(frame.text) and not frame.asks:
        key = next((key for key in (*earlier.report.measures, *TOPIC_OF_MEASURE) if TOPIC_OF_MEASURE.get(key) is topic), None)
        return replace(frame, intent=Intent.EXPLAIN, topic=_EXPLAINED.get(topic, key))
    own = frame.subjects
    said = _said(frame.report, topic)
    elsewhere = own.portfolios or own.all_portfolios
    sector = own.sectors if topic in {Topic.ATTRIBUTION, Topic.DRIFT} else ()
    bare = not frame.asks and not frame.ranking
    if not (bare or frame.follows) or not (said or elsewhere or sector or (frame.unit and bare)):
        return None
    report = replace(earlier.report, **said)
    if topic is Topic.OPTIMIZE and frame.report.terms:
        report = aimed(replace(report, terms=frame.report.terms.over(earlier.report.terms or TradeTerms())))
    if topic is Topic.SHOCK and "share" in said and report.share is not None:
        size = report.share
        report = replace(report, moves=tuple(Move(move.target, size if move.size > 0 else -size) for move in report.moves))
    subjects = replace(
        earlier.subjects,
        portfolios=own.portfolios or earlier.subjects.portfolios,
        all_portfolios=own.all_portfolios,
        sectors=sector or earlier.subjects.sectors,
        symbols=own.symbols if topic is Topic.HEDGES else earlier.subjects.symbols,
    )
    text = f"{earlier.text} , {frame.text}"
    return replace(earlier, text=text, report=report, subjects=subjects, as_of=frame.as_of or earlier.as_of, unit=frame.unit, follows=True)


def _over_horizon(frame: Frame, earlier: Frame) -> Frame | None:
    """`99 % VaR`, then `and over 10 days`: a horizon ahead, which only the tail report has."""
    ahead, keys = frame.report.horizon or 1, {ask.measure for ask in earlier.asks}
    if ahead < _SHORTEST_AHEAD or frame.asks or earlier.subjects.named or not keys or not all(_TAIL.fullmatch(key) for key in keys):
        return None
    if len(frame.text.split()) > _FEW_WORDS or _LOOKS_BACK.search(frame.text) or frame.intent is Intent.REPORT:
        return None
    method = "parametric" if any(key.startswith("parametric") for key in keys) else None
    level = frame.report.confidence or earlier.confidence or _USUAL_LEVEL
    ask = ReportAsk(Topic.TAIL, confidence=level, horizon=ahead, method=method)
    subjects = replace(earlier.subjects, portfolios=frame.subjects.portfolios or earlier.subjects.portfolios)
    text = f"{earlier.text} , {frame.text}"
    day = frame.as_of or earlier.as_of
    return replace(frame, text=text, intent=Intent.REPORT, report=ask, subjects=subjects, period=None, as_of=day, follows=True)


def _said(ask: ReportAsk, topic: Topic) -> dict[str, Any]:
    empty = vars(ReportAsk())
    return {name: vars(ask)[name] for name in _TAKES.get(topic, ()) if vars(ask)[name] != empty[name]}


def _same_place(frame: Frame, earlier: Frame) -> Frame | None:
    """Another report of the portfolio that the one before was about."""
    if not frame.follows or frame.subjects.portfolios or frame.subjects.all_portfolios or not earlier.subjects.portfolios:
        return None
    return replace(frame, subjects=replace(frame.subjects, portfolios=earlier.subjects.portfolios))
