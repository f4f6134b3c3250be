"""A tool is a function plus what must be known about it before anyone may call it: declared here, listed in catalog.py."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, ParamSpec, TypeVar

from plumbline.access.principal import Role
from plumbline.facts.result import Result

P = ParamSpec("P")
R = TypeVar("R", bound=Result)


class Permission(StrEnum):
    """What a person must be allowed to do before the model is even offered the tool."""

    READ_PORTFOLIO = "read_portfolio"
    READ_MARKET = "read_market"
    DRAW = "draw"


LEAST_ROLE: dict[Permission, Role] = {
    Permission.READ_PORTFOLIO: Role.USER,
    Permission.READ_MARKET: Role.USER,
    Permission.DRAW: Role.USER,
}


class Effect(StrEnum):
    READ = "read"  # changes nothing
    PRESENT = "present"  # puts something on the person's own screen; changes nothing they own
    WRITE = "write"  # changes something: never without the person's own confirmation


@dataclass(frozen=True)
class Tool(Generic[P, R]):
    """A declared tool. `version` belongs to its facts' lineage and rises when what it returns changes its meaning.

    `replayed_by` recalculates its facts when calling the tool itself again would do more than calculate.
    """

    function: Callable[P, Awaitable[R]]
    permission: Permission
    effect: Effect
    label: str
    version: str = "1"
    replayed_by: "AnyTool | None" = None

    @property
    def name(self) -> str:
        return self.function.__name__

    async def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return await self.function(*args, **kwargs)


AnyTool = Tool[..., Any]


def tool(
    *, permission: Permission, effect: Effect, label: str, version: str = "1", replayed_by: AnyTool | None = None
) -> Callable[[Callable[P, Awaitable[R]]], Tool[P, R]]:
    """Declare an async function `(run, typed arguments) -> Result` as a tool; nothing is registered by this."""

    def declare(function: Callable[P, Awaitable[R]]) -> Tool[P, R]:
        return Tool(function=function, permission=permission, effect=effect, label=label, version=version, replayed_by=replayed_by)

    return declare
