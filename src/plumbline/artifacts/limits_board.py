"""The board of limits: every rule, and for a breach the trades that would cure it."""

from collections.abc import Mapping

from plumbline.artifacts.limit_rows import limit_row
from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.risk_dashboard import id_at
from plumbline.artifacts.slots import AnySlot, Board, LimitsSlot, NoteSlot, TableRow, TableSlot
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.portfolios.limits_results import LimitsReport


class LimitsView(Schema):
    """A limits report with its facts by their place in it (JSON pointer), and the board that draws it."""

    report: LimitsReport
    facts: dict[str, Fact]
    board: Board


def limits_board(report: LimitsReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it."""
    slots: list[AnySlot] = []
    if report.reviews:
        slots.append(_limits(report, facts))
    slots += [table for place in range(len(report.reviews)) if (table := _cures(report, facts, place)) is not None]
    slots += [NoteSlot(text=note) for note in report.notes]
    named = named_facts(slots, facts.values())
    return Board(as_of=report.as_of, title=f"Limits of {report.name}", slots=tuple(slots), facts=named)


def _limits(report: LimitsReport, facts: Mapping[str, Fact]) -> LimitsSlot:
    rows = tuple(
        limit_row(review.check, facts, f"/reviews/{place}/check", whole=report.subject) for place, review in enumerate(report.reviews)
    )
    return LimitsSlot(title="Limits", rows=rows)


def _cures(report: LimitsReport, facts: Mapping[str, Fact], place: int) -> TableSlot | None:
    review = report.reviews[place]
    rows = []
    for index, cure in enumerate(review.cures):
        path = f"/reviews/{place}/cures/{index}"
        for number, trade in enumerate(cure.trades):
            figures = tuple(id_at(facts, f"{path}/trades/{number}/{field}") for field in ("change", "quantity", "value"))
            label = cure.title if len(cure.trades) == 1 else f"{cure.title}: {trade.symbol}"
            rows.append(TableRow(id=f"{cure.title}/{trade.symbol}", label=label, facts=(*figures, id_at(facts, f"{path}/after/value"))))
    if not rows:
        return None
    columns = ("Weight change", "Shares", "Value", "Figure after")
    return TableSlot(title=f"Ways to cure: {review.check.label}", columns=columns, rows=tuple(rows))
