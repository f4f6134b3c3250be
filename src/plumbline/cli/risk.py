"""`plumbline risk`: the risk report of a portfolio."""

from typing import Annotated

import typer

from plumbline.cli.days import AsOf, day_of
from plumbline.cli.terminal import out


def risk(
    portfolio: Annotated[str | None, typer.Argument(help="Name (or a part of it) or id; default: the first one.", metavar="P")] = None,
    *,
    as_of: AsOf = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON: fractions, losses positive.")] = False,
) -> None:
    """Print the risk report of a portfolio: value, returns, tail risk, contributions, sectors, exposure, limits."""
    # Late: `--help` must not wait for the market data.
    from plumbline.cli.risk_table import load_report, render_report

    report = load_report(portfolio, day_of(as_of))
    if as_json:
        typer.echo(report.model_dump_json(indent=2))
    else:
        out.print(render_report(report, width=out.width))
