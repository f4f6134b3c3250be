"""Questions that are not one figure: what drives, why, what if, what to look at. Each is a few calls that run in parallel."""

from collections.abc import Callable, Mapping

from plumbline.agent.offline.planning.glance_plans import (
    plan_dashboard,
    plan_data,
    plan_explanation,
    plan_overview,
    plan_ownership,
    plan_portfolios,
)
from plumbline.agent.offline.planning.movement_plans import plan_comparison, plan_moves, plan_shock, plan_versus
from plumbline.agent.offline.planning.reports import plan_report
from plumbline.agent.offline.planning.risk_plans import (
    plan_attention,
    plan_concentration,
    plan_drivers,
    plan_hedge,
    plan_limits,
    plan_options,
)
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.planning.task import Task
from plumbline.agent.offline.reading.frame import Frame, Intent

Planner = Callable[[Frame, Situation], Task]

_PLANNERS: Mapping[Intent, Planner] = {
    Intent.DRIVERS: plan_drivers,
    Intent.CONCENTRATION: plan_concentration,
    Intent.VERSUS: plan_versus,
    Intent.MOVES: plan_moves,
    Intent.SHOCK: plan_shock,
    Intent.ATTENTION: plan_attention,
    Intent.COMPARE: plan_comparison,
    Intent.HEDGE: plan_hedge,
    Intent.OPTIONS: plan_options,
    Intent.OVERVIEW: plan_overview,
    Intent.OWNS: plan_ownership,
    Intent.LIMITS: plan_limits,
    Intent.REPORT: plan_report,
    Intent.DATA: plan_data,
    Intent.PORTFOLIOS: plan_portfolios,
    Intent.DASHBOARD: plan_dashboard,
    Intent.EXPLAIN: plan_explanation,
}


def plan_investigation(frame: Frame, situation: Situation) -> Task | None:
    """Return the task of an investigation, or None when the frame is not one."""
    planner = _PLANNERS.get(frame.intent)
    return planner(frame, situation) if planner else None
