"""`plumbline stress` and `plumbline scenarios`: what a crisis or a shock would do, and the shocks that a person saves."""

from dataclasses import dataclass
from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Shown, with_options


@dataclass(frozen=True)
class Saved:
    """The name under which the shocks are kept."""

    scenario: Annotated[str | None, typer.Option("--scenario", metavar="NAME", help="Use a saved scenario.")] = None
    save: Annotated[str | None, typer.Option("--save", metavar="NAME", help="Save these shocks under a name.")] = None
    shared: Annotated[bool, typer.Option("--shared", help="Save them for everyone to whom the portfolio is open.")] = False


@with_options
def stress(
    portfolio: PortfolioName = None,
    *,
    shock: Annotated[
        list[str] | None,
        typer.Option("--shock", metavar="WHAT=MOVE", help="market=-20%, a sector or symbol, volatility=10%, rates=1%. Repeatable."),
    ] = None,
    episode: Annotated[list[str] | None, typer.Option("--episode", metavar="E", help="2008, covid, lehman. Repeatable.")] = None,
    loss: Annotated[
        str | None, typer.Option("--loss", metavar="SIZE", help="Find the likeliest way to lose this: 10%, or 100000 in money.")
    ] = None,
    saved: Saved,
    shown: Shown,
) -> None:
    """Stress a portfolio: crises of the past on today's holdings, shocks that drag the rest along, reverse stress."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.stress_board import stress_board
    from plumbline.cli.amounts import assignment, share_or_money
    from plumbline.cli.report_output import check_shown, show_loaded
    from plumbline.cli.stress_table import StressOptions, load_stress, print_report
    from plumbline.portfolios.stress.schemas import StressRequest
    from plumbline.portfolios.stress.shocks import ShockInput

    given = [assignment(text, option="--shock") for text in shock or []]
    size, is_money = (None, False) if loss is None else share_or_money(loss, option="--loss")
    request = StressRequest(
        shocks=tuple(ShockInput(target=target, move=move) for target, move in given), episodes=tuple(episode or []),
        scenario=saved.scenario, loss=None if is_money else size,
    )  # fmt: skip
    check_shown(shown)
    loaded = load_stress(
        StressOptions(portfolio, shown.day, request, save=saved.save, shared=saved.shared, loss_money=size if is_money else None)
    )
    show_loaded(loaded, shown, board=stress_board, calculation="stress_report", print_report=print_report)


@with_options
def scenarios(
    portfolio: PortfolioName = None,
    *,
    delete: Annotated[str | None, typer.Option("--delete", metavar="NAME", help="Delete a scenario of yours.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, as the API gives it.")] = False,
) -> None:
    """List the saved stress scenarios: yours, and those shared with the portfolio."""
    # Late: `--help` must not wait for the market data.
    from plumbline.cli.stress_table import print_scenarios, saved_scenarios

    print_scenarios(saved_scenarios(portfolio, delete=delete), as_json=as_json)
