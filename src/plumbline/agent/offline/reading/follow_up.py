"""Fills in what a follow-up leaves out from the turn before it."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from dataclasses import replace

from plumbline.agent.offline.reading.frame import Frame, Intent
from plumbline.agent.offline.reading.pointing import POINTERS, for_subjects, over_same_time, points_back
from plumbline.agent.offline.reading.report_variations import report_varied
from plumbline.agent.offline.reading.shocks import OF_IT
from plumbline.agent.offline.reading.variations import PRONOUN, Before, kept, varied, with_period
from plumbline.analytics.measures import MEASURE_KEYS, Takes, measure
from plumbline.query.schemas import Ask, Shock

_SIZE = re.compile(r"(?<![\w.])([-+]?\d+(?:\.\d+)?) ?%")
_BARE_SIZE = re.compile(r"^(?:and |or |what |how |about |if |by |it |was |is |only |just )*([-+]?\d+(?:\.\d+)?)(?: instead)?$")
_FEW_WORDS = 5
_SET_BESIDE = re.compile(
    r"(?:vs|versus|against|compared)\b|(?:and )?(?:is|was) (?:that|it|this) (?:\w+ )?(?:more|less|bigger|smaller|higher|lower|better|worse) than\b"
)
_CHAT = {Intent.GREETING, Intent.THANKS, Intent.CAPABILITIES, Intent.REFUSAL, Intent.LANGUAGE}
_OF_PORTFOLIO = {
    "net_value", "cash_value", "cash_weight", "n_holdings", "hedge_ratio", "gross_exposure", "net_exposure", "risk_score", "concentration_hhi", "effective_positions",
    "top_5_weight", "largest_weight", "gross_exposure_weight", "long_exposure", "short_exposure",
}  # fmt: skip


def fill_in(frame: Frame, before: Before | None) -> Frame:
    """Return the frame with what it leaves out taken from the turn before, if it reads as a follow-up."""
    if before is None or frame.intent in _CHAT or frame.clarify:
        return frame
    if before.frame.intent in _CHAT:
        # A refusal keeps its subject: `should I sell AMD`, `what is its weight then`.
        return _same_subject(frame, before) if points_back(frame) and before.frame.subjects.named and _lacks_subject(frame) else frame
    reported = report_varied(frame, before.frame)
    if reported is not None:
        return reported
    pointed = next((found for read in POINTERS if (found := read(frame, before)) is not None), None)
    return pointed or _assumed_or_why(frame, before) or _left_out(frame, before)


def _assumed_or_why(frame: Frame, before: Before) -> Frame | None:
    earlier = before.frame
    if frame.intent is Intent.SHOCK and OF_IT in frame.notes and not frame.subjects.named:
        return _shock_of_it(frame, before)
    if frame.intent is Intent.MOVES and _is_bare_why(frame):
        return _why(frame, before)
    if earlier.intent is Intent.SHOCK and frame.intent in {Intent.UNCLEAR, Intent.OVERVIEW, Intent.FIGURES} and not frame.asks:
        return _other_shock(frame, earlier)
    return None


def _left_out(frame: Frame, before: Before) -> Frame:
    earlier = before.frame
    side_word = re.fullmatch(r"(?:and |the |what about |how about )*(?:net|gross|long|short)s?", frame.text)
    if frame.intent is Intent.UNCLEAR or side_word or _only_end(frame, earlier):
        return varied(frame, before)
    if _only_subject(frame) and (frame.follows or len(frame.text.split()) <= _FEW_WORDS):
        return _other_subject(frame, earlier)
    if frame.intent is Intent.VERSUS and frame.follows and not frame.period:
        return replace(frame, period=earlier.period, subjects=kept(frame.subjects, before), as_of=frame.as_of or earlier.as_of)
    return _same_subject(frame, before) if _lacks_subject(frame) else frame


def _is_bare_why(frame: Frame) -> bool:
    return len(frame.text.split()) <= 4 and not frame.asks and not frame.subjects.named and frame.period is None


def _why(frame: Frame, before: Before) -> Frame:
    """Reasons of a return are moves of holdings; reasons of a risk figure are its drivers."""
    earlier = before.frame
    keys = {ask.measure for ask in earlier.asks}
    if earlier.intent is Intent.VERSUS or keys & {
        "period_return",
        "period_change",
        "daily_return",
        "daily_change",
        "active_return",
        "unrealized_gain",
    }:
        subjects = replace(earlier.subjects, symbols=earlier.subjects.symbols or (before.answered[:1] if earlier.ranking else ()))
        return replace(frame, intent=Intent.MOVES, subjects=subjects, period=earlier.period, as_of=earlier.as_of)
    if earlier.subjects.symbols:
        asks = tuple(Ask(measure=key) for key in ("risk_contribution", "weight", "volatility_annualized", "beta"))
        return replace(frame, intent=Intent.FIGURES, subjects=earlier.subjects, asks=asks, as_of=earlier.as_of)
    return replace(frame, intent=Intent.DRIVERS, subjects=earlier.subjects, as_of=earlier.as_of)


def _shock_of_it(frame: Frame, before: Before) -> Frame:
    """`what if it falls 20 %`: what the turn before was about."""
    subjects = kept(frame.subjects, before)
    if before.frame.intent is Intent.SHOCK and not subjects.named and len(before.frame.shocks) == 1:
        shock = before.frame.shocks[0]
        subjects = replace(subjects, symbols=shock.symbols, sectors=shock.sectors)
    several = len(subjects.symbols) + len(subjects.sectors) > 1
    if not (subjects.symbols or subjects.sectors) or (re.search(r"\bboth\b", frame.text) and not several):
        return frame
    shocks = tuple(
        shock.model_copy(update={"symbols": subjects.symbols, "sectors": () if subjects.symbols else subjects.sectors, "market": False})
        for shock in frame.shocks
    )
    notes = tuple(note for note in frame.notes if note != OF_IT)
    return replace(frame, shocks=shocks, notes=notes, subjects=replace(frame.subjects, portfolios=subjects.portfolios))


def _other_shock(frame: Frame, earlier: Frame) -> Frame:
    size = _SIZE.search(frame.text) or _BARE_SIZE.search(frame.text)
    subjects = frame.subjects
    shocks = earlier.shocks
    if re.search(r"\bboth\b", frame.text) and len(shocks) + len(shocks[0].symbols) < 3:
        return replace(frame, intent=Intent.SHOCK, shocks=shocks, notes=(OF_IT,))
    if subjects.symbols or subjects.sectors or subjects.benchmark:
        value = shocks[0].size
        shocks = (Shock(size=value, symbols=subjects.symbols, sectors=subjects.sectors, market=not (subjects.symbols or subjects.sectors)),)
    if size:
        number = float(size[1]) / 100
        signed = (
            number
            if number < 0 or re.search(r"\b(?:up|rise|rises|gain|gains|rally)\b|\+", frame.text)
            else (-number if shocks[0].size < 0 else number)
        )
        shocks = tuple(shock.model_copy(update={"size": max(signed, -1.0)}) for shock in shocks)
    portfolios = subjects.portfolios or earlier.subjects.portfolios
    return replace(earlier, text=frame.text, shocks=shocks, subjects=replace(earlier.subjects, portfolios=portfolios), follows=True)


def _only_end(frame: Frame, earlier: Frame) -> bool:
    """`and the lowest 3?`: the other end of the same list."""
    return bool(
        frame.ranking and earlier.ranking and not frame.asks and not frame.subjects.holdings and len(frame.text.split()) <= _FEW_WORDS
    )


def _only_subject(frame: Frame) -> bool:
    """`and for MSFT?`, `in the retirement portfolio`, `and energy?`: nothing but whom."""
    subjects = frame.subjects
    named = subjects.named or bool(subjects.portfolios) or subjects.all_portfolios or subjects.by_sector or subjects.holdings
    bare = frame.intent in {Intent.OVERVIEW, Intent.FIGURES, Intent.COMPARE, Intent.OPTIONS, Intent.HEDGE}
    return named and bare and not frame.asks and not frame.conditions and not frame.ranking and not frame.shocks


def _other_subject(frame: Frame, earlier: Frame) -> Frame:
    subjects = frame.subjects
    if subjects.portfolios and not subjects.named:
        subjects = replace(earlier.subjects, portfolios=subjects.portfolios, all_portfolios=False)
    elif not subjects.portfolios:
        subjects = replace(subjects, portfolios=earlier.subjects.portfolios)
    if subjects.holdings and not frame.subjects.named and (earlier.subjects.sectors or earlier.subjects.kinds or earlier.subjects.side):
        # `which stocks are those?`: the members of the group.
        return replace(frame, intent=Intent.FIGURES, subjects=replace(earlier.subjects, holdings=True), as_of=earlier.as_of)
    if not earlier.asks and earlier.intent is Intent.FIGURES and not earlier.ranking:
        return frame
    if _SET_BESIDE.match(frame.text) and earlier.subjects.symbols:
        subjects = replace(subjects, symbols=(*earlier.subjects.symbols, *subjects.symbols))
        claim = replace(frame.claim, first=earlier.subjects.symbols[0]) if frame.claim else None
        return replace(earlier, text=frame.text, subjects=subjects, compare="compare", claim=claim, follows=True)
    intent = earlier.intent if earlier.intent not in {Intent.COMPARE, Intent.OWNS} or subjects.symbols else Intent.FIGURES
    asks = tuple(ask for ask in earlier.asks if not (subjects.symbols and ask.measure in _OF_PORTFOLIO)) or earlier.asks
    merged = replace(earlier, intent=intent, asks=asks, text=frame.text, subjects=subjects, unknown=frame.unknown, follows=True)
    merged = replace(merged, as_of=frame.as_of or earlier.as_of, ranking=None if subjects.symbols else merged.ranking)
    return with_period(merged, frame.period, text=frame.text) if frame.period else merged


def _lacks_subject(frame: Frame) -> bool:
    """A measure without anyone it belongs to: after `and`, by a pronoun, or in a few words."""
    subjects = frame.subjects
    if (
        subjects.named
        or subjects.portfolios
        or subjects.all_portfolios
        or subjects.holdings
        or subjects.by_sector
        or frame.ranking
        or frame.unknown
    ):
        return False
    if frame.intent not in {Intent.FIGURES, Intent.MOVES, Intent.SHOCK, Intent.OVERVIEW}:
        return False
    own = re.search(r"\b(?:i|my|me|we|our|portfolio|account|book)\b", frame.text)
    if PRONOUN.search(frame.text):
        return not re.search(r"\b(?:this|that) (?:year|month|quarter|week|day|portfolio|book|account)\b", frame.text) or not own
    return not own and (frame.follows or len(frame.text.split()) <= 3)


def _same_subject(frame: Frame, before: Before) -> Frame:
    subjects = kept(frame.subjects, before)
    asks = over_same_time(for_subjects(frame.asks, subjects), frame, earlier=before.frame)
    if subjects.symbols and any(ask.measure in _OF_PORTFOLIO for ask in asks):
        subjects = replace(subjects, symbols=())
    period = frame.period
    if (
        frame.follows
        and period is None
        and before.frame.period
        and all(Takes.PERIOD in measure(ask.measure).takes for ask in asks if ask.measure in MEASURE_KEYS)
    ):
        asks = tuple(ask.model_copy(update={"period": before.frame.period}) for ask in asks)
        period = before.frame.period
    return replace(frame, subjects=subjects, asks=asks, period=period, as_of=frame.as_of or before.frame.as_of)
