"""`plumbline limit-rules`: the rules that a portfolio is held to, and changes of them."""

from typing import Annotated

import typer

from plumbline.cli.limit_rules_options import Change
from plumbline.cli.report_options import PortfolioName, with_options


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
