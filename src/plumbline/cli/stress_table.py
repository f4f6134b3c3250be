"""The stress report as tables for a terminal of 80 columns, and saved scenarios."""

import json
from dataclasses import dataclass, replace
from datetime import date

import typer
from rich.markup import escape

from plumbline.access.principal import Principal
from plumbline.artifacts.document.title_block import about_portfolio
from plumbline.cli.local import run_locally
from plumbline.cli.report_output import Loaded, money, number, percent, plain_table, print_notes, signed_percent
from plumbline.cli.terminal import err, out
from plumbline.core.errors import InvalidInput
from plumbline.core.money import Money
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import resolve_portfolio, snapshot_of
from plumbline.portfolios.stress.report import share_of_value, stress_report
from plumbline.portfolios.stress.results import EpisodeStress, ReverseStress, ShockStress, StressReport
from plumbline.portfolios.stress.scenarios import ScenarioEntry, ScenarioRequest, delete_scenario, list_scenarios, save_scenario
from plumbline.portfolios.stress.schemas import StressRequest, question_of
from plumbline.portfolios.stress.shocks import describe_inputs

_WIDEST = 34
"""Columns for a title: with the figures beside it 80 in all."""


@dataclass(frozen=True)
class StressOptions:
    """What was typed."""

    portfolio: str | None
    day: date | None
    request: StressRequest
    save: str | None = None
    shared: bool = False
    loss_money: float | None = None


def load_stress(options: StressOptions) -> Loaded[StressReport]:
    """The stress report of the owner's portfolio on a day; with a name to save, the shocks are saved first."""
    if options.save is not None and not options.request.shocks:
        raise InvalidInput("Expected shocks to save, found none. Add --shock market=-20%.", subject="--save")

    async def work(platform: Platform, owner: Principal) -> Loaded[StressReport]:
        view = platform.market.as_of(options.day)
        book = await resolve_portfolio(platform, owner, options.portfolio)
        if options.save is not None:
            request = ScenarioRequest(name=options.save, shocks=options.request.shocks, shared=options.shared)
            await save_scenario(platform, owner, book.id, request=request, view=view)
        async with platform.database.read() as session:
            saved = await list_scenarios(session, owner, book.id)
        snapshot = snapshot_of(platform, book, view)
        question = question_of(options.request, saved)
        if options.loss_money is not None:
            question = replace(question, loss=share_of_value(options.loss_money, snapshot, view))
        report = stress_report(snapshot, view, question)
        return Loaded(report, about_portfolio(snapshot, view), snapshot.digest)

    loaded = run_locally(work)
    if options.save is not None:
        err.print(f"[dim]Saved as '{escape(options.save)}'. Use it again: plumbline stress --scenario '{escape(options.save)}'[/]")
    return loaded


def print_report(report: StressReport) -> None:
    """Episodes, shocks, reverse stress, notes."""
    out.print(f"[bold]{escape(report.name)}[/]  stress as of {report.as_of}, {money(report.net_value)} {report.currency}")
    if report.episodes:
        _episodes(report.episodes, report.benchmark)
    if report.shocks:
        _shocks(report.shocks)
    if report.reverse is not None:
        _reverse(report.reverse, report.net_value)
    print_notes(report.notes)


def saved_scenarios(portfolio: str | None, *, delete: str | None) -> tuple[ScenarioEntry, ...]:
    """The scenarios seen with the owner's portfolio, after deleting one if that was asked."""

    async def work(platform: Platform, owner: Principal) -> tuple[ScenarioEntry, ...]:
        book = await resolve_portfolio(platform, owner, portfolio)
        if delete is not None:
            async with platform.database.write() as session:
                await delete_scenario(session, owner, delete)
        async with platform.database.read() as session:
            return await list_scenarios(session, owner, book.id)

    return run_locally(work)


def print_scenarios(entries: tuple[ScenarioEntry, ...], *, as_json: bool) -> None:
    """One line each."""
    if as_json:
        typer.echo(json.dumps([entry.model_dump(mode="json") for entry in entries], indent=2))
        return
    if not entries:
        out.print("There are no saved scenarios. Save one: plumbline stress --shock market=-20% --save NAME")
        return
    table = plain_table("Name", left=("Shocks", "Owner", ""))
    for entry in entries:
        table.add_row(
            escape(_short(entry.name)), escape(describe_inputs(entry.shocks)), escape(entry.owner_name), "shared" if entry.shared else ""
        )
    out.print(table)


def _episodes(episodes: tuple[EpisodeStress, ...], benchmark: str) -> None:
    table = plain_table("Episode", "Return", "Change", "Worst", _short(benchmark, 8), "Own")
    for item in episodes:
        table.add_row(
            escape(_short(item.title)), signed_percent(item.value, 1), money(item.change), percent(item.worst_loss, 1),
            signed_percent(item.benchmark.move if item.benchmark else None, 1), percent(item.coverage, 0),
        )  # fmt: skip
    out.print()
    out.print(table)
    out.print("[dim]Own: share of gross weight replayed with its own prices; the rest by stand-ins. Worst: deepest fall on the way.[/]")
    if len(episodes) <= 2:
        for item in episodes:
            _rows(item.title, [(row.subject.label, row.move, money(row.change)) for row in item.largest])


def _shocks(shocks: tuple[ShockStress, ...]) -> None:
    table = plain_table("Shock", "Expected", "Change", "Value after", "+/-")
    for item in shocks:
        table.add_row(
            escape(_short(item.title)), signed_percent(item.impact, 1), money(item.change), money(item.value_after),
            percent(item.uncertainty, 1),
        )  # fmt: skip
    out.print()
    out.print(table)
    if len(shocks) == 1:
        _rows("Holdings", [(row.subject.label.partition(" after ")[0], row.move, money(row.change)) for row in shocks[0].largest])


def _reverse(reverse: ReverseStress, net_value: Money) -> None:
    out.print()
    if reverse.distance is None:
        out.print(f"No way to lose {100 * reverse.loss:.4g} % was found: {escape(reverse.reason or '')}")
        return
    fall = f"; the benchmark alone would have to move {signed_percent(reverse.benchmark.move, 1)}" if reverse.benchmark else ""
    out.print(
        f"Likeliest way to lose {100 * reverse.loss:.4g} % ({reverse.loss * net_value.amount:,.0f}) in {reverse.horizon_sessions} "
        f"sessions: {number(reverse.distance, 1)} times a usual month{fall}"
    )
    _rows("Holdings", [(row.symbol, row.move, money(row.change)) for row in reverse.largest])


def _rows(title: str, rows: list[tuple[str, float | None, str]]) -> None:
    table = plain_table(_short(title), "Move", "Change")
    for label, move, change in rows:
        table.add_row(escape(_short(label)), signed_percent(move, 1), change)
    out.print()
    out.print(table)


def _short(text: str, width: int = _WIDEST) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}\u2026"
