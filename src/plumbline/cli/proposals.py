"""`plumbline proposals`: what was proposed for a portfolio, with its figures and trades. Nothing is traded."""

from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, with_options


@with_options
def proposals(
    portfolio: PortfolioName = None,
    *,
    show: Annotated[str | None, typer.Option("--show", metavar="TITLE", help="Figures before and after, and the trades.")] = None,
    trades: Annotated[str | None, typer.Option("--trades", metavar="TITLE", help="Print the trade list as CSV.")] = None,
    delete: Annotated[str | None, typer.Option("--delete", metavar="TITLE", help="Withdraw a proposal.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, as the API gives it.")] = False,
) -> None:
    """List the proposals for a portfolio, show one, print its trades, or withdraw it. Make one with what-if --propose."""
    # Late: `--help` must not wait for the market data.
    from plumbline.cli.proposals_table import load_proposals, print_proposal, print_proposals, print_trades

    found = load_proposals(portfolio, wanted=show or trades, delete=delete)
    if found.chosen is None:
        print_proposals(found.entries, as_json=as_json)
    elif trades is not None:
        print_trades(found.chosen)
    else:
        print_proposal(found.chosen, as_json=as_json)
