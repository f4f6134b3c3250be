"""Wire types of groups."""

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.schema import Schema
from plumbline.portfolios.schemas import PortfolioSummary

MOST_MEMBERS = 5_000
_MEMBERS = "Ids of portfolios that you may see, in order; the first gives the benchmark unless the group has its own."
_BENCHMARK = "A symbol of the market; default: the benchmark of the first member."


class GroupMember(Schema):
    id: PortfolioId
    name: str


class GroupSummary(PortfolioSummary):
    """A group as one portfolio, and what it consists of; `notes` say whom it leaves out. Its id stands wherever a portfolio's may."""

    members: tuple[GroupMember, ...]
    notes: tuple[str, ...] = ()


class GroupRequest(Schema):
    name: str
    members: tuple[str, ...] = Field(min_length=1, max_length=MOST_MEMBERS, description=_MEMBERS)
    benchmark: str | None = Field(None, description=_BENCHMARK)


class GroupChange(Schema):
    """What is left out stays as it is."""

    name: str | None = None
    members: tuple[str, ...] | None = Field(None, min_length=1, max_length=MOST_MEMBERS, description=_MEMBERS)
    benchmark: str | None = Field(None, description=f"{_BENCHMARK} An empty text takes the group's own away.")
