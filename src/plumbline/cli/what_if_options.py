"""The options of `plumbline what-if` that say what is changed."""

from dataclasses import dataclass
from typing import Annotated

import typer


@dataclass(frozen=True)
class Edits:
    """One variant by single options, or several in a text each."""

    set_to: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=WEIGHT", help="AAPL=10%, held or not; CASH=20%. Repeatable.")
    ] = None
    sell: Annotated[list[str] | None, typer.Option("--sell", metavar="NAME", help="Sell all of it. Repeatable.")] = None
    variant: Annotated[
        list[str] | None,
        typer.Option("--variant", metavar="TEXT", help="'less tech: AAPL=5%, MSFT=5%, CASH=20%'. Repeatable, to compare."),
    ] = None
    from_others: Annotated[bool, typer.Option("--from-others", help="The other holdings pay, in proportion; default: cash does.")] = False
