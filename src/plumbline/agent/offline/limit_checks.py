"""The limit checks of a risk report, read from its facts and details."""

import re
from dataclasses import dataclass

from plumbline.agent.offline.figures_book import Outcome, mark
from plumbline.agent.tools.output import FactLine

_PLACE = re.compile(r"/limits/(\d+)/(figure/value|level|headroom|label|status|key|direction)")


@dataclass(frozen=True)
class Check:
    key: str
    label: str
    status: str
    figure: FactLine
    level: FactLine
    headroom: FactLine | None
    direction: str = "at_most"


def checks_of(report: Outcome) -> list[Check]:
    """Return the checks in the order of the policy."""
    if report.output is None:
        return []
    facts: dict[int, dict[str, FactLine]] = {}
    words: dict[int, dict[str, str]] = {}
    for fact in report.output.facts:
        if match := _PLACE.fullmatch(fact.path):
            facts.setdefault(int(match[1]), {})[match[2]] = fact
    for detail in report.output.details:
        if match := _PLACE.fullmatch(detail.path):
            words.setdefault(int(match[1]), {})[match[2]] = detail.text
    found = []
    for place, named in sorted(words.items()):
        own = facts.get(place, {})
        if "figure/value" in own and "level" in own:
            found.append(
                Check(
                    named.get("key", ""),
                    named.get("label", "Limit"),
                    named.get("status", "ok"),
                    own["figure/value"],
                    own["level"],
                    own.get("headroom"),
                    named.get("direction", "at_most"),
                )
            )
    return found


def limit_words(check: Check) -> str:
    """`MSFT at 17.7%, within the limit of 20.0%`."""
    who = f"{check.figure.subject.label} at " if check.key in {"single_name", "sector"} else ""
    return f"{who}{mark(check.figure)}, {state_words(check)}"


def state_words(check: Check) -> str:
    """`within the limit of 20.0%`; a floor is breached from below."""
    broken, kept = ("above", "within") if check.direction == "at_most" else ("below", "above")
    state = {"breach": broken, "warn": "close to", "ok": kept}.get(check.status, "so it can not be held against")
    return f"{state} the limit of {mark(check.level)}"
