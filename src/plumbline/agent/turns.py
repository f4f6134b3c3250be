"""What a thread remembers for its next question: the last questions and answers, and the facts that the answers cited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from plumbline.agent.events import AnyStreamEvent, Citation, CitationEvent, ResetEvent, TokenEvent
from plumbline.agent.job import Turn
from plumbline.agent.models import RunState
from plumbline.agent.repository import list_events, list_facts, list_runs
from plumbline.core.ids import FactId
from plumbline.facts.fact import Fact

_REMEMBERED = 6
"""Runs. A follow-up refers to what was just said; more would only cost tokens."""

_ANSWER_LIMIT = 6_000


@dataclass(frozen=True)
class Memory:
    """`cited` are all fact ids that the remembered answers used; `facts` those of them that may be cited again."""

    turns: tuple[Turn, ...] = ()
    facts: tuple[Fact, ...] = ()
    cited: tuple[FactId, ...] = ()


@dataclass(frozen=True)
class _Said:
    """An answer as it stood at the end of its run."""

    text: str
    citations: tuple[Citation, ...]


async def load_memory(session: AsyncSession, thread_id: str, as_of: date) -> Memory:
    """Remember the last runs of a thread for a question as of `as_of`; facts of later days stay behind."""
    runs = [run for run in await list_runs(session, thread_id, newest=_REMEMBERED) if run.state is not RunState.RUNNING]
    events = await list_events(session, [run.id for run in runs])
    turns: list[Turn] = []
    facts: list[Fact] = []
    cited: list[FactId] = []
    for run in runs:
        said = _said(events[run.id])
        turns.append(Turn(question=run.question, answer=with_fact_ids(said)[:_ANSWER_LIMIT], as_of=run.as_of))
        wanted = [citation.fact_id for citation in said.citations]
        cited += wanted
        if run.as_of <= as_of and wanted:
            facts += [fact for fact in await list_facts(session, run.id, wanted) if fact.as_of <= as_of]
    return Memory(tuple(turns), tuple(facts), tuple(cited))


def _said(events: Sequence[AnyStreamEvent]) -> _Said:
    text: list[str] = []
    citations: list[Citation] = []
    for event in events:
        match event:
            case ResetEvent():
                text, citations = [], []
            case TokenEvent(data=token):
                text.append(token.text)
            case CitationEvent(data=citation):
                citations.append(citation)
            case _:
                pass
    return _Said("".join(text), tuple(citations))


def with_fact_ids(said: _Said) -> str:
    """The answer with each figure's fact behind it: `21.3% [f12]`."""
    text = said.text
    for citation in sorted(said.citations, key=lambda citation: citation.end, reverse=True):
        text = f"{text[: citation.end]} [{citation.fact_id}]{text[citation.end :]}"
    return text
