"""What a model is told of the situation: portfolios, the day, the screen, and the thread so far. No names of people, no accounts."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from pydantic_ai.messages import ModelMessage, ModelRequest, ModelResponse, TextPart, UserPromptPart

from plumbline.agent.deps import RunDeps
from plumbline.agent.job import Turn
from plumbline.agent.prompts.analyst import ANALYST
from plumbline.agent.tools.edge import MAX_ROUNDS
from plumbline.analytics.measures import MEASURES

_MOST_TOLD = 100
"""Portfolios: an advisor's thousand clients would fill the model's memory with names."""
_NOT_TOLD = "(This was answered as of a later day and is not known on the day of this question.)"


def instructions_for(deps: RunDeps) -> str:
    """The standing instructions and the situation of this run."""
    return "\n\n".join([ANALYST.replace("{rounds}", str(MAX_ROUNDS)), _measures(), _situation(deps), *_screen(deps)])


def messages_of(turns: Sequence[Turn], as_of: date) -> list[ModelMessage]:
    """The thread as a conversation. Answers that speak of a later day than `as_of` are left out: they would leak."""
    messages: list[ModelMessage] = []
    for turn in turns:
        answer = turn.answer if turn.as_of <= as_of else _NOT_TOLD
        messages.append(ModelRequest(parts=[UserPromptPart(content=turn.question)]))
        messages.append(ModelResponse(parts=[TextPart(content=answer or "(no answer)")]))
    return messages


@cache
def _measures() -> str:
    """The keys that query_figures takes, so that a model need not guess them."""
    lines = [entry.key + (f" ({', '.join(entry.takes)})" if entry.takes else "") for entry in MEASURES if entry.words]
    return "# Measures\nKeys for query_figures, with what each may take besides:\n" + "; ".join(lines)


def _situation(deps: RunDeps) -> str:
    lines = [f"# Now\n- The day is {deps.view.as_of.isoformat()}, the last session that can be seen. 'Today' means this day."]
    if deps.portfolios:
        told = deps.portfolios[:_MOST_TOLD]
        names = "; ".join(f"{_data(ref.name)} (id {ref.id}, {ref.currency}, benchmark {ref.benchmark})" for ref in told)
        more = len(deps.portfolios) - len(told)
        lines.append(f"- Portfolios: {names}{f'; and {more} more, to be named by the words of the person' if more else ''}.")
    else:
        lines.append("- The person has no portfolio yet: they can import a file on the Import page.")
    if deps.groups:
        names = "; ".join(f"{_data(group.name)} (id {group.id}, {len(group.members or ())} portfolios)" for group in deps.groups)
        lines.append(f"- Groups, whose id stands for one portfolio made of all their holdings wherever a portfolio is named: {names}.")
    if deps.portfolio:
        lines.append(f"- The portfolio in question, unless another is named, is {_data(deps.portfolio.name)} (id {deps.portfolio.id}).")
    return "\n".join(lines)


def _screen(deps: RunDeps) -> list[str]:
    if deps.page is None:
        return []
    selection = f"\nSelected: {_data(deps.page.selection)}" if deps.page.selection else ""
    return [f"# On the person's screen\nPage: {_data(deps.page.page)}{selection}\n{_data(deps.page.summary)}"]


def _data(text: str) -> str:
    """Text from outside, fenced so that it can not pose as an instruction."""
    return f"<data>{text.replace('<', '‹').replace('>', '›')}</data>"
