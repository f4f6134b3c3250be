"""The rules. What a person may not see does not exist for them: `NotFound`, never `NotPermitted`."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from plumbline.access.models import GrantLevel, GrantRow
from plumbline.access.principal import Channel, Principal, Role
from plumbline.core.errors import NotPermitted

_RANK = {Role.USER: 0, Role.RISK: 1, Role.ADMIN: 2}
Column = InstrumentedAttribute[Any]


def require_role(principal: Principal, role: Role) -> None:
    """Raise `NotPermitted` unless the person's role is `role` or a stronger one."""
    if _RANK[principal.role] < _RANK[role]:
        raise NotPermitted(f"Expected the role '{role}', found '{principal.role}'. Ask an administrator to do this or to change your role.")


def require_person(principal: Principal) -> None:
    """Raise `NotPermitted` for an API token: a leaked one must not be able to open doors that outlive it."""
    if principal.channel == Channel.API:
        raise NotPermitted("Expected a signed-in person, found an API token. Sign in with a browser, or use the command line.")


def visible(principal: Principal, *, portfolio_id: Column, owner_id: Column) -> ColumnElement[bool]:
    """The SQL condition under which a row of portfolios is visible: owned by the person, or granted to them."""
    return or_(owner_id == principal.user_id, portfolio_id.in_(_granted(principal, tuple(GrantLevel))))


def writable(principal: Principal, *, portfolio_id: Column, owner_id: Column) -> ColumnElement[bool]:
    """The SQL condition under which the person may change a portfolio: owned, or granted for writing."""
    return or_(owner_id == principal.user_id, portfolio_id.in_(_granted(principal, (GrantLevel.WRITE,))))


def _granted(principal: Principal, levels: tuple[GrantLevel, ...]) -> Any:
    return select(GrantRow.portfolio_id).where(GrantRow.user_id == principal.user_id, GrantRow.level.in_(levels))
