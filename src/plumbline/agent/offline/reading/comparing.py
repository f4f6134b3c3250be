"""Whether a clause sets things against each other, and how."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re

from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.frame import Subjects

_TIMES = re.compile(r"\b(?:how many times|times (?:as|more|bigger|larger|the)|multiple of|factor)\b")
_RATIO = re.compile(
    r"(?<!sharpe )(?<!sortino )(?<!information )(?<!hedge )(?<!pe )(?<!earnings )(?<!capture )(?<!leverage )\bratio (?:of|between)\b"
)
_LESS = re.compile(r"\b(?:difference|gap|spread|minus|how much (?:more|less|higher|lower|bigger|smaller|better|worse|riskier))\b")
_COMPARE = re.compile(
    r"\b(?:compare\w*|vs|versus|against|than|difference|or|side by side|both|between|beside|relative to|which (?:one )?is|who is|better|worse)\b|^(?:\w+ )+and \w+$"
)


def comparison(clause: Clause, subjects: Subjects) -> str | None:
    """`ratio`, `difference`, `compare` (beside each other), or None."""
    several = len(subjects.symbols) + len(subjects.sectors) + len(subjects.portfolios) + int(subjects.benchmark)
    own = several >= 1 and subjects.myself
    if several < 2 and not own:
        return None
    if _TIMES.search(clause.text) or _RATIO.search(clause.text):
        return "ratio"
    if re.search(r"\b(?:combined|together|in total|total|altogether|sum of)\b", clause.text):
        return None
    if _LESS.search(clause.text):
        return "difference"
    return "compare" if _COMPARE.search(clause.text) else None
