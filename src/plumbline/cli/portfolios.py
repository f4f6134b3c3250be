"""`plumbline portfolios`: what there is, and what it is worth."""

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from plumbline.cli.days import AsOf, day_of
from plumbline.cli.terminal import err, out

if TYPE_CHECKING:
    from rich.table import Table

    from plumbline.portfolios.schemas import PortfolioSummary

_ROOM_FOR_BENCHMARK = 100  # characters


def portfolios(
    *, as_of: AsOf = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON, money and dates as in the API.")] = False
) -> None:
    """List the portfolios with their net value."""
    # Late: `--help` must not wait for the market data.
    from plumbline.cli.local import run_locally
    from plumbline.portfolios.service import list_portfolios

    day = day_of(as_of)
    found = run_locally(lambda platform, owner: list_portfolios(platform, owner, as_of=day))
    if as_json:
        typer.echo(json.dumps([summary.model_dump(mode="json") for summary in found], indent=2))
        return
    if not found:
        out.print("There are no portfolios yet. Import one: plumbline import FILE")
        return
    out.print(_table(found, is_wide=out.width >= _ROOM_FOR_BENCHMARK))
    for summary in found:
        if summary.reason:
            err.print(f"[yellow]{escape(summary.name)}:[/] {escape(summary.reason)}", soft_wrap=True)
    demo = " * is a demo." if any(summary.demo for summary in found) else ""
    err.print(f"[dim]As of {found[0].as_of}.{demo}[/]")


def _table(found: "tuple[PortfolioSummary, ...]", *, is_wide: bool) -> "Table":
    # Late: see above.
    from plumbline.cli.figures import MISSING, cents, figure_table

    table = figure_table("Name", "Holdings", "Net value", left=("Benchmark", "Id") if is_wide else ("Id",))
    for summary in found:
        value = cents(summary.net_value) if summary.net_value else MISSING
        name = f"{escape(summary.name)}{'[dim]*[/]' if summary.demo else ''}"
        benchmark = (summary.benchmark,) if is_wide else ()
        table.add_row(name, str(summary.n_holdings), value, *benchmark, f"[dim]{summary.id}[/]")
    table.columns[-1].no_wrap = True
    return table
