"""The question algebra as a tool: any measure of any subject over any period, filtered, ranked, totaled, compared, shocked."""

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.query.executor import run_query
from plumbline.query.schemas import Query, QueryResult
from plumbline.query.scope import QueryScope


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Query")
async def query_figures(run: RunContext[RunDeps], query: Query) -> QueryResult:
    """Any figures: chosen subjects times measures, over any period or on any past day.

    Subjects are portfolios, holdings, groups of holdings, sectors, symbols, the benchmark. With conditions, rank and limit,
    totals, averages, shares, differences, ratios, and hypothetical moves. Prefer it over the reports when a few exact figures
    are asked for.

    Args:
        run: the run.
        query: what to compute. Measures are keys of the catalog; fractions are fractions (0.1 is 10 %); losses are positive.
    """
    return run_query(query, scope_of(run.deps))


def scope_of(deps: RunDeps) -> QueryScope:
    """What the acting person's queries may look at; the snapshots used are remembered for the lineage of the facts."""
    return QueryScope(
        view=deps.view,
        books={book.id: book for book in deps.books},
        groups={group.id: group for group in deps.groups},
        current=deps.portfolio.id if deps.portfolio else None,
        risk_free_rate=deps.platform.settings.risk_free_rate,
        snapshots=deps.snapshots,
    )
