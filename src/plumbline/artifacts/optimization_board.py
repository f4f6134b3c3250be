"""The board of an optimization: what would change, weight by weight, and the trades for it."""

from collections.abc import Mapping

from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.slots import AnySlot, BarRow, BarsSlot, Board, Metric, MetricsSlot, NoteSlot, TableRow, TableSlot
from plumbline.facts.fact import Fact
from plumbline.portfolios.optimization_results import OptimizationReport

KIND = "optimization"
_FIGURES = (
    ("Volatility", "volatility"),
    ("Expected return", "expected_return"),
    ("Sharpe ratio", "sharpe"),
    ("Expected shortfall 95%, 1 day", "expected_shortfall"),
    ("Tracking error", "tracking_error"),
    ("Diversification ratio", "diversification"),
    ("Effective positions", "effective_positions"),
)
_COLUMNS = (
    ("Weight now", "weight"),
    ("Optimal", "optimal_weight"),
    ("Change", "change"),
    ("Shares to trade", "trade_quantity"),
    ("Value of the trade", "trade_value"),
)


def optimization_board(report: OptimizationReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it (JSON pointer)."""
    slots: list[AnySlot] = [_metrics(facts), _weights(report, facts), _trades(report, facts)]
    if report.frontier:
        slots.append(_frontier(report, facts))
    slots += [NoteSlot(text=note) for note in report.notes]
    title = f"{report.name}: {report.objective.replace('_', ' ')}"
    return Board(as_of=report.as_of, title=title, slots=tuple(slots), facts=named_facts(slots, facts.values()))


def _metrics(facts: Mapping[str, Fact]) -> MetricsSlot:
    metrics = [
        Metric(label=label, fact=facts[f"/proposed/{field}"].id, context_label="now", context=facts[f"/current/{field}"].id)
        for label, field in _FIGURES
        if facts[f"/proposed/{field}"].value is not None and facts[f"/current/{field}"].value is not None
    ]
    return MetricsSlot(title="The proposal at a glance", metrics=(*metrics, Metric(label="Turnover", fact=facts["/turnover"].id)))


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
        TableRow(id=row.symbol, label=row.symbol, facts=tuple(facts[f"/positions/{place}/{field}"].id for _, field in _COLUMNS))
        for place, row in enumerate(report.positions)
        if row.trade_quantity != 0.0
    )
    return TableSlot(title="Trades toward it, in whole shares", columns=tuple(name for name, _ in _COLUMNS), rows=rows)


def _frontier(report: OptimizationReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(
            id=f"point-{place}",
            label=f"Point {place + 1}",
            facts=(facts[f"/frontier/{place}/volatility"].id, facts[f"/frontier/{place}/expected_return"].id),
        )
        for place in range(len(report.frontier))
    )
    return TableSlot(title="Efficient frontier", columns=("Volatility", "Expected return"), rows=rows)
