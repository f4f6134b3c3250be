"""The options of `plumbline limit-rules` that say what is to become of the rules."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer


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
