"""The board of hedging: headline exposure, sectors long and short, the best hedges, what moves together."""

from collections.abc import Mapping

from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.risk_dashboard import id_at
from plumbline.artifacts.slots import AnySlot, BarRow, BarsSlot, Board, Metric, MetricsSlot, NoteSlot, TableRow, TableSlot
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.portfolios.hedging.results import BasketHedge, HedgingReport

_HEADLINES = (
    ("Hedge ratio", "/hedge_ratio"),
    ("Net exposure", "/net_weight"),
    ("Beta-adjusted exposure", "/beta_adjusted"),
    ("Effectiveness of the shorts", "/own/effectiveness"),
    ("Match of longs and shorts", "/own/match"),
    ("Diversification ratio", "/diversification_ratio"),
    ("Effective bets", "/effective_bets"),
    ("Effective positions", "/effective_positions"),
)


class HedgingView(Schema):
    """A hedging report with its facts by their place in it (JSON pointer), and the board that draws it."""

    report: HedgingReport
    facts: dict[str, Fact]
    board: Board


def hedging_board(report: HedgingReport, facts: Mapping[str, Fact]) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it."""
    metrics = tuple(Metric(label=label, fact=facts[path].id) for label, path in _HEADLINES if path in facts)
    slots: list[AnySlot] = [MetricsSlot(title="Hedging at a glance", metrics=metrics)]
    if report.own is not None:
        slots.append(_sectors(report, facts))
    if report.candidates:
        slots += [_reductions(report, facts), _candidates(report, facts)]
    if report.basket is not None:
        slots.append(_basket(report.basket, facts))
    if report.clusters:
        slots.append(_clusters(report, facts))
    slots += [NoteSlot(text=note) for note in report.notes]
    named = named_facts(slots, facts.values())
    return Board(as_of=report.as_of, title=f"Hedging of {report.name}", slots=tuple(slots), facts=named)


def _sectors(report: HedgingReport, facts: Mapping[str, Fact]) -> BarsSlot:
    sectors = report.own.sectors if report.own else ()
    rows = tuple(
        BarRow(
            id=row.sector,
            label=row.sector,
            facts=(id_at(facts, f"/own/sectors/{place}/long"), id_at(facts, f"/own/sectors/{place}/short")),
        )
        for place, row in enumerate(sectors)
    )
    return BarsSlot(title="Longs and shorts by sector", series=("Long", "Short"), rows=rows)


def _reductions(report: HedgingReport, facts: Mapping[str, Fact]) -> BarsSlot:
    rows = tuple(
        BarRow(id=row.symbol, label=row.symbol, facts=(id_at(facts, f"/candidates/{place}/effectiveness"),))
        for place, row in enumerate(report.candidates)
    )
    return BarsSlot(title="Variance that a hedge would remove", series=("Effectiveness",), rows=rows)


def _candidates(report: HedgingReport, facts: Mapping[str, Fact]) -> TableSlot:
    fields = ("ratio", "amount", "correlation", "volatility_after")
    rows = tuple(
        TableRow(id=row.symbol, label=row.symbol, facts=tuple(id_at(facts, f"/candidates/{place}/{field}") for field in fields))
        for place, row in enumerate(report.candidates)
    )
    return TableSlot(title="Best hedges", columns=("Ratio", "Amount", "Correlation", "Volatility after"), rows=rows)


def _basket(basket: BasketHedge, facts: Mapping[str, Fact]) -> TableSlot:
    columns = (("Ratio", "ratio"), ("Amount", "amount"))
    rows = [
        TableRow(
            id=part.symbol,
            label=part.symbol,
            facts=(*(id_at(facts, f"/basket/parts/{place}/{field}") for _, field in columns), None, None),
        )
        for place, part in enumerate(basket.parts)
    ]
    whole = (None, None, id_at(facts, "/basket/effectiveness"), id_at(facts, "/basket/volatility_after"))
    rows.append(TableRow(id="together", label="Together", facts=whole))
    names = (*(words for words, _ in columns), "Effectiveness", "Volatility after")
    return TableSlot(title="Best hedges together", columns=names, rows=tuple(rows))


def _clusters(report: HedgingReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(
            id="+".join(row.symbols),
            label=row.subject.label,
            facts=(id_at(facts, f"/clusters/{place}/weight"), id_at(facts, f"/clusters/{place}/correlation")),
        )
        for place, row in enumerate(report.clusters)
    )
    return TableSlot(title="Holdings that move together", columns=("Of gross", "Mean correlation"), rows=rows)
