"""The board of a rebalancing: drift against targets, the trades, and the lots that they close."""

from collections.abc import Iterator, Mapping

from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.risk_dashboard import id_at
from plumbline.artifacts.slots import AnySlot, BarRow, BarsSlot, Board, Metric, MetricsSlot, NoteSlot, TableRow, TableSlot
from plumbline.artifacts.trade_slots import lots_slot, tax_metrics, wash_sale_notes
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.portfolios.rebalancing.results import RebalancedPosition, RebalanceReport

KIND = "rebalancing"
_COLUMNS = (
    ("Weight", "weight"),
    ("Target", "target"),
    ("Drift", "drift"),
    ("Shares to trade", "trade_quantity"),
    ("Value of the trade", "trade_value"),
    ("Weight after", "weight_after"),
    ("Realized gain", "tax/realized_gain"),
)


class RebalanceView(Schema):
    """A rebalancing with its facts by their place in it (JSON pointer), and the board that draws it."""

    report: RebalanceReport
    facts: dict[str, Fact]
    board: Board


def rebalance_board(report: RebalanceReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it (JSON pointer)."""
    slots: list[AnySlot] = [_metrics(report, facts), _weights(report, facts)]
    if report.n_trades:
        slots.append(_trades(report, facts))
    effects = [(f"/positions/{place}/tax", row.tax) for place, row in enumerate(report.positions) if row.tax is not None]
    if any(effect.lots for _, effect in effects):
        slots.append(lots_slot(effects, facts))
    slots += [NoteSlot(text=text) for text in (*wash_sale_notes(effect for _, effect in effects), *report.notes)]
    title = f"{report.name}: rebalancing to targets {report.source if report.source == 'as given' else f'of {report.source}'}"
    return Board(as_of=report.as_of, title=title, slots=tuple(slots), facts=named_facts(slots, facts.values()))


def _metrics(report: RebalanceReport, facts: Mapping[str, Fact]) -> MetricsSlot:
    metrics = [
        Metric(label="Turnover to target", fact=facts["/turnover"].id),
        Metric(label="Largest drift", fact=facts["/largest_drift"].id),
        Metric(label="Trades", fact=facts["/n_trades"].id),
        Metric(label="Value traded", fact=facts["/traded"].id),
        Metric(label="Cash after the trades", fact=facts["/cash_after"].id, context_label="now", context=facts["/cash"].id),
    ]
    if report.costs.amount:
        metrics.append(Metric(label="Costs", fact=facts["/costs"].id))
    return MetricsSlot(title="At a glance", metrics=(*metrics, *tax_metrics(facts)))


def _weights(report: RebalanceReport, facts: Mapping[str, Fact]) -> BarsSlot:
    rows = tuple(
        BarRow(
            id=row.symbol, label=row.subject.label, facts=(facts[f"/positions/{place}/weight"].id, facts[f"/positions/{place}/target"].id)
        )
        for place, row in enumerate(report.positions)
    )
    return BarsSlot(title="Weights against targets", series=("Now", "Target"), rows=rows)


def _trades(report: RebalanceReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(id=row.symbol, label=row.subject.label, facts=tuple(id_at(facts, f"/positions/{place}/{field}") for _, field in _COLUMNS))
        for place, row in _traded(report)
    )
    return TableSlot(title="Trades, a proposal", columns=tuple(name for name, _ in _COLUMNS), rows=rows)


def _traded(report: RebalanceReport) -> Iterator[tuple[int, RebalancedPosition]]:
    return ((place, row) for place, row in enumerate(report.positions) if row.trade_quantity != 0.0)
