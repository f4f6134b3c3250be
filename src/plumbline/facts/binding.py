"""Turns `{{f12}}` into the printed figure and remembers which characters hang from which fact."""

import re
from dataclasses import dataclass

from plumbline.facts.fact import Fact
from plumbline.facts.formatting import Style, format_fact
from plumbline.facts.ledger import Ledger

MARKER = re.compile(r"\{\{\s*(f\d+)\s*(?:\|\s*(\w+)\s*)?\}\}")
UNKNOWN_FIGURE = "[figure withheld]"


@dataclass(frozen=True)
class BoundFigure:
    """Characters [start, end) of the bound text print `fact`."""

    start: int
    end: int
    text: str
    fact: Fact


@dataclass(frozen=True)
class Problem:
    """Characters [start, end) of the bound text hold a figure that nothing supports."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True)
class BoundText:
    text: str
    figures: tuple[BoundFigure, ...]
    problems: tuple[Problem, ...]


def bind(text: str, ledger: Ledger) -> BoundText:
    """Print every marker. A marker without a fact, or with an unknown style, is a problem, never a guess."""
    pieces: list[str] = []
    figures: list[BoundFigure] = []
    problems: list[Problem] = []
    length = read = 0
    for marker in MARKER.finditer(text):
        pieces.append(text[read : marker.start()])
        length += len(pieces[-1])
        fact = ledger.find(marker[1])
        style = _style(marker[2])
        printed = format_fact(fact, style) if fact and style else UNKNOWN_FIGURE
        if fact and style:
            figures.append(BoundFigure(length, length + len(printed), printed, fact))
        else:
            problems.append(Problem(length, length + len(printed), marker[0], _reason(marker, known=fact is not None)))
        pieces.append(printed)
        length += len(printed)
        read = marker.end()
    pieces.append(text[read:])
    return BoundText("".join(pieces), tuple(figures), tuple(problems))


def _style(name: str | None) -> Style | None:
    if name is None:
        return Style.PLAIN
    return next((style for style in Style if style.value == name), None)


def _reason(marker: re.Match[str], *, known: bool) -> str:
    if known:
        return f"'{marker[2]}' is not a way to print a figure; use abs, signed, whole or points."
    return f"No tool of this run returned a fact '{marker[1]}'."
