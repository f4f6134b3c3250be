"""A model provider on this machine: speaks the streaming protocols of OpenAI and of Anthropic as far as an answer needs them."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ANSWER = "Your beta is {{%s}}. That is what the market moves you by."


@dataclass
class FakeProvider:
    """`failing` answers every request with that status; `breaks_off` ends the answer in the middle of a sentence."""

    failing: int | None = None
    breaks_off: bool = False
    requests: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""


@contextmanager
def serving(provider: FakeProvider) -> Iterator[FakeProvider]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(provider: FakeProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            provider.requests.append(request)
            if provider.failing is not None:
                self._send(provider.failing, "application/json", b'{"error": {"message": "overloaded", "type": "overloaded_error"}}')
                return
            frames = _anthropic(request) if self.path.endswith("/messages") else _openai(request)
            body = "".join(frames[: len(frames) - 3] if provider.breaks_off and _fact_id(request) else frames)
            self._send(200, "text/event-stream", body.encode(), declared=len(body) + (10 if provider.breaks_off else 0))

        def _send(self, status: int, kind: str, body: bytes, *, declared: int | None = None) -> None:
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(declared or len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    return Handler


def _fact_id(request: dict[str, Any]) -> str | None:
    """The fact of the beta, once a tool has returned it: as a model would read it in the tool's result."""
    found = re.search(r"(f\d+) Beta \[252d\]", json.dumps(request["messages"]))
    return found[1] if found else None


def _openai(request: dict[str, Any]) -> list[str]:
    fact_id = _fact_id(request)
    if fact_id is None:
        call = {"index": 0, "id": "call_1", "type": "function", "function": {"name": "get_risk_report", "arguments": ""}}
        deltas: list[dict[str, Any]] = [
            {"role": "assistant", "content": None, "tool_calls": [call]},
            {"tool_calls": [{"index": 0, "function": {"arguments": "{}"}}]},
        ]
        end = "tool_calls"
    else:
        deltas = [{"role": "assistant", "content": word} for word in re.findall(r"\S+\s*", ANSWER % fact_id)]
        end = "stop"
    choices = [{"index": 0, "delta": delta, "finish_reason": None} for delta in deltas]
    choices.append({"index": 0, "delta": {}, "finish_reason": end})
    frame = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "fake"}
    frames = [f"data: {json.dumps({**frame, 'choices': [choice]})}\n\n" for choice in choices]
    usage = {"prompt_tokens": 900, "completion_tokens": 30, "total_tokens": 930}
    return [*frames, f"data: {json.dumps({**frame, 'choices': [], 'usage': usage})}\n\n", "data: [DONE]\n\n"]


def _anthropic(request: dict[str, Any]) -> list[str]:
    fact_id = _fact_id(request)
    start = {"id": "m1", "type": "message", "role": "assistant", "model": "fake", "content": [], "stop_reason": None, "stop_sequence": None}
    events: list[dict[str, Any]] = [
        {"type": "message_start", "message": {**start, "usage": {"input_tokens": 900, "output_tokens": 1}}},
    ]
    if fact_id is None:
        block = {"type": "tool_use", "id": "call_1", "name": "get_risk_report", "input": {}}
        deltas: list[dict[str, Any]] = [{"type": "input_json_delta", "partial_json": "{}"}]
        stop = "tool_use"
    else:
        block = {"type": "text", "text": ""}
        deltas = [{"type": "text_delta", "text": word} for word in re.findall(r"\S+\s*", ANSWER % fact_id)]
        stop = "end_turn"
    events.append({"type": "content_block_start", "index": 0, "content_block": block})
    events += [{"type": "content_block_delta", "index": 0, "delta": delta} for delta in deltas]
    events.append({"type": "content_block_stop", "index": 0})
    events.append({"type": "message_delta", "delta": {"stop_reason": stop, "stop_sequence": None}, "usage": {"output_tokens": 30}})
    events.append({"type": "message_stop"})
    return [f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events]
