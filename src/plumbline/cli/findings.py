"""`plumbline findings`: what the quality checks say about the prices."""

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from plumbline.cli.days import AsOf, day_of
from plumbline.cli.terminal import err, out

if TYPE_CHECKING:
    from rich.table import Table

    from plumbline.market_data.findings import Finding
    from plumbline.portfolios.platform import Platform


def findings(
    symbols: Annotated[list[str] | None, typer.Argument(help="Only these symbols; default: all.", metavar="[SYMBOL]...")] = None,
    *,
    as_of: AsOf = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List what the quality checks found in the prices: gaps, stale ends, splits, jumps, bad prints (never used)."""
    # Late: `--help` must not wait for the market data.
    from plumbline.cli.local import run_locally
    from plumbline.market_data.repository import list_findings

    day = day_of(as_of)

    async def work(platform: "Platform", _owner: object) -> "list[Finding]":
        wanted = [platform.market.as_of(day).instrument(symbol).symbol for symbol in symbols or ()]
        if day is not None:
            return list(platform.market.as_of(day).findings(wanted or None))
        async with platform.database.read() as session:
            return list(await list_findings(session, wanted or None))

    found = run_locally(work)
    if as_json:
        typer.echo(json.dumps([finding.model_dump(mode="json") for finding in found], indent=2))
        return
    if not found:
        out.print("The quality checks found nothing.")
        return
    out.print(_table(found))
    n_marked = sum(finding.marked for finding in found)
    err.print(f"[dim]{len(found)} findings; {n_marked} prints are marked as bad and used in no calculation.[/]")


def _table(found: "list[Finding]") -> "Table":
    # Late: see above.
    from plumbline.cli.figures import figure_table

    table = figure_table("Symbol", "From", "Until", left=("Severity", "Finding"))
    for finding in found:
        mark = " [bold](not used)[/]" if finding.marked else ""
        days = (str(finding.on), str(finding.until))
        table.add_row(escape(finding.symbol or "all"), *days, finding.severity.value, f"{escape(finding.message)}{mark}")
    return table
