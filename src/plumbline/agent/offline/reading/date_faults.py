"""Days that can not be looked at: after the last session, not in the calendar, the wrong way round, or known to the person alone."""

import calendar
import re
from datetime import date

from plumbline.agent.offline.lexicon.times import MONTHS
from plumbline.agent.offline.reading.clause import Clause

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"\b(?:(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,| ,)?(?: (?P<y>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{_MONTH})(?: (?P<y2>\d{{4}}))?)(?![\w-])"
)
_ISO = re.compile(r"(?<![\w-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w-])")
_RANGE = re.compile(r"\bfrom (\d{4}-\d{2}-\d{2}) (?:to|until|till|through) (\d{4}-\d{2}-\d{2})")
_PRIVATE = re.compile(r"\b(?:on|since|at|before|after) (?:my|our|her|his) (?:\w+ )?(?:birthday|anniversary|wedding|graduation)\b")


def date_fault(clause: Clause, as_of: date) -> str | None:
    """Return what is wrong with the day that is named, as a sentence for the person; None when nothing is."""
    if _PRIVATE.search(clause.text):
        return "I do not know that day: which date do you mean?"
    missing = _missing(clause.text)
    if missing:
        return f"There is no such day in the calendar: {missing}. Which date do you mean?"
    turned = _RANGE.search(clause.text)
    if turned and turned[1] > turned[2]:
        return f"The period ends before it begins: {turned[1]} to {turned[2]}. Which one do you mean?"
    late = next((time.moment for time in clause.times if time.moment and time.moment > as_of), None)
    if late:
        return f"I can see nothing after {as_of.isoformat()}, so there is no figure for {late.isoformat()}. Ask for a day up to then."
    return None


def _missing(text: str) -> str | None:
    for match in _DAY.finditer(text):
        month, day, year = MONTHS[match["m"] or match["m2"]], int(match["d"] or match["d2"]), match["y"] or match["y2"]
        if not match["y"] and not match["y2"] and (match["m"] or match["m2"]) in {"may", "mar", "march", "sep", "dec"}:
            continue
        if not 1 <= day <= calendar.monthrange(int(year or 2020), month)[1]:
            return match[0]
    for match in _ISO.finditer(text):
        year, month, day = (int(part) for part in match.groups())
        if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
            return match[0]
    return None
