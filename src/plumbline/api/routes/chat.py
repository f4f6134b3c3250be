"""The chat: ask, watch the answer, stop it; conversations; the evidence behind a figure."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse

from plumbline.agent import threads
from plumbline.agent.asking import start_run
from plumbline.agent.evidence import get_evidence, replay
from plumbline.agent.schemas import Evidence, Replay, RunRequest, RunStarted, ThreadDetail, ThreadRename, ThreadSummary
from plumbline.agent.watching import stop_run, watch
from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal, CurrentRuns

router = APIRouter(prefix="/chat", tags=["chat"])

_NO_BUFFERING = {"cache-control": "no-cache", "x-accel-buffering": "no"}
IdempotencyKey = Annotated[
    str | None, Header(max_length=100, description="The same key twice starts one run: retry a lost answer with the same key.")
]
LastEventId = Annotated[int, Header(ge=0, description="Number of the last event that arrived; those after it follow.")]


@router.post("/runs", status_code=HTTPStatus.ACCEPTED)
async def ask(
    body: RunRequest, platform: CurrentPlatform, runs: CurrentRuns, principal: CurrentPrincipal, idempotency_key: IdempotencyKey = None
) -> RunStarted:
    """Ask a question. The answer is written whether or not anybody watches it."""
    return await start_run(platform, runs, principal, body, idempotency_key=idempotency_key)


@router.get(
    "/runs/{run_id}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}, "description": "One frame per `StreamEvent`: id, event, data."}},
)
async def events(
    run_id: str, platform: CurrentPlatform, runs: CurrentRuns, principal: CurrentPrincipal, last_event_id: LastEventId = 0
) -> StreamingResponse:
    """Watch an answer from any point: as it is written, or again later."""
    frames = await watch(platform, runs, principal, run_id, after=last_event_id)
    return StreamingResponse(frames, media_type="text/event-stream", headers=_NO_BUFFERING)


@router.post("/runs/{run_id}/stop", status_code=HTTPStatus.NO_CONTENT)
async def stop(run_id: str, platform: CurrentPlatform, runs: CurrentRuns, principal: CurrentPrincipal) -> None:
    """Stop an answer; what it said so far is kept."""
    await stop_run(platform, runs, principal, run_id)


@router.get("/runs/{run_id}/facts/{fact_id}")
async def evidence(run_id: str, fact_id: str, platform: CurrentPlatform, runs: CurrentRuns, principal: CurrentPrincipal) -> Evidence:
    """Everything behind one figure of an answer."""
    return await get_evidence(platform, runs, principal, run_id, fact_id=fact_id)


@router.post("/runs/{run_id}/facts/{fact_id}/replay")
async def replay_fact(run_id: str, fact_id: str, platform: CurrentPlatform, runs: CurrentRuns, principal: CurrentPrincipal) -> Replay:
    """Do the calculation behind a figure again and compare."""
    return await replay(platform, runs, principal, run_id, fact_id=fact_id)


@router.get("/threads")
async def list_threads(
    platform: CurrentPlatform, principal: CurrentPrincipal, limit: Annotated[int, Query(ge=1, le=200)] = 100
) -> tuple[ThreadSummary, ...]:
    """Your conversations, newest first."""
    return await threads.list_summaries(platform, principal, limit=limit)


@router.get("/threads/{thread_id}")
async def open_thread(thread_id: str, platform: CurrentPlatform, runs: CurrentRuns, principal: CurrentPrincipal) -> ThreadDetail:
    """A conversation with everything that was said in it."""
    return await threads.get_detail(platform, runs, principal, thread_id)


@router.patch("/threads/{thread_id}")
async def rename_thread(thread_id: str, body: ThreadRename, platform: CurrentPlatform, principal: CurrentPrincipal) -> ThreadSummary:
    """Give a conversation another title."""
    return await threads.rename(platform, principal, thread_id, title=body.title)


@router.delete("/threads/{thread_id}", status_code=HTTPStatus.NO_CONTENT)
async def delete_thread(thread_id: str, platform: CurrentPlatform, runs: CurrentRuns, principal: CurrentPrincipal) -> None:
    """Delete a conversation with its answers, figures and artifacts."""
    await threads.delete(platform, runs, principal, thread_id)
