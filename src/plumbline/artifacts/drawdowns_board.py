"""The board of drawdowns: headline figures, the path under water, the episodes."""

from collections.abc import Mapping

from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.risk_dashboard import id_at
from plumbline.artifacts.slots import AnySlot, Board, Metric, MetricsSlot, NoteSlot, SeriesLine, SeriesSlot, TableRow, TableSlot
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.portfolios.drawdowns.results import DrawdownReport

_HEADLINES = (
    ("Maximum drawdown", "/maximum"),
    ("Now below the peak", "/current"),
    ("Conditional drawdown 95%", "/conditional"),
    ("Time under water", "/time_under_water"),
    ("Longest under water, sessions", "/longest_under_water"),
)


class DrawdownView(Schema):
    """A drawdown report with its facts by their place in it (JSON pointer), and the board that draws it."""

    report: DrawdownReport
    facts: dict[str, Fact]
    board: Board


def drawdowns_board(report: DrawdownReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it."""
    line = SeriesLine(name=report.name, values=tuple(-value + 0.0 for value in report.path.values))
    slots: list[AnySlot] = [
        _headline(report, facts),
        SeriesSlot(title="Below the earlier peak, weights of the day", unit="fraction", dates=report.path.dates, lines=(line,)),
    ]
    if report.episodes:
        slots.append(_episodes(report, facts))
    slots += [NoteSlot(text=note) for note in report.notes]
    named = named_facts(slots, facts.values())
    return Board(as_of=report.as_of, title=f"Drawdowns of {report.name}", slots=tuple(slots), facts=named)


def _headline(report: DrawdownReport, facts: Mapping[str, Fact]) -> MetricsSlot:
    metrics = [Metric(label=label, fact=facts[path].id) for label, path in _HEADLINES]
    metrics += [
        Metric(label=f"Chance of {100 * float(chance.parameters['depth']):g}% within a year", fact=facts[f"/chances/{place}/value"].id)
        if chance.parameters["horizon_days"] == 252.0
        else Metric(label=f"Chance of {100 * float(chance.parameters['depth']):g}%", fact=facts[f"/chances/{place}/value"].id)
        for place, chance in enumerate(report.chances)
    ]
    return MetricsSlot(title="Drawdown at a glance", metrics=tuple(metrics))


def _episodes(report: DrawdownReport, facts: Mapping[str, Fact]) -> TableSlot:
    fields = ("depth", "peak_on", "trough_on", "recovered_on", "n_falling", "n_recovering")
    rows = tuple(
        TableRow(
            id=row.peak_on.isoformat(),
            label=f"From {row.peak_on}",
            facts=tuple(id_at(facts, f"/episodes/{place}/{field}") for field in fields),
        )
        for place, row in enumerate(report.episodes)
    )
    columns = ("Depth", "Peak", "Trough", "Recovered", "Sessions falling", "Sessions recovering")
    return TableSlot(title="Deepest falls", columns=columns, rows=rows)
