"""How tools reach portfolios and days: only what the run may see, and never a later day than the run's."""

from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.core.errors import InvalidInput, NotFound
from plumbline.market_data.market import MarketView
from plumbline.portfolios.holdings import PortfolioBook
from plumbline.portfolios.service import choose_portfolio, snapshot_of
from plumbline.portfolios.snapshot import PortfolioSnapshot

NO_PORTFOLIO = "The person has no portfolio yet. They can import a file on the Import page, or with `plumbline import FILE`."


def view_on(deps: RunDeps, as_of: date | None) -> MarketView:
    """The market on an earlier day than the run's, or on the run's own."""
    if as_of is None or as_of == deps.view.as_of:
        return deps.view
    if as_of > deps.view.requested:
        raise InvalidInput(f"This run speaks of {deps.view.as_of} and can not see {as_of}. Leave as_of out, or name an earlier day.")
    return deps.platform.market.as_of(as_of)


def book_of(deps: RunDeps, portfolio: str | None) -> PortfolioBook:
    """The portfolio or group that a model names by id or name; without one the run's own."""
    if not deps.books:
        raise NotFound(NO_PORTFOLIO)
    wanted = portfolio or (deps.portfolio.id if deps.portfolio else None)
    return deps.books[0] if wanted is None else choose_portfolio(deps.books, wanted, groups=deps.groups)


def snapshot_on(run: RunContext[RunDeps], portfolio: str | None, view: MarketView) -> PortfolioSnapshot:
    """The frozen holdings that a tool computes from; remembered for the lineage of its facts."""
    deps = run.deps
    snapshot = snapshot_of(deps.platform, book_of(deps, portfolio), view)
    deps.snapshots[snapshot.portfolio_id, snapshot.as_of] = snapshot
    return snapshot
