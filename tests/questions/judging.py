"""Whether an answer prints the expected figures: by the printed characters and the fact they cite, to printed precision."""

import re
from datetime import date
from typing import Any

from tests.questions.demo import Answer
from tests.questions.expected import Question

UNITS = {
    "fraction": {"fraction"},
    "money": {"money"},
    "price": {"price"},
    "count": {"count"},
    "ratio": {"ratio"},
    "share": {"fraction", "ratio"},
    "date": {"date"},
}
_PRINTED = re.compile(r"([-+]?)\$?([-+]?)(\d+(?:\.\d+)?)\s*(trillion|billion)?(%|percentage points)?")
_SCALES = {"trillion": 1e12, "billion": 1e9, None: 1.0}


def faults(question: Question, answer: Answer) -> list[str]:
    """What is wrong with the answer; nothing when it is right."""
    found = [f"figure withheld or unverified: {one.text}" for one in answer.unverified]
    if question.refuses:
        return [*found, "states a figure"] if answer.citations else found
    for want, expected in zip(question.want, question.expected, strict=True):
        if not any(prints(expected, citation) for citation in answer.citations):
            found.append(f"{want} = {expected['value']} is not printed")
    found += [f"does not name {name}" for name in question.expected_names if name not in answer.text]
    if question.expected and not question.table and not found and not _leads(question, answer):
        found.append("the figure is not in the first paragraph")
    return found


def prints(expected: dict[str, Any], citation: Any) -> bool:
    """The citation's characters print the expected value, and its fact has that value with its sign."""
    if citation.unit.value not in UNITS[expected["unit"]]:
        return False
    if expected["unit"] == "date":
        return str(citation.value) == date.fromordinal(int(expected["value"])).isoformat()
    printed = printed_value(citation.text)
    if printed is None or not isinstance(citation.value, int | float):
        return False
    magnitude, slack = printed
    value = expected["value"]
    right_sign = value == 0 or (citation.value > 0) == (value > 0) or abs(value) < slack
    return abs(magnitude - abs(value)) <= slack * 1.0001 and right_sign


def printed_value(text: str) -> tuple[float, float] | None:
    """Magnitude of a printed figure, and half of its last digit."""
    match = _PRINTED.search(text.replace(",", ""))
    if match is None:
        return None
    decimals = len(match[3].partition(".")[2])
    scale = _SCALES[match[4]] * (0.01 if match[5] else 1.0)
    return float(match[3]) * scale, 0.5 * 10**-decimals * scale


def _leads(question: Question, answer: Answer) -> bool:
    leading = [citation for citation in answer.citations if citation.start < len(answer.lead)]
    return any(prints(question.expected[0], citation) for citation in leading)
