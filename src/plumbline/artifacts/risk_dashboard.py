"""The risk dashboard: headline figures, who contributes to the risk, and which limits hold. Drawn from one risk report."""

from collections.abc import Mapping

from plumbline.artifacts.limit_rows import limit_row
from plumbline.artifacts.slots import (
    AnySlot,
    BarRow,
    BarsSlot,
    Board,
    LimitsSlot,
    Metric,
    MetricsSlot,
    NoteSlot,
    ParetoBar,
    ParetoSlot,
    Tone,
)
from plumbline.core.ids import FactId
from plumbline.facts.fact import Fact
from plumbline.portfolios.results import RiskReport

KIND = "risk_dashboard"

_HEADLINES: tuple[tuple[str, str], ...] = (
    ("Risk score", "/score/score"),
    ("Volatility, 1 year", "/volatility/days_252"),
    ("Beta", "/beta"),
    ("Value at risk 95%, 1 day", "/tail_risk/historical_value_at_risk_95"),
    ("Expected shortfall 95%, 1 day", "/tail_risk/historical_expected_shortfall_95"),
    ("Maximum drawdown", "/drawdown/maximum"),
    ("Effective positions", "/concentration/effective_positions"),
)
_CONTEXT = {
    "/tail_risk/historical_value_at_risk_95": ("in money", "/tail_risk/historical_value_at_risk_95_money"),
    "/tail_risk/historical_expected_shortfall_95": ("in money", "/tail_risk/historical_expected_shortfall_95_money"),
    "/volatility/days_252": ("last 21 sessions", "/volatility/days_21"),
    "/concentration/effective_positions": ("holdings", "/concentration/n_holdings"),
}


def risk_dashboard(report: RiskReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it (JSON pointer)."""
    slots: list[AnySlot] = [_metrics(facts)]
    if any(holding.risk_contribution is not None for holding in report.contributions):
        slots.append(contributions_slot(report, facts))
    if report.limits:
        slots.append(limits_slot(report, facts))
    if report.sectors:
        slots.append(sectors_slot(report, facts))
    slots += [NoteSlot(text=note) for note in report.notes]
    return Board(
        as_of=report.as_of,
        title=f"Risk of {report.name}",
        slots=tuple(slots),
        facts={fact.id: fact for fact in facts.values()},
    )


def _metrics(facts: Mapping[str, Fact]) -> MetricsSlot:
    metrics = tuple(_metric(label, path, facts) for label, path in _HEADLINES if path in facts)
    return MetricsSlot(title="Risk at a glance, at today's weights", metrics=metrics)


def _metric(label: str, path: str, facts: Mapping[str, Fact]) -> Metric:
    context_label, context_path = _CONTEXT.get(path, (None, ""))
    context = facts.get(context_path)
    return Metric(
        label=label,
        fact=facts[path].id,
        context_label=context_label if context else None,
        context=context.id if context else None,
        tone=Tone.NEUTRAL,
    )


def contributions_slot(report: RiskReport, facts: Mapping[str, Fact]) -> ParetoSlot:
    """Who carries the risk, largest first."""
    bars = tuple(
        ParetoBar(
            id=holding.symbol,
            label=holding.subject.label,
            fact=facts[f"/contributions/{index}/risk_contribution"].id,
            weight=id_at(facts, f"/contributions/{index}/weight"),
        )
        for index, holding in enumerate(report.contributions)
        if holding.risk_contribution is not None
    )
    return ParetoSlot(title="Share of the portfolio's volatility", bars=bars)


def limits_slot(report: RiskReport, facts: Mapping[str, Fact]) -> LimitsSlot:
    """Every limit with its figure and what is left."""
    rows = tuple(limit_row(limit, facts, f"/limits/{index}", whole=report.subject) for index, limit in enumerate(report.limits))
    return LimitsSlot(title="Limits", rows=rows)


def sectors_slot(report: RiskReport, facts: Mapping[str, Fact]) -> BarsSlot:
    """Each sector's weight beside its share of the risk: where the second is longer, the sector is riskier than it is large."""
    rows = tuple(
        BarRow(
            id=sector.sector,
            label=sector.sector,
            facts=(id_at(facts, f"/sectors/{index}/weight"), id_at(facts, f"/sectors/{index}/risk_contribution")),
        )
        for index, sector in enumerate(report.sectors)
    )
    return BarsSlot(title="Sectors", series=("Weight", "Share of risk"), rows=rows)


def id_at(facts: Mapping[str, Fact], path: str) -> FactId | None:
    """The id of the fact at a place, or None."""
    fact = facts.get(path)
    return fact.id if fact else None
