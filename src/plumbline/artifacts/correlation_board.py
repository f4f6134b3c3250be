"""The board of correlations: headline figures, the matrix as a heat map, its extremes, what moves together."""

from collections.abc import Mapping

from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.risk_dashboard import id_at
from plumbline.artifacts.slots import AnySlot, Board, HeatMapSlot, Metric, MetricsSlot, NoteSlot, TableRow, TableSlot
from plumbline.core.ids import FactId
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.portfolios.correlation.results import CorrelationReport

_HEADLINES = (
    ("Average correlation", "/average"),
    ("Average, by weight", "/weighted_average"),
    ("Diversification ratio", "/diversification_ratio/value"),
    ("Effective bets", "/effective_bets/value"),
    ("Sessions, fewest of a pair", "/n_observations"),
)


class CorrelationView(Schema):
    """A correlation report with its facts by their place in it (JSON pointer), and the board that draws it."""

    report: CorrelationReport
    facts: dict[str, Fact]
    board: Board


def correlation_board(report: CorrelationReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it."""
    metrics = [Metric(label=label, fact=facts[path].id) for label, path in _HEADLINES if path in facts]
    for word, field, pairs in (("Highest", "highest", report.highest), ("Lowest", "lowest", report.lowest)):
        metrics += [Metric(label=f"{word}: {pair.subject.label}", fact=facts[f"/{field}/0/value"].id) for pair in pairs[:1]]
    slots: list[AnySlot] = [MetricsSlot(title="Correlation at a glance", metrics=tuple(metrics))]
    if len(report.symbols) > 1:
        slots += [_heat_map(report, facts), _pairs(report, facts)]
    if report.clusters:
        slots.append(_clusters(report, facts))
    slots.append(_holdings(report, facts))
    slots += [NoteSlot(text=note) for note in report.notes]
    named = named_facts(slots, facts.values())
    return Board(as_of=report.as_of, title=f"Correlation of {report.name}", slots=tuple(slots), facts=named)


def _heat_map(report: CorrelationReport, facts: Mapping[str, Fact]) -> HeatMapSlot:
    def cell(row: int, column: int) -> FactId | None:
        low, high = sorted((row, column))
        return id_at(facts, f"/matrix/{high}/{low}/value")  # None on the diagonal

    places = range(len(report.symbols))
    cells = tuple(tuple(cell(row, column) for column in places) for row in places)
    return HeatMapSlot(title="Correlation, neighbors move together", rows=report.symbols, columns=report.symbols, cells=cells)


def _pairs(report: CorrelationReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows: dict[str, TableRow] = {}
    for field, pairs in (("highest", report.highest), ("lowest", report.lowest[::-1])):
        for place, pair in enumerate(pairs):
            at = place if field == "highest" else len(report.lowest) - 1 - place
            shown = tuple(id_at(facts, f"/{field}/{at}/{name}") for name in ("value", "n_observations"))
            rows.setdefault(pair.subject.id, TableRow(id=pair.subject.id, label=pair.subject.label, facts=shown))
    return TableSlot(title="Most and least correlated", columns=("Correlation", "Sessions"), rows=tuple(rows.values()))


def _clusters(report: CorrelationReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(
            id="+".join(row.symbols),
            label=row.subject.label,
            facts=(id_at(facts, f"/clusters/{place}/weight"), id_at(facts, f"/clusters/{place}/correlation")),
        )
        for place, row in enumerate(report.clusters)
    )
    return TableSlot(title="Holdings that move together", columns=("Of gross", "Mean correlation"), rows=rows)


def _holdings(report: CorrelationReport, facts: Mapping[str, Fact]) -> TableSlot:
    fields = ("gross_share", "volatility", "average", "with_portfolio/value", "n_observations")
    rows = tuple(
        TableRow(id=row.symbol, label=row.symbol, facts=tuple(id_at(facts, f"/holdings/{place}/{field}") for field in fields))
        for place, row in enumerate(report.holdings)
    )
    columns = ("Of gross", "Volatility", "With the others", "With the portfolio", "Sessions")
    return TableSlot(title="Each holding", columns=columns, rows=rows)
