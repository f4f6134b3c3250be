"""`plumbline options`: the options of a portfolio."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from plumbline.cli.report_options import PortfolioName, Shown, with_options


class ExerciseName(StrEnum):
    """When the holder may exercise."""

    EUROPEAN = "european"
    AMERICAN = "american"


@dataclass(frozen=True)
class Asked:
    """How the options are valued, and under what."""

    exercise: Annotated[ExerciseName, typer.Option(help="When the holder may exercise.")] = ExerciseName.EUROPEAN
    confidence: Annotated[str, typer.Option(metavar="C", help="Of the value at risk: 99%, 97.5 or 0.99.")] = "99%"
    sessions: Annotated[int, typer.Option(metavar="N", help="Past sessions as scenarios.")] = 504
    quote: Annotated[
        list[str] | None, typer.Option(metavar="OPTION=PRICE", help="A market price, whose implied volatility is used. Repeatable.")
    ] = None


@with_options
def options(portfolio: PortfolioName = None, *, asked: Asked, shown: Shown) -> None:
    """Prices and Greeks, the book in money, expiry and assignment, value at risk by full revaluation."""
    # Late: `--help` must not wait for the market data.
    from plumbline.artifacts.option_board import option_board
    from plumbline.cli.amounts import confidence
    from plumbline.cli.options_table import print_report
    from plumbline.cli.report_output import show_report
    from plumbline.portfolios.option_book.question import Exercise, OptionQuestion, option_quotes
    from plumbline.portfolios.option_book.report import option_report

    quotes = option_quotes(tuple(asked.quote or ()))
    question = OptionQuestion(Exercise(asked.exercise.value), confidence(asked.confidence), asked.sessions, quotes)
    show_report(
        portfolio,
        shown,
        build=lambda snapshot, view: option_report(snapshot, view, question),
        board=option_board,
        calculation="option_report",
        print_report=print_report,
    )
