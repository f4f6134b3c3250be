"""From the bytes of a file to its text, or one line that says why it is not a table."""

import re
from typing import NamedTuple

from plumbline.core.errors import InvalidInput

MOST_ROWS = 20_000
"""Rows of one import. The largest real portfolios hold a few thousand lines; more is most likely another kind of file."""
MOST_BYTES = 25_000_000
LONGEST_LINE = 20_000

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "an Excel workbook or a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Decoded(NamedTuple):
    """The text of a file and the encoding it was read with."""

    text: str
    encoding: str


def decode(content: bytes, filename: str, *, most_bytes: int = MOST_BYTES) -> Decoded:
    """Return the text; raise `InvalidInput` for an empty, too large or binary file, with what to do instead."""
    if not content.strip():
        raise InvalidInput(f"'{filename}' is empty. Export the holdings again and choose that file.", subject=filename)
    if len(content) > most_bytes:
        raise InvalidInput(
            f"'{filename}' has {len(content) / 1e6:.0f} MB; an import takes at most {most_bytes / 1e6:.0f} MB. "
            f"Export only the holdings, not a history.",
            subject=filename,
        )
    for signature, kind in _SIGNATURES:
        if content.lstrip()[: len(signature)].lower() == signature.lower():
            message = f"'{filename}' is {kind}, not a CSV file. Save or export the holdings as CSV, and import that."
            raise InvalidInput(message, subject=filename)
    decoded = _without_controls(_text(content, filename))
    n_lines = decoded.text.count("\n") + decoded.text.count("\r") - decoded.text.count("\r\n")
    if n_lines > MOST_ROWS + 100:
        raise InvalidInput(
            f"'{filename}' has {n_lines:,} lines; an import takes at most {MOST_ROWS:,} rows. Export only the holdings, not a history.",
            subject=filename,
        )
    return decoded


def _without_controls(decoded: Decoded) -> Decoded:
    """Some exports end with Ctrl-Z; escape sequences and reversed writing only ever deceive the reader."""
    return decoded._replace(text=_CONTROLS.sub("", decoded.text))


def _text(content: bytes, filename: str) -> Decoded:
    if content.startswith(_UTF16_MARKS):
        try:
            return Decoded(content.decode("utf-16"), "utf-16")
        except UnicodeDecodeError as error:
            raise InvalidInput(f"'{filename}' is not text. Save the holdings as CSV (UTF-8), and import that.", subject=filename) from error
    if b"\x00" in content:
        raise InvalidInput(
            f"'{filename}' holds bytes that no text has (NUL): it is binary or damaged. Save the holdings as CSV (UTF-8), and import that.",
            subject=filename,
        )
    try:
        return Decoded(content.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError:
        return _western(content)


def _western(content: bytes) -> Decoded:
    try:
        return Decoded(content.decode("cp1252"), "cp1252")
    except UnicodeDecodeError:
        return Decoded(content.decode("latin-1"), "latin-1")  # any byte is a character there
