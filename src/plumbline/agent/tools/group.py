"""The tool that looks at what each portfolio of a group brings."""

import asyncio
from datetime import date

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.portfolios.group_book import ALL
from plumbline.portfolios.groups.report import group_report
from plumbline.portfolios.groups.results import GroupReport


@tool(permission=Permission.READ_PORTFOLIO, effect=Effect.READ, label="Group")
async def get_group_report(run: RunContext[RunDeps], group: str | None = None, top: int = 30, as_of: date | None = None) -> GroupReport:
    """Several portfolios as one: risk of all holdings together, what each portfolio brings to it, what diversification saves.

    Args:
        run: the run.
        group: name or id of a group, or portfolios joined with + such as Growth + Income; leave out for all portfolios of the person.
        top: how many members to return, those with the largest share of the risk.
        as_of: an earlier day than today; leave out for today.
    """
    view = view_on(run.deps, as_of)
    report = await asyncio.to_thread(group_report, snapshot_on(run, group or ALL, view), view)
    return _largest(report, top)


def _largest(report: GroupReport, top: int) -> GroupReport:
    """The report with the members that matter most to the risk, in the order of the report."""
    if len(report.members) <= top:
        return report
    chosen = sorted(report.members, key=lambda row: -(row.risk_contribution or 0.0))[: max(top, 1)]
    ids = {row.portfolio_id for row in chosen}
    kept = tuple(row for row in report.members if row.portfolio_id in ids)
    note = f"Of {len(report.members)} members, {len(kept)} with the largest share of the risk."
    return report.model_copy(update={"members": kept, "notes": (note, *report.notes)})
