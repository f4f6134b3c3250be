"""Slots that every list of trades shares: what it realizes, the lots that it closes, wash sales in sentences."""

from collections.abc import Iterable, Mapping, Sequence

from plumbline.artifacts.risk_dashboard import id_at
from plumbline.artifacts.slots import Metric, TableRow, TableSlot
from plumbline.facts.fact import Fact
from plumbline.portfolios.trades.results import ClosedLot, TaxEffect

_TOTALS = (
    ("Realized gain", "realized_gain"),
    ("Short-term gain", "short_term_gain"),
    ("Long-term gain", "long_term_gain"),
    ("Loss disallowed", "disallowed_loss"),
)
_LOT = (("Shares", "quantity"), ("Cost basis", "cost"), ("Gain", "gain"))


def tax_metrics(facts: Mapping[str, Fact]) -> tuple[Metric, ...]:
    """The totals at `/taxes` that are known."""
    named = ((label, facts.get(f"/taxes/{field}")) for label, field in _TOTALS)
    return tuple(Metric(label=label, fact=fact.id) for label, fact in named if fact is not None and fact.value is not None)


def lots_slot(effects: Sequence[tuple[str, TaxEffect]], facts: Mapping[str, Fact]) -> TableSlot:
    """One row per lot that is closed; each effect comes with its place in the report (JSON pointer)."""
    rows = tuple(
        TableRow(
            id=f"{path}/{place}",
            label=f"{effect.subject.label}, {f'opened {lot.opened_on}' if lot.opened_on else 'no date'}{_term(lot)}",
            facts=tuple(id_at(facts, f"{path}/lots/{place}/{field}") for _, field in _LOT),
        )
        for path, effect in effects
        for place, lot in enumerate(effect.lots)
    )
    return TableSlot(title="Tax lots closed", columns=tuple(name for name, _ in _LOT), rows=rows)


def wash_sale_notes(effects: Iterable[TaxEffect]) -> tuple[str, ...]:
    """The warnings, each a sentence."""
    return tuple(effect.warning for effect in effects if effect.warning is not None)


def _term(lot: ClosedLot) -> str:
    return "" if lot.long_term is None else ", long-term" if lot.long_term else ", short-term"
