"""The tool that looks at several portfolios as one."""

from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.household import household_report, household_snapshot
from plumbline.portfolios.household_results import HouseholdReport


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Household")
async def get_household_risk(run: RunContext[RunDeps], portfolios: list[str] | None = None, as_of: date | None = None) -> HouseholdReport:
    """Risk of several portfolios as one: all holdings together, what each portfolio brings to it, what diversification saves.

    Args:
        run: the run.
        portfolios: names or ids; leave out for every portfolio of the person.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    wanted = portfolios or [book.id for book in run.deps.books]
    members = list(dict.fromkeys(snapshot_on(run, name, view) for name in wanted))
    together = household_snapshot(members)
    run.deps.snapshots[together.portfolio_id, together.as_of] = together
    return household_report(members, view)
