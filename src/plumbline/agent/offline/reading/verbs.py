"""What verbs and question words ask for when no measure is named: `how much did I make`, `how did Apple do`."""

# ruff: noqa: E501 (patterns and phrases are read in one piece)

import re

from plumbline.agent.offline.reading.clause import Clause
from plumbline.agent.offline.reading.frame import Subjects

_EARNED = re.compile(r"\b(?:make|made|making|earn|earned|lose|lost|losing|gain|gained|profit|profited|cost me|cost us|up|down)\b")
_WENT = re.compile(
    r"\b(?:fall|fell|fallen|drop|dropped|decline|declined|rise|rose|risen|gain|gained|climb|climbed|rally|rallied|move|moved|lose|lost|"
    r"return|returned|grow|grew|grown|appreciate|appreciated|up|down|change|changed|surge|surged|jump|jumped|slide|slid|sink|sank)\b"
)
_DID = re.compile(
    r"\bhow\b.*\b(?:done|doing|did|do|perform\w*|fare|fared|faring|gone|going|behave|behaved|hold up|held up|come out|came out|been|look|go)\b(?! (?:you|i|we) \b)"
)
_OF_MINE = re.compile(
    r"\bhow (?:much|many)\b.*\b(?:of (?:my|the|this|our) (?:portfolio|account|book|money|net worth|nav|net value|assets)|% )\b"
)
_MINE = re.compile(r"\b(?:i|we|me|us|my|money|dollars|shorts?|longs?)\b")
_MADE = re.compile(r"\bhow much (?:money )?(?:did|has|have) (?:it|they|that|this|those|these) (?:make|made|earn|earned|lose|lost|cost)\b")
_GAINING = re.compile(
    r"\b(?:did|have|do) (?:i|we) (?:lose|lost|make|made|earn|earned) (?:any )?money\b|\b(?:i|we) (?:lost|made|lose|make) money\b|\b(?:are|is|have|has|did|do) (?:my|the) [\w ]{1,30}(?:making|losing|made|lost|make|lose) (?:me )?money\b|\b(?:am|are) (?:i|we) (?:making|losing|up|down|in profit|in the (?:red|green|black)|ahead|profitable)\b"
)


_UP_DAYS = re.compile(
    r"\b(?:how often|how many (?:days|sessions)|share of (?:days|sessions)|days)\b.*\b(?:up|positive|green|gain\w*|rose|rise)\b"
)
_TRADED = re.compile(r"\b(?:trad(?:e|ed|es|ing)|clos(?:e|ed) at|quoted|stand at|stood at|go for|going for)\b")
_IDLE_UP = re.compile(r"\b(?:tied|made|make|add|adds|end|ended|sum|sums|take|takes|locked) up\b")


def meant(clause: Clause, subjects: Subjects, unit: str | None) -> list[str]:
    """Return the measures that the clause's verbs mean; nothing when they mean none."""
    text = _IDLE_UP.sub(" ", clause.text)
    if _UP_DAYS.search(text):
        return ["up_days"]
    if subjects.symbols and _TRADED.search(text) and "earnings" not in text:
        return ["price"]
    timed = any(time.period or (time.moment and not time.ago) for time in clause.times)
    if _OF_MINE.search(text) and not _EARNED.search(text):
        return ["cash_weight"] if re.search(r"\bcash\b", text) and not subjects.symbols else ["weight"]
    if _GAINING.search(text) and not subjects.benchmark and not subjects.holdings and not re.search(r"\bhow (?:much|often)\b", text):
        return ["period_change", "period_return"] if timed else ["unrealized_gain", "unrealized_return"]
    if re.search(r"\bhow (?:much|many dollars|many bucks|far)\b", text):
        return _how_much(text, subjects, unit, timed=timed)
    return _did(text, unit, timed=timed)


def _did(text: str, unit: str | None, *, timed: bool) -> list[str]:
    returned = ["period_change"] if unit == "money" else ["period_return"]
    if timed and re.search(r"\bwhere do (?:i|we) stand\b", text):
        return ["period_change", "period_return"]
    if re.search(r"\bwhat (?:did|do|does|has|have)\b.*\b(?:return|returned|make|made|earn|earned|gain|gained|lose|lost|yield)\b", text):
        return returned
    if timed and re.search(r"\b(?:make|made|earn|lose|lost|losing|making)\b.*\b(?:dollars|money)\b", text):
        return ["period_change"]
    asked = timed and re.search(r"\b(?:how|did|has|have|is|was|what|move|change)\b", text) and _WENT.search(text)
    if _DID.search(text) or asked or (timed and re.search(r"^(?:so )?how (?:was|were|is|about)\b", text)):
        return returned
    return []


def _how_much(text: str, subjects: Subjects, unit: str | None, *, timed: bool) -> list[str]:
    if re.search(r"\bhow much (?:more|less|higher|lower|bigger|riskier)\b", text):
        return []
    if _EARNED.search(text) and (_MINE.search(text) or _MADE.search(text)):
        return _earned(text, subjects, unit, timed=timed)
    if _WENT.search(text):
        return ["period_change"] if unit == "money" else ["period_return"]
    if re.search(r"\bpa(?:y|id)\b", text):
        return ["cost_basis"]
    if re.search(r"\b(?:worth|value)\b", text):
        return ["market_value"]
    return _how_much_held(text, subjects, unit)


def _earned(text: str, subjects: Subjects, unit: str | None, *, timed: bool) -> list[str]:
    if not timed:
        return ["unrealized_return"] if unit == "fraction" else ["unrealized_gain"]
    if unit == "fraction":
        return ["period_return"]
    both = re.search(r"\b(?:gained|up|down)\b", text) and unit != "money" and not subjects.symbols
    return ["period_return", "period_change"] if both else ["period_change"]


def _how_much_held(text: str, subjects: Subjects, unit: str | None) -> list[str]:
    if subjects.side and not subjects.symbols:
        return [f"{subjects.side}_exposure"]
    if subjects.sectors or subjects.kinds or subjects.right:
        return ["market_value", "weight"] if unit == "money" else ["weight", "market_value"]
    if subjects.symbols:
        return ["market_value", "weight", "quantity"]
    return ["net_value"] if re.search(r"\bmoney\b|\bdo i have\b", text) else []
