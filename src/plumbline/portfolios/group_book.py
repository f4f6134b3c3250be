"""Several portfolios as one book: what every report over a group starts from."""

from collections.abc import Iterable
from datetime import date

from plumbline.core.errors import InvalidInput
from plumbline.core.ids import PortfolioId
from plumbline.portfolios.holdings import PortfolioBook

ALL = PortfolioId("all")
ALL_NAME = "All portfolios"
"""The group that nobody stores: every portfolio that the person may see."""
JOIN = "+"
"""Between ids or names: a group for one question."""
_MOST_NAMED = 3


def group_book(
    group_id: str, name: str, members: Iterable[PortfolioBook], *, benchmark: str | None = None, n_hidden: int = 0
) -> PortfolioBook:
    """The members as one book. Without a benchmark of its own a group is measured against that of its first member.

    Limit rules that all members share are its own too. `n_hidden` counts members that the person may not see any more: they are left out,
    and the notes say so.
    """
    found = tuple(members)
    notes = []
    if n_hidden:
        were = "portfolio is" if n_hidden == 1 else "portfolios are"
        notes.append(f"{n_hidden} {were} left out: not open to you any more.")
    others = sorted({member.benchmark for member in found} - {found[0].benchmark}) if found else []
    if others and benchmark is None:
        notes.append(f"Measured against {found[0].benchmark}, the benchmark of {found[0].name}; others have {', '.join(others)}.")
    return PortfolioBook(
        id=PortfolioId(group_id), name=name, currency=found[0].currency if found else "USD",
        benchmark=benchmark or (found[0].benchmark if found else ""),
        imported_as_of=max((member.imported_as_of for member in found), default=date.min),
        lots=tuple(lot for member in found for lot in member.lots), members=found, notes=tuple(notes),
        limits=found[0].limits if len({member.limits for member in found}) == 1 else None,
    )  # fmt: skip


def everything(books: Iterable[PortfolioBook]) -> PortfolioBook:
    """All that the person may see."""
    return group_book(ALL, ALL_NAME, books)


def joined(members: tuple[PortfolioBook, ...]) -> PortfolioBook:
    """A group for one question; `InvalidInput` when a portfolio comes twice."""
    ids = [member.id for member in members]
    if len(set(ids)) < len(ids):
        raise InvalidInput(f"Expected each portfolio once, found {_named(members)}.", subject=JOIN.join(ids))
    return group_book(JOIN.join(ids), _named(members), members)


def _named(members: tuple[PortfolioBook, ...]) -> str:
    if len(members) > _MOST_NAMED:
        return f"{len(members)} portfolios together"
    return " + ".join(member.name for member in members)
