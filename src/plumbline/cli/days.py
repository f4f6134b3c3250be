"""The option `--as-of`, the same for every command that has it."""

from datetime import date
from typing import Annotated

import typer

from plumbline.core.errors import InvalidInput

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Speak of this day, 2022-06-30; default: the last session."),
]


def day_of(text: str | None) -> date | None:
    """The day that a person wrote, or None for the last session."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidInput(f"Expected a date such as 2022-06-30, found '{text}'.", subject="--as-of") from error
