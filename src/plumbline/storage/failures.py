"""What a person is told when the database itself fails: not there, damaged, busy, full. Everything else stays as it is."""

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


def explained(error: Exception, url: str) -> PlumblineError | None:
    """The error as a person can act on it, or None when the database is not to blame."""
    where = make_url(url).render_as_string(hide_password=True)
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
