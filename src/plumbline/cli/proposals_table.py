"""Proposals as tables for a terminal of 80 columns."""

import json
from dataclasses import dataclass

import typer
from rich.markup import escape

from plumbline.access.principal import Principal
from plumbline.cli.local import run_locally
from plumbline.cli.report_output import MISSING, money, number, percent, plain_table, print_notes, signed_percent
from plumbline.cli.terminal import err, out
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.proposals.report import trades_csv
from plumbline.portfolios.proposals.results import ProposalReport
from plumbline.portfolios.proposals.schemas import Proposal, ProposalEntry
from plumbline.portfolios.proposals.service import choose_proposal, delete_proposal, get_proposal, list_proposals
from plumbline.portfolios.service import resolve_portfolio

_FRACTIONS = (
    ("Volatility, 252 days", "volatility"), ("Value at risk 95 %, 1 day", "value_at_risk"),
    ("Expected shortfall 95 %, 1 day", "expected_shortfall"), ("Tracking error, 252 days", "tracking_error"),
    ("Maximum drawdown, 252 days", "maximum_drawdown"), ("Gross exposure", "gross_weight"), ("Net exposure", "net_weight"),
)  # fmt: skip
_NUMBERS = (("Beta, 252 days", "beta", 2), ("Effective positions", "effective_positions", 1), ("Risk score, 0 to 100", "score", 1))
_WIDEST = 30


@dataclass(frozen=True)
class Found:
    """The proposals of a portfolio, and the one that was asked for."""

    entries: tuple[ProposalEntry, ...]
    chosen: Proposal | None


def load_proposals(portfolio: str | None, *, wanted: str | None, delete: str | None) -> Found:
    """The proposals for the owner's portfolio, after withdrawing one if that was asked."""

    async def work(platform: Platform, owner: Principal) -> Found:
        book = await resolve_portfolio(platform, owner, portfolio)
        entries = await list_proposals(platform, owner, book.id)
        if delete is not None:
            await delete_proposal(platform, owner, choose_proposal(entries, delete).id)
            entries = await list_proposals(platform, owner, book.id)
        chosen = None if wanted is None else await get_proposal(platform, owner, choose_proposal(entries, wanted).id)
        return Found(entries, chosen)

    found = run_locally(work)
    if delete is not None:
        err.print(f"[dim]Withdrawn: '{escape(delete)}'.[/]")
    return found


def print_proposals(entries: tuple[ProposalEntry, ...], *, as_json: bool) -> None:
    """One line each, newest first."""
    if as_json:
        typer.echo(json.dumps([entry.model_dump(mode="json") for entry in entries], indent=2))
        return
    if not entries:
        out.print("There are no proposals. Make one: plumbline what-if --set AAPL=10% --propose TITLE")
        return
    table = plain_table("Proposal", "Trades", left=("Of", "By", "From", ""))
    for entry in entries:
        words = entry.source.replace("_", "-")
        stale = "[yellow]stale[/]" if entry.stale else ""
        table.add_row(
            escape(_short(entry.title)), str(entry.n_trades), str(entry.as_of), escape(_short(entry.author_name, 10)), words, stale
        )
    out.print(table)


def print_proposal(proposal: Proposal, *, as_json: bool) -> None:
    """Figures before and after, limits, trades; what moved since stands first."""
    if as_json:
        typer.echo(proposal.model_dump_json(indent=2))
        return
    report = proposal.report
    out.print(f"[bold]{escape(report.title)}[/]  for {escape(report.name)}, as of {report.as_of}, in {report.currency}")
    for reason in proposal.entry.stale:
        out.print(f"[yellow]{escape(reason)}[/]")
    out.print()
    _figures(report)
    for words, labels in (("Breached before", report.before.breached), ("Breached after", report.after.breached)):
        out.print(f"{words}: {escape(', '.join(labels)) or 'no limit'}")
    _trades(report)
    print_notes(report.notes)


def print_trades(proposal: Proposal) -> None:
    """The trade list as CSV, and nothing else."""
    typer.echo(trades_csv(proposal.report), nl=False)


def _figures(report: ProposalReport) -> None:
    table = plain_table("Figure", "Before", "After", "Difference")
    old, new = report.before.model_dump(), report.after.model_dump()
    for label, field in _FRACTIONS:
        change = _difference(old[field], new[field])
        table.add_row(label, percent(old[field]), percent(new[field]), signed_percent(change))
    for label, field, digits in _NUMBERS:
        change = _difference(old[field], new[field])
        table.add_row(label, number(old[field], digits), number(new[field], digits), MISSING if change is None else f"{change:+.{digits}f}")
    cash = report.after.cash.amount - report.before.cash.amount
    table.add_row("Cash", money(report.before.cash), money(report.after.cash), f"{cash + 0.0:+,.0f}")
    out.print(table)


def _trades(report: ProposalReport) -> None:
    out.print()
    if not report.trades:
        out.print("No trade in whole shares leads nearer.")
        return
    table = plain_table("Trade", "Quantity", "Value", "Weight change", left=("",))
    for trade in report.trades:
        verb = "buy" if trade.quantity > 0.0 else "sell"
        table.add_row(
            escape(_short(f"{verb} {trade.subject.label}")), f"{abs(trade.quantity):,.10g}", f"{abs(trade.value.amount):,.0f}",
            signed_percent(trade.weight_change), escape(_short(trade.name, 22)),
        )  # fmt: skip
    out.print(table)
    out.print(f"[dim]Turnover {percent(report.turnover)} of net value. A proposal: nothing is traded.[/]")


def _difference(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else round(after - before, 9) + 0.0


def _short(text: str, width: int = _WIDEST) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}\u2026"
