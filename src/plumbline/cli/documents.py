"""Documents as files: where they go, and that nothing is overwritten by accident."""

import sys
from collections.abc import Sequence
from pathlib import Path

from plumbline.artifacts.document.contents import Document
from plumbline.artifacts.document.html import render_html
from plumbline.artifacts.document.pdf import Paper, render_pdf
from plumbline.cli.report_options import Written
from plumbline.cli.terminal import err, harmless
from plumbline.core.errors import InvalidInput

_STDOUT = Path("-")


def wants_document(written: Written) -> bool:
    """Whether a file was asked for."""
    return written.html is not None or written.pdf is not None


def check_targets(written: Written, *, printed: Sequence[str] = ()) -> None:
    """Refuse, before anything is calculated, what could not be written at the end. `printed`: options that print to stdout."""
    files = [(option, path) for option, path in (("--html", written.html), ("--pdf", written.pdf)) if path is not None]
    to_stdout = [*printed, *(f"{option} -" for option, path in files if path == _STDOUT)]
    if len(to_stdout) > 1:
        raise InvalidInput(f"Expected one thing on standard output, found {' and '.join(to_stdout)}.", subject=to_stdout[-1])
    if written.html is not None and written.html == written.pdf:
        raise InvalidInput("Expected two files, found one for HTML and PDF.", subject="--pdf")
    for option, path in files:
        if path != _STDOUT:
            _check_path(path, option, force=written.force)
    if written.pdf == _STDOUT and sys.stdout.isatty():
        raise InvalidInput("Expected a file or a pipe for a PDF, found a terminal. Name a file: --pdf report.pdf", subject="--pdf")


def write_documents(document: Document, written: Written) -> None:
    """Write what was asked for, and say where it is."""
    if written.html is not None:
        _write(render_html(document).encode(), written.html, option="--html")
    if written.pdf is not None:
        _write(render_pdf(document, paper=Paper(written.paper.value), facts=written.facts), written.pdf, option="--pdf")


def _check_path(path: Path, option: str, *, force: bool) -> None:
    if path.is_dir():
        raise InvalidInput(f"Expected a file for {option}, found the folder {path}. Name a file in it.", subject=option)
    if not path.parent.is_dir():
        raise InvalidInput(f"Expected a folder {path.parent} to write into, found none. Create it first.", subject=option)
    if path.exists() and not force:
        raise InvalidInput(f"Expected no file {path}, found one. Add --force to replace it, or name another.", subject=option)


def _write(content: bytes, path: Path, *, option: str) -> None:
    if path == _STDOUT:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InvalidInput(f"Expected to write {path}, but: {error.strerror or error}.", subject=option) from error
    err.print(f"Wrote {harmless(str(path.resolve()))} ({len(content) / 1000:,.0f} kB).", markup=False, soft_wrap=True)
