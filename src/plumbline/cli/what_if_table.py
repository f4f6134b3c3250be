"""A what-if as tables for a terminal of 80 columns: before, after, difference."""

from rich.markup import escape

from plumbline.cli.limit_cells import STATUS_WORDS, figure_cell, level_cell
from plumbline.cli.report_output import MISSING, money, number, percent, plain_table, print_notes, signed_percent
from plumbline.cli.terminal import out
from plumbline.portfolios.results import HoldingRisk
from plumbline.portfolios.what_if.results import WhatIfOutcome, WhatIfReport, WhatIfState

_FRACTIONS = (
    ("Volatility, 252 days", "volatility"), ("Value at risk 95 %, 1 day", "value_at_risk"),
    ("Expected shortfall 95 %, 1 day", "expected_shortfall"), ("Maximum drawdown, 252 days", "maximum_drawdown"),
    ("Gross exposure", "gross_weight"), ("Net exposure", "net_weight"), ("Largest holding, of gross", "largest_weight"),
    ("Five largest, of gross", "top_5_weight"),
)  # fmt: skip
_NUMBERS = (("Beta, 252 days", "beta", 2), ("Effective positions", "effective_positions", 1), ("Risk score, 0 to 100", "score", 1))
_MOST_ROWS = 20
_WIDEST = 26


def print_report(report: WhatIfReport) -> None:
    """Figures, holdings, limits, trades of the first variant, notes."""
    variant = report.variants[0]
    out.print(f"[bold]{escape(report.name)}[/]  with {escape(variant.title)}, as of {report.as_of}, in {report.currency}\n")
    _figures(report.before, variant.after)
    _holdings(report.before, variant.after)
    _limits(report.before, variant.after)
    _trades(variant)
    print_notes((*variant.notes, *report.notes))


def _figures(before: WhatIfState, after: WhatIfState) -> None:
    table = plain_table("Figure", "Before", "After", "Difference")
    old, new = before.model_dump(), after.model_dump()
    for label, field in _FRACTIONS:
        table.add_row(label, percent(old[field]), percent(new[field]), signed_percent(_difference(old[field], new[field])))
    for label, field, digits in _NUMBERS:
        change = _difference(old[field], new[field])
        table.add_row(label, number(old[field], digits), number(new[field], digits), MISSING if change is None else f"{change:+.{digits}f}")
    table.add_row("Cash", money(before.cash), money(after.cash), f"{after.cash.amount - before.cash.amount:+,.0f}")
    out.print(table)


def _holdings(before: WhatIfState, after: WhatIfState) -> None:
    earlier = {row.symbol: row for row in before.holdings}
    table = plain_table("Holding", "Weight", "After", "Risk share", "After")
    for row in after.holdings[:_MOST_ROWS]:
        old = earlier.get(row.symbol)
        table.add_row(
            escape(_label(row)), percent(old.weight if old else 0.0), percent(row.weight),
            percent(old.risk_contribution if old else None), percent(row.risk_contribution),
        )  # fmt: skip
    out.print()
    out.print(table)


def _limits(before: WhatIfState, after: WhatIfState) -> None:
    earlier = {check.key: check for check in before.limits}
    table = plain_table("Limit", "Level", "Before", "After", left=("Status",))
    for check in after.limits:
        old = earlier.get(check.key)
        words = STATUS_WORDS[check.status]
        change = f"{STATUS_WORDS[old.status]} -> {words}" if old and old.status is not check.status else words
        table.add_row(
            escape(check.label), level_cell(check), figure_cell(old.figure) if old else MISSING, figure_cell(check.figure), change
        )
    out.print()
    out.print(table)


def _trades(variant: WhatIfOutcome) -> None:
    out.print()
    if not variant.trades:
        out.print("No trade in whole shares leads nearer.")
        return
    table = plain_table("Trade", "Quantity", "Value", "Weight change", left=("",))
    for trade in variant.trades[:_MOST_ROWS]:
        verb = "buy" if trade.quantity > 0.0 else "sell"
        table.add_row(
            escape(f"{verb} {trade.subject.label}"), f"{abs(trade.quantity):,.4g}" if trade.quantity % 1 else f"{abs(trade.quantity):,.0f}",
            f"{abs(trade.value.amount):,.0f}", signed_percent(trade.weight_change), escape(trade.name[:_WIDEST]),
        )  # fmt: skip
    out.print(table)
    rest = len(variant.trades) - _MOST_ROWS
    more = f"; {rest} more with --json" if rest > 0 else ""
    out.print(f"[dim]Turnover {percent(variant.turnover)} of net value{more}. A proposal: nothing is traded.[/]")


def _label(row: HoldingRisk) -> str:
    text = row.subject.label.partition(" with ")[0]
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}\u2026"


def _difference(before: float | None, after: float | None) -> float | None:
    """+ 0.0 turns -0.0 into 0.0; what is left of rounding is no difference."""
    return None if before is None or after is None else round(after - before, 9) + 0.0
