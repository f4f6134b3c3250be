"""The tool that draws: it puts a board beside the chat, stored for the person, with the facts it is drawn from."""

from datetime import date
from typing import Literal

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.events import ArtifactPayload
from plumbline.agent.tools.portfolios import get_risk_report
from plumbline.agent.tools.reading import snapshot_on, view_on
from plumbline.agent.tools.recording import lineage_of
from plumbline.agent.tools.results import ArtifactShown
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.artifacts.repository import add_artifact
from plumbline.artifacts.risk_dashboard import KIND, risk_dashboard
from plumbline.portfolios.risk import risk_report


@tool(permission=Permission.DRAW, effect=Effect.PRESENT, label="Risk dashboard", replayed_by=get_risk_report)
async def create_artifact(
    run: RunContext[RunDeps], kind: Literal["risk_dashboard"] = "risk_dashboard", portfolio: str | None = None, as_of: date | None = None
) -> ArtifactShown:
    """Open the interactive risk dashboard beside the chat: headline risk, Pareto of risk contributions, limit checks.

    Args:
        run: the run.
        kind: what to draw.
        portfolio: name or id; leave out for the portfolio in question.
        as_of: an earlier day than today; leave out for today.
    """
    deps = run.deps
    view = view_on(deps, as_of)
    report = risk_report(snapshot_on(run, portfolio, view), view)
    board = risk_dashboard(report, deps.ledger.record(report, lineage_of(create_artifact, report, deps=deps, call_id=run.tool_call_id)))
    async with deps.platform.database.write() as session:
        artifact_id = await add_artifact(session, deps.principal, run_id=deps.run_id, kind=kind, title=board.title, board=board)
    deps.listener.artifact(ArtifactPayload(artifact_id=artifact_id, kind=kind, title=board.title, board=board))
    return ArtifactShown(
        subject=report.subject,
        as_of=report.as_of,
        period=report.period,
        quality=report.quality,
        reason=report.reason,
        artifact_id=artifact_id,
        kind=KIND,
        title=board.title,
        score=report.score,
        volatility=report.volatility,
        contributions=report.contributions[:5],
    )
