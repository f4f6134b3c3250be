"""Wire types of proposals."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from plumbline.core.schema import Schema
from plumbline.portfolios.optimization.request import OptimizationRequest
from plumbline.portfolios.proposals.results import ProposalReport
from plumbline.portfolios.rebalancing.request import RebalanceRequest
from plumbline.portfolios.what_if.report import Variant, WeightEdit

ProposalSource = Literal["what_if", "optimization", "rebalance"]


class ProposalRequest(Schema):
    """What is proposed: a what-if variant, the optimum of an optimization, or the trades of a rebalancing. Exactly one of them."""

    title: str
    variant: Variant | None = None
    optimization: OptimizationRequest | None = None
    rebalance: RebalanceRequest | None = None
    source: Literal["what_if", "rebalance"] = Field(default="what_if", description="Where a variant comes from.")
    as_of: date | None = Field(default=None, description="The day to compute it on; default: the last session.")


class ProposalEntry(Schema):
    """One proposal in a list. `stale` says what moved since; `deletable` = written by this person, or for a portfolio of theirs."""

    id: str
    portfolio_id: str
    title: str
    author_name: str
    source: ProposalSource
    as_of: date
    created_at: datetime
    n_trades: int
    stale: tuple[str, ...]
    deletable: bool


class Proposal(Schema):
    """A proposal as it was made: the weights asked for, the figures, the trades, and the digest of the frozen input behind them."""

    entry: ProposalEntry
    snapshot: str
    edits: tuple[WeightEdit, ...]
    report: ProposalReport
