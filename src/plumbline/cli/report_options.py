"""Options that every report command has, and dataclasses whose fields are options, so that a command has few parameters."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from plumbline.cli.days import AsOf, day_of
from plumbline.core.errors import InvalidInput


class PaperName(StrEnum):
    """Sizes of a PDF. Written again, because `--help` must not wait for what makes one."""

    A4 = "a4"
    LETTER = "us-letter"


PortfolioName = Annotated[str | None, typer.Argument(help="Name (or a part of it) or id; default: the first one.", metavar="P")]


_NAMED = "portfolio_named"
_Named = Annotated[str | None, typer.Option("--portfolio", "-p", metavar="P", help="The same as the argument P.")]


@dataclass(frozen=True)
class Written:
    """Of which day a document speaks, and into which files it goes."""

    as_of: AsOf = None
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a document with charts, as HTML. -: to stdout.")] = None
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write a document with charts, as PDF. -: to stdout.")] = None
    paper: Annotated[PaperName, typer.Option(help="Of the PDF.")] = PaperName.A4
    facts: Annotated[bool, typer.Option("--facts", help="Append the fact behind each figure to the PDF; HTML has them.")] = False
    force: Annotated[bool, typer.Option("--force", help="Replace the file if there is one.")] = False

    @property
    def day(self) -> date | None:
        """The day asked for; None = the last session."""
        return day_of(self.as_of)


@dataclass(frozen=True)
class Shown(Written):
    """The same of a report, which can also be printed as data."""

    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON: fractions, losses positive.")] = False
    as_csv: Annotated[bool, typer.Option("--csv", help="Print every figure as CSV.")] = False


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """The command as Typer should see it: each parameter that is a dataclass becomes one option per field.

    A portfolio can be named as the argument or, as in `plumbline ask`, with -p.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: kind for name, kind in hints.items() if is_dataclass(kind)}
    parameters = [flat for parameter in signature(command).parameters.values() for flat in _flat(parameter, hints[parameter.name])]

    if hints.get("portfolio") == PortfolioName:
        parameters.append(Parameter(_NAMED, Parameter.KEYWORD_ONLY, default=None, annotation=_Named))

    def flattened(**values: Any) -> None:
        named = values.pop(_NAMED, None)
        if named is not None and values["portfolio"] is not None:
            raise InvalidInput(f"Expected one portfolio, found '{values['portfolio']}' and '{named}'. Leave out one.", subject="-p")
        if named is not None:
            values["portfolio"] = named
        grouped = {name: kind(**{field.name: values.pop(field.name) for field in fields(kind)}) for name, kind in groups.items()}
        command(**values, **grouped)

    flattened.__name__, flattened.__doc__ = command.__name__, command.__doc__
    flattened.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    flattened.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return flattened


def _flat(parameter: Parameter, kind: Any) -> list[Parameter]:
    if not is_dataclass(kind):
        return [parameter.replace(annotation=kind)]
    hints = get_type_hints(kind, include_extras=True)
    return [Parameter(field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name]) for field in fields(kind)]
