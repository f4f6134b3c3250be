"""The intent of a clause once its parts are known: an investigation, a comparison, or plain figures."""

import re
from dataclasses import replace

from plumbline.agent.offline.reading.frame import WITH_MINE, Frame, Intent
from plumbline.agent.offline.reading.intents import Guess
from plumbline.query.schemas import Ask

_AHEAD = re.compile(
    r"\b(?:beat|beating|outperform\w*|underperform\w*|lag\w*|ahead of|behind|keep up with|better than|worse than|"
    r"vs|against|compared|compare|relative|than|versus|beside|next to)\b"
)
_OF_RETURNS = {"period_return", "active_return", "benchmark_return", "period_change"}
_COMPARATIVES = (
    (re.compile(r"\b(?:bigger|larger|smaller|heavier)\b|\bmore of\b"), "market_value"),
    (re.compile(r"\b(?:better|worse|stronger|weaker|ahead of|behind)\b"), "period_return"),
    (re.compile(r"\b(?:cheaper|pricier|more expensive)\b"), "price_to_earnings"),
)
_POSITIONS = re.compile(r"\b(?:positions?|holdings?|stakes?|sizes?)\b")
_SIDE_BY_SIDE = ("net_value", "period_return", "volatility_annualized", "historical_value_at_risk")


def with_intent(frame: Frame, guess: Guess | None) -> Frame:
    """Return the frame with the intent that its words suggested, or that its parts amount to."""
    if guess is not None and guess.intent is Intent.OWNS and not (frame.subjects.symbols or frame.unknown):
        guess = None  # `do I have any shorts`, `do I have too much in staples`: a group, or a figure of it
    if guess is not None and not (guess.intent is Intent.MOVES and _is_plain_question(frame)):
        topic = frame.asks[0].measure if guess.intent is Intent.EXPLAIN and frame.asks else None
        return replace(frame, intent=guess.intent, topic=guess.topic or topic)
    keys = {ask.measure for ask in frame.asks}
    if not keys:
        return _without_measure(frame)
    intent = _investigation(frame, keys)
    first = intent is Intent.CONCENTRATION and bool(re.search(r"look at|first|worry|do about|start", frame.text))
    return replace(frame, intent=intent or Intent.FIGURES, first=first)


def _is_plain_question(frame: Frame) -> bool:
    """`what cost me the most` is a list, not a search for reasons, as soon as it ranks something."""
    return bool(frame.ranking and frame.asks and not re.search(r"\bwhy\b", frame.text))


def _investigation(frame: Frame, keys: set[str]) -> Intent | None:
    subjects = frame.subjects
    chosen = subjects.named or subjects.holdings or subjects.by_sector or subjects.all_portfolios or frame.ranking or frame.conditions
    if not chosen and frame.versus is None and frame.scale is None:
        if "concentration_hhi" in keys and len(keys) <= 2:
            return Intent.CONCENTRATION
        if keys == {"risk_contribution"}:
            return Intent.DRIVERS
    if keys == {"hedge_ratio"} and not subjects.symbols and frame.versus is None and frame.scale is None:
        return Intent.HEDGE
    return Intent.VERSUS if _is_versus(frame, keys) else None


def _is_versus(frame: Frame, keys: set[str]) -> bool:
    subjects = frame.subjects
    if frame.ranking or frame.conditions or subjects.holdings or subjects.by_sector or len(subjects.symbols) > 1 or keys - _OF_RETURNS:
        return False
    return "active_return" in keys or bool(subjects.benchmark and _AHEAD.search(frame.text))


def _without_measure(frame: Frame) -> Frame:
    """Nothing but a subject was named, or two that are compared."""
    subjects = frame.subjects
    of_size = frame.compare == "ratio" or (frame.scale is not None and subjects.named)
    if of_size or (frame.compare == "difference" and _POSITIONS.search(frame.text)):
        return replace(frame, asks=(Ask(measure="market_value"),))
    if frame.conditions or frame.ranking:
        return frame
    by = next((key for pattern, key in _COMPARATIVES if pattern.search(frame.text)), None) if len(subjects.symbols) >= 2 else None
    if by:
        return replace(frame, asks=(Ask(measure=by, period=frame.period if by == "period_return" else None),), compare="compare")
    if frame.summary == "total" and len(subjects.symbols) + len(subjects.sectors) >= 2:
        return replace(frame, asks=(Ask(measure="market_value"), Ask(measure="weight")), compare=None)
    if _is_versus(frame, set()):
        return replace(frame, intent=Intent.VERSUS)
    if subjects.kinds == ("option",) or subjects.right:
        return replace(frame, intent=Intent.OPTIONS)
    if subjects.side and not subjects.symbols:
        listing = re.search(r"\b(?:list|show|which|what are|my)\b.*\bshorts?|longs\b", frame.text)
        return replace(frame, subjects=replace(subjects, holdings=True)) if listing else replace(frame, intent=Intent.HEDGE)
    return _of_subject(frame)


def _of_subject(frame: Frame) -> Frame:
    subjects = frame.subjects
    several = len(subjects.symbols) >= 2
    if frame.period and not (several and frame.compare) and (subjects.symbols or subjects.sectors or subjects.kinds or subjects.portfolios):
        return replace(frame, asks=(Ask(measure="period_return", period=frame.period),))
    if several:
        return replace(frame, intent=Intent.COMPARE)
    if subjects.symbols:
        return replace(frame, intent=Intent.OVERVIEW)
    if subjects.sectors or subjects.kinds or subjects.holdings or subjects.by_sector:
        return frame
    if subjects.benchmark:
        asked = replace(frame, asks=(Ask(measure="period_return", period=frame.period),))
        return asked if frame.period else replace(frame, intent=Intent.OVERVIEW)
    return _of_portfolios(frame)


def _of_portfolios(frame: Frame) -> Frame:
    subjects = frame.subjects
    beside = tuple(Ask(measure=key) for key in _SIDE_BY_SIDE)
    if len(subjects.portfolios) >= 2 or (subjects.all_portfolios and "compar" in frame.text):
        return replace(frame, asks=beside)
    if subjects.all_portfolios:
        return frame
    if subjects.portfolios and frame.compare and subjects.myself:
        return replace(frame, asks=beside, compare=WITH_MINE)
    if subjects.portfolios or re.fullmatch(r"(?:my |the |show (?:me )?)*(?:portfolio|account|book)", frame.text):
        return replace(frame, intent=Intent.OVERVIEW)
    return replace(frame, intent=Intent.UNCLEAR)
