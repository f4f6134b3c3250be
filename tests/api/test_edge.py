"""What surrounds the routes: headers, health, static files, compression."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from plumbline.api.app import create_app
from plumbline.api.middleware import SECURITY_HEADERS
from plumbline.api.routes import static
from plumbline.portfolios.platform import Platform
from plumbline.storage.database import Database


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough: no query of these tests depends on it."""
    return sqlite_url


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><div id=root></div>")
    (folder / "favicon.svg").write_text("<svg/>")
    (folder / "assets" / "index-abc123.js").write_text("console.log(1)" * 500)
    (tmp_path / "secret.txt").write_text("hidden words")
    monkeypatch.setattr(static, "STATIC", folder)
    return folder


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/v1/session", "/api/v1/nothing", "/assets/missing.js"])
async def test_every_response_has_the_security_headers(anonymous: httpx.AsyncClient, built: Path, path: str) -> None:
    headers = (await anonymous.get(path)).headers
    assert {name: headers[name] for name in SECURITY_HEADERS} == dict(SECURITY_HEADERS)
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"


async def test_answers_of_the_api_are_not_kept_by_caches(anonymous: httpx.AsyncClient) -> None:
    assert (await anonymous.get("/api/v1/session")).headers["cache-control"] == "no-store"


async def test_an_unreachable_database_is_not_ready(platform: Platform) -> None:
    url = "postgresql://me:hunter22@127.0.0.1:1/nothing"
    app = create_app(Platform(settings=platform.settings, database=Database(url), market=platform.market))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        ready = await client.get("/readyz")
        assert (await client.get("/healthz")).status_code == 200
    assert ready.status_code == 503
    assert "hunter22" not in ready.text


@pytest.mark.parametrize("path", ["/", "/holdings", "/portfolios/portfolio_01/risk", "/sign-in"])
async def test_every_page_is_the_web_app(anonymous: httpx.AsyncClient, built: Path, path: str) -> None:
    response = await anonymous.get(path)
    assert response.status_code == 200
    assert "<div id=root>" in response.text
    assert response.headers["cache-control"] == "no-cache"
    assert (await anonymous.head(path)).status_code == 200


async def test_hashed_files_are_kept_for_ever_and_compressed(anonymous: httpx.AsyncClient, built: Path) -> None:
    response = await anonymous.get("/assets/index-abc123.js")
    assert "immutable" in response.headers["cache-control"]
    assert response.headers["content-encoding"] == "gzip"
    assert "javascript" in response.headers["content-type"]
    assert (await anonymous.get("/favicon.svg")).text == "<svg/>"


@pytest.mark.parametrize(
    "path", ["/assets/../../secret.txt", "/assets/..%2f..%2fsecret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "//etc/passwd"]
)
async def test_nothing_outside_the_folder_is_served(anonymous: httpx.AsyncClient, built: Path, path: str) -> None:
    response = await anonymous.get(path)
    assert "hidden words" not in response.text
    assert "root:" not in response.text


async def test_without_a_build_the_page_says_what_to_do(anonymous: httpx.AsyncClient, built: Path) -> None:
    (built / "index.html").unlink()
    response = await anonymous.get("/")
    assert response.status_code == 503
    assert "make web" in response.text


async def test_streamed_events_are_not_held_back(app: FastAPI) -> None:
    """Plain ASGI, because the test client itself collects a whole response."""
    release = asyncio.Event()

    @app.get("/api/v1/stream")
    async def stream() -> StreamingResponse:
        async def frames() -> AsyncIterator[bytes]:
            yield b"data: first\n\n"
            await release.wait()
            yield b"data: second\n\n"

        return StreamingResponse(frames(), media_type="text/event-stream")

    messages: asyncio.Queue[dict[str, object]] = asyncio.Queue()
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "path": "/api/v1/stream",
        "raw_path": b"/api/v1/stream",
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "headers": [(b"accept-encoding", b"gzip")],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }

    async def receive() -> dict[str, object]:
        await asyncio.sleep(3_600)
        return {}

    running = asyncio.create_task(app(scope, receive, messages.put))  # type: ignore[arg-type]
    start = await asyncio.wait_for(messages.get(), 5)
    first = await asyncio.wait_for(messages.get(), 5)
    assert b"content-encoding" not in dict(start["headers"])  # type: ignore[call-overload]
    assert first["body"] == b"data: first\n\n"
    release.set()
    assert (await asyncio.wait_for(messages.get(), 5))["body"] == b"data: second\n\n"
    running.cancel()
