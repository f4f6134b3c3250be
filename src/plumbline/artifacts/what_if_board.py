"""The board of a what-if: each figure after beside the one before, the shares of risk, and the limits after."""

from collections.abc import Mapping

from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.risk_dashboard import id_at
from plumbline.artifacts.slots import (
    AnySlot,
    BarRow,
    BarsSlot,
    Board,
    LimitRow,
    LimitsSlot,
    Metric,
    MetricsSlot,
    NoteSlot,
    TableRow,
    TableSlot,
)
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.portfolios.what_if.results import WhatIfReport

_HEADLINES = (
    ("Volatility, 1 year", "volatility"),
    ("Value at risk 95%, 1 day", "value_at_risk"),
    ("Expected shortfall 95%, 1 day", "expected_shortfall"),
    ("Beta", "beta"),
    ("Maximum drawdown, 1 year", "maximum_drawdown"),
    ("Risk score", "score"),
    ("Cash", "cash"),
    ("Gross exposure", "gross_weight"),
    ("Largest holding", "largest_weight"),
)


class WhatIfView(Schema):
    """A what-if with its facts by their place in it (JSON pointer), and the board that draws its first variant."""

    report: WhatIfReport
    facts: dict[str, Fact]
    board: Board


def what_if_board(report: WhatIfReport, facts: Mapping[str, Fact]) -> Board:
    """Draw the first variant of `report`, whose figures are `facts` by their place in it."""
    variant = report.variants[0]
    slots: list[AnySlot] = [_headline(facts), _shares(report, facts)]
    if variant.after.limits:
        slots.append(_limits(report, facts))
    if variant.trades:
        slots.append(_trades(report, facts))
    slots += [NoteSlot(text=note) for note in (*variant.notes, *report.notes)]
    return Board(
        as_of=report.as_of, title=f"{report.name} with {variant.title}", slots=tuple(slots), facts=named_facts(slots, facts.values())
    )


def _headline(facts: Mapping[str, Fact]) -> MetricsSlot:
    metrics = [
        Metric(label=label, fact=fact.id, context_label="before", context=id_at(facts, f"/before/{field}"))
        for label, field in _HEADLINES
        if (fact := facts.get(f"/variants/0/after/{field}")) is not None
    ]
    return MetricsSlot(title="After, beside before", metrics=tuple(metrics))


def _shares(report: WhatIfReport, facts: Mapping[str, Fact]) -> BarsSlot:
    before = {row.symbol: place for place, row in enumerate(report.before.holdings)}
    rows = []
    for place, row in enumerate(report.variants[0].after.holdings):
        earlier = before.get(row.symbol)
        old = None if earlier is None else id_at(facts, f"/before/holdings/{earlier}/risk_contribution")
        new = id_at(facts, f"/variants/0/after/holdings/{place}/risk_contribution")
        rows.append(BarRow(id=row.symbol, label=row.symbol, facts=(old, new)))
    return BarsSlot(title="Share of the portfolio's volatility", series=("Before", "After"), rows=tuple(rows))


def _limits(report: WhatIfReport, facts: Mapping[str, Fact]) -> LimitsSlot:
    rows = []
    for place, limit in enumerate(report.variants[0].after.limits):
        path = f"/variants/0/after/limits/{place}"
        figure, level, left = facts[f"{path}/figure/value"], facts[f"{path}/level"], facts[f"{path}/headroom"]
        rows.append(LimitRow(label=limit.label, status=limit.status, fact=figure.id, level=level.id, headroom=left.id))
    return LimitsSlot(title="Limits after", rows=tuple(rows))


def _trades(report: WhatIfReport, facts: Mapping[str, Fact]) -> TableSlot:
    fields = ("quantity", "value", "weight_change")
    rows = tuple(
        TableRow(id=trade.symbol, label=trade.symbol, facts=tuple(id_at(facts, f"/variants/0/trades/{place}/{field}") for field in fields))
        for place, trade in enumerate(report.variants[0].trades)
    )
    return TableSlot(title="Trades that lead there, a proposal", columns=("Quantity", "Value", "Weight change"), rows=rows)
