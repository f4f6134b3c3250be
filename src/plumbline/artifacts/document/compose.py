"""Boards become a document: sections in order, then how its figures are defined, then the fact behind each of them."""

from collections.abc import Sequence

from plumbline.artifacts.document.appendix import define_measures, list_references
from plumbline.artifacts.document.blocks import build_blocks
from plumbline.artifacts.document.contents import About, Document, Section
from plumbline.artifacts.document.printed_facts import PrintedFacts
from plumbline.artifacts.slots import Board


def compose_document(boards: Sequence[Board], about: About, *, title: str | None = None) -> Document:
    """The document of `boards`, a section each; `title` is that of the only board unless it is given."""
    printed = [PrintedFacts(board.facts, prefix=f"{number}." if len(boards) > 1 else "") for number, board in enumerate(boards, start=1)]
    sections = tuple(
        Section(anchor=f"section-{number}", title=board.title, blocks=build_blocks(board, facts, currency=about.currency))
        for number, (board, facts) in enumerate(zip(boards, printed, strict=True), start=1)
    )
    used = [facts.used for facts in printed]
    return Document(
        title=title or boards[0].title,
        about=about,
        sections=sections,
        definitions=define_measures([fact for facts in used for fact in facts.values()]),
        references=tuple(list_references(board.title, facts) for board, facts in zip(boards, used, strict=True) if facts),
    )
