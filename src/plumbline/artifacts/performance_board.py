"""The board of performance: headline figures, growth, every ratio beside the benchmark's, the calendar, rolling windows, holdings."""

from collections.abc import Iterator, Mapping

from plumbline.analytics.measures import measure
from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.risk_dashboard import id_at
from plumbline.artifacts.slots import (
    AnySlot,
    BarRow,
    BarsSlot,
    Board,
    HeatMapSlot,
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
from plumbline.portfolios.performance.results import PathRatios, PerformanceReport, RelativeFigures

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HEADLINES = (
    ("Return", "/comparison/portfolio/value", ("benchmark", "/comparison/benchmark/value")),
    ("Annualized", "/ratios/annualized_return/value", ("benchmark", "/benchmark_ratios/annualized_return/value")),
    ("Active return", "/comparison/active", ("tracking error", "/relative/tracking_error/value")),
    ("Sharpe ratio", "/ratios/sharpe_ratio/value", ("benchmark", "/benchmark_ratios/sharpe_ratio/value")),
    ("Maximum drawdown", "/portfolio/maximum_drawdown", ("benchmark", "/benchmark_statistics/maximum_drawdown")),
    ("Beta", "/relative/beta/value", ("alpha", "/relative/jensens_alpha/value")),
    ("Time-weighted, as traded", "/account/time_weighted/value", ("money-weighted", "/account/money_weighted/value")),
)
_STATISTICS = ("volatility", "maximum_drawdown", "best_day", "worst_day", "up_days")
_MOST_HOLDINGS = 15


class PerformanceView(Schema):
    """A performance report with its facts by their place in it (JSON pointer), and the board that draws it."""

    report: PerformanceReport
    facts: dict[str, Fact]
    board: Board


def performance_board(report: PerformanceReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it."""
    slots: list[AnySlot] = [_headline(facts)]
    if any(value is not None for value in report.series.portfolio):
        slots += [_growth(report), _ratios(report, facts)]
    if report.relative is not None:
        slots.append(_relative(facts))
    if report.calendar:
        slots.append(_calendar(report, facts))
    slots += _rolling(report)
    if report.changes:
        slots.append(_changes(report, facts))
    slots += [NoteSlot(text=note) for note in (*report.notes, *_account_notes(report))]
    named = named_facts(slots, facts.values())
    return Board(as_of=report.as_of, title=f"Performance of {report.name}, {report.period}", slots=tuple(slots), facts=named)


def _headline(facts: Mapping[str, Fact]) -> MetricsSlot:
    metrics = []
    for label, path, (context_label, context) in _HEADLINES:
        fact, beside = facts.get(path), id_at(facts, context)
        if fact is not None and fact.value is not None:
            metrics.append(Metric(label=label, fact=fact.id, context_label=context_label if beside else None, context=beside))
    return MetricsSlot(title="Performance at a glance, constant holdings", metrics=tuple(metrics))


def _growth(report: PerformanceReport) -> SeriesSlot:
    lines = [SeriesLine(name=report.name, values=report.series.portfolio)]
    if report.series.benchmark is not None:
        lines.append(SeriesLine(name=report.benchmark, values=report.series.benchmark))
    return SeriesSlot(title="Return since the start, constant holdings", unit="fraction", dates=report.series.dates, lines=tuple(lines))


def _ratios(report: PerformanceReport, facts: Mapping[str, Fact]) -> TableSlot:
    """Every figure of the path, and the benchmark's own."""
    paths = [(f"ratios/{name}/value", name) for name in PathRatios.model_fields]
    paths += [(f"portfolio/{name}", name) for name in _STATISTICS]
    rows = []
    for path, name in paths:
        own = facts.get(f"/{path}")
        if own is None:
            continue
        other = id_at(facts, f"/benchmark_{path}") or id_at(facts, f"/benchmark_statistics/{name}")
        rows.append(TableRow(id=own.measure, label=measure(own.measure).name, facts=(own.id, other)))
    return TableSlot(title="Return and risk, constant holdings", columns=("Portfolio", report.benchmark), rows=tuple(rows))


def _relative(facts: Mapping[str, Fact]) -> TableSlot:
    found = [facts[path] for name in RelativeFigures.model_fields if (path := f"/relative/{name}/value") in facts]
    rows = tuple(TableRow(id=fact.measure, label=measure(fact.measure).name, facts=(fact.id,)) for fact in found)
    return TableSlot(title="Against the benchmark", columns=("Portfolio",), rows=rows)


def _calendar(report: PerformanceReport, facts: Mapping[str, Fact]) -> HeatMapSlot:
    cells = tuple(
        (
            *(id_at(facts, f"/calendar/{place}/months/{month}/value") for month in range(12)),
            id_at(facts, f"/calendar/{place}/total"),
            id_at(facts, f"/calendar/{place}/benchmark"),
        )
        for place in range(len(report.calendar))
    )
    years = tuple(str(row.year) for row in report.calendar)
    return HeatMapSlot(title="Returns by month and year", rows=years, columns=(*MONTHS, "Year", "Benchmark"), cells=cells)


def _rolling(report: PerformanceReport) -> Iterator[SeriesSlot]:
    found = report.rolling
    if found is None or len(found.dates) < 2:
        return
    over = f"over {found.window} sessions"
    yield SeriesSlot(title=f"Return {over}", unit="fraction", dates=found.dates, lines=(SeriesLine(name="Return", values=found.returns),))
    risks = (SeriesLine(name="Volatility", values=found.volatility), SeriesLine(name="Maximum drawdown", values=found.maximum_drawdown))
    yield SeriesSlot(title=f"Risk {over}", unit="fraction", dates=found.dates, lines=risks)
    sharpe = (SeriesLine(name="Sharpe ratio", values=found.sharpe_ratio),)
    yield SeriesSlot(title=f"Sharpe ratio {over}", unit="ratio", dates=found.dates, lines=sharpe)
    if found.beta is not None and found.correlation is not None:
        against = (SeriesLine(name="Beta", values=found.beta), SeriesLine(name="Correlation", values=found.correlation))
        yield SeriesSlot(title=f"Beta and correlation with {report.benchmark} {over}", unit="ratio", dates=found.dates, lines=against)


def _changes(report: PerformanceReport, facts: Mapping[str, Fact]) -> BarsSlot:
    shown = [place for place, row in enumerate(report.changes) if row.change is not None]
    if len(shown) > _MOST_HOLDINGS:  # gains first: the ends say most
        shown = shown[: _MOST_HOLDINGS // 2 + 1] + shown[-(_MOST_HOLDINGS // 2) :]
    rows = tuple(
        BarRow(id=report.changes[place].symbol, label=report.changes[place].symbol, facts=(id_at(facts, f"/changes/{place}/change"),))
        for place in shown
    )
    return BarsSlot(title="What the holdings added", series=("Gain",), rows=rows)


def _account_notes(report: PerformanceReport) -> Iterator[str]:
    """Why there is no return of the account, once."""
    reasons = dict.fromkeys(
        figure.reason for figure in (report.account.time_weighted, report.account.money_weighted) if figure.value is None
    )
    for reason in reasons:
        yield f"No return of the account with its deposits and withdrawals: {reason}."
