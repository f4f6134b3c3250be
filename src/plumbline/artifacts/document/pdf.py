"""A document as PDF, set by Typst: tagged for screen readers, with its fonts in it, and the same bytes for the same document.

Everything that a person may have written travels as data, never as markup: a name can not become a command.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any

from plumbline.artifacts.document.charts.palette import LIGHT, chart_styles
from plumbline.artifacts.document.contents import Document
from plumbline.artifacts.document.icons import STATUS_ICONS, status_icon
from plumbline.core.errors import CalculationFailed


class Paper(StrEnum):
    """Sizes, by the names that Typst has for them."""

    A4 = "a4"
    LETTER = "us-letter"


_FOLDER = Path(__file__).parent
_LONGEST = 60
"""Seconds. A report needs a tenth of one, all reports together one."""


def render_pdf(document: Document, *, paper: Paper = Paper.A4, facts: bool = False) -> bytes:
    """The whole file; with `facts`, the entry of each figure as an appendix to which it leads. The same document gives the same bytes.

    Raises: CalculationFailed when the typesetter does not come to an end.
    """
    order = {
        "data": json.dumps({**_data(document, paper), "facts": facts}, default=str),
        "source": (_FOLDER / "templates" / "document.typ").read_text(encoding="utf-8"),
        "fonts": str(_FOLDER / "fonts"),
        "made_on": int(datetime.combine(document.about.prepared_on, time(), UTC).timestamp()),
    }
    program = [sys.executable, "-I", str(_FOLDER / "typeset.py")]
    try:
        # Our own program without a shell; what people wrote goes through the pipe.
        done = subprocess.run(program, input=json.dumps(order).encode(), capture_output=True, timeout=_LONGEST, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise CalculationFailed(f"Expected the PDF within {_LONGEST} seconds, found none. Ask for fewer reports, or for HTML.") from error
    if done.returncode:
        raise RuntimeError(f"The typesetter refused the document: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def _data(document: Document, paper: Paper) -> dict[str, Any]:
    styles = chart_styles(LIGHT)
    data = asdict(document)
    for section in data["sections"]:
        for block in section["blocks"]:
            if block["kind"] == "chart":
                del block["narrow"]
                block["wide"] = block["wide"].replace(">", f"><style>{styles}</style>", 1)
    for group in data["references"]:
        group["groups"] = _grouped(group.pop("references"))
    icons = {status: status_icon(status, styles=styles) for status in STATUS_ICONS}
    return {**data, "paper": paper.value, "icons": icons, "colors": LIGHT}


def _grouped(references: list[dict[str, str]]) -> list[dict[str, Any]]:
    """By measure, so that paper says it once; and once over which period, where all have the same."""
    groups: dict[str, list[dict[str, str]]] = {}
    for entry in references:
        groups.setdefault(entry["measure"], []).append(entry)
    return [_group(measure, entries) for measure, entries in groups.items()]


def _group(measure: str, entries: list[dict[str, str]]) -> dict[str, Any]:
    periods = {entry["period"] for entry in entries}
    if len(periods) > 1:
        return {"title": measure, "entries": [entry | {"subject": _joined(entry["subject"], entry["period"])} for entry in entries]}
    return {"title": _joined(measure, *periods), "entries": entries}


def _joined(first: str, second: str) -> str:
    return f"{first}, {second}" if second else first
