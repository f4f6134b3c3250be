"""A document as one HTML file: its styles and drawings are in it, it asks for nothing from anywhere, and it prints."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from plumbline.artifacts.document.charts.palette import CSS_VARIABLES, DARK, LIGHT, chart_styles
from plumbline.artifacts.document.contents import Document
from plumbline.artifacts.document.icons import status_icon

if TYPE_CHECKING:
    from jinja2 import Environment

CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Nothing is loaded, nothing is run. Also for whoever serves the file."""
_TEMPLATES = Path(__file__).parent / "templates"


def render_html(document: Document) -> str:
    """The whole file. The same document gives the same text."""
    template = _environment().get_template("document.html")
    return template.render(document=document, styles=_styles(), policy=CONTENT_SECURITY_POLICY, status_icon=status_icon)


@cache
def _environment() -> "Environment":
    """Once: it keeps the compiled template."""
    # Late: only those who print a document wait for the template engine.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _styles() -> str:
    """Paper is white: the dark colors are for screens only."""
    sheet = (_TEMPLATES / "document.css").read_text(encoding="utf-8")
    dark = f"@media screen and (prefers-color-scheme: dark){{:root{{color-scheme:dark;{_tokens(DARK)}}}}}"
    return f":root{{color-scheme:light;{_tokens(LIGHT)}}}\n{dark}\n{sheet}\n{chart_styles(CSS_VARIABLES)}"


def _tokens(colors: dict[str, str]) -> str:
    return "".join(f"--{name}:{color};" for name, color in colors.items())
