"""`plumbline tail`: value at risk and expected shortfall by every method."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Shown, with_options


class ScalingName(StrEnum):
    """How one day becomes the horizon."""

    SQUARE_ROOT = "square_root"
    DRIFT = "drift"
    OVERLAPPING = "overlapping"


class PartsName(StrEnum):
    """The method whose figures are split by holding."""

    HISTORICAL = "historical"
    PARAMETRIC = "parametric"
    STUDENT_T = "student_t"
    CORNISH_FISHER = "cornish_fisher"


@dataclass(frozen=True)
class Asked:
    """What the figures are of, and how they are split."""

    confidence: Annotated[str, typer.Option(metavar="C", help="99% for the worst day in a hundred; also 97.5 or 0.99.")] = "99%"
    horizon: Annotated[int, typer.Option(metavar="N", help="Sessions.")] = 1
    scaling: Annotated[ScalingName, typer.Option(help="How one day becomes the horizon.")] = ScalingName.SQUARE_ROOT
    sessions: Annotated[int, typer.Option(metavar="N", help="Sessions to look back; 504 is two years.")] = 504
    parts: Annotated[PartsName, typer.Option(help="Method whose figures are split by holding.")] = PartsName.HISTORICAL


@with_options
def tail(portfolio: PortfolioName = None, *, asked: Asked, shown: Shown) -> None:
    """Value at risk and expected shortfall by every method, over a horizon, and what each holding adds."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.tail_board import tail_board
    from plumbline.cli.amounts import confidence
    from plumbline.cli.report_output import show_report
    from plumbline.cli.tail_table import print_report
    from plumbline.portfolios.tail.question import TailQuestion
    from plumbline.portfolios.tail.report import tail_report
    from plumbline.portfolios.tail.results import Scaling

    question = TailQuestion(confidence(asked.confidence), asked.horizon, Scaling(asked.scaling.value), asked.sessions, asked.parts.value)
    show_report(
        portfolio,
        shown,
        build=lambda snapshot, view: tail_report(snapshot, view, question),
        board=tail_board,
        calculation="tail_report",
        print_report=print_report,
    )
