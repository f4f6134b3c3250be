"""The board of the factors: exposures against the benchmark's with their errors, and where the variance comes from."""

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
from plumbline.core.ids import FactId
from plumbline.facts.fact import Fact
from plumbline.portfolios.factors.results import FactorReport

KIND = "factors"
_COLUMNS = (
    ("Exposure", "exposure"),
    ("Error", "error"),
    ("Plain error", "plain_error"),
    ("Benchmark", "benchmark"),
    ("Tilt", "tilt"),
    ("Error of the tilt", "tilt_error"),
    ("Return of the factor", "factor_return"),
)
_SOURCES = (("Market", "market"), ("Styles", "style"), ("Industries", "industry"), ("Specific", "specific"))


def factor_board(report: FactorReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it (JSON pointer)."""
    headline = [("R squared", "/r_squared"), ("Alpha, a year", "/alpha"), ("Volatility", "/volatility")]
    if report.active is not None:
        headline.append((f"Tracking error to {report.benchmark}", "/active/tracking_error"))
    metrics = tuple(Metric(label=label, fact=facts[path].id) for label, path in headline)
    slots: list[AnySlot] = [MetricsSlot(title="Explained by factors", metrics=metrics)]
    slots += [_variance(facts), _exposures(report, facts), _table(report, facts)]
    if report.active is not None:
        slots.append(_active(report, facts))
    if report.series.dates:
        slots.append(_rolling(report))
    slots.append(_holdings(report, facts))
    slots += [NoteSlot(text=note) for note in report.notes]
    return Board(as_of=report.as_of, title=f"Factors of {report.name}", slots=tuple(slots), facts=named_facts(slots, facts.values()))


def _variance(facts: Mapping[str, Fact]) -> BarsSlot:
    rows = tuple(BarRow(id=field, label=label, facts=(facts[f"/variance/{field}"].id,)) for label, field in _SOURCES)
    return BarsSlot(title="Where the variance comes from", is_whole=True, series=("Share",), rows=rows)


def _active(report: FactorReport, facts: Mapping[str, Fact]) -> BarsSlot:
    rows = tuple(BarRow(id=field, label=label, facts=(facts[f"/active/{field}"].id,)) for label, field in _SOURCES)
    return BarsSlot(title=f"Where the difference to {report.benchmark} comes from", is_whole=True, series=("Share",), rows=rows)


def _rolling(report: FactorReport) -> SeriesSlot:
    series = report.series
    lines = tuple(SeriesLine(name=line.label, values=line.values) for line in series.lines)
    return SeriesSlot(title=f"Exposures over {series.window} sessions each", unit="ratio", dates=series.dates, lines=lines)


def _exposures(report: FactorReport, facts: Mapping[str, Fact]) -> BarsSlot:
    rows = tuple(
        BarRow(id=row.key, label=row.label, facts=(_id(facts, place, "exposure"), _id(facts, place, "benchmark")))
        for place, row in enumerate(report.factors)
    )
    return BarsSlot(title="Exposures", series=(report.name, report.benchmark), rows=rows)


def _table(report: FactorReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(id=row.key, label=row.label, facts=tuple(_id(facts, place, field) for _, field in _COLUMNS))
        for place, row in enumerate(report.factors)
    )
    return TableSlot(title="Exposures and tilts with their errors", columns=tuple(name for name, _ in _COLUMNS), rows=rows)


def _holdings(report: FactorReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(
            id=row.symbol,
            label=row.symbol,
            facts=tuple(facts[f"/holdings/{place}/exposures/{column}/value"].id for column in range(len(row.exposures))),
        )
        for place, row in enumerate(report.holdings)
    )
    return TableSlot(title="Exposures of the holdings", columns=tuple(row.label for row in report.factors), rows=rows)


def _id(facts: Mapping[str, Fact], place: int, field: str) -> FactId:
    return facts[f"/factors/{place}/{field}/value"].id
