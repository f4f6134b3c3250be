"""`plumbline limit-rules`: the rules that a portfolio is held to, and changes of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, with_options


@dataclass(frozen=True)
class Change:
    """What is to become of the rules; nothing at all only shows them."""

    add: Annotated[
        list[str] | None, typer.Option("--add", metavar="RULE", help="'AAPL at most 10%', 'volatility <= 20% warn 18%'. Repeatable.")
    ] = None
    remove: Annotated[list[int] | None, typer.Option("--remove", metavar="NUMBER", help="As the table numbers them. Repeatable.")] = None
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE", help="Replace all: JSON or CSV as --json and --csv print.")] = None
    reset: Annotated[bool, typer.Option("--reset", help="Take its own rules away: the wider ones hold again.")] = False
    undo: Annotated[bool, typer.Option("--undo", help="Take the latest change back.")] = False


@with_options
def limit_rules(
    portfolio: PortfolioName = None,
    *,
    everywhere: Annotated[bool, typer.Option("--everywhere", help="The rules for all your portfolios instead of one.")] = False,
    change: Change,
    as_json: Annotated[bool, typer.Option("--json", help="Print the rules as JSON, as --file takes them.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the rules as CSV, as --file takes them.")] = False,
) -> None:
    """Show the limit rules of a portfolio or group, or change them. A change can be taken back with --undo."""
    # Late: `--help` must not wait for the market data.
    from plumbline.cli.limit_rules_table import apply_change, print_rules

    print_rules(apply_change(None if everywhere else portfolio or "", change), as_json=as_json, as_csv=as_csv)
