"""The boards of pages: one risk report and one performance series of a snapshot, drawn by the slots that artifacts use too."""

from collections.abc import Mapping

from plumbline.analytics.measures import measure
from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.risk_dashboard import contributions_slot, id_at, limits_slot, sectors_slot
from plumbline.artifacts.slots import AnySlot, BarRow, BarsSlot, Board, Metric, MetricsSlot, NoteSlot, SeriesLine, SeriesSlot, Tone
from plumbline.core.errors import MissingData
from plumbline.facts.fact import Fact, Lineage, Unit
from plumbline.facts.ledger import Ledger
from plumbline.facts.result import Result
from plumbline.market_data.market import MarketView
from plumbline.portfolios.performance.report import performance_report
from plumbline.portfolios.results import RiskReport
from plumbline.portfolios.risk import risk_report
from plumbline.portfolios.snapshot import PortfolioSnapshot

_SERIES_PERIODS = (("1y", "1 year"), ("6m", "6 months"), ("3m", "3 months"), ("1m", "1 month"))
"""The chart shows the longest of these for which there are prices."""
_LEVERED = 1.02
"""Gross exposure from which long and short are worth a headline: below it is rounding of a fully invested portfolio."""
REPORT_VERSION = "1"


def overview_board(snapshot: PortfolioSnapshot, view: MarketView) -> Board:
    """The portfolio at a glance: value, performance beside the benchmark, risk, who contributes, limits, caveats.

    How the holdings of the day are known stands first: it changes how every figure reads. Other caveats stand last.
    """
    report = risk_report(snapshot, view)
    facts = recorded_facts(report, calculation="risk_report", snapshot=snapshot.digest)
    if not snapshot.lots:
        return Board(as_of=report.as_of, title=report.name, slots=tuple(NoteSlot(text=note) for note in report.notes), facts={})
    slots: list[AnySlot] = [*(NoteSlot(text=note) for note in snapshot.notes), headline_slot(report, facts)]
    series = _performance(snapshot, view)
    if series is not None:
        slots.append(series)
    if any(item.portfolio.value is not None for item in report.returns):
        slots.append(returns_slot(report, facts, benchmark=view.market.name_of(report.benchmark)))
    if any(holding.risk_contribution is not None for holding in report.contributions):
        slots.append(contributions_slot(report, facts))
    if report.limits:
        slots.append(limits_slot(report, facts))
    if report.sectors:
        slots.append(sectors_slot(report, facts))
    slots += [NoteSlot(text=note) for note in report.notes if note not in snapshot.notes]
    return Board(as_of=report.as_of, title=report.name, slots=tuple(slots), facts=named_facts(slots, facts.values()))


def recorded_facts(result: Result, *, calculation: str, snapshot: str) -> dict[str, Fact]:
    """The facts of a result by their place in it, for a page that is drawn without a run."""
    return Ledger(_unit_of).record(result, Lineage(calculation=calculation, version=REPORT_VERSION, snapshot=snapshot))


def headline_slot(report: RiskReport, facts: Mapping[str, Fact]) -> MetricsSlot:
    """The figures that answer first: value, change, risk, and leverage where there is any."""
    ytd = next((place for place, item in enumerate(report.returns) if item.period == "ytd"), None)
    change = report.daily_change.amount if report.daily_change else 0.0
    metrics = [
        _metric(facts, "Net value", "/net_value", context=("today", "/daily_change"), tone=_tone(change)),
        _metric(facts, "Change of the day", "/daily_return", context=("benchmark", "/returns/0/benchmark/value"), tone=_tone(change)),
    ]
    if ytd is not None:
        place = f"/returns/{ytd}"
        own = report.returns[ytd].portfolio.value or 0.0
        metrics.append(
            _metric(facts, "This year", f"{place}/portfolio/value", context=("benchmark", f"{place}/benchmark/value"), tone=_tone(own))
        )
    metrics += [
        _metric(facts, "Volatility, 1 year", "/volatility/days_252", context=("last 21 sessions", "/volatility/days_21")),
        _metric(facts, "Beta", "/beta", context=None),
        _metric(
            facts,
            "Value at risk 95%, 1 day",
            "/tail_risk/historical_value_at_risk_95_money",
            context=("of net value", "/tail_risk/historical_value_at_risk_95"),
        ),
        _metric(facts, "Maximum drawdown, 1 year", "/drawdown/maximum", context=("now", "/drawdown/current")),
        _metric(facts, "Risk score", "/score/score", context=None),
        *_book_metrics(report, facts),
    ]
    return MetricsSlot(title="At a glance", metrics=tuple(item for item in metrics if item is not None))


def _book_metrics(report: RiskReport, facts: Mapping[str, Fact]) -> list[Metric | None]:
    """Long and short matter only where there is a short side or leverage."""
    if report.exposure.short.amount == 0.0 and (report.exposure.gross_weight or 0.0) < _LEVERED:
        return []
    return [
        _metric(facts, "Gross exposure", "/exposure/gross_weight", context=("net", "/exposure/net_weight")),
        _metric(facts, "Hedge ratio", "/exposure/hedge_ratio", context=("short", "/exposure/short")),
    ]


def _metric(
    facts: Mapping[str, Fact], label: str, path: str, *, context: tuple[str, str] | None, tone: Tone = Tone.NEUTRAL
) -> Metric | None:
    if path not in facts:
        return None
    beside = None if context is None else id_at(facts, context[1])
    return Metric(label=label, fact=facts[path].id, context_label=context[0] if context and beside else None, context=beside, tone=tone)


def _performance(snapshot: PortfolioSnapshot, view: MarketView) -> SeriesSlot | None:
    for period, words in _SERIES_PERIODS:
        try:
            report = performance_report(snapshot, view, period=period)
        except MissingData:
            continue  # prices do not reach back so far
        if report.comparison.portfolio.value is None:
            continue
        lines = [SeriesLine(name=snapshot.name, values=report.series.portfolio)]
        if report.series.benchmark is not None:
            lines.append(SeriesLine(name=view.market.name_of(report.benchmark), values=report.series.benchmark))
        title = f"Return over {words}, constant holdings"
        return SeriesSlot(title=title, unit="fraction", dates=report.series.dates, lines=tuple(lines))
    return None


def returns_slot(report: RiskReport, facts: Mapping[str, Fact], *, benchmark: str) -> BarsSlot:
    """Returns of the periods there are prices for, beside the benchmark's."""
    compared = any(item.benchmark is not None for item in report.returns)
    rows = []
    for place, item in enumerate(report.returns):
        if item.period is None or item.portfolio.value is None:
            continue
        own, other = id_at(facts, f"/returns/{place}/portfolio/value"), id_at(facts, f"/returns/{place}/benchmark/value")
        rows.append(BarRow(id=item.period, label=_PERIOD_NAMES.get(item.period, item.period), facts=(own, other) if compared else (own,)))
    names = (report.name, benchmark) if compared else (report.name,)
    return BarsSlot(title="Returns", series=names, rows=tuple(rows))


_PERIOD_NAMES = {
    "1d": "1 day",
    "5d": "5 days",
    "1m": "1 month",
    "3m": "3 months",
    "6m": "6 months",
    "ytd": "This year",
    "1y": "1 year",
    "3y": "3 years",
    "5y": "5 years",
}


def _tone(value: float) -> Tone:
    return Tone.GOOD if value > 0.0 else Tone.BAD if value < 0.0 else Tone.NEUTRAL


def _unit_of(key: str) -> Unit:
    return measure(key).unit
