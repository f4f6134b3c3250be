"""Boards become a document: sections in order, then how its figures are defined, then the fact behind each of them."""

from collections.abc import Mapping

from plumbline.artifacts.document.appendix import define_measures, list_references
from plumbline.artifacts.document.blocks import build_blocks
from plumbline.artifacts.document.contents import About, Document, Section
from plumbline.artifacts.document.printed_facts import PrintedFacts
from plumbline.artifacts.slots import Board


def compose_report(board: Board, about: About) -> Document:
    """The document of one report."""
    return compose_document({board.title: board}, about, title=board.title)


def compose_document(boards: Mapping[str, Board], about: About, *, title: str) -> Document:
    """The document of `boards`, a section each under its name."""
    several = len(boards) > 1
    printed = [PrintedFacts(board.facts, prefix=f"{number}." if several else "") for number, board in enumerate(boards.values(), start=1)]
    sections = tuple(
        Section(anchor=f"section-{number}", title=name, blocks=build_blocks(board, facts, currency=about.currency))
        for number, ((name, board), facts) in enumerate(zip(boards.items(), printed, strict=True), start=1)
    )
    used = [facts.used for facts in printed]
    return Document(
        title=title,
        about=about,
        sections=sections,
        definitions=define_measures([fact for facts in used for fact in facts.values()]),
        references=tuple(list_references(name, facts, as_of=about.as_of) for name, facts in zip(boards, used, strict=True) if facts),
    )
