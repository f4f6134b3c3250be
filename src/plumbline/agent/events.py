"""The one vocabulary of a run: what SSE sends, `--json` prints, the database stores and the web reduces.

The joined texts of all `token` events are the answer (after the last `reset`, when there was one).
"""

from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from plumbline.artifacts.slots import Board
from plumbline.core.errors import ErrorKind
from plumbline.core.ids import ArtifactId, FactId, RunId, ThreadId
from plumbline.core.schema import Schema
from plumbline.facts.fact import FactValue, Subject, Unit


class Event(Schema):
    id: int = Field(ge=1, description="Rises by one in a run; `Last-Event-ID` resumes after it.")


class Meta(Schema):
    run_id: RunId
    thread_id: ThreadId
    question: str
    model: str
    as_of: date | None = Field(description="The day the run speaks of; null when that could not be settled.")
    portfolio_id: str | None
    portfolio_name: str | None


class MetaEvent(Event):
    event: Literal["meta"] = "meta"
    data: Meta


class PageAck(Schema):
    page: str
    characters: int = Field(description="Length of the summary of the page that was read.")
    selection: str | None = None


class PageAckEvent(Event):
    event: Literal["page_ack"] = "page_ack"
    data: PageAck


class Text(Schema):
    text: str


class ThinkingEvent(Event):
    event: Literal["thinking"] = "thinking"
    data: Text


class PlanStep(Schema):
    label: str = Field(description="What was understood, in a few words: `risk contributions of Growth`.")


class Plan(Schema):
    understood: str
    steps: tuple[PlanStep, ...]


class PlanEvent(Event):
    event: Literal["plan"] = "plan"
    data: Plan


class ToolCall(Schema):
    call_id: str
    tool: str
    label: str
    arguments: dict[str, Any]


class ToolCallEvent(Event):
    event: Literal["tool_call"] = "tool_call"
    data: ToolCall


class ToolResult(Schema):
    call_id: str
    tool: str
    ok: bool
    summary: str
    milliseconds: int
    n_facts: int


class ToolResultEvent(Event):
    event: Literal["tool_result"] = "tool_result"
    data: ToolResult


class ArtifactPayload(Schema):
    artifact_id: ArtifactId
    kind: str
    title: str
    board: Board


class ArtifactEvent(Event):
    event: Literal["artifact"] = "artifact"
    data: ArtifactPayload


class TokenEvent(Event):
    event: Literal["token"] = "token"
    data: Text


class Citation(Schema):
    """The figure printed at characters [start, end) of the answer hangs from this fact."""

    start: int
    end: int
    text: str
    fact_id: FactId
    measure: str
    measure_name: str
    subject: Subject
    value: FactValue
    unit: Unit
    currency: str | None
    as_of: date
    period: str | None
    calculation: str


class CitationEvent(Event):
    event: Literal["citation"] = "citation"
    data: Citation


class Unverified(Schema):
    """A figure that no fact supports: marked (policy `mark`) or withheld with its sentence (policy `strict`)."""

    start: int | None
    end: int | None
    text: str
    reason: str
    withheld: bool


class UnverifiedEvent(Event):
    event: Literal["unverified"] = "unverified"
    data: Unverified


class SuggestionEvent(Event):
    event: Literal["suggestion"] = "suggestion"
    data: Text


class Reset(Schema):
    """Everything said so far is taken back; the answer starts anew."""

    reason: str


class ResetEvent(Event):
    event: Literal["reset"] = "reset"
    data: Reset


class Done(Schema):
    status: Literal["complete", "stopped", "partial"]
    milliseconds: int
    n_facts: int
    n_citations: int
    input_tokens: int
    output_tokens: int


class DoneEvent(Event):
    event: Literal["done"] = "done"
    data: Done


class Failure(Schema):
    kind: ErrorKind
    message: str


class ErrorEvent(Event):
    event: Literal["error"] = "error"
    data: Failure


class Heartbeat(Schema):
    elapsed_milliseconds: int


class HeartbeatEvent(Event):
    event: Literal["heartbeat"] = "heartbeat"
    data: Heartbeat


class ConfirmationRequest(Schema):
    confirmation_id: str
    tool: str
    summary: str


class ConfirmationEvent(Event):
    event: Literal["confirmation"] = "confirmation"
    data: ConfirmationRequest


AnyStreamEvent = (
    MetaEvent
    | PageAckEvent
    | ThinkingEvent
    | PlanEvent
    | ToolCallEvent
    | ToolResultEvent
    | ArtifactEvent
    | ConfirmationEvent
    | TokenEvent
    | CitationEvent
    | UnverifiedEvent
    | SuggestionEvent
    | ResetEvent
    | DoneEvent
    | ErrorEvent
    | HeartbeatEvent
)
StreamEvent = Annotated[AnyStreamEvent, Field(discriminator="event")]
EVENT_TYPES = get_args(AnyStreamEvent)
