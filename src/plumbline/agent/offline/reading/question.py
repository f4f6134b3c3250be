"""Reads a whole question: normalized, corrected, cut into clauses, each understood."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from plumbline.agent.offline.reading.clause import read_clause
from plumbline.agent.offline.reading.frame import Frame, Intent
from plumbline.agent.offline.reading.interpret import interpret
from plumbline.agent.offline.reading.languages import foreign_language, other_script
from plumbline.agent.offline.reading.lexicon import Lexicon
from plumbline.agent.offline.reading.normalize import normalize
from plumbline.agent.offline.reading.spelling import correct
from plumbline.agent.offline.reading.split import MOST_WORDS, split
from plumbline.agent.offline.reading.tokens import Token, tokenize


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
    meaningful = [frame for frame in kept if frame.intent is not Intent.UNCLEAR or frame.follows or frame.clarify]
    return meaningful or kept[:1]


def _changed(raw: Sequence[Token], corrected: Sequence[Token]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (before.raw, after.text)
        for before, after in zip(raw, corrected, strict=True)
        if before.text != after.text and before.text.rstrip("s") != after.text
    )
