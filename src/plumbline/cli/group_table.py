"""Groups, and the report of their members, as tables for a terminal of 80 columns."""

import json
from collections.abc import Sequence
from datetime import date

import typer
from rich.markup import escape

from plumbline.access.principal import Principal
from plumbline.cli.local import run_locally
from plumbline.cli.report_output import money, number, percent, plain_table, print_notes
from plumbline.cli.terminal import err, out
from plumbline.core.errors import NotFound
from plumbline.portfolios.groups.results import GroupReport
from plumbline.portfolios.groups.schemas import GroupChange, GroupRequest, GroupSummary
from plumbline.portfolios.groups.service import change_group, create_group, delete_group, list_group_summaries
from plumbline.portfolios.holdings import PortfolioBook
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import choose_portfolio, list_books, list_groups

_MOST_ROWS = 100
_MOST_HOLDINGS = 10
_WIDEST = 22
"""Columns for a name: with the figures beside it 80 in all."""


def found_groups(day: date | None) -> tuple[GroupSummary, ...]:
    """The owner's groups on a day."""
    return run_locally(lambda platform, owner: list_group_summaries(platform, owner, as_of=day))


def created(name: str, members: Sequence[str], benchmark: str | None) -> GroupSummary:
    """A new group of the owner's portfolios that the texts name."""

    async def work(platform: Platform, owner: Principal) -> GroupSummary:
        books = await list_books(platform, owner)
        ids = tuple(choose_portfolio(books, text).id for text in members)
        return await create_group(platform, owner, GroupRequest(name=name, members=ids, benchmark=benchmark))

    return run_locally(work)


def changed(
    name: str, *, new_name: str | None = None, add: Sequence[str] = (), remove: Sequence[str] = (), benchmark: str | None = None
) -> GroupSummary:
    """The group after the change."""

    async def work(platform: Platform, owner: Principal) -> GroupSummary:
        books = await list_books(platform, owner)
        group = await _chosen(platform, owner, books, name)
        members = None
        if add or remove:
            left_out = {choose_portfolio(group.members or (), text).id for text in remove}
            kept = [member.id for member in group.members or () if member.id not in left_out]
            members = (*kept, *(choose_portfolio(books, text).id for text in add))
        return await change_group(platform, owner, group.id, GroupChange(name=new_name, members=members, benchmark=benchmark))

    return run_locally(work)


def deleted(name: str) -> str:
    """Delete the group; return what it was called."""

    async def work(platform: Platform, owner: Principal) -> str:
        group = await _chosen(platform, owner, await list_books(platform, owner), name)
        await delete_group(platform, owner, group.id)
        return group.name

    return run_locally(work)


def print_groups(groups: Sequence[GroupSummary], *, as_json: bool = False) -> None:
    """One line each, with its members."""
    if as_json:
        typer.echo(json.dumps([group.model_dump(mode="json") for group in groups], indent=2))
        return
    if not groups:
        out.print("There are no groups yet. Make one: plumbline group create NAME --member P --member Q")
        return
    table = plain_table("Group", "Portfolios", "Net value", left=("Id",))
    for group in groups:
        table.add_row(escape(_short(group.name)), str(len(group.members)), money(group.net_value), f"[dim]{group.id}[/]")
    out.print(table)
    for group in groups:
        if group.reason or group.notes:
            err.print(f"[yellow]{escape(group.name)}:[/] {escape(' '.join([group.reason or '', *group.notes]).strip())}", soft_wrap=True)


def print_report(report: GroupReport) -> None:
    """Headline, members, largest holdings of all together, notes."""
    risk = report.risk
    out.print(
        f"[bold]{escape(report.name)}[/]  as of {report.as_of}: net value {money(risk.net_value)} {risk.currency}, volatility "
        f"{percent(risk.volatility.days_252)}, beta {number(risk.beta)}"
    )
    out.print(
        f"Expected shortfall 95 %, 1 day: {money(risk.tail_risk.historical_expected_shortfall_95_money)}, diversification saves "
        f"{money(report.diversification)}"
    )
    out.print()
    table = plain_table("Portfolio", "Net value", "Share", "Vol.", "ES 95 %", "Score", "Risk share")
    for row in report.members[:_MOST_ROWS]:
        table.add_row(
            escape(_short(row.name)), money(row.net_value), percent(row.share, 1), percent(row.volatility, 1),
            money(row.expected_shortfall), number(row.score, 0), percent(row.risk_contribution, 1),
        )  # fmt: skip
    out.print(table)
    if len(report.members) > _MOST_ROWS:
        out.print(f"[dim]The largest {_MOST_ROWS} of {len(report.members)}; --csv prints all.[/]")
    out.print()
    holdings = plain_table("Holding", "Market value", "Weight", "Risk share")
    for holding in risk.contributions[:_MOST_HOLDINGS]:
        holdings.add_row(
            escape(holding.subject.label), money(holding.market_value), percent(holding.weight), percent(holding.risk_contribution)
        )
    out.print(holdings)
    print_notes(report.notes)


async def _chosen(platform: Platform, owner: Principal, books: tuple[PortfolioBook, ...], name: str) -> PortfolioBook:
    groups = await list_groups(platform, owner, books)
    if not groups:
        raise NotFound(f"No group '{name}' of your own. Make one: plumbline group create NAME --member P --member Q", subject=name)
    return choose_portfolio(groups, name)


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}\u2026"
