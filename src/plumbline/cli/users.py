"""`plumbline users`: the people of the installation."""

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from plumbline.access.principal import Role
from plumbline.cli.terminal import err, out

users = typer.Typer(help="List, add, disable and enable people, and change their roles.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="Name or id, as `plumbline users list` shows it.", metavar="NAME")]
RoleName = Annotated[Role, typer.Option("--role", case_sensitive=False, help="What the person may administer.")]


@users.command("list")
def list_users() -> None:
    """List everyone, also the disabled."""
    # Late: `--help` must not wait for SQLAlchemy.
    from plumbline.cli.owner import people

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Name", "Role", "Since", "State", "Id"):
        table.add_column(column, overflow="fold", no_wrap=column != "Name")
    for person in people():
        state = f"[yellow]disabled {person.disabled_at:%Y-%m-%d}[/]" if person.disabled_at else "active"
        table.add_row(escape(person.name), person.role, f"{person.created_at:%Y-%m-%d}", state, f"[dim]{person.id}[/]")
    out.print(table)


@users.command("add")
def add_user(name: Annotated[str, typer.Argument(help="How the person is called.", metavar="NAME")], *, role: RoleName = Role.USER) -> None:
    """Add a person. They see their own portfolios and those that are granted to them."""
    # Late: `--help` must not wait for SQLAlchemy.
    from plumbline.cli.owner import new_person

    person = new_person(name, role)
    out.print(f"Added [bold]{escape(person.name)}[/] with the role {person.role}. [dim]{person.id}[/]")
    err.print(f"[dim]Let them sign in: plumbline sign-in-link --user '{escape(person.name)}'[/]")


@users.command("role")
def change_role(name: Name, role: Annotated[Role, typer.Argument(case_sensitive=False, metavar="USER|RISK|ADMIN")]) -> None:
    """Change the role of a person; it counts from their next request on."""
    _change(name, role=role)


@users.command("disable")
def disable_user(name: Name) -> None:
    """End a person's sessions, sign-in links and API tokens at once, and let them sign in no more."""
    _change(name, disabled=True)


@users.command("enable")
def enable_user(name: Name) -> None:
    """Let a disabled person sign in again, with a new link."""
    _change(name, disabled=False)


def _change(name: str, *, role: Role | None = None, disabled: bool | None = None) -> None:
    # Late: `--help` must not wait for SQLAlchemy.
    from plumbline.cli.owner import changed_person

    person = changed_person(name, role=role, disabled=disabled)
    out.print(f"[bold]{escape(person.name)}[/]: role {person.role}, {'disabled' if person.disabled_at else 'active'}.")
