"""Structured logs: one event with named values, the id of the request it belongs to, and nothing secret or personal."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, Literal

import structlog

REDACTED = "[redacted]"

_SECRET_NAMES = re.compile(r"api_?key|token|secret|passw|cookie|authorization|csrf|credential|email|account_?num", re.IGNORECASE)
_COUNTS = re.compile(r"(^n_|_tokens$)")  # `input_tokens` counts; it is no secret
_SECRET_TEXT = re.compile(
    r"plb_[\w-]{8,}"  # our API tokens
    r"|\bsk-[\w-]{12,}|\bAIza[\w-]{20,}"  # keys of model providers
    r"|(?<=[Bb]earer )\S+"
    r"|(?<=sign-in#)[\w-]+"
    r"|(?<=://)[^/\s:@]+:[^@\s/]+(?=@)"  # user and password in an address
    r"|[\w.+-]+@[\w-]+\.[\w.-]*\w"  # e-mail
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"  # IBAN
    r"|\b(?:[A-Z]{1,3}-?)?\d{8,}\b"  # account numbers
)


def configure_logs(level: str, log_format: Literal["console", "json"]) -> None:
    """Send the log to standard error; also what libraries log with `logging`, at warning or above."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("plumbline").setLevel(level.upper())
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Replace what is secret or personal: by the name of the value, and by its look inside texts."""
    return {name: REDACTED if _is_secret(name) else _clean(value) for name, value in event.items()}


def redacted_text(text: str) -> str:
    """The text without keys, tokens, passwords in addresses, e-mail addresses and account numbers."""
    return _SECRET_TEXT.sub(REDACTED, text)


def _is_secret(name: str) -> bool:
    return bool(_SECRET_NAMES.search(name)) and not _COUNTS.search(name)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return redacted_text(value)
    if isinstance(value, Mapping):
        return {name: REDACTED if _is_secret(str(name)) else _clean(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set):
        return [_clean(part) for part in value]
    if isinstance(value, bool | int | float) or value is None:
        return value
    return redacted_text(repr(value))
