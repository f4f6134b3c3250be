"""What a tool, and the offline analyst, may know of the run they serve.

Conventions between the run loop and whoever writes an answer (a real model by its prompt, the offline analyst by this
docstring):

* Figures are written as markers of facts: `{{f12}}`.
* Next questions come at the very end, each on its own line as `[[suggest: How concentrated am I?]]`. The loop takes them out
  of the text and sends them as `suggestion` events; they are never printed.
* Text in a response that also calls tools is a note to oneself: it is shown as `thinking`, never as the answer.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from plumbline.access.principal import Principal
from plumbline.agent.events import ArtifactPayload, Plan
from plumbline.agent.schemas import PageContext
from plumbline.core.ids import PortfolioId, RunId
from plumbline.facts.fact import Fact
from plumbline.facts.ledger import Ledger
from plumbline.facts.result import Result
from plumbline.market_data.market import MarketView
from plumbline.portfolios.holdings import PortfolioBook
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.snapshot import PortfolioSnapshot


@dataclass(frozen=True, kw_only=True)
class PortfolioRef:
    """A portfolio that the acting person may read."""

    id: PortfolioId
    name: str
    benchmark: str
    currency: str


@dataclass(frozen=True, kw_only=True)
class RunListener:
    """Where plans and artifacts of the run go: the channel of its events, or a list in a test."""

    plan: Callable[[Plan], None]
    artifact: Callable[[ArtifactPayload], None]


def _ignore(_: object) -> None:
    """Drop what nobody listens for."""


SILENT = RunListener(plan=_ignore, artifact=_ignore)


@dataclass(frozen=True, kw_only=True)
class RunDeps:
    """The context of one run. `view` is cut at the run's day: nothing later can be read through it.

    `books` are the portfolios with their lots, read once: a run speaks of one state of them; `groups` are made of the same.
    `snapshots` collects the frozen inputs that its tools used, for the lineage of facts; `reports` the last result of each tool
    with its facts, so that it can be shown.
    """

    principal: Principal
    platform: Platform
    view: MarketView
    ledger: Ledger
    portfolios: tuple[PortfolioRef, ...]
    portfolio: PortfolioRef | None
    page: PageContext | None
    question: str
    run_id: RunId | None = None
    books: tuple[PortfolioBook, ...] = ()
    groups: tuple[PortfolioBook, ...] = ()
    snapshots: dict[tuple[PortfolioId, date], PortfolioSnapshot] = field(default_factory=dict)
    reports: dict[str, tuple[Result, dict[str, Fact]]] = field(default_factory=dict)
    listener: RunListener = field(default=SILENT)

    def emit(self, plan: Plan) -> None:
        """Show what was understood and what will be done."""
        self.listener.plan(plan)
