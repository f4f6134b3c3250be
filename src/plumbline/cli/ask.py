"""`plumbline ask`: a question, and its answer as it is written."""

from typing import Annotated

import typer

from plumbline.cli.days import AsOf, day_of


def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotes.", metavar="QUESTION")],
    *,
    portfolio: Annotated[
        str | None, typer.Option("--portfolio", "-p", help="Name (or a part of it) or id; default: the first one.")
    ] = None,
    as_of: AsOf = None,
    thread: Annotated[str | None, typer.Option("--thread", help="Id of the conversation to go on with.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print every event as one line of JSON, as it happens.")] = False,
) -> None:
    """Ask about your portfolios and the market. Every figure in the answer hangs from a calculation."""
    # Late: `--help` must not wait for the model framework.
    from plumbline.cli.answering import Question, answer

    code = answer(Question(text=question, portfolio=portfolio, as_of=day_of(as_of), thread=thread), as_json=as_json)
    raise typer.Exit(code)
