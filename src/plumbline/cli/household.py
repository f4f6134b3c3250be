"""`plumbline household`: several portfolios as one."""

from typing import Annotated

import typer

from plumbline.cli.report_options import Shown, with_options


@with_options
def household(
    portfolios: Annotated[list[str] | None, typer.Argument(help="Names (or parts of them) or ids; default: all.", metavar="P...")] = None,
    *,
    shown: Shown,
) -> None:
    """Print the risk of several portfolios as one, and what each brings to it."""
    # Late: `--help` must not wait for the market data.
    from plumbline.cli.household_table import load_household, print_report
    from plumbline.cli.report_output import print_data

    report = load_household(portfolios or [], shown.day)
    if not print_data(report, shown):
        print_report(report)
