"""What every command prints with, and how an error looks: one red line, never a traceback."""

import os
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from typer.core import TyperGroup

from plumbline.core.errors import ErrorKind, PlumblineError

FAILURE = 1
BAD_USAGE = 2
INTERRUPTED = 130

# 2: what was typed can not be (a value, limits that contradict each other). 1: it can, but is not there or failed (a name, data).
EXIT_CODE: Mapping[ErrorKind, int] = {kind: BAD_USAGE if kind is ErrorKind.INVALID_INPUT else FAILURE for kind in ErrorKind}

out = Console(highlight=False)
"""For results. Tables fit the terminal; in a pipe they are plain text."""

err = Console(stderr=True, highlight=False)
"""For progress and errors, so that results can be piped."""


class Commands(TyperGroup):
    """Runs a command and turns what it raises into a line and an exit code: the edge table of the command line."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except PlumblineError as error:
            fail(error.message, EXIT_CODE[error.kind])
        except KeyboardInterrupt:
            err.print("Stopped. What was not finished was not stored.")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone; Python would complain at exit
            raise typer.Exit(FAILURE) from None
        except (typer.TyperException, typer.Exit, typer.Abort):
            raise
        except Exception as error:  # an edge: whatever it is, a person gets one line
            if os.environ.get("PLUMBLINE_LOG_LEVEL", "").lower() == "debug":
                raise
            fail(_unexpected(error), FAILURE)


def fail(message: str, code: int) -> NoReturn:
    """Print one red line and end with the code."""
    err.print(f"[bold red]Error[/] [red]{escape(harmless(' '.join(message.split())))}[/]", soft_wrap=True)
    raise typer.Exit(code)


def harmless(text: str) -> str:
    """The text without what could steer a terminal (escape sequences, reversed writing) or can not be printed at all."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _unexpected(error: Exception) -> str:
    # Late: only a failure needs it.
    from plumbline.core.logs import redacted_text

    first_line = redacted_text(str(error)).strip().splitlines()
    what = f"{type(error).__name__}: {first_line[0]}" if first_line else type(error).__name__
    return f"Something unexpected went wrong ({what}). Set PLUMBLINE_LOG_LEVEL=debug to see where."
