"""`plumbline portfolios`: what there is, and what it is worth."""

import json
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from plumbline.cli.days import AsOf, day_of
from plumbline.cli.terminal import err, out


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
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Name", "Holdings", "Net value", "", "Benchmark", "Id"):
        table.add_column(column, justify="right" if column in {"Holdings", "Net value"} else "left", no_wrap=column != "Name")
    for summary in found:
        value = f"{summary.net_value.amount:,.2f}" if summary.net_value else "-"
        name = f"{escape(summary.name)}{' [dim](demo)[/]' if summary.demo else ''}"
        table.add_row(name, str(summary.n_holdings), value, summary.currency, summary.benchmark, f"[dim]{summary.id}[/]")
    out.print(table)
    err.print(f"[dim]As of {found[0].as_of}.[/]")
