"""Slots become blocks of a document. What a slot leaves out for room, or can not show, is said below it."""

from collections.abc import Sequence
from typing import assert_never

from plumbline.artifacts.document.chart_blocks import bars_block, heat_map_block, pareto_block, scatter_blocks, series_block
from plumbline.artifacts.document.contents import Block, Column, Headline, LimitLine, LimitsBlock, MetricsBlock, NotesBlock, Row, TableBlock
from plumbline.artifacts.document.missing import MOST_ROWS, left_out, reasons
from plumbline.artifacts.document.printed_facts import PrintedFacts, common_unit
from plumbline.artifacts.slots import (
    AnySlot,
    BarsSlot,
    Board,
    HeatMapSlot,
    LimitsSlot,
    MetricsSlot,
    NoteSlot,
    ParetoSlot,
    ScatterSlot,
    SeriesSlot,
    TableSlot,
)
from plumbline.core.ids import FactId
from plumbline.facts.fact import Unit
from plumbline.facts.formatting import unit_name
from plumbline.portfolios.results import LimitStatus

_STATUS_WORDS = {
    LimitStatus.OK: "within",
    LimitStatus.WARN: "close",
    LimitStatus.BREACH: "breached",
    LimitStatus.UNAVAILABLE: "no figure",
}
_TEXT_UNITS = {Unit.TEXT}


def build_blocks(board: Board, facts: PrintedFacts, *, currency: str) -> tuple[Block, ...]:
    """The blocks of a board: the headline figures first, notes that follow each other as one list."""
    blocks: list[Block] = []
    for slot in _answer_first(board.slots):
        if isinstance(slot, NoteSlot) and blocks and isinstance(blocks[-1], NotesBlock):
            blocks[-1] = NotesBlock((*blocks[-1].notes, slot.text))
        else:
            blocks += _blocks(slot, facts, currency)
    return tuple(blocks)


def _answer_first(slots: Sequence[AnySlot]) -> list[AnySlot]:
    """Caveats that stand before the headline go right behind it."""
    first = next((place for place, slot in enumerate(slots) if isinstance(slot, MetricsSlot)), 0)
    if all(isinstance(slot, NoteSlot) for slot in slots[:first]):
        return [*slots[first : first + 1], *slots[:first], *slots[first + 1 :]]
    return list(slots)


def _blocks(slot: AnySlot, facts: PrintedFacts, currency: str) -> tuple[Block, ...]:  # noqa: PLR0911 - one line a kind
    match slot:
        case MetricsSlot():
            return (_metrics(slot, facts),) if slot.metrics else ()
        case ParetoSlot():
            return (pareto_block(slot, facts),)
        case BarsSlot():
            return (bars_block(slot, facts),)
        case SeriesSlot():
            return (series_block(slot, currency=currency),)
        case HeatMapSlot():
            return (heat_map_block(slot, facts),)
        case ScatterSlot():
            return scatter_blocks(slot, facts)
        case LimitsSlot():
            return (_limits(slot, facts),)
        case TableSlot():
            return (_table(slot, facts),)
        case NoteSlot():
            return (NotesBlock((slot.text,)),)
        case _:
            assert_never(slot)


def _metrics(slot: MetricsSlot, facts: PrintedFacts) -> MetricsBlock:
    headlines = tuple(
        Headline(
            label=metric.label,
            figure=facts.figure(metric.fact, tone=metric.tone.value),
            context_label=metric.context_label,
            context=facts.figure(metric.context) if metric.context else None,
        )
        for metric in slot.metrics
    )
    return MetricsBlock(slot.title, headlines, reasons((metric.label, facts.fact(metric.fact)) for metric in slot.metrics))


def _limits(slot: LimitsSlot, facts: PrintedFacts) -> LimitsBlock:
    shown = slot.rows[:MOST_ROWS]
    lines = tuple(
        LimitLine(
            label=row.label,
            status=row.status,
            word=_STATUS_WORDS[row.status],
            figure=facts.figure(row.fact),
            level=facts.figure(row.level),
            headroom=facts.figure(row.headroom),
        )
        for row in shown
    )
    missing = (*reasons((row.label, facts.fact(row.fact)) for row in shown), *left_out(len(slot.rows) - len(shown), "limit"))
    return LimitsBlock(slot.title, lines, missing)


def _table(slot: TableSlot, facts: PrintedFacts) -> TableBlock:
    shown = slot.rows[:MOST_ROWS]
    ids = [[row.facts[place] for row in shown] for place in range(len(slot.columns))]
    columns = tuple(_column(title, facts, column) for title, column in zip(slot.columns, ids, strict=True))
    figures = [facts.column(column) for column in ids]
    rows = tuple(Row(row.label, tuple(column[place] for column in figures)) for place, row in enumerate(shown))
    named = ((f"{row.label}: {title}", facts.fact(fact)) for row in shown for title, fact in zip(slot.columns, row.facts, strict=True))
    return TableBlock(slot.title, columns, rows, (*reasons(named), *left_out(len(slot.rows) - len(shown), "row")))


def _column(title: str, facts: PrintedFacts, column: Sequence[FactId | None]) -> Column:
    known = [facts.fact(fact_id) for fact_id in column]
    unit = common_unit(known)
    name = unit_name(*unit) if unit else ""
    is_text = unit is not None and unit[0] in _TEXT_UNITS
    return Column(f"{title} ({name})" if name else title, is_text=is_text)
