"""What was said and a report does not take: one line for each, so that nothing is passed over in silence."""

import re

from plumbline.agent.offline.lexicon.report_words import Topic
from plumbline.agent.offline.reading.frame import Frame

_BACK = re.compile(r"\b(?:last|past|previous|since|ytd|this (?:year|quarter|month)|(?:in|over|during|for) (?:19|20)\d\d)\b")
_OVER_PERIODS = {Topic.ATTRIBUTION, Topic.DRIFT, Topic.CALENDAR, Topic.EPISODES}
_OVER_SESSIONS = {Topic.BACKTEST, Topic.FACTORS, Topic.CORRELATION, Topic.DRAWDOWNS}
_AT_LEVELS = {Topic.TAIL, Topic.BACKTEST}
_USUAL_LEVEL, _OPTION_LEVEL = 0.95, 0.99


def unheeded(frame: Frame) -> list[str]:
    """Sentences for the parameters that the clause names and its report does not take."""
    ask, topic = frame.report, frame.report.topic
    found = []
    timed = ask.period is not None and frame.as_of is None and bool(_BACK.search(frame.text))
    if timed and topic is Topic.BACKTEST and re.search(r"\b(?:last|this) year\b|\bytd\b", frame.text):
        found.append("A backtest ends today: I read the year that you name as the sessions of the past year.")
    elif timed and topic not in _OVER_PERIODS and not (topic in _OVER_SESSIONS and ask.sessions):
        found.append("The time that you name is not taken into account: this report looks back over a window of its own.")
    usual = _OPTION_LEVEL if topic is Topic.GREEKS else _USUAL_LEVEL
    if ask.confidence is not None and ask.confidence != usual and topic not in _AT_LEVELS and ask.share is None:
        found.append("The confidence that you name is not taken into account: this report has one of its own.")
    if (ask.horizon or 1) > 1 and ask.period is None and topic is Topic.BACKTEST:
        found.append("The horizon that you name is not taken into account: the backtest is of one day.")
    if ask.caps and topic not in {Topic.OPTIMIZE, Topic.CURES, Topic.REBALANCE}:
        found.append("The largest weight that you name is not taken into account: only a proposal of better weights takes it.")
    return found
