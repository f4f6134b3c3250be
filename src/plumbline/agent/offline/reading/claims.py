"""Yes-or-no questions: `is my beta above 1`, `is JPM bigger than BAC`, `am I up this year`."""

import re

from plumbline.agent.offline.reading.amounts import levels, superlative
from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.frame import Claim, Subjects
from plumbline.agent.offline.reading.lexicon import EntryKind
from plumbline.agent.offline.reading.tokens import TokenKind

_ASKS = re.compile(r"(?:and |so |but )?(?:is|are|am|was|were|did|does|do|has|have)\b")
_MORE = re.compile(
    r"\b(?:more|bigger|larger|higher|greater|better|above|heavier|riskier|stronger|beat|beaten|outperform\w*|ahead|exceed\w*)\b"
)
_LESS = re.compile(r"\b(?:less|smaller|lower|fewer|worse|below|under|lighter|safer|weaker|lag\w*|underperform\w*|behind|trail\w*)\b")
_AGAINST = re.compile(r"\bthan\b|\b(?:beat|outperform\w*|underperform\w*|ahead of|behind)\b")
_UP = re.compile(r"\b(?:up|in profit|in the green|making money|make money|made money)\b")
_DOWN = re.compile(r"\b(?:down|losing money|lose money|lost money|in the red)\b")
_IS_TOP = re.compile(r"(?:is|was) (?:[\w&.]+ ){1,3}(?:my|the) (?:single )?(?!one\b)\w+")
_MOST_PERCENT = 1.5


def read_claim(clause: Clause) -> Claim | None:
    """Return what the question supposes, or None when it is not answered by yes or no."""
    text = clause.text
    if not _ASKS.match(text):
        return None
    level = next(iter(levels(clause)), None)
    if level is not None:
        return Claim("above" if level.operator in {"above", "at_least"} else "below", level.value)
    if _AGAINST.search(text):
        less = _LESS.search(text) and not _MORE.search(text)
        return Claim("below" if less else "above", first=_first(clause))
    if _UP.search(text) or _DOWN.search(text):
        return Claim("above" if _UP.search(text) else "below", 0.0)
    return None


def first_of_all(clause: Clause, subjects: Subjects) -> Claim | None:
    """`is Apple my largest position`: whether what is named comes first of all."""
    named = (*subjects.symbols, *subjects.sectors)
    if len(named) != 1 or not _IS_TOP.match(clause.text) or superlative(clause) is None:
        return None
    return Claim("first", first=named[0])


def is_percent_level(clause: Clause) -> bool:
    """`more than 40 %`: a share, where no measure is named."""
    return any(level.kind is TokenKind.PERCENT for level in levels(clause))


def meets(claim: Claim, value: float, *, fraction: bool) -> bool:
    """Whether a figure is on the side of the level that the question says."""
    level = claim.level or 0.0
    level = level / 100 if fraction and abs(level) > _MOST_PERCENT else level
    return value > level if claim.operator == "above" else value < level


def _first(clause: Clause) -> str:
    for mention in clause.mentions:
        for kind in (EntryKind.SYMBOL, EntryKind.SECTOR, EntryKind.PORTFOLIO):
            if (value := mention.find(kind)) is not None:
                return value
        if mention.has(EntryKind.SELF):
            return ""
    return ""
