import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from plumbline.core.logs import REDACTED, configure_logs, redact, redacted_text


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure_logs("info", "json")
    yield stream
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_an_event_is_one_json_object_with_the_request_id(log: io.StringIO) -> None:
    structlog.contextvars.bind_contextvars(request_id="req_1")
    structlog.get_logger("plumbline.test").info("imported", rows=3)
    [line] = lines(log)
    assert line["event"] == "imported"
    assert line["rows"] == 3
    assert line["request_id"] == "req_1"
    assert line["level"] == "info"


def test_what_is_below_the_level_is_silent(log: io.StringIO) -> None:
    structlog.get_logger("plumbline.test").debug("detail")
    assert lines(log) == []


def test_the_traceback_is_redacted_too(log: io.StringIO) -> None:
    try:
        raise ValueError("refused sk-ant-abcdefghijklmnop for anna@example.com")
    except ValueError:
        structlog.get_logger("plumbline.test").exception("failed")
    [line] = lines(log)
    assert "ValueError" in str(line["exception"])
    assert "abcdefghij" not in log.getvalue()
    assert "anna" not in log.getvalue()


def test_what_libraries_log_is_redacted_too(log: io.StringIO) -> None:
    logging.getLogger("some.library").warning("connecting to postgresql://user:hunter22@db/x")
    assert "hunter22" not in log.getvalue()
    assert lines(log)[0]["level"] == "warning"


@pytest.mark.parametrize(
    "name", ["api_key", "ANTHROPIC_API_KEY", "token", "Authorization", "Set-Cookie", "csrf_token", "email", "account_number", "password"]
)
def test_secret_names(name: str) -> None:
    assert redact(None, "info", {name: "anything"}) == {name: REDACTED}
    assert redact(None, "info", {"headers": {name: "anything"}}) == {"headers": {name: REDACTED}}


@pytest.mark.parametrize(
    "text",
    [
        "plb_Zm9vYmFyYmF6cXV4",
        "Bearer abc.def",
        "http://127.0.0.1:8000/sign-in#abcDEF_-123",
        "postgresql://me:hunter22@db/plumbline",
        "anna.smith+x@example.co.uk",
        "DE89 3704 0044 0532 0130 00",
        "Z12345678",
        "account 123456789",
        "sk-proj-0123456789abcdef",
    ],
)
def test_secret_texts(text: str) -> None:
    secret = text.rsplit(maxsplit=1)[-1].rpartition("#")[2].rpartition("//")[2]
    assert REDACTED in redacted_text(f"seen {text} there")
    assert secret not in redacted_text(f"seen {text} there")


def test_ordinary_values_stay() -> None:
    event = {"event": "run done", "input_tokens": 12, "n_tokens": 3, "symbol": "AAPL", "on": "2022-12-28", "portfolio": "portfolio_01abc"}
    assert redact(None, "info", dict(event)) == event
