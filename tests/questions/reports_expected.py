"""What the questions about reports must be answered with: the report is called directly, with arguments written by hand.

The analyst's part is to find the report, its parameters and the figure in it; the figures themselves are checked against published
values elsewhere (`tests/golden`). What plain loops can say (`tests/questions/reference.py`) is taken from there.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic_ai import RunContext, Tool
from pydantic_ai.usage import RunUsage
from tests.questions.demo import Demo
from tests.questions.expected import Question
from tests.questions.reference import Book, figure

from plumbline.agent.tools.catalog import TOOLS
from plumbline.analytics.measures import measure
from plumbline.facts.derive import figures
from plumbline.llm.offline import OfflineAnalyst

REPORTS = Path(__file__).parent / "reports.jsonl"
_BY_NAME = {tool.name: tool for tool in TOOLS}
Places = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class ReportQuestion:
    """`want` are expressions: `R('get_backtest', '/methods/0/exceptions/value', confidence=0.95)`, or those of questions.jsonl.

    `held_out`: it was written before the analyst was built, and not looked at while it was tuned.
    """

    id: str
    held_out: bool
    portfolio: str
    turns: tuple[str, ...]
    want: tuple[str, ...]
    names: tuple[str, ...]
    table: bool


def load_report_questions() -> tuple[ReportQuestion, ...]:
    lines = [json.loads(line) for line in REPORTS.read_text().splitlines()]
    return tuple(
        ReportQuestion(
            line["id"], line["held_out"], line["portfolio"], tuple(line["turns"]), tuple(line["want"]), tuple(line["names"]), line["table"]
        )
        for line in lines
    )


async def expected_of(question: ReportQuestion, demo: Demo, as_of: date) -> Question:
    """The question with its expected figures, as the judge takes it."""
    expected, names = [], list(question.names)
    for want in question.want:
        call = parsed(want)
        if call is None:
            one = figure(want, Book(question.portfolio, as_of))
            expected.append({"value": float(one), "unit": one.unit})
        else:
            expected.append(await call(demo, question.portfolio, as_of))
    return Question(
        id=question.id, portfolio=question.portfolio, as_of=as_of, turns=question.turns, want=question.want, names=None, refuses=False,
        table=question.table, expected=tuple(expected), expected_names=tuple(names),
    )  # fmt: skip


def parsed(want: str) -> Callable[[Demo, str, date], Awaitable[dict[str, Any]]] | None:
    """The call that an expression stands for; None for one of the plain reference."""
    if not want.startswith(("R(", "PICK(", "WI(")):
        return None
    return eval(want, {"__builtins__": {}}, {"R": _place, "PICK": _pick, "WI": _what_if})


def _place(tool: str, path: str, /, **arguments: Any) -> Callable[[Demo, str, date], Awaitable[dict[str, Any]]]:
    async def found(demo: Demo, portfolio: str, as_of: date) -> dict[str, Any]:
        return (await _report(demo, portfolio, as_of, tool, arguments))[path]

    return found


def _pick(tool: str, pattern: str, of: str, /, **arguments: Any) -> Callable[[Demo, str, date], Awaitable[dict[str, Any]]]:
    """The place under `pattern` whose subject is called `of`, or the lowest or highest of all that fit."""

    async def found(demo: Demo, portfolio: str, as_of: date) -> dict[str, Any]:
        start, _, end = pattern.partition("*")
        places = await _report(demo, portfolio, as_of, tool, arguments)
        fitting = [
            one
            for path, one in places.items()
            if path.startswith(start) and path.endswith(end) and "/" not in path[len(start) : -len(end) or None]
        ]
        if of in {"lowest", "highest"}:
            return (min if of == "lowest" else max)(fitting, key=lambda one: one["value"])
        return next(one for one in fitting if of in one["subject"])

    return found


def _what_if(path: str, edits: tuple[tuple[str, Any], ...]) -> Callable[[Demo, str, date], Awaitable[dict[str, Any]]]:
    """Weights from the plain reference: `half` of what is held, or `+0.1` more."""

    async def found(demo: Demo, portfolio: str, as_of: date) -> dict[str, Any]:
        book = Book(portfolio, as_of)
        changed = []
        for symbol, to in edits:
            now = (
                float(book.cash()) / float(book.value())
                if symbol == "CASH"
                else float(book.weight(symbol))
                if symbol in book.invested
                else 0.0
            )
            weight = now / 2 if to == "half" else now + float(to) if isinstance(to, str) else to
            changed.append({"symbol": symbol, "weight": weight})
        return (await _report(demo, portfolio, as_of, "run_what_if", {"variants": [{"edits": changed}]}))[path]

    return found


async def _report(demo: Demo, portfolio: str, as_of: date, name: str, arguments: dict[str, Any]) -> Places:
    """Every figure of the report by its place."""
    tool = _BY_NAME[name]
    schema = Tool(tool.function, takes_ctx=True, name=name, docstring_format="google").function_schema
    context = RunContext(deps=demo.deps(portfolio, as_of=as_of), model=OfflineAnalyst(lambda *_: ()), usage=RunUsage())
    result = await schema.call(schema.validator.validate_python(arguments), context)
    return {
        one.path: {"value": _number(one.value), "unit": measure(one.measured.measure).unit.value, "subject": one.owner.subject.label}
        for one in figures(result)
        if one.value is not None
    }


def _number(value: Any) -> float:
    return float(value.toordinal()) if isinstance(value, date) else float(value) if isinstance(value, int | float) else 0.0
