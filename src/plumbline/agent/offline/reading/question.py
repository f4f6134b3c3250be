"""Reads a whole question: normalized, corrected, cut into clauses, each understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from plumbline.agent.offline.lexicon.report_words import Topic
from plumbline.agent.offline.reading.clause import read_clause
from plumbline.agent.offline.reading.frame import Frame, Intent
from plumbline.agent.offline.reading.interpret import interpret
from plumbline.agent.offline.reading.languages import foreign_language, other_script
from plumbline.agent.offline.reading.lexicon import Lexicon
from plumbline.agent.offline.reading.normalize import normalize
from plumbline.agent.offline.reading.spelling import correct
from plumbline.agent.offline.reading.split import MOST_WORDS, split
from plumbline.agent.offline.reading.tokens import Token, tokenize

_HOW_MUCH = re.compile(r"(?:and )?how much (?:is|was|would) (?:that|it)(?: be| worth| in (?:dollars|money|usd))?")
_PROPOSALS = {Topic.REBALANCE, Topic.OPTIMIZE, Topic.WHAT_IF, Topic.CURES}


@dataclass(frozen=True)
class Reading:
    """The clauses of one question, in order."""

    frames: tuple[Frame, ...]
    corrections: tuple[tuple[str, str], ...] = ()


def read_question(text: str, lexicon: Lexicon, as_of: date) -> Reading:
    """Return what the question means by itself, before earlier turns are taken into account."""
    plain = normalize(text)
    raw = tokenize(plain)
    if other_script(text):
        return Reading((Frame(text=plain, intent=Intent.LANGUAGE, topic="other"),))
    language = foreign_language([token.text for token in raw if token.is_word], lexicon.vocabulary)
    if language:
        return Reading((Frame(text=plain, intent=Intent.LANGUAGE, topic=language),))
    tokens = correct(raw, lexicon.vocabulary)
    clauses = split(tokens)
    frames = _interpreted(clauses, lexicon, as_of)
    return Reading(tuple(_joined(frames)) or (Frame(text=plain, intent=Intent.UNCLEAR),), _changed(raw, tokens))


def _interpreted(clauses: Sequence[tuple[Token, ...]], lexicon: Lexicon, as_of: date) -> list[Frame]:
    """Each clause by itself; one that means nothing alone (`in percent, how much ...`) belongs to the next."""
    frames: list[Frame] = []
    waiting: tuple[Token, ...] = ()
    for clause in clauses:
        together = (*waiting, *clause)[:MOST_WORDS]
        frame = interpret(read_clause(together, lexicon, as_of), as_of)
        alone = frame.intent is not Intent.UNCLEAR or frame.unknown or frame.period or frame.as_of or frame.clarify
        waiting = () if alone else together
        if waiting and clause is not clauses[-1]:
            continue
        frames.append(frame)
    return frames


def _joined(frames: Sequence[Frame]) -> list[Frame]:
    """`How concentrated am I, and what would you look at first?` is one thought; a thank-you before a question is none."""
    kept = [frame for frame in frames if frame.intent not in {Intent.GREETING, Intent.THANKS}] or list(frames[:1])
    if len(kept) == 2 and kept[1].intent is Intent.ATTENTION and kept[0].intent in {Intent.CONCENTRATION, Intent.DRIVERS, Intent.HEDGE}:
        return [replace(kept[0], first=True)]
    kept = _one_report(_each_period(kept))
    meaningful = [frame for frame in kept if frame.intent is not Intent.UNCLEAR or frame.follows or frame.clarify]
    return meaningful or kept[:1]


def _each_period(frames: Sequence[Frame]) -> list[Frame]:
    """`did I beat the market in 2021 and 2022` is asked of each; `half of X, how much is that` is asked once."""
    found: list[Frame] = []
    for frame in frames:
        again = found and found[-1].scale is not None and found[-1].asks and _HOW_MUCH.fullmatch(frame.text)
        if frame.intent is Intent.VERSUS and len(frame.periods) > 1:
            found += [replace(frame, period=period, periods=(period,)) for period in frame.periods]
        elif not again:
            found.append(frame)
    return found


def _one_report(frames: Sequence[Frame]) -> list[Frame]:
    """`my deepest drawdown and how long to recover`, `which limits do I breach and what cures it`: two questions of one report."""
    kept: list[Frame] = []
    for frame in frames:
        before = kept[-1] if kept else None
        same = (
            before is not None
            and before.report.topic is not None
            and before.report.topic is frame.report.topic
            and not frame.subjects.portfolios
        )
        limits = before is not None and before.intent is Intent.LIMITS and frame.report.topic is Topic.CURES
        of_all = before is not None and before.report.topic is Topic.HOUSEHOLD and frame.asks and not _has_subject(frame)
        if before is not None and of_all:
            figures = tuple(ask.measure for ask in frame.asks)
            kept[-1] = replace(before, report=replace(before.report, figures=figures, confidence=frame.confidence))
        elif before is not None and same:
            kept[-1] = replace(before, report=frame.report.over(before.report), text=f"{before.text} and {frame.text}")
        elif before is not None and before.report.topic in _PROPOSALS and frame.intent is Intent.REFUSAL:
            continue  # `rebalance to equal weights, what trades`: the proposal says them
        elif limits:
            kept[-1] = frame
        else:
            kept.append(frame)
    return kept


def _has_subject(frame: Frame) -> bool:
    subjects = frame.subjects
    return bool(subjects.named or subjects.portfolios or subjects.holdings or subjects.myself or subjects.by_sector)


def _changed(raw: Sequence[Token], corrected: Sequence[Token]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (before.raw, after.text)
        for before, after in zip(raw, corrected, strict=True)
        if before.text != after.text and before.text.rstrip("s") != after.text
    )
