"""Follow-ups that say only one thing: another period, level, unit, side, end of a list. The rest is the question before."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from plumbline.agent.offline.reading.amounts import SUPERLATIVES
from plumbline.agent.offline.reading.frame import Frame, Intent, Subjects
from plumbline.agent.offline.reading.timing import takes_period
from plumbline.analytics.measures import MEASURE_KEYS
from plumbline.query.schemas import Ask

PRONOUN = re.compile(r"\b(?:it|its|their|they|which one|that|this|this one|that one|those|them|these)\b")
_TAIL_LEVEL = re.compile(r"(?<![\d.])(90|95|97\.5|99\.9|99\.5|99|0?\.9\d*)(?: ?%)?(?![\d.])")
_MINE = re.compile(r"\b(?:portfolio|account|book|mine|overall|me|my own)\b")
_SIDE = re.compile(r"\b(net|gross|long|short)\b")
_MORE = re.compile(r"\b(?:more|details?|go on|elaborate|explain)\b")


@dataclass(frozen=True)
class Before:
    """The turn (or clause) before: what was understood, and the symbols and sectors that its answer named first.

    `open`: its answer is not there yet, so what it ranks first is not known.
    """

    frame: Frame
    answered: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    open: bool = False


def varied(frame: Frame, before: Before) -> Frame:
    """Return the earlier question with the one thing changed that the follow-up says; the follow-up itself when it says none."""
    for read in _READERS:
        found = read(frame, before)
        if found is not None:
            return found
    return frame


def _level(frame: Frame, before: Before) -> Frame | None:
    earlier = before.frame
    level = _TAIL_LEVEL.search(frame.text)
    if level is None or not any("value_at_risk" in ask.measure or "shortfall" in ask.measure for ask in earlier.asks):
        return None
    return refined(replace(earlier, text=frame.text, follows=True), frame)


def _mine(frame: Frame, before: Before) -> Frame | None:
    earlier = before.frame
    if not (frame.subjects.myself and earlier.asks and _MINE.search(frame.text)):
        return None
    own = Subjects(portfolios=earlier.subjects.portfolios, myself=True)
    return refined(replace(earlier, text=frame.text, subjects=own, compare=None, follows=True), frame)


def refined(earlier: Frame, frame: Frame) -> Frame:
    """The earlier question with the level, the unit and the time that the follow-up names, all of them."""
    level = _TAIL_LEVEL.search(frame.text)
    asks = earlier.asks
    if level and any("value_at_risk" in ask.measure or "shortfall" in ask.measure for ask in asks):
        value = float(level[1]) / 100 if float(level[1]) > 1 else float(level[1])
        asks = tuple(ask.model_copy(update={"confidence": value}) for ask in asks)
    if frame.unit and not (frame.unit == "fraction" and level):
        asks = tuple(in_unit(ask, frame.unit) for ask in asks)
    changed = replace(earlier, asks=asks, as_of=frame.as_of or earlier.as_of)
    return with_period(changed, frame.period, text=frame.text) if frame.period else changed


def _exposure(frame: Frame, before: Before) -> Frame | None:
    side = _SIDE.search(frame.text)
    if side is None or not any(ask.measure.endswith("_exposure") for ask in before.frame.asks):
        return None
    return replace(before.frame, text=frame.text, asks=(Ask(measure=f"{side[1]}_exposure"),), follows=True)


def _time(frame: Frame, before: Before) -> Frame | None:
    if frame.period:
        return with_period(before.frame, frame.period, text=frame.text)
    if frame.as_of or frame.versus:
        return replace(before.frame, text=frame.text, as_of=frame.as_of or before.frame.as_of, versus=frame.versus, follows=True)
    return None


def _how_much_of_it(frame: Frame, before: Before) -> Frame | None:
    if not (re.search(r"\bhow (?:much|many)\b", frame.text) and PRONOUN.search(frame.text)):
        return None
    owned = re.search(r"\b(?:own|have|hold)\b", frame.text)
    keys = ("quantity", "market_value", "weight") if owned else ("weight", "market_value")
    asks = tuple(Ask(measure=key) for key in keys)
    return replace(frame, intent=Intent.FIGURES, asks=asks, subjects=kept(frame.subjects, before), as_of=before.frame.as_of)


def _unit(frame: Frame, before: Before) -> Frame | None:
    if not (frame.unit and before.frame.asks):
        return None
    asks = tuple(in_unit(ask, frame.unit) for ask in before.frame.asks)
    return replace(before.frame, text=frame.text, asks=asks, unit=frame.unit, follows=True)


def _details(frame: Frame, before: Before) -> Frame | None:
    if not (_MORE.search(frame.text) and before.frame.subjects.symbols):
        return None
    return replace(before.frame, intent=Intent.OVERVIEW, asks=(), text=frame.text)


def _other_end(frame: Frame, before: Before) -> Frame | None:
    """`and the bottom 3?` after `top 3 holdings`."""
    earlier = before.frame
    words = frame.text.split()
    order = next((SUPERLATIVES[word] for word in words if word in SUPERLATIVES), None)
    if order is None or earlier.ranking is None:
        return None
    limit = next((int(word) for word in words if word.isdigit()), earlier.ranking.limit)
    return replace(earlier, text=frame.text, ranking=replace(earlier.ranking, order=order, limit=limit), follows=True)


def with_period(earlier: Frame, period: str, *, text: str) -> Frame:
    """The earlier question over another period."""
    asks = tuple(ask.model_copy(update={"period": period}) if takes_period(ask.measure) else ask for ask in earlier.asks)
    conditions = tuple(
        condition.model_copy(update={"ask": condition.ask.model_copy(update={"period": period})})
        if takes_period(condition.ask.measure)
        else condition
        for condition in earlier.conditions
    )
    return replace(earlier, text=text, asks=asks, conditions=conditions, period=period, periods=(period,), follows=True)


def in_unit(ask: Ask, unit: str) -> Ask:
    """The same measure in money or in percent, where there is such a one."""
    pairs = {
        "period_return": "period_change",
        "unrealized_return": "unrealized_gain",
        "weight": "market_value",
        "daily_return": "daily_change",
        "shock_impact": "shock_impact_money",
    }
    both = pairs if unit == "money" else {money: fraction for fraction, money in pairs.items()}
    key = both.get(ask.measure, ask.measure)
    if unit == "money" and f"{key}_money" in MEASURE_KEYS:
        key = f"{key}_money"
    if unit == "fraction" and f"{key}_weight" in MEASURE_KEYS:
        key = f"{key}_weight"
    return ask.model_copy(update={"measure": key.removesuffix("_money") if unit == "fraction" else key})


def kept(subjects: Subjects, before: Before) -> Subjects:
    """Whom the earlier turn was about: named there, or the first in its answer when it chose one."""
    earlier = before.frame.subjects
    symbols, sectors = earlier.symbols, earlier.sectors
    if before.frame.ranking and earlier.by_sector and not sectors:
        sectors = before.sectors[: before.frame.ranking.limit or 1]
    elif before.frame.ranking and not symbols:
        symbols = before.answered[: before.frame.ranking.limit or 1]
    return replace(
        subjects, symbols=subjects.symbols or symbols, sectors=subjects.sectors or (sectors if not symbols else ()),
        portfolios=subjects.portfolios or earlier.portfolios, benchmark=subjects.benchmark or (earlier.benchmark and not symbols),
        side=subjects.side or (earlier.side if not symbols else None), kinds=subjects.kinds or earlier.kinds, without=subjects.without or earlier.without, right=subjects.right or earlier.right,
    )  # fmt: skip


_READERS: tuple[Callable[[Frame, Before], Frame | None], ...] = (
    _level,
    _mine,
    _exposure,
    _time,
    _how_much_of_it,
    _unit,
    _details,
    _other_end,
)
