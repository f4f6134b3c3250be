"""The boards of attribution and drift: where the return came from, and how far weights have moved."""

from collections.abc import Mapping

from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.slots import (
    AnySlot,
    BarRow,
    BarsSlot,
    Board,
    Metric,
    MetricsSlot,
    NoteSlot,
    SeriesLine,
    SeriesSlot,
    TableRow,
    TableSlot,
)
from plumbline.facts.fact import Fact
from plumbline.portfolios.attribution.results import AttributionReport
from plumbline.portfolios.drift.results import DriftReport

_TOTALS = (
    ("Portfolio", "/portfolio_return"),
    ("Equal-weighted shares", "/benchmark_return"),
    ("Difference", "/active_return"),
    ("Allocation", "/allocation"),
    ("Selection", "/selection"),
    ("Interaction", "/interaction"),
)
_EFFECTS = (
    ("Weight", "weight"),
    ("Equal-weighted", "benchmark_weight"),
    ("Allocation", "allocation"),
    ("Selection", "selection"),
    ("Interaction", "interaction"),
)


def attribution_board(report: AttributionReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it (JSON pointer)."""
    metrics = tuple(Metric(label=label, fact=facts[path].id) for label, path in _TOTALS)
    sectors = tuple(
        TableRow(id=row.sector, label=row.sector, facts=tuple(facts[f"/sectors/{place}/{field}"].id for _, field in _EFFECTS))
        for place, row in enumerate(report.sectors)
    )
    holdings = tuple(
        BarRow(id=row.symbol, label=row.subject.label, facts=(facts[f"/holdings/{place}/contribution"].id,))
        for place, row in enumerate(report.holdings)
    )
    months = tuple(
        BarRow(id=row.as_of.isoformat(), label=f"{row.as_of:%b %Y}", facts=(facts[f"/months/{place}/contribution"].id,))
        for place, row in enumerate(report.months)
    )
    slots: list[AnySlot] = [
        MetricsSlot(title=f"Return against {report.benchmark}", metrics=metrics),
        TableSlot(title="Effects of sectors", columns=tuple(name for name, _ in _EFFECTS), rows=sectors),
        BarsSlot(title="Contribution of holdings", series=("Contribution",), rows=holdings),
        BarsSlot(title="Contribution of months", series=("Contribution",), rows=months),
    ]
    slots += [NoteSlot(text=note) for note in report.notes]
    return Board(as_of=report.as_of, title=f"Attribution of {report.name}", slots=tuple(slots), facts=named_facts(slots, facts.values()))


def drift_board(report: DriftReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it (JSON pointer)."""
    metrics = [Metric(label="Turnover back to the start", fact=facts["/turnover"].id)]
    if report.volatility_now.value is not None:
        known = report.volatility_before.value is not None
        then = facts["/volatility_before/value"].id if known else None
        metrics.append(
            Metric(label="Volatility", fact=facts["/volatility_now/value"].id, context_label="then" if known else None, context=then)
        )
    holdings = tuple(_row(facts, row.symbol, row.subject.label, f"/holdings/{place}") for place, row in enumerate(report.holdings))
    sectors = tuple(_row(facts, row.sector, row.sector, f"/sectors/{place}") for place, row in enumerate(report.sectors))
    lines = tuple(SeriesLine(name=line.name, values=line.values) for line in report.series.sectors)
    slots: list[AnySlot] = [
        MetricsSlot(title=f"Since {report.start}, if nothing was traded", metrics=tuple(metrics)),
        SeriesSlot(title="Weights of sectors", unit="fraction", dates=report.series.dates, lines=lines),
        TableSlot(title="Holdings", columns=("Then", "Now", "Drift"), rows=holdings),
        TableSlot(title="Sectors", columns=("Then", "Now", "Drift"), rows=sectors),
    ]
    if report.volatility_now.value is not None:
        risk = SeriesLine(name=report.series.volatility.name, values=report.series.volatility.values)
        title = "Volatility of the weights of each day, over the year before it"
        slots.insert(2, SeriesSlot(title=title, unit="fraction", dates=report.series.dates, lines=(risk,)))
    slots += [NoteSlot(text=note) for note in report.notes]
    return Board(as_of=report.as_of, title=f"Drift of {report.name}", slots=tuple(slots), facts=named_facts(slots, facts.values()))


def _row(facts: Mapping[str, Fact], row_id: str, label: str, path: str) -> TableRow:
    return TableRow(id=row_id, label=label, facts=tuple(facts[f"{path}/{field}"].id for field in ("before/value", "now/value", "drift")))
