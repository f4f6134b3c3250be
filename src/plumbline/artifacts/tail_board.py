"""The board of tail risk: every method side by side, the horizon, who carries the tail, the distribution behind it."""

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
    ParetoBar,
    ParetoSlot,
    TableRow,
    TableSlot,
)
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.portfolios.tail.results import TailReport

_ONE_DAY = (
    ("Value at risk", "value_at_risk"),
    ("Expected shortfall", "expected_shortfall"),
    ("Value at risk, money", "value_at_risk_money"),
    ("Expected shortfall, money", "expected_shortfall_money"),
)
_HORIZON = (("Value at risk", "horizon_value_at_risk"), ("Expected shortfall", "horizon_expected_shortfall"))
_SCALED = (
    ("Historical value at risk", "historical_value_at_risk"),
    ("Historical shortfall", "historical_expected_shortfall"),
    ("Normal value at risk", "parametric_value_at_risk"),
    ("Normal shortfall", "parametric_expected_shortfall"),
)
_PARTS = (
    ("Component value at risk", "component_value_at_risk"),
    ("Component shortfall", "component_expected_shortfall"),
    ("Component shortfall, money", "component_expected_shortfall_money"),
    ("Marginal value at risk", "marginal_value_at_risk"),
    ("Marginal shortfall", "marginal_expected_shortfall"),
    ("Incremental value at risk", "incremental_value_at_risk"),
    ("Incremental shortfall", "incremental_expected_shortfall"),
)


class TailView(Schema):
    """A tail risk report with its facts by their place in it (JSON pointer), and the board that draws it."""

    report: TailReport
    facts: dict[str, Fact]
    board: Board


def tail_board(report: TailReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it."""
    slots: list[AnySlot] = [_headline(report, facts), _bars(report, facts), _methods(report, facts)]
    if report.scalings:
        slots.append(_scalings(report, facts))
    if report.parts is not None:
        slots += [_pareto(report, facts), _parts(report, facts)]
    slots.append(_histogram(report, facts))
    slots += [NoteSlot(text=note) for note in report.notes]
    named = named_facts(slots, facts.values())
    return Board(as_of=report.as_of, title=f"Tail risk of {report.name}", slots=tuple(slots), facts=named)


def _headline(report: TailReport, facts: Mapping[str, Fact]) -> MetricsSlot:
    level = f"{report.confidence * 100:g} %"
    metrics = [
        Metric(
            label=f"{words} {level}, 1 day",
            fact=facts[f"/methods/0/{field}_money/value"].id,
            context_label="of net value",
            context=facts[f"/methods/0/{field}/value"].id,
        )
        for words, field in (("Value at risk", "value_at_risk"), ("Expected shortfall", "expected_shortfall"))
    ]
    if report.horizon > 1:
        metrics += [
            Metric(
                label=f"{words} {level}, {report.horizon} days",
                fact=facts[f"/methods/0/{field}_money/value"].id,
                context_label="of net value",
                context=facts[f"/methods/0/{field}/value"].id,
            )
            for words, field in _HORIZON
        ]
    return MetricsSlot(title="Historical simulation", metrics=tuple(metrics))


def _bars(report: TailReport, facts: Mapping[str, Fact]) -> BarsSlot:
    fields = ("value_at_risk", "expected_shortfall")
    rows = tuple(
        BarRow(id=method.method, label=method.label, facts=tuple(facts[f"/methods/{place}/{field}/value"].id for field in fields))
        for place, method in enumerate(report.methods)
        if method.value_at_risk.value is not None
    )
    title = f"Loss of one day at {report.confidence * 100:g} % by method"
    return BarsSlot(title=title, series=("Value at risk", "Expected shortfall"), rows=rows)


def _methods(report: TailReport, facts: Mapping[str, Fact]) -> TableSlot:
    columns = list(_ONE_DAY)
    if report.horizon > 1:
        columns += [(f"{words}, {report.horizon} days", field) for words, field in _HORIZON]
    rows = tuple(
        TableRow(id=method.method, label=method.label, facts=tuple(facts[f"/methods/{place}/{field}/value"].id for _, field in columns))
        for place, method in enumerate(report.methods)
    )
    return TableSlot(title="Every method", columns=tuple(words for words, _ in columns), rows=rows)


def _scalings(report: TailReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(id=row.scaling, label=row.label, facts=tuple(facts[f"/scalings/{place}/{field}/value"].id for _, field in _SCALED))
        for place, row in enumerate(report.scalings)
    )
    return TableSlot(title=f"{report.horizon} days, by each scaling", columns=tuple(words for words, _ in _SCALED), rows=rows)


def _pareto(report: TailReport, facts: Mapping[str, Fact]) -> ParetoSlot:
    assert report.parts is not None, "drawn only with parts"
    bars = tuple(
        ParetoBar(id=row.symbol, label=row.subject.label, fact=facts[f"/parts/holdings/{place}/component_expected_shortfall/value"].id)
        for place, row in enumerate(report.parts.holdings)
    )
    return ParetoSlot(title=f"Who carries the expected shortfall ({report.parts.label})", bars=bars)


def _parts(report: TailReport, facts: Mapping[str, Fact]) -> TableSlot:
    assert report.parts is not None, "drawn only with parts"
    rows = [
        TableRow(
            id=row.symbol,
            label=row.subject.label,
            facts=tuple(facts[f"/parts/holdings/{place}/{field}/value"].id for _, field in _PARTS),
        )
        for place, row in enumerate(report.parts.holdings)
    ]
    sums = (facts["/parts/sum_value_at_risk/value"].id, facts["/parts/sum_expected_shortfall/value"].id)
    rows.append(TableRow(id="sum", label="Sum", facts=(*sums, *(None,) * (len(_PARTS) - len(sums)))))
    title = f"Parts of the holdings, one day ({report.parts.label})"
    return TableSlot(title=title, columns=tuple(words for words, _ in _PARTS), rows=tuple(rows))


def _histogram(report: TailReport, facts: Mapping[str, Fact]) -> BarsSlot:
    rows = tuple(
        BarRow(
            id=f"{row.low:g}",
            label=f"{100 * row.low:g} to {100 * row.high:g} %",
            facts=tuple(facts[f"/bins/{place}/{side}/value"].id for side in ("within", "beyond")),
        )
        for place, row in enumerate(report.bins)
    )
    return BarsSlot(title="Daily returns at today's weights, days", series=("Within the value at risk", "Beyond it"), rows=rows)
