"""A what-if as tables for a terminal of 80 columns: before, after, difference."""

from datetime import date

from rich.markup import escape

from plumbline.access.principal import Principal
from plumbline.artifacts.document.title_block import about_portfolio
from plumbline.cli.amounts import assignment, assignments
from plumbline.cli.limit_cells import STATUS_WORDS, figure_cell, level_cell
from plumbline.cli.local import run_locally
from plumbline.cli.report_output import MISSING, Loaded, money, number, percent, plain_table, print_notes, signed_percent
from plumbline.cli.terminal import err, out
from plumbline.cli.what_if_options import Edits
from plumbline.core.errors import InvalidInput
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.proposals.schemas import ProposalRequest
from plumbline.portfolios.proposals.service import create_proposal
from plumbline.portfolios.results import HoldingRisk, LimitStatus
from plumbline.portfolios.service import resolve_portfolio, snapshot_of
from plumbline.portfolios.what_if.report import Variant, WeightEdit, what_if_report
from plumbline.portfolios.what_if.results import WhatIfOutcome, WhatIfReport, WhatIfState

_FRACTIONS = (
    ("Volatility, 252 days", "volatility"), ("Value at risk 95 %, 1 day", "value_at_risk"),
    ("Expected shortfall 95 %, 1 day", "expected_shortfall"), ("Expected shortfall 99 %, 1 day", "expected_shortfall_99"),
    ("Tracking error, 252 days", "tracking_error"), ("Maximum drawdown, 252 days", "maximum_drawdown"),
    ("Gross exposure", "gross_weight"), ("Net exposure", "net_weight"), ("Largest holding, of gross", "largest_weight"),
    ("Five largest, of gross", "top_5_weight"),
)  # fmt: skip
_NUMBERS = (("Beta, 252 days", "beta", 2), ("Effective positions", "effective_positions", 1), ("Risk score, 0 to 100", "score", 1))
_MOST_ROWS = 20
_MOST_COLUMNS = 4
_WIDEST_LABEL = 32
_MARKS = {LimitStatus.OK: "  ", LimitStatus.WARN: "[yellow]! [/]", LimitStatus.BREACH: "[bold red]!![/]", LimitStatus.UNAVAILABLE: "  "}
_WIDEST = 26


def load_what_if(portfolio: str | None, edits: Edits, *, day: date | None, propose: str | None) -> Loaded[WhatIfReport]:
    """The what-if of the owner's portfolio on a day; with a title, its one variant is kept as a proposal."""
    variants = _variants(edits)
    if propose is not None and len(variants) != 1:
        raise InvalidInput(f"Expected one variant to propose, found {len(variants)}. Propose them one by one.", subject="--propose")

    async def work(platform: Platform, owner: Principal) -> Loaded[WhatIfReport]:
        view = platform.market.as_of(day)
        book = await resolve_portfolio(platform, owner, portfolio)
        snapshot = snapshot_of(platform, book, view)
        report = what_if_report(snapshot, view, variants)
        if propose is not None:
            await create_proposal(platform, owner, book.id, ProposalRequest(title=propose, variant=variants[0], as_of=day))
        return Loaded(report, about_portfolio(snapshot, view), snapshot.digest)

    loaded = run_locally(work)
    if propose is not None:
        err.print(f"[dim]Kept as the proposal '{escape(propose)}'. See it again: plumbline proposals --show '{escape(propose)}'[/]")
    return loaded


def _variants(edits: Edits) -> tuple[Variant, ...]:
    given = [(None, [*(assignment(text, option="--set") for text in edits.set_to or []), *((name, 0.0) for name in edits.sell or [])])]
    named = [assignments(text, option="--variant") for text in edits.variant or []]
    return tuple(
        Variant(
            edits=tuple(WeightEdit(symbol=name, weight=weight) for name, weight in parts), title=title,
            financing="others" if edits.from_others else "cash",
        )
        for title, parts in (*(given if given[0][1] or not named else []), *named)
    )  # fmt: skip


def print_report(report: WhatIfReport) -> None:
    """Figures, holdings, limits, trades of one variant; several stand side by side."""
    if len(report.variants) > 1:
        _compare(report)
        print_notes(tuple(dict.fromkeys([*(note for variant in report.variants for note in variant.notes), *report.notes])))
        return
    variant = report.variants[0]
    out.print(f"[bold]{escape(report.name)}[/]  with {escape(variant.title)}, as of {report.as_of}, in {report.currency}\n")
    _figures(report.before, variant.after)
    _holdings(report.before, variant.after)
    _limits(report.before, variant.after)
    _trades(variant)
    print_notes((*variant.notes, *report.notes))


def _compare(report: WhatIfReport) -> None:
    """Variants as columns, numbered, because their titles are longer than a figure."""
    out.print(f"[bold]{escape(report.name)}[/]  {len(report.variants)} variants, as of {report.as_of}, in {report.currency}\n")
    for number_of, variant in enumerate(report.variants, start=1):
        out.print(f"  [bold]{number_of}[/] {escape(variant.title)}")
    states = [report.before, *(variant.after for variant in report.variants)]
    plain = [state.model_dump() for state in states]
    for first in range(1, len(states), _MOST_COLUMNS):
        shown = [0, *range(first, min(first + _MOST_COLUMNS, len(states)))]
        table = plain_table("Figure", *("Now" if place == 0 else str(place) for place in shown))
        for label, field in _FRACTIONS:
            table.add_row(label, *(percent(plain[place][field]) for place in shown))
        for label, field, digits in _NUMBERS:
            table.add_row(label, *(number(plain[place][field], digits) for place in shown))
        table.add_row("Cash", *(money(states[place].cash) for place in shown))
        for at, check in enumerate(report.before.limits):
            cells = (states[place].limits[at] for place in shown)
            table.add_row(
                escape(f"  {check.label}"[:_WIDEST_LABEL]), *(f"{figure_cell(cell.figure)} {_MARKS[cell.status]}" for cell in cells)
            )
        table.add_row("Turnover", *(percent(report.variants[place - 1].turnover) if place else "" for place in shown))
        out.print()
        out.print(table)
    out.print("[dim]! near the limit, !! breached. For the trades of one variant, run it alone.[/]")


def _figures(before: WhatIfState, after: WhatIfState) -> None:
    table = plain_table("Figure", "Before", "After", "Difference")
    old, new = before.model_dump(), after.model_dump()
    for label, field in _FRACTIONS:
        table.add_row(label, percent(old[field]), percent(new[field]), signed_percent(_difference(old[field], new[field])))
    for label, field, digits in _NUMBERS:
        change = _difference(old[field], new[field])
        table.add_row(label, number(old[field], digits), number(new[field], digits), MISSING if change is None else f"{change:+.{digits}f}")
    for old_factor, factor in zip(before.factors, after.factors, strict=True):
        old_value, value = old_factor.exposure.value, factor.exposure.value
        if isinstance(old_value, float) and isinstance(value, float):
            table.add_row(f"Factor: {factor.label}", number(old_value), number(value), f"{value - old_value + 0.0:+.2f}")
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
    table = plain_table("Trade", "Quantity", "Value", "Weight change", left=("",), folds=True)
    for trade in variant.trades[:_MOST_ROWS]:
        verb = "buy" if trade.quantity > 0.0 else "sell"
        table.add_row(
            escape(f"{verb} {trade.subject.label}"), f"{abs(trade.quantity):,.4g}" if trade.quantity % 1 else f"{abs(trade.quantity):,.0f}",
            f"{abs(trade.value.amount):,.0f}", signed_percent(trade.weight_change), escape(trade.name),
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
