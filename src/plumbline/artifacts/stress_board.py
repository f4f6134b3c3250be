"""The board of stress: what episodes and shocks would cost, beside the benchmark, and the likeliest way to a loss."""

from collections.abc import Mapping

from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.risk_dashboard import id_at
from plumbline.artifacts.slots import AnySlot, BarRow, BarsSlot, Board, Metric, MetricsSlot, NoteSlot, TableRow, TableSlot
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.portfolios.stress.results import StressReport


class StressView(Schema):
    """A stress report with its facts by their place in it (JSON pointer), and the board that draws it."""

    report: StressReport
    facts: dict[str, Fact]
    board: Board


def stress_board(report: StressReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it (JSON pointer)."""
    slots: list[AnySlot] = []
    known = [(item.value, place) for place, item in enumerate(report.episodes) if item.value is not None]
    worst = min(known)[1] if known else None
    if worst is not None or (report.reverse is not None and report.reverse.distance is not None):
        slots.append(_headline(report, facts, worst))
    if known:
        slots += [_episodes(report, facts), _coverage(report, facts)]
    if report.shocks:
        slots.append(_shocks(report, facts))
    slots += [NoteSlot(text=note) for note in report.notes]
    named = named_facts(slots, facts.values())
    return Board(as_of=report.as_of, title=f"Stress of {report.name}", slots=tuple(slots), facts=named)


def _headline(report: StressReport, facts: Mapping[str, Fact], worst: int | None) -> MetricsSlot:
    metrics = []
    if worst is not None:
        place = f"/episodes/{worst}"
        gained = (report.episodes[worst].value or 0.0) >= 0.0  # a short book may gain in every one of them
        words = "Smallest gain in an episode" if gained else "Worst episode"
        metrics += [
            _metric(facts, f"{words}: {report.episodes[worst].title}", f"{place}/value", context=("in money", f"{place}/change")),
            _metric(facts, "Deepest fall on its way", f"{place}/worst_loss", context=("benchmark", f"{place}/benchmark/move")),
        ]
    if report.reverse is not None:
        label = f"Benchmark move that loses {100 * report.reverse.loss:.4g} %"
        metrics.append(_metric(facts, label, "/reverse/benchmark/move", context=("usual months away", "/reverse/distance")))
    return MetricsSlot(title="Stress at a glance", metrics=tuple(item for item in metrics if item is not None))


def _metric(facts: Mapping[str, Fact], label: str, path: str, *, context: tuple[str, str]) -> Metric | None:
    fact, beside = facts.get(path), id_at(facts, context[1])
    if fact is None:
        return None
    return Metric(label=label, fact=fact.id, context_label=context[0] if beside else None, context=beside)


def _episodes(report: StressReport, facts: Mapping[str, Fact]) -> BarsSlot:
    fields = ("value", "benchmark/move")
    rows = tuple(
        BarRow(id=item.key, label=item.title, facts=tuple(id_at(facts, f"/episodes/{place}/{field}") for field in fields))
        for place, item in enumerate(report.episodes)
    )
    return BarsSlot(title="Episodes of the past, holdings of the day", series=(report.name, report.benchmark), rows=rows)


def _coverage(report: StressReport, facts: Mapping[str, Fact]) -> TableSlot:
    fields = ("change", "worst_loss", "coverage", "proxied")
    rows = tuple(
        TableRow(id=item.key, label=item.title, facts=tuple(id_at(facts, f"/episodes/{place}/{field}") for field in fields))
        for place, item in enumerate(report.episodes)
    )
    return TableSlot(title="Episodes in detail", columns=("Change", "Worst loss", "Own prices", "Stand-ins"), rows=rows)


def _shocks(report: StressReport, facts: Mapping[str, Fact]) -> BarsSlot:
    rows = tuple(
        BarRow(id=item.title, label=item.title, facts=(id_at(facts, f"/shocks/{place}/impact"),))
        for place, item in enumerate(report.shocks)
    )
    return BarsSlot(title="Hypothetical shocks", series=("Expected change",), rows=rows)
