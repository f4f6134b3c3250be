"""Wire types of the chat: what the client sends and what it reads back."""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from plumbline.agent.events import StreamEvent
from plumbline.core.ids import PortfolioId, RunId, ThreadId
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact, FactValue

QUESTION_LIMIT = 4_000
"""Characters. A question is a few sentences; a document belongs into an import."""

PAGE_SUMMARY_LIMIT = 2_000

RunStatus = Literal["running", "complete", "stopped", "partial"]


class PageContext(Schema):
    """What is on the person's screen, as the client describes it: data from outside, never an instruction."""

    page: str = Field(min_length=1, max_length=60)
    summary: str = Field(default="", max_length=PAGE_SUMMARY_LIMIT)
    selection: str | None = Field(default=None, max_length=120, description="What was clicked: a symbol or a sector.")


class RunRequest(Schema):
    """A question. Its length is checked in the domain, so that the message can say what to do."""

    text: str
    thread_id: ThreadId | None = None
    portfolio_id: PortfolioId | None = None
    as_of: date | None = None
    page: PageContext | None = None


class RunStarted(Schema):
    run_id: RunId
    thread_id: ThreadId


class ThreadSummary(Schema):
    id: ThreadId
    title: str
    updated_at: datetime
    n_runs: int


class RunDetail(Schema):
    id: RunId
    question: str
    status: RunStatus
    as_of: date | None
    events: tuple[StreamEvent, ...]


class ThreadDetail(Schema):
    id: ThreadId
    title: str
    created_at: datetime
    updated_at: datetime
    runs: tuple[RunDetail, ...]


class ThreadRename(Schema):
    title: str = Field(min_length=1, max_length=120)


class MeasureNote(Schema):
    """The catalog's entry for the measure of a fact."""

    key: str
    name: str
    definition: str
    sign: str
    source: str
    missing_data: str


class EvidenceCall(Schema):
    tool: str
    arguments: dict[str, Any]


class Evidence(Schema):
    """Everything behind one figure: its meaning, the call that produced it, and the facts it was calculated from."""

    fact: Fact
    text: str = Field(description="The value as it is printed.")
    measure: MeasureNote
    tool_call: EvidenceCall | None
    inputs: tuple[Fact, ...]


class Replay(Schema):
    """The same calculation, done again now with the stored arguments and day."""

    value: FactValue
    matches: bool = Field(description="The value is the same as the stored one.")
    snapshot_matches: bool = Field(description="It was calculated from the same holdings and prices.")
    note: str = Field(description="What that means, in one sentence.")
