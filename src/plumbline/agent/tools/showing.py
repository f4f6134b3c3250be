"""The tool that opens a report beside the chat: the board of what was just calculated, with the facts that were recorded then."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from pydantic_ai import RunContext

from plumbline.agent.deps import RunDeps
from plumbline.agent.events import ArtifactPayload
from plumbline.agent.tools.results import ReportShown
from plumbline.agent.tools.tool import Effect, Permission, tool
from plumbline.artifacts.attribution_board import attribution_board, drift_board
from plumbline.artifacts.backtest_board import backtest_board
from plumbline.artifacts.correlation_board import correlation_board
from plumbline.artifacts.drawdowns_board import drawdowns_board
from plumbline.artifacts.factor_board import factor_board
from plumbline.artifacts.group_board import group_board
from plumbline.artifacts.hedging_board import hedging_board
from plumbline.artifacts.limits_board import limits_board
from plumbline.artifacts.optimization_board import optimization_board
from plumbline.artifacts.option_board import option_board
from plumbline.artifacts.performance_board import performance_board
from plumbline.artifacts.rebalance_board import rebalance_board
from plumbline.artifacts.repository import add_artifact
from plumbline.artifacts.slots import Board
from plumbline.artifacts.stress_board import stress_board
from plumbline.artifacts.tail_board import tail_board
from plumbline.artifacts.volatility_board import volatility_board
from plumbline.artifacts.what_if_board import what_if_board
from plumbline.core.errors import NotFound
from plumbline.facts.fact import Fact

Shown = Literal[
    "get_attribution", "get_drift", "get_backtest", "get_correlation", "get_drawdowns", "get_factors", "get_group_report", "get_hedging",
    "get_limits", "get_options", "get_performance", "get_volatility", "optimize_portfolio", "rebalance_portfolio", "get_stress_test",
    "get_tail_risk", "run_saved_scenarios", "run_what_if",
]  # fmt: skip
BOARDS: Mapping[Shown, Callable[[Any, Mapping[str, Fact]], Board]] = {
    "get_attribution": attribution_board,
    "get_drift": drift_board,
    "get_backtest": backtest_board,
    "get_correlation": correlation_board,
    "get_drawdowns": drawdowns_board,
    "get_factors": factor_board,
    "get_group_report": group_board,
    "get_hedging": hedging_board,
    "get_limits": limits_board,
    "get_options": option_board,
    "get_performance": performance_board,
    "get_volatility": volatility_board,
    "optimize_portfolio": optimization_board,
    "rebalance_portfolio": rebalance_board,
    "get_stress_test": stress_board,
    "get_tail_risk": tail_board,
    "run_saved_scenarios": stress_board,
    "run_what_if": what_if_board,
}


@tool(permission=Permission.DRAW, effect=Effect.PRESENT, label="Report beside the chat")
async def show_report(run: RunContext[RunDeps], report: Shown) -> ReportShown:
    """Open a report beside the chat with its charts and tables, after the tool of that name was called in this run.

    Args:
        run: the run.
        report: the tool whose last result is to be shown.
    """
    deps = run.deps
    recorded = deps.reports.get(report)
    if recorded is None:
        raise NotFound(f"Expected a result of {report} in this run, found none. Call {report} first.", subject=report)
    result, facts = recorded
    board = BOARDS[report](result, facts)
    async with deps.platform.database.write() as session:
        artifact_id = await add_artifact(session, deps.principal, run_id=deps.run_id, kind=report, title=board.title, board=board)
    deps.listener.artifact(ArtifactPayload(artifact_id=artifact_id, kind=report, title=board.title, board=board))
    return ReportShown(subject=result.subject, as_of=result.as_of, artifact_id=artifact_id, title=board.title)
