"""The board of the whole risk report: for documents, where one report is all that a reader has."""

from collections.abc import Mapping

from plumbline.artifacts.boards import headline_slot, returns_slot
from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.risk_dashboard import contributions_slot, id_at, limits_slot, sectors_slot
from plumbline.artifacts.slots import AnySlot, Board, Metric, MetricsSlot, NoteSlot, TableRow, TableSlot
from plumbline.facts.fact import Fact
from plumbline.portfolios.results import RiskReport

_TAIL_ROWS = (
    ("Historical value at risk", "historical_value_at_risk"),
    ("Historical expected shortfall", "historical_expected_shortfall"),
    ("Parametric value at risk", "parametric_value_at_risk"),
    ("Parametric expected shortfall", "parametric_expected_shortfall"),
)
_TAIL_COLUMNS = (("95%, of value", "95"), ("95%, money", "95_money"), ("99%, of value", "99"), ("99%, money", "99_money"))
_SPREAD = (
    ("Holdings", "n_holdings"),
    ("Effective positions", "effective_positions"),
    ("Largest holding, of gross", "largest_weight"),
    ("Five largest, of gross", "top_5_weight"),
)
_MOVEMENT = (("21 sessions", "days_21"), ("63 sessions", "days_63"), ("252 sessions", "days_252"))
_HOLDING_COLUMNS = (
    ("Value", "market_value"),
    ("Weight", "weight"),
    ("Share of risk", "risk_contribution"),
    ("Volatility", "volatility"),
    ("Beta", "beta"),
)


def risk_board(report: RiskReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it (JSON pointer)."""
    slots: list[AnySlot] = [headline_slot(report, facts) if report.contributions else _value(facts)]
    if any(item.portfolio.value is not None for item in report.returns):
        benchmark = next((item.benchmark.subject.label for item in report.returns if item.benchmark is not None), report.benchmark)
        slots.append(returns_slot(report, facts, benchmark=benchmark))
    if report.contributions:
        slots += [_movement(facts), _tail(facts), _spread(facts)]
    if any(holding.risk_contribution is not None for holding in report.contributions):
        slots.append(contributions_slot(report, facts))
    if report.contributions:
        slots += [_holdings(report, facts), sectors_slot(report, facts), _exposure(facts)]
    if report.limits:
        slots.append(limits_slot(report, facts))
    slots += [NoteSlot(text=note) for note in report.notes]
    named = named_facts(slots, facts.values())
    return Board(as_of=report.as_of, title=f"Risk of {report.name}", slots=tuple(slots), facts=named)


def _value(facts: Mapping[str, Fact]) -> MetricsSlot:
    metrics = (Metric(label="Net value", fact=facts["/net_value"].id), Metric(label="Cash", fact=facts["/cash_value"].id))
    return MetricsSlot(title="At a glance", metrics=metrics)


def _movement(facts: Mapping[str, Fact]) -> MetricsSlot:
    volatility = tuple(Metric(label=f"Volatility, {words}", fact=facts[f"/volatility/{field}"].id) for words, field in _MOVEMENT)
    fall = Metric(
        label="Deepest fall", fact=facts["/drawdown/maximum"].id,
        context_label="lowest on" if facts["/drawdown/trough_on"].value else None,
        context=facts["/drawdown/trough_on"].id if facts["/drawdown/trough_on"].value else None,
    )  # fmt: skip
    return MetricsSlot(title="Movement at today's weights, annualized", metrics=(*volatility, fall))


def _tail(facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(id=field, label=label, facts=tuple(id_at(facts, f"/tail_risk/{field}_{column}") for _, column in _TAIL_COLUMNS))
        for label, field in _TAIL_ROWS
    )
    return TableSlot(title="Loss of one day, today's weights", columns=tuple(name for name, _ in _TAIL_COLUMNS), rows=rows)


def _spread(facts: Mapping[str, Fact]) -> MetricsSlot:
    metrics = tuple(Metric(label=label, fact=facts[f"/concentration/{field}"].id) for label, field in _SPREAD)
    return MetricsSlot(title="Concentration", metrics=metrics)


def _holdings(report: RiskReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(
            id=row.symbol,
            label=row.name if row.name == row.symbol else f"{row.symbol}, {row.name}",
            facts=tuple(id_at(facts, f"/contributions/{place}/{field}") for _, field in _HOLDING_COLUMNS),
        )
        for place, row in enumerate(report.contributions)
    )
    return TableSlot(title="Holdings", columns=tuple(name for name, _ in _HOLDING_COLUMNS), rows=rows)


def _exposure(facts: Mapping[str, Fact]) -> TableSlot:
    names = (("Long", "long"), ("Short", "short"), ("Gross", "gross"), ("Net", "net"))
    rows = tuple(
        TableRow(id=field, label=label, facts=(facts[f"/exposure/{field}"].id, facts[f"/exposure/{field}_weight"].id))
        for label, field in names
    )
    return TableSlot(title="Exposure", columns=("Value", "Of net value"), rows=rows)
