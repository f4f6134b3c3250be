"""The question file: what is asked of which portfolio on which day, and the figures that the answer must print.

`python -m tests.questions.expected` computes `expected` and `expected_names` of every question again from the reference.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.questions.reference import Book, figure

QUESTIONS = Path(__file__).parent / "questions.jsonl"
LAST_SESSION = "2022-12-28"


@dataclass(frozen=True)
class Question:
    """`turns` are asked one after the other in one thread; the last one is checked.

    `refuses`: no figure may be given. `table`: a list was asked for, so the figures need not stand in the first sentence.
    """

    id: str
    portfolio: str
    as_of: date
    turns: tuple[str, ...]
    want: tuple[str, ...]
    names: str | None
    refuses: bool
    table: bool
    expected: tuple[dict[str, Any], ...]
    expected_names: tuple[str, ...]


def load_questions() -> tuple[Question, ...]:
    lines = [json.loads(line) for line in QUESTIONS.read_text().splitlines()]
    return tuple(
        Question(
            id=line["id"], portfolio=line["portfolio"], as_of=date.fromisoformat(line["as_of"]), turns=tuple(line["turns"]),
            want=tuple(line["want"]), names=line.get("names"), refuses=line.get("refuses", False), table=line.get("table", False),
            expected=tuple(line["expected"]), expected_names=tuple(line["expected_names"]),
        )
        for line in lines
    )  # fmt: skip


def computed(line: dict[str, Any]) -> dict[str, Any]:
    """The line with its expected figures computed anew, rounded to twelve significant digits."""
    book = Book(line["portfolio"], date.fromisoformat(line["as_of"]))
    figures = [figure(want, book) for want in line["want"]]
    names = figure(line["names"], book) if line.get("names") else []
    return line | {"expected": [{"value": float(f"{one:.12g}"), "unit": one.unit} for one in figures], "expected_names": list(names)}


def main() -> None:
    lines = [computed(json.loads(line)) for line in QUESTIONS.read_text().splitlines()]
    QUESTIONS.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


if __name__ == "__main__":
    main()
