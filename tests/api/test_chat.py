"""The chat over HTTP."""

import json
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from tests.agent.conftest import add_holdings
from tests.agent.scripted import RISK, registry_of, say, scripted
from tests.api.conftest import ORIGIN, sign_in

from plumbline.access.principal import Channel, Principal, Role
from plumbline.access.users import create_user, principal_of
from plumbline.agent.schemas import PAGE_SUMMARY_LIMIT
from plumbline.llm.script import Call
from plumbline.portfolios.platform import Platform

CHAT = "/api/v1/chat"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One database is enough here: storage is tested on both below this edge."""
    return sqlite_url


@pytest.fixture
async def chat(app: FastAPI, browser: httpx.AsyncClient, platform: Platform, owner: Principal) -> httpx.AsyncClient:
    await add_holdings(platform.database, owner)
    text = "Beta is <beta>, the score <risk_score>.\n[[suggest: Why?]]"
    model, _ = scripted((*RISK, Call("create_artifact", {})), say(text))
    app.state.runs = registry_of(platform, model)
    return browser


def parsed(body: str) -> list[dict[str, Any]]:
    frames = []
    for block in body.strip().split("\n\n"):
        fields = dict(line.partition(": ")[::2] for line in block.splitlines())
        frames.append({"id": int(fields["id"]), "event": fields["event"], "data": json.loads(fields["data"])})
    return frames


async def asked(chat: httpx.AsyncClient, **body: Any) -> tuple[dict[str, str], list[dict[str, Any]]]:
    response = await chat.post(f"{CHAT}/runs", json={"text": "How risky am I?", **body})
    assert response.status_code == 202, response.text
    started = response.json()
    stream = await chat.get(f"{CHAT}/runs/{started['run_id']}/events")
    assert stream.headers["content-type"].startswith("text/event-stream")
    return started, parsed(stream.text)


async def test_ask_and_watch(chat: httpx.AsyncClient) -> None:
    started, frames = await asked(chat, page={"page": "risk", "summary": "Risk page", "selection": None})
    events = [frame["event"] for frame in frames]
    assert events[:2] == ["meta", "page_ack"]
    assert events[-1] == "done"
    assert frames[0]["data"]["thread_id"] == started["thread_id"]
    answer = "".join(frame["data"]["text"] for frame in frames if frame["event"] == "token")
    for frame in frames:
        if frame["event"] == "citation":
            assert answer[frame["data"]["start"] : frame["data"]["end"]] == frame["data"]["text"]


async def test_last_event_id_resumes(chat: httpx.AsyncClient) -> None:
    started, frames = await asked(chat)
    resumed = await chat.get(f"{CHAT}/runs/{started['run_id']}/events", headers={"Last-Event-ID": "3"})
    assert parsed(resumed.text) == frames[3:]
    beyond = await chat.get(f"{CHAT}/runs/{started['run_id']}/events", headers={"Last-Event-ID": "9999"})
    assert (beyond.status_code, beyond.text) == (200, "")


async def test_a_retried_question_with_the_same_key_is_one_run(chat: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "once"}
    first = await chat.post(f"{CHAT}/runs", json={"text": "Hello?"}, headers=headers)
    second = await chat.post(f"{CHAT}/runs", json={"text": "Hello?"}, headers=headers)
    assert first.json() == second.json()
    await chat.get(f"{CHAT}/runs/{first.json()['run_id']}/events")
    assert len((await chat.get(f"{CHAT}/threads")).json()) == 1


async def test_threads_evidence_replay_and_artifact(chat: httpx.AsyncClient) -> None:
    started, frames = await asked(chat)
    detail = (await chat.get(f"{CHAT}/threads/{started['thread_id']}")).json()
    assert detail["runs"][0]["events"] == frames
    fact_id = next(frame["data"]["fact_id"] for frame in frames if frame["event"] == "citation")
    evidence = (await chat.get(f"{CHAT}/runs/{started['run_id']}/facts/{fact_id}")).json()
    assert evidence["tool_call"]["tool"] == "get_risk_report"
    replayed = (await chat.post(f"{CHAT}/runs/{started['run_id']}/facts/{fact_id}/replay")).json()
    assert (replayed["matches"], replayed["snapshot_matches"]) == (True, True)
    payload = next(frame["data"] for frame in frames if frame["event"] == "artifact")
    assert (await chat.get(f"/api/v1/artifacts/{payload['artifact_id']}")).json() == payload
    renamed = await chat.patch(f"{CHAT}/threads/{started['thread_id']}", json={"title": "Risk"})
    assert renamed.json()["title"] == "Risk"
    assert (await chat.delete(f"{CHAT}/threads/{started['thread_id']}")).status_code == 204
    assert (await chat.get(f"{CHAT}/threads/{started['thread_id']}")).status_code == 404
    assert (await chat.get(f"/api/v1/artifacts/{payload['artifact_id']}")).status_code == 404


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"text": ""}, "Expected a question"),
        ({"text": "x" * 50_000}, "at most 4,000 characters, found 50,000"),
        ({"text": "Hello?", "as_of": "2094-01-01"}, "Prices end on"),
        ({"text": "Hello?", "page": {"page": "risk", "summary": "x" * (PAGE_SUMMARY_LIMIT + 1), "selection": None}}, "summary"),
    ],
)
async def test_what_can_not_be_asked_is_a_422_that_says_why(chat: httpx.AsyncClient, body: dict[str, Any], says: str) -> None:
    response = await chat.post(f"{CHAT}/runs", json=body)
    assert response.status_code == 422
    assert says in response.text
    assert (await chat.get(f"{CHAT}/threads")).json() == []


async def test_everything_of_the_chat_needs_its_owner(chat: httpx.AsyncClient, app: FastAPI, platform: Platform) -> None:
    started, frames = await asked(chat)
    fact_id = next(frame["data"]["fact_id"] for frame in frames if frame["event"] == "citation")
    artifact_id = next(frame["data"]["artifact_id"] for frame in frames if frame["event"] == "artifact")
    run, thread = f"{CHAT}/runs/{started['run_id']}", f"{CHAT}/threads/{started['thread_id']}"
    attempts = [
        ("GET", f"{run}/events", None),
        ("POST", f"{run}/stop", None),
        ("GET", f"{run}/facts/{fact_id}", None),
        ("POST", f"{run}/facts/{fact_id}/replay", None),
        ("GET", thread, None),
        ("PATCH", thread, {"title": "Mine"}),
        ("DELETE", thread, None),
        ("POST", f"{CHAT}/runs", {"text": "Hello?", "thread_id": started["thread_id"]}),
        ("GET", f"/api/v1/artifacts/{artifact_id}", None),
    ]
    async with platform.database.write() as session:
        stranger = principal_of(await create_user(session, name="Stranger", role=Role.RISK), Channel.BROWSER)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ORIGIN) as other:
        for method, path, body in attempts:
            assert (await other.request(method, path, json=body)).status_code == 401, path
        await sign_in(other, platform, stranger)
        for method, path, body in attempts:
            assert (await other.request(method, path, json=body)).status_code == 404, path
        assert (await other.get(f"{CHAT}/threads")).json() == []


async def test_a_question_needs_the_csrf_token(chat: httpx.AsyncClient) -> None:
    del chat.headers["x-csrf-token"]
    assert (await chat.post(f"{CHAT}/runs", json={"text": "Hello?"})).status_code == 403
