"""The board of a proposal: what it would change, and the trades that lead there."""

from collections.abc import Mapping

from plumbline.artifacts.named_facts import named_facts
from plumbline.artifacts.risk_dashboard import id_at
from plumbline.artifacts.slots import AnySlot, Board, Metric, MetricsSlot, NoteSlot, TableRow, TableSlot
from plumbline.core.schema import Schema
from plumbline.facts.fact import Fact
from plumbline.portfolios.proposals.results import ProposalReport
from plumbline.portfolios.proposals.schemas import Proposal

_HEADLINES = (
    ("Volatility, 1 year", "volatility"),
    ("Value at risk 95%, 1 day", "value_at_risk"),
    ("Expected shortfall 95%, 1 day", "expected_shortfall"),
    ("Beta", "beta"),
    ("Tracking error, 1 year", "tracking_error"),
    ("Maximum drawdown, 1 year", "maximum_drawdown"),
    ("Risk score", "score"),
    ("Effective positions", "effective_positions"),
    ("Cash", "cash"),
    ("Gross exposure", "gross_weight"),
)


class ProposalView(Schema):
    """A proposal with the facts of its report by their place in it (JSON pointer), and the board that draws it."""

    proposal: Proposal
    facts: dict[str, Fact]
    board: Board


def proposal_board(report: ProposalReport, facts: Mapping[str, Fact], *, stale: tuple[str, ...] = ()) -> Board:
    """Draw `report`, whose figures are `facts` by their place in it; what moved since stands first."""
    slots: list[AnySlot] = [NoteSlot(text=reason) for reason in stale]
    slots.append(_headline(facts))
    for words, labels in (("Breached before", report.before.breached), ("Breached after", report.after.breached)):
        slots.append(NoteSlot(text=f"{words}: {', '.join(labels) or 'no limit'}."))
    if report.trades:
        slots.append(_trades(report, facts))
    slots += [NoteSlot(text=note) for note in report.notes]
    title = f"Proposal for {report.name}: {report.title}"
    return Board(as_of=report.as_of, title=title, slots=tuple(slots), facts=named_facts(slots, facts.values()))


def _headline(facts: Mapping[str, Fact]) -> MetricsSlot:
    metrics = [
        Metric(label=label, fact=fact.id, context_label="before", context=id_at(facts, f"/before/{field}"))
        for label, field in _HEADLINES
        if (fact := facts.get(f"/after/{field}")) is not None
    ]
    metrics.append(Metric(label="Turnover", fact=facts["/turnover"].id))
    return MetricsSlot(title="After, beside before", metrics=tuple(metrics))


def _trades(report: ProposalReport, facts: Mapping[str, Fact]) -> TableSlot:
    rows = tuple(
        TableRow(
            id=trade.symbol,
            label=trade.subject.label,
            facts=tuple(id_at(facts, f"/trades/{place}/{field}") for field in ("quantity", "value", "weight_change")),
        )
        for place, trade in enumerate(report.trades)
    )
    return TableSlot(title="Trades, nothing is executed", columns=("Quantity", "Value", "Weight change"), rows=rows)
