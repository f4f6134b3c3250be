"""The outermost layer of HTTP: request ids, security headers, limits on bodies, and the last resort for errors.

Plain ASGI, because a wrapper that reads whole responses would hold back streamed events.
"""

import re
import time
from collections.abc import Mapping
from http import HTTPStatus

import structlog
from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plumbline.api.errors import internal_problem, problem_response
from plumbline.core.errors import ErrorKind
from plumbline.core.ids import new_id

_DIRECTIVES = (
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",  # charts and tables place things by style attributes
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
CONTENT_SECURITY_POLICY = "; ".join(_DIRECTIVES)
SECURITY_HEADERS: Mapping[str, str] = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
BODY_LIMIT = 1_000_000
"""Bytes of a JSON request; files have their own limit in the settings."""

_REQUEST_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")
_UPLOADS = "/api/v1/imports"
_QUIET = ("/assets/", "/healthz", "/readyz")

log = structlog.get_logger("plumbline.http")


class RequestFrame:
    """Gives a request its id, its limits and its headers, and keeps one broken request from harming others."""

    def __init__(self, app: ASGIApp, *, max_upload_bytes: int, secure: bool) -> None:
        self._app = app
        self._max_upload_bytes = max_upload_bytes
        self._headers = dict(SECURITY_HEADERS)
        if secure:
            self._headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=_request_id(Headers(scope=scope)))
        response = _Response(send, self._headers, is_api=scope["path"].startswith("/api/"))
        started = time.perf_counter()
        try:
            await self._guarded(scope, receive, response)
        finally:
            if not scope["path"].startswith(_QUIET):
                milliseconds = round(1000 * (time.perf_counter() - started), 1)
                log.info("request", method=scope["method"], path=scope["path"], status=response.status, milliseconds=milliseconds)

    async def _guarded(self, scope: Scope, receive: Receive, response: "_Response") -> None:
        limit = self._max_upload_bytes if scope["path"].startswith(_UPLOADS) else BODY_LIMIT
        if _announced(Headers(scope=scope)) > limit:
            answer = problem_response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, ErrorKind.BUDGET_EXCEEDED, _too_large(limit))
            await answer(scope, receive, response.send)
            return
        try:
            await self._app(scope, _limited(receive, limit), response.send)
        except Exception:
            log.exception("request failed", method=scope["method"], path=scope["path"])
            if response.started:
                raise  # the connection is cut: a client must not take half an answer for a whole one
            await internal_problem()(scope, receive, response.send)


class _Response:
    """Adds the headers that every response has, and remembers its status."""

    def __init__(self, send: Send, headers: Mapping[str, str], *, is_api: bool) -> None:
        self._send = send
        self._headers = headers
        self._is_api = is_api
        self.status: int | None = None

    @property
    def started(self) -> bool:
        return self.status is not None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in self._headers.items():
                headers.setdefault(name, value)
            headers["x-request-id"] = structlog.contextvars.get_contextvars()["request_id"]
            if self._is_api:
                headers.setdefault("cache-control", "no-store")
        await self._send(message)


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else new_id("req")


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdigit() else 0


def _too_large(limit: int) -> str:
    return f"Expected at most {limit:,} bytes, found more. Send a smaller file, or raise PLUMBLINE_MAX_UPLOAD_BYTES for imports."


def _limited(receive: Receive, limit: int) -> Receive:
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        if message["type"] == "http.request":
            received += len(message.get("body", b""))
            if received > limit:
                # Of this class, because the framework turns any other error while it reads a body into "bad request".
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _too_large(limit))
        return message

    return limited
