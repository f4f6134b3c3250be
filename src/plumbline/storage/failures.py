"""What a person is told when the database itself fails: not there, damaged, busy, full. Everything else stays as it is."""

import json
import re
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import DBAPIError

from plumbline.core.errors import InvalidInput, PlumblineError, UpstreamUnavailable

_DAMAGED = re.compile(r"file is not a database|disk image is malformed|file is encrypted", re.IGNORECASE)
_BUSY = re.compile(r"database (table )?is locked", re.IGNORECASE)
_FULL = re.compile(r"database or disk is full|could not extend file", re.IGNORECASE)
_UNWRITABLE = re.compile(r"readonly database|unable to open database|disk I/O error", re.IGNORECASE)

_SUSPECT = re.compile(r"\\u(0000|d[89a-f])")
"""A NUL, or a surrogate: most likely half of a pair that makes a rare character, but maybe one alone."""


def explained(error: Exception, url: str) -> PlumblineError | None:
    """The error as a person can act on it, or None when the database is not to blame."""
    address = make_url(url)
    where = address.database if address.drivername.startswith("sqlite") else address.render_as_string(hide_password=True)
    if isinstance(error, OSError):
        return UpstreamUnavailable(
            f"Expected a database at {where}, found none that answers ({error.strerror or type(error).__name__}). "
            f"Start it, or correct PLUMBLINE_DATABASE_URL.",
            subject="PLUMBLINE_DATABASE_URL",
        )
    text = str(error.orig) if isinstance(error, DBAPIError) else ""
    for pattern, found, advice in (
        (_DAMAGED, "a file that is damaged or no database", "Put back a copy of it, or move the file away to start anew."),
        (_BUSY, "one that another program has kept locked for half a minute", "Close the other program, then try again."),
        (_FULL, "no room left on its disk", "Make room, then try again. Nothing was half stored."),
        (_UNWRITABLE, "one that can not be opened or written", "Check that the file and its folder may be written, or name another one."),
    ):
        if pattern.search(text):
            return UpstreamUnavailable(f"Expected a database at {where}, found {found}. {advice}", subject="PLUMBLINE_DATABASE_URL")
    return None


def require_place(url: str) -> None:
    """Refuse an SQLite path that can not become a database, before a driver tries: its folder must be there."""
    path = Path(make_url(url).database or "")
    if path.is_dir() or not path.parent.is_dir():
        found = "a folder at that place" if path.is_dir() else f"no folder {path.parent}"
        message = f"Expected a place for the database file {path}, found {found}. Correct PLUMBLINE_DATABASE_URL, or create the folder."
        raise InvalidInput(message, subject="PLUMBLINE_DATABASE_URL")


def refuse_unstorable_text(engine: Engine) -> None:
    """Turn text that no database can hold (NUL, half a surrogate pair) into `InvalidInput`, whichever request brought it."""

    @event.listens_for(engine, "before_cursor_execute")
    def _check(_connection: Connection, _cursor: Any, _statement: str, parameters: Any, *_rest: Any) -> None:
        rows = parameters if isinstance(parameters, list) else [parameters]
        for row in rows:
            for value in row.values() if isinstance(row, dict) else row or ():
                if isinstance(value, str) and not _storable(value):
                    raise InvalidInput(
                        "Expected text of ordinary characters, found a NUL or half a character in it. Remove it and try again."
                    )


def storable_json(value: Any) -> str:
    """As JSON for a column; what PostgreSQL does not take inside JSON becomes U+FFFD, so that an answer is not lost for it."""
    text = json.dumps(value)
    return json.dumps(_replaced(value)) if _SUSPECT.search(text) else text


def _replaced(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "\ufffd")
    if isinstance(value, dict):
        return {_replaced(name): _replaced(part) for name, part in value.items()}
    return [_replaced(part) for part in value] if isinstance(value, list | tuple) else value


def _storable(text: str) -> bool:
    if "\x00" in text:
        return False
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
