"""The board of volatility: headline figures, its path, windows beside the benchmark, the cone, holdings, what it is made of."""

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
    SeriesLine,
    SeriesSlot,
    TableRow,
    TableSlot,
)
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.portfolios.volatility.results import VolatilityReport

_CONE = ("current", "lowest", "lower_quartile", "median", "upper_quartile", "highest")
_HOLDING = ("risk_contribution", "month", "year", "ewma", "expected", "trend", "percentile", "downside")


class VolatilityView(Schema):
    """A volatility report with its facts by their place in it (JSON pointer), and the board that draws it."""

    report: VolatilityReport
    facts: dict[str, Fact]
    board: Board


def volatility_board(report: VolatilityReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it."""
    lines = (
        SeriesLine(name="21 sessions", values=report.series.month),
        SeriesLine(name="63 sessions", values=report.series.quarter),
        SeriesLine(name="Exponentially weighted", values=report.series.ewma),
    )
    slots: list[AnySlot] = [
        _headline(report, facts),
        SeriesSlot(title="Volatility, weights of the day", unit="fraction", dates=report.series.dates, lines=lines),
        _realized(report, facts),
    ]
    if report.cone:
        slots.append(_cone(report, facts))
    if report.attribution is not None:
        slots += _parts(report, facts)
    slots.append(_holdings(report, facts))
    slots += [NoteSlot(text=note) for note in report.notes]
    named = named_facts(slots, facts.values())
    return Board(as_of=report.as_of, title=f"Volatility of {report.name}", slots=tuple(slots), facts=named)


def _headline(report: VolatilityReport, facts: Mapping[str, Fact]) -> MetricsSlot:
    forecast = report.forecast
    headlines = (
        (f"Expected, {forecast.horizon} sessions", "/forecast/level/value", ("trend", "/forecast/trend/value")),
        ("Exponentially weighted", "/ewma/value", None),
        ("Percentile of a year", "/percentile/value", None),
        ("Downside deviation, 1 year", "/downside/value", None),
        ("Of pairs of holdings", "/attribution/pairs_share/value", ("of single holdings", "/attribution/own_share/value")),
    )
    metrics = []
    for label, path, context in headlines:
        if path in facts:
            beside = id_at(facts, context[1]) if context else None
            metrics.append(
                Metric(label=label, fact=facts[path].id, context_label=context[0] if context and beside else None, context=beside)
            )
    return MetricsSlot(title="Volatility at a glance", metrics=tuple(metrics))


def _realized(report: VolatilityReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(
            id=str(row.window),
            label=f"{row.window} sessions",
            facts=(id_at(facts, f"/realized/{place}/portfolio/value"), id_at(facts, f"/realized/{place}/benchmark/value")),
        )
        for place, row in enumerate(report.realized)
    )
    return TableSlot(title="Realized volatility", columns=("Portfolio", report.benchmark), rows=rows)


def _cone(report: VolatilityReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(
            id=str(row.window), label=f"{row.window} sessions", facts=tuple(id_at(facts, f"/cone/{place}/{name}/value") for name in _CONE)
        )
        for place, row in enumerate(report.cone)
    )
    columns = ("Now", "Lowest", "Lower quarter", "Median", "Upper quarter", "Highest")
    return TableSlot(title="Now beside its own past (cone)", columns=columns, rows=rows)


def _parts(report: VolatilityReport, facts: Mapping[str, Fact]) -> list[BarsSlot]:
    found = report.attribution
    holdings = tuple(
        BarRow(id=row.symbol, label=row.symbol, facts=(id_at(facts, f"/holdings/{place}/risk_contribution/value"),))
        for place, row in enumerate(report.holdings)
    )
    pairs = tuple(
        BarRow(id=pair.subject.id, label=pair.subject.label, facts=(id_at(facts, f"/attribution/pairs/{place}/value"),))
        for place, pair in enumerate(found.pairs if found else ())
    )
    slots = [BarsSlot(title="Share of the volatility by holding", series=("Share",), rows=holdings)]
    return [*slots, BarsSlot(title="Pairs that matter most", series=("Share of variance",), rows=pairs)] if pairs else slots


def _holdings(report: VolatilityReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(id=row.symbol, label=row.symbol, facts=tuple(id_at(facts, f"/holdings/{place}/{name}/value") for name in _HOLDING))
        for place, row in enumerate(report.holdings)
    )
    columns = ("Share of risk", "21 sessions", "252 sessions", "Weighted", "Expected", "Trend", "Percentile", "Downside")
    return TableSlot(title="Each holding", columns=columns, rows=rows)
