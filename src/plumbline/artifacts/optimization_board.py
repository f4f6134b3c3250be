"""The board of an optimization: what would change, weight by weight, and the trades for it."""

from collections.abc import Mapping

from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.risk_dashboard import id_at
from plumbline.artifacts.slots import (
    AnySlot,
    BarRow,
    BarsSlot,
    Board,
    Metric,
    MetricsSlot,
    NoteSlot,
    ScatterPoint,
    ScatterSlot,
    TableRow,
    TableSlot,
)
from plumbline.artifacts.trade_slots import lots_slot, tax_metrics, wash_sale_notes
from plumbline.facts.fact import Fact
from plumbline.portfolios.optimization.report import LONG_ONLY_NOTE
from plumbline.portfolios.optimization.results import OptimizationReport

KIND = "optimization"
_FIGURES = (
    ("Volatility", "volatility"),
    ("Expected return", "expected_return"),
    ("Sharpe ratio of the window", "sharpe"),
    ("Expected shortfall 95%, 1 day", "expected_shortfall"),
    ("Tracking error", "tracking_error"),
    ("Diversification ratio", "diversification"),
    ("Effective positions", "effective_positions"),
)
_COLUMNS = (
    ("Weight now", "weight"),
    ("Optimal", "optimal_weight"),
    ("Change", "change"),
    ("Share of risk", "risk_contribution"),
    ("Shares to trade", "trade_quantity"),
    ("Value of the trade", "trade_value"),
    ("Realized gain", "tax/realized_gain"),
)


def optimization_board(report: OptimizationReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it (JSON pointer)."""
    slots: list[AnySlot] = [_metrics(report, facts), _weights(report, facts)]
    if report.frontier:
        slots.append(_frontier(report, facts))
    if report.viewed_returns:
        slots.append(_views(report, facts))
    slots.append(_trades(report, facts))
    effects = [(f"/positions/{place}/tax", row.tax) for place, row in enumerate(report.positions) if row.tax is not None]
    if any(effect.lots for _, effect in effects):
        slots.append(lots_slot(effects, facts))
    slots += [NoteSlot(text=text) for text in wash_sale_notes(effect for _, effect in effects)]
    slots += [NoteSlot(text=f"Your view: {view}.") for view in report.views]
    if LONG_ONLY_NOTE in report.notes:
        slots.insert(0, NoteSlot(text=LONG_ONLY_NOTE))
    slots += [NoteSlot(text=note) for note in report.notes if note != LONG_ONLY_NOTE]
    title = f"{report.name}: {report.objective.words}"
    return Board(as_of=report.as_of, title=title, slots=tuple(slots), facts=named_facts(slots, facts.values()))


def _metrics(report: OptimizationReport, facts: Mapping[str, Fact]) -> MetricsSlot:
    metrics = [
        Metric(label=label, fact=facts[f"/proposed/{field}"].id, context_label="now", context=facts[f"/current/{field}"].id)
        for label, field in _FIGURES
        if facts[f"/proposed/{field}"].value is not None and facts[f"/current/{field}"].value is not None
    ]
    metrics.append(Metric(label="Turnover", fact=facts["/turnover"].id))
    if report.costs > 0.0:
        metrics.append(Metric(label="Costs", fact=facts["/costs"].id))
    return MetricsSlot(title="The proposal at a glance", metrics=(*metrics, *tax_metrics(facts)))


def _weights(report: OptimizationReport, facts: Mapping[str, Fact]) -> BarsSlot:
    rows = tuple(
        BarRow(
            id=row.symbol,
            label=row.symbol,
            facts=(facts[f"/positions/{place}/weight"].id, facts[f"/positions/{place}/optimal_weight"].id),
        )
        for place, row in enumerate(report.positions)
        if row.weight != 0.0 or row.optimal_weight != 0.0
    )
    return BarsSlot(title="Weights", series=("Now", "Optimal"), rows=rows)


def _trades(report: OptimizationReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(id=row.symbol, label=row.symbol, facts=tuple(id_at(facts, f"/positions/{place}/{field}") for _, field in _COLUMNS))
        for place, row in enumerate(report.positions)
        if row.trade_quantity != 0.0
    )
    return TableSlot(title="Trades toward it, in whole shares", columns=tuple(name for name, _ in _COLUMNS), rows=rows)


def _views(report: OptimizationReport, facts: Mapping[str, Fact]) -> BarsSlot:
    rows = tuple(
        BarRow(
            id=row.symbol,
            label=row.symbol,
            facts=(facts[f"/viewed_returns/{place}/prior_return"].id, facts[f"/viewed_returns/{place}/view_return"].id),
        )
        for place, row in enumerate(report.viewed_returns)
    )
    return BarsSlot(title="Expected return a year", series=("Before views", "With views"), rows=rows)


def _frontier(report: OptimizationReport, facts: Mapping[str, Fact]) -> ScatterSlot:
    """The frontier as a line; today, the proposal and each symbol alone as marks beside it."""
    line = tuple(_point(f"Point {place + 1}", f"/frontier/{place}", facts) for place in range(len(report.frontier)))
    alone = (_point(row.subject.label, f"/alone/{place}", facts) for place, row in enumerate(report.alone))
    marks = (_point("Now", "/current", facts), _point("Proposal", "/proposed", facts), *alone)
    return ScatterSlot(title="Efficient frontier", x_label="Volatility", y_label="Expected return", line=line, marks=marks)


def _point(label: str, path: str, facts: Mapping[str, Fact]) -> ScatterPoint:
    return ScatterPoint(label=label, x=facts[f"{path}/volatility"].id, y=facts[f"{path}/expected_return"].id)
