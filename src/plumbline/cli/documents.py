"""Documents as files: where they go, and that nothing is overwritten by accident."""

import sys
from pathlib import Path

from plumbline.artifacts.document.contents import Document
from plumbline.artifacts.document.html import render_html
from plumbline.artifacts.document.pdf import render_pdf
from plumbline.cli.report_options import Shown
from plumbline.cli.terminal import err, harmless
from plumbline.core.errors import InvalidInput

_STDOUT = Path("-")


def wants_document(shown: Shown) -> bool:
    """Whether a file was asked for."""
    return shown.html is not None or shown.pdf is not None


def check_targets(shown: Shown) -> None:
    """Refuse, before anything is calculated, what could not be written at the end."""
    if shown.as_json and shown.as_csv:
        raise InvalidInput("Expected --json or --csv, found both.", subject="--csv")
    to_stdout = [name for name, asked in _outputs(shown) if asked]
    if len(to_stdout) > 1:
        raise InvalidInput(f"Expected one thing on standard output, found {' and '.join(to_stdout)}.", subject=to_stdout[-1])
    if shown.html is not None and shown.html == shown.pdf:
        raise InvalidInput("Expected two files, found one for HTML and PDF.", subject="--pdf")
    for option, path in (("--html", shown.html), ("--pdf", shown.pdf)):
        if path is not None and path != _STDOUT:
            _check_path(path, option, force=shown.force)
    if shown.pdf == _STDOUT and sys.stdout.isatty():
        raise InvalidInput("Expected a file or a pipe for a PDF, found a terminal. Name a file: --pdf report.pdf", subject="--pdf")


def write_documents(document: Document, shown: Shown) -> None:
    """Write what was asked for, and say where it is."""
    if shown.html is not None:
        _write(render_html(document).encode(), shown.html, option="--html")
    if shown.pdf is not None:
        _write(render_pdf(document, paper=shown.paper.value), shown.pdf, option="--pdf")


def _outputs(shown: Shown) -> tuple[tuple[str, bool], ...]:
    return ("--json", shown.as_json), ("--csv", shown.as_csv), ("--html -", shown.html == _STDOUT), ("--pdf -", shown.pdf == _STDOUT)


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
