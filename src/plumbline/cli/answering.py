"""Runs a question in this process and prints what it says: for a person, or line by line for a program."""

import json
from dataclasses import dataclass
from datetime import date

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape
from rich.status import Status

from plumbline.access.principal import Principal
from plumbline.agent.asking import start_run
from plumbline.agent.events import (
    AnyStreamEvent,
    DoneEvent,
    ErrorEvent,
    MetaEvent,
    PlanEvent,
    ResetEvent,
    SuggestionEvent,
    TokenEvent,
    ToolCallEvent,
    ToolResultEvent,
    UnverifiedEvent,
)
from plumbline.agent.recovery import recover_runs
from plumbline.agent.registry import RunRegistry
from plumbline.agent.schemas import RunRequest
from plumbline.cli.local import run_locally
from plumbline.cli.terminal import FAILURE, err, out
from plumbline.core.ids import PortfolioId, ThreadId
from plumbline.core.logs import configure_logs
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import resolve_portfolio


@dataclass(frozen=True)
class Question:
    text: str
    portfolio: str | None
    as_of: date | None
    thread: str | None


def answer(question: Question, *, as_json: bool) -> int:
    """Ask, print the answer while it is written, and return the exit code."""

    async def work(platform: Platform, owner: Principal) -> int:
        configure_logs("error", platform.settings.log_format)
        await recover_runs(platform.database)
        registry = RunRegistry(platform.settings)
        printer = _Lines() if as_json else _Page()
        try:
            return await _answered(platform, registry, owner, question, printer)
        finally:
            await registry.close()

    return run_locally(work)


async def _answered(platform: Platform, registry: RunRegistry, owner: Principal, question: Question, printer: "_Lines | _Page") -> int:
    started = await start_run(platform, registry, owner, await _request(platform, owner, question))
    live = registry.find(started.run_id)
    assert live is not None, "a run that was just started is live"
    failed = False
    async for event in live.job.channel.follow():
        printer.show(event)
        failed = failed or isinstance(event, ErrorEvent)
    return FAILURE if failed else 0


async def _request(platform: Platform, owner: Principal, question: Question) -> RunRequest:
    named = await resolve_portfolio(platform, owner, question.portfolio) if question.portfolio else None
    return RunRequest(
        text=question.text,
        thread_id=ThreadId(question.thread) if question.thread else None,
        portfolio_id=PortfolioId(named.id) if named else None,
        as_of=question.as_of,
    )


class _Lines:
    """One line of JSON for each event: the same union as the web gets."""

    def show(self, event: AnyStreamEvent) -> None:
        line = {"id": event.id, "event": event.event, "data": event.data.model_dump(mode="json")}
        typer.echo(json.dumps(line, ensure_ascii=False, allow_nan=False))


class _Page:
    """For a person: what is being done goes to standard error and disappears, the answer goes to standard output.

    In a terminal the answer is drawn when a paragraph is complete, because a table can not be drawn by halves.
    """

    def __init__(self) -> None:
        self._status = Status("Reading the question", console=err)
        self._status.start()
        self._written = ""
        self._drawn = 0
        self._is_whole = False

    def show(self, event: AnyStreamEvent) -> None:
        match event:
            case MetaEvent(data=meta) if meta.portfolio_name:
                _note(f"{meta.portfolio_name}, as of {meta.as_of}")
            case PlanEvent(data=plan):
                steps = ", ".join(step.label for step in plan.steps if step.label != plan.understood)
                _note(f"{plan.understood or 'Plan'}{': ' if steps else ''}{steps}")
            case ToolCallEvent(data=call):
                self._status.update(escape(call.label))
            case ToolResultEvent(data=result) if not result.ok:
                _note(f"{result.tool}: {result.summary}")
            case TokenEvent(data=token):
                self._write(token.text)
            case ResetEvent(data=reset):
                self._take_back(reset.reason)
            case UnverifiedEvent(data=unverified) if unverified.withheld:
                _note(f"Withheld a sentence: no fact supports {unverified.text}.", style="yellow")
            case SuggestionEvent() | ErrorEvent() | DoneEvent():
                self._end(event)
            case _:
                pass

    def _write(self, text: str) -> None:
        self._status.stop()
        self._written += text
        complete = self._written.rfind("\n\n")
        if complete >= self._drawn:
            self._draw(complete + 2)

    def _take_back(self, reason: str) -> None:
        _note(reason, style="yellow")
        self._written, self._drawn = "", 0

    def _end(self, event: SuggestionEvent | ErrorEvent | DoneEvent) -> None:
        self._status.stop()
        if not self._is_whole:
            self._is_whole = True
            self._draw(len(self._written))
            out.print()
        match event:
            case SuggestionEvent(data=suggestion):
                _note(f"› {suggestion.text}")
            case ErrorEvent(data=failure):
                _note(f"Error: {failure.message}", style="red")
            case DoneEvent():
                pass

    def _draw(self, end: int) -> None:
        text, self._drawn = self._written[self._drawn : end], end
        if text.strip():
            _draw_text(out, text)


def _note(text: str, *, style: str = "dim") -> None:
    err.print(text, style=style, markup=False, soft_wrap=True)


def _draw_text(console: Console, text: str) -> None:
    if console.is_terminal:
        console.print(Markdown(text))
    else:
        console.file.write(text)
        console.file.flush()
