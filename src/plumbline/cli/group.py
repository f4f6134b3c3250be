"""`plumbline group`: portfolios kept together, such as a household or the clients of an advisor."""

from typing import Annotated

import typer
from rich.markup import escape

from plumbline.cli.days import AsOf, day_of
from plumbline.cli.report_options import Shown, with_options
from plumbline.cli.terminal import out

group = typer.Typer(
    help="Keep portfolios together; every report takes a group's name, `all`, or names joined with + in place of a portfolio.",
    no_args_is_help=True,
)

Name = Annotated[str, typer.Argument(help="Name or id, as `plumbline group list` shows it.", metavar="GROUP")]
Members = Annotated[list[str], typer.Option("--member", metavar="P", help="Name (or a part of it) or id of a portfolio. Repeatable.")]
Benchmark = Annotated[str | None, typer.Option(metavar="SYMBOL", help="What it is measured against; default: as its first member.")]


@group.command("list")
def list_groups(
    *, as_of: AsOf = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON, as the API gives it.")] = False
) -> None:
    """List the groups with their net value; `all` is every portfolio."""
    # Late: `--help` must not wait for the market data.
    from plumbline.cli.group_table import found_groups, print_groups

    print_groups(found_groups(day_of(as_of)), as_json=as_json)


@group.command("create")
def create_group(
    name: Annotated[str, typer.Argument(help="What to call it.", metavar="NAME")], *, member: Members, benchmark: Benchmark = None
) -> None:
    """Keep portfolios together under a name."""
    # Late: see above.
    from plumbline.cli.group_table import created, print_groups

    print_groups((created(name, member, benchmark),))


@group.command("rename")
def rename_group(name: Name, new: Annotated[str, typer.Argument(help="The new name.", metavar="NEW")]) -> None:
    """Give a group another name."""
    # Late: see above.
    from plumbline.cli.group_table import changed, print_groups

    print_groups((changed(name, new_name=new),))


@group.command("change")
def change_group(
    name: Name,
    *,
    add: Annotated[list[str] | None, typer.Option("--add", metavar="P", help="A portfolio to take in. Repeatable.")] = None,
    remove: Annotated[list[str] | None, typer.Option("--remove", metavar="P", help="A portfolio to leave out. Repeatable.")] = None,
    benchmark: Benchmark = None,
) -> None:
    """Take portfolios in or leave them out, or measure against something else."""
    # Late: see above.
    from plumbline.cli.group_table import changed, print_groups

    print_groups((changed(name, add=add or [], remove=remove or [], benchmark=benchmark),))


@group.command("delete")
def delete_group(name: Name) -> None:
    """Delete a group; its portfolios stay."""
    # Late: see above.
    from plumbline.cli.group_table import deleted

    out.print(f"Deleted the group [bold]{escape(deleted(name))}[/]. Its portfolios stay.")


@group.command("show")
@with_options
def show_group(
    name: Annotated[str, typer.Argument(help="Name or id; or portfolios joined with +; default: all.", metavar="GROUP")] = "all",
    *,
    shown: Shown,
) -> None:
    """Print the risk of all together, and what each member brings to it."""
    # Late: see above.
    from plumbline.artifacts.group_board import group_board
    from plumbline.cli.group_table import print_report
    from plumbline.cli.report_output import show_report
    from plumbline.portfolios.groups.report import group_report

    show_report(name, shown, build=group_report, board=group_board, calculation="group_report", print_report=print_report)
