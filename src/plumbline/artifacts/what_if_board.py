"""The board of a what-if: each figure after beside the one before, shares of risk, factors, limits, trades; or several variants."""

from collections.abc import Iterable, Mapping

from plumbline.artifacts.limit_rows import limit_row
from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.risk_dashboard import id_at
from plumbline.artifacts.slots import (
    AnySlot,
    BarRow,
    BarsSlot,
    Board,
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
    ("Expected shortfall 99%, 1 day", "expected_shortfall_99"),
    ("Beta", "beta"),
    ("Tracking error, 1 year", "tracking_error"),
    ("Maximum drawdown, 1 year", "maximum_drawdown"),
    ("Risk score", "score"),
    ("Cash", "cash"),
    ("Gross exposure", "gross_weight"),
    ("Net exposure", "net_weight"),
    ("Hedge ratio", "hedge_ratio"),
    ("Largest holding, of gross", "largest_weight"),
    ("Effective positions", "effective_positions"),
)


class WhatIfView(Schema):
    """A what-if with its facts by their place in it (JSON pointer), and the board that draws it."""

    report: WhatIfReport
    facts: dict[str, Fact]
    board: Board


def what_if_board(report: WhatIfReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it: one variant beside what is held, or several side by side."""
    single = len(report.variants) == 1
    slots: list[AnySlot] = _one(report, facts) if single else _several(report, facts)
    slots += [NoteSlot(text=note) for note in (*(note for variant in report.variants for note in variant.notes), *report.notes)]
    title = f"{report.name} with {report.variants[0].title}" if single else f"{report.name}: {len(report.variants)} variants"
    return Board(as_of=report.as_of, title=title, slots=tuple(slots), facts=named_facts(slots, facts.values()))


def _one(report: WhatIfReport, facts: Mapping[str, Fact]) -> list[AnySlot]:
    variant = report.variants[0]
    slots: list[AnySlot] = [_headline(facts), _shares(report, facts)]
    if report.before.factors:
        slots.append(_factors(report, facts))
    if variant.after.limits:
        slots.append(_limits(report, facts, 0))
    if variant.trades:
        slots.append(_trades(report, facts, 0))
    return slots


def _several(report: WhatIfReport, facts: Mapping[str, Fact]) -> list[AnySlot]:
    """Variants as columns, what is held first; then what each does to the limits and its trades."""
    columns = ("As held", *(variant.title for variant in report.variants))
    places = ("/before", *(f"/variants/{place}/after" for place in range(len(report.variants))))

    def rows(fields: Iterable[tuple[str, str]]) -> tuple[TableRow, ...]:
        return tuple(
            TableRow(id=field, label=label, facts=tuple(id_at(facts, f"{at}/{field}") for at in places)) for label, field in fields
        )

    slots: list[AnySlot] = [TableSlot(title="Side by side", columns=columns, rows=rows(_HEADLINES))]
    if report.before.factors:
        fields = [(factor.label, f"factors/{at}/exposure/value") for at, factor in enumerate(report.before.factors)]
        slots.append(TableSlot(title="Exposure to factors", columns=columns, rows=rows(fields)))
    if report.before.limits:
        fields = [(limit.label, f"limits/{at}/figure/value") for at, limit in enumerate(report.before.limits)]
        slots.append(TableSlot(title="What the limits look at", columns=columns, rows=rows(fields)))
    for place, variant in enumerate(report.variants):
        if variant.after.limits:
            slots.append(_limits(report, facts, place, of=variant.title))
        if variant.trades:
            slots.append(_trades(report, facts, place, of=variant.title))
    return slots


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


def _factors(report: WhatIfReport, facts: Mapping[str, Fact]) -> BarsSlot:
    rows = tuple(
        BarRow(
            id=factor.key,
            label=factor.label,
            facts=tuple(id_at(facts, f"{at}/factors/{place}/exposure/value") for at in ("/before", "/variants/0/after")),
        )
        for place, factor in enumerate(report.before.factors)
    )
    return BarsSlot(title="Exposure to factors", series=("Before", "After"), rows=rows)


def _limits(report: WhatIfReport, facts: Mapping[str, Fact], place: int, *, of: str = "") -> LimitsSlot:
    after = report.variants[place].after
    rows = tuple(limit_row(limit, facts, f"/variants/{place}/after/limits/{at}") for at, limit in enumerate(after.limits))
    return LimitsSlot(title=f"Limits after: {of}" if of else "Limits after", rows=rows)


def _trades(report: WhatIfReport, facts: Mapping[str, Fact], place: int, *, of: str = "") -> TableSlot:
    fields = ("quantity", "value", "weight_change", "tax/realized_gain")
    rows = tuple(
        TableRow(
            id=trade.symbol, label=trade.symbol, facts=tuple(id_at(facts, f"/variants/{place}/trades/{at}/{field}") for field in fields)
        )
        for at, trade in enumerate(report.variants[place].trades)
    )
    title = "Trades that lead there, a proposal"
    return TableSlot(title=f"{title}: {of}" if of else title, columns=("Quantity", "Value", "Weight change", "Realized gain"), rows=rows)
