"""A drawing in SVG: elements with classes instead of colors, so that a page can change its theme and paper stay white."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

Anchor = Literal["start", "middle", "end"]
WIDE, NARROW = 720.0, 340.0
"""Widths of the two drawings: print and wide screens, and phones."""
ROW_TEXT = 4.0
"""From the middle of a row down to the baseline of its text."""

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SLIM, _BROAD = set("fijlrtI.,:;'|!()[]1 -"), set("mwMWO@%&QG")


@dataclass
class Canvas:
    """Elements in the order of drawing. `title` is what a screen reader says first."""

    width: float
    height: float
    title: str
    elements: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, *, look: str = "ink", anchor: Anchor = "start") -> None:
        """Write one line of text with its baseline at `y`."""
        self.elements.append(f'<text class="t {look}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{clean(words)}</text>')

    def figure(self, x: float, y: float, words: str, *, reference: str | None) -> None:
        """Write a figure that ends at `x`, linked to the fact behind it."""
        self.link(reference, lambda: self.text(x, y, words, anchor="end"))

    def link(self, reference: str | None, draw: Callable[[], None]) -> None:
        """Draw something that leads to the fact behind it."""
        if reference is None:
            draw()
            return
        self.elements.append(f"<a href={quoteattr(f'#fact-{reference}')}>")
        draw()
        self.elements.append("</a>")

    def bar(self, x: float, y: float, size: tuple[float, float], *, look: str) -> None:
        """Fill a rectangle of `size` (width, height)."""
        self.elements.append(f'<rect class="{look}" x="{x:.1f}" y="{y:.1f}" width="{max(size[0], 0.0):.1f}" height="{size[1]:.1f}"/>')

    def shade(self, x: float, y: float, size: tuple[float, float], *, look: str, opacity: float) -> None:
        """Fill a rectangle with a part of a color's strength."""
        shape = f'x="{x:.1f}" y="{y:.1f}" width="{size[0]:.1f}" height="{size[1]:.1f}"'
        self.elements.append(f'<rect class="{look}" fill-opacity="{opacity:.3f}" {shape}/>')

    def rule(self, start: tuple[float, float], end: tuple[float, float], *, look: str = "line") -> None:
        """Draw a hairline."""
        (x1, y1), (x2, y2) = start, end
        self.elements.append(f'<line class="{look}-stroke" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke-width="1"/>')

    def path(self, pieces: Sequence[Sequence[tuple[float, float]]], *, look: str, dashes: str = "") -> None:
        """Draw a line through points; each piece starts anew."""
        drawn = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in piece) for piece in pieces if piece)
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self.elements.append(f'<path class="{look}-stroke" d="{drawn}" stroke-width="1.6" stroke-linejoin="round"{dashed}/>')

    def dot(self, x: float, y: float, *, look: str, radius: float = 4.0) -> None:
        """Draw a filled circle."""
        self.elements.append(f'<circle class="{look}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')

    def svg(self) -> str:
        """The whole drawing."""
        size = f'viewBox="0 0 {self.width:.0f} {self.height:.0f}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="group" aria-label={_quoted(self.title)}>'
        return f"{head}{''.join(self.elements)}</svg>"


def clean(words: str) -> str:
    """Text for XML: escaped, without the characters that no XML may hold."""
    return escape(_NOT_IN_XML.sub("\ufffd", words))


def text_width(words: str) -> float:
    """About how wide a text of 12 pixels is."""
    return sum(_letter_width(letter) for letter in words)


def shortened(words: str, width: float) -> str:
    """The text, cut with an ellipsis where it is wider than there is room."""
    if text_width(words) <= width:
        return words
    room, kept = width - text_width("…"), ""
    for letter in words:
        room -= _letter_width(letter)
        if room < 0:
            break
        kept += letter
    return f"{kept.rstrip()}…"


def _letter_width(letter: str) -> float:
    if letter in _SLIM:
        return 3.9
    if letter in _BROAD or ord(letter) > 0x2E80:
        return 11.0
    return 8.3 if letter.isupper() else 7.0


def _quoted(words: str) -> str:
    return quoteattr(_NOT_IN_XML.sub("\ufffd", words))
