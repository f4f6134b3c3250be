"""The board of a group: the risk of all together, what each member brings to it, and the members beside one another."""

from collections.abc import Mapping

from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.risk_dashboard import id_at
from plumbline.artifacts.slots import AnySlot, BarRow, BarsSlot, Board, Metric, MetricsSlot, NoteSlot, TableRow, TableSlot
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.portfolios.groups.results import GroupReport

_HEADLINES = (
    ("Net value", "/risk/net_value"),
    ("Volatility, 1 year", "/risk/volatility/days_252"),
    ("Expected shortfall 95%, 1 day", "/risk/tail_risk/historical_expected_shortfall_95_money"),
    ("Saved by diversification", "/diversification"),
    ("Beta", "/risk/beta"),
    ("Maximum drawdown", "/risk/drawdown/maximum"),
)
_COLUMNS = {
    "Net value": "net_value",
    "Of all": "share",
    "Share of risk": "risk_contribution",
    "Volatility": "volatility",
    "Expected shortfall": "expected_shortfall",
    "Maximum drawdown": "maximum_drawdown",
    "Score": "score",
}
_MOST_BARS = 20
_MOST_ROWS = 200
"""Of the largest: a page with a thousand rows is not read; the report holds them all."""


class GroupView(Schema):
    """The report of a group's members with its facts by their place in it (JSON pointer), and the board that draws it."""

    report: GroupReport
    facts: dict[str, Fact]
    board: Board


def group_board(report: GroupReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it."""
    metrics = tuple(Metric(label=label, fact=facts[path].id) for label, path in _HEADLINES if path in facts)
    slots: list[AnySlot] = [MetricsSlot(title="All together", metrics=metrics)]
    if any(row.risk_contribution is not None for row in report.members):
        slots.append(_shares(report, facts))
    slots.append(_members(report, facts))
    slots += [NoteSlot(text=note) for note in _notes(report)]
    named = named_facts(slots, facts.values())
    return Board(as_of=report.as_of, title=f"Members of {report.name}", slots=tuple(slots), facts=named)


def _shares(report: GroupReport, facts: Mapping[str, Fact]) -> BarsSlot:
    """Largest share of the risk first."""
    places = sorted(range(len(report.members)), key=lambda place: -(report.members[place].risk_contribution or 0.0))
    rows = tuple(
        BarRow(
            id=report.members[place].portfolio_id,
            label=report.members[place].name,
            facts=(id_at(facts, f"/members/{place}/risk_contribution"), id_at(facts, f"/members/{place}/share")),
        )
        for place in places[:_MOST_BARS]
    )
    return BarsSlot(title="What each brings", series=("Share of risk", "Share of value"), rows=rows)


def _members(report: GroupReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(id=row.portfolio_id, label=row.name, facts=tuple(id_at(facts, f"/members/{place}/{field}") for field in _COLUMNS.values()))
        for place, row in enumerate(report.members[:_MOST_ROWS])
    )
    return TableSlot(title="Members", columns=tuple(_COLUMNS), rows=rows)


def _notes(report: GroupReport) -> tuple[str, ...]:
    if len(report.members) <= _MOST_ROWS:
        return report.notes
    return (f"The largest {_MOST_ROWS} of {len(report.members)} members are shown.", *report.notes)
