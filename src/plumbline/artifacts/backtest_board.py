"""The board of a backtest: losses against the value at risk that was forecast for them, and how every method fared."""

from collections.abc import Mapping

from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.slots import AnySlot, Board, NoteSlot, SeriesLine, SeriesSlot, TableRow, TableSlot
from plumbline.facts.fact import Fact
from plumbline.portfolios.backtest.results import BacktestReport

KIND = "value_at_risk_backtest"
_DRAWN = ("historical", "volatility_filtered")
"""Methods whose line is drawn: the plain one, and the one that follows volatility. Six lines would hide the losses."""
_COLUMNS = (
    ("Exceptions", "exceptions"),
    ("Expected", "expected"),
    ("Kupiec", "kupiec"),
    ("Independence", "independence"),
    ("Conditional coverage", "conditional_coverage"),
    ("Basel zone", "traffic_light"),
    ("Shortfall Z2", "shortfall_z2"),
    ("Chance of Z2", "shortfall_z2_chance"),
    ("Mean value at risk", "mean_value_at_risk"),
)


def backtest_board(report: BacktestReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it (JSON pointer)."""
    slots: list[AnySlot] = [_lines(report), _table(report, facts)]
    slots += [NoteSlot(text=note) for note in report.notes]
    return Board(
        as_of=report.as_of,
        title=f"Backtest of the value at risk of {report.name}",
        slots=tuple(slots),
        facts=named_facts(slots, facts.values()),
    )


def _lines(report: BacktestReport) -> SeriesSlot:
    series = report.series
    drawn = [SeriesLine(name="Loss of the day", values=series.losses)]
    drawn += [SeriesLine(name=f"{line.label} value at risk", values=line.values) for line in series.forecasts if line.method in _DRAWN]
    title = f"Losses and the {report.confidence * 100:g} % value at risk forecast for them"
    return SeriesSlot(title=title, unit="fraction", dates=series.dates, lines=tuple(drawn))


def _table(report: BacktestReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(
            id=method.method,
            label=f"{method.label}: {method.verdict}",
            facts=tuple(facts[f"/methods/{place}/{field}/value"].id for _, field in _COLUMNS),
        )
        for place, method in enumerate(report.methods)
    )
    return TableSlot(title="How each method fared", columns=tuple(name for name, _ in _COLUMNS), rows=rows)
