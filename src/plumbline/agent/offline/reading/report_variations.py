"""Follow-ups on a report: another episode, level, objective, factor or portfolio; the rest is the question before."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from plumbline.agent.offline.lexicon.report_words import Topic
from plumbline.agent.offline.reading.frame import Frame, Intent
from plumbline.agent.offline.reading.report_ask import Move, ReportAsk

_FEW_WORDS = 10
_TAKES: Mapping[Topic, tuple[str, ...]] = {
    Topic.EPISODES: ("episodes",),
    Topic.SHOCK: ("share",),
    Topic.REVERSE: ("share",),
    Topic.BACKTEST: ("confidence", "sessions", "method", "measures"),
    Topic.OPTIMIZE: ("objective", "caps", "turnover", "share"),
    Topic.FACTORS: ("factor", "measures"),
    Topic.ATTRIBUTION: ("period", "measures"),
    Topic.DRIFT: ("period",),
    Topic.HEDGES: ("against", "measures"),
    Topic.DRAWDOWNS: ("share", "horizon", "sessions", "measures"),
    Topic.HOUSEHOLD: ("figures",),
    Topic.OUTLOOK: ("horizon", "measures"),
    Topic.GREEKS: ("measures",),
    Topic.CALENDAR: ("period", "measures"),
    Topic.TAIL: ("confidence", "horizon", "method", "measures", "against"),
}
"""What a follow-up may change of each report."""


def report_varied(frame: Frame, earlier: Frame) -> Frame | None:
    """Return the report before with what the follow-up changes of it; None when it is a question of its own."""
    topic = earlier.report.topic
    if earlier.intent is not Intent.REPORT or topic is None or len(frame.text.split()) > _FEW_WORDS:
        return None
    if frame.intent is Intent.REPORT:
        return _same_place(frame, earlier)
    own = frame.subjects
    said = _said(frame.report, topic)
    elsewhere = own.portfolios or own.all_portfolios
    sector = own.sectors if topic in {Topic.ATTRIBUTION, Topic.DRIFT} else ()
    bare = not frame.asks and not frame.ranking
    if not (bare or frame.follows) or not (said or elsewhere or sector or (frame.unit and bare)):
        return None
    report = replace(earlier.report, **said)
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


def _said(ask: ReportAsk, topic: Topic) -> dict[str, Any]:
    empty = vars(ReportAsk())
    return {name: vars(ask)[name] for name in _TAKES.get(topic, ()) if vars(ask)[name] != empty[name]}


def _same_place(frame: Frame, earlier: Frame) -> Frame | None:
    """Another report of the portfolio that the one before was about."""
    if not frame.follows or frame.subjects.portfolios or frame.subjects.all_portfolios or not earlier.subjects.portfolios:
        return None
    return replace(frame, subjects=replace(frame.subjects, portfolios=earlier.subjects.portfolios))
