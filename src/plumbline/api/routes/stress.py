"""Stress of a portfolio: episodes, shocks, reverse stress, and the scenarios that people save."""

import asyncio
from datetime import date
from http import HTTPStatus

from fastapi import APIRouter

from plumbline.access.principal import Principal
from plumbline.api.dependencies import CurrentPlatform, CurrentPrincipal
from plumbline.api.routes.portfolios import AsOf
from plumbline.artifacts.boards import recorded_facts
from plumbline.artifacts.stress_board import StressView, stress_board
from plumbline.portfolios.platform import Platform
from plumbline.portfolios.service import get_snapshot
from plumbline.portfolios.stress import scenarios
from plumbline.portfolios.stress.report import stress_report
from plumbline.portfolios.stress.scenarios import ScenarioEntry, ScenarioRequest
from plumbline.portfolios.stress.schemas import StressRequest, question_of

router = APIRouter(prefix="/portfolios", tags=["stress"])


@router.get("/{portfolio_id}/stress")
async def get_stress(portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal, as_of: AsOf = None) -> StressView:
    """Every episode known by then on the holdings of the day, the usual shocks, your saved scenarios, and a reverse stress."""
    return await _view(platform, principal, portfolio_id, as_of=as_of, request=StressRequest())


@router.post("/{portfolio_id}/stress")
async def run_stress(
    portfolio_id: str, body: StressRequest, platform: CurrentPlatform, principal: CurrentPrincipal, as_of: AsOf = None
) -> StressView:
    """Only what is asked: shocks that hold together, episodes, a saved scenario, a loss to find the way to."""
    return await _view(platform, principal, portfolio_id, as_of=as_of, request=body)


@router.get("/{portfolio_id}/scenarios")
async def list_scenarios(portfolio_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> tuple[ScenarioEntry, ...]:
    """Your saved scenarios, and those that others share with this portfolio."""
    async with platform.database.read() as session:
        return await scenarios.list_scenarios(session, principal, portfolio_id)


@router.post("/{portfolio_id}/scenarios", status_code=HTTPStatus.CREATED)
async def save_scenario(portfolio_id: str, body: ScenarioRequest, platform: CurrentPlatform, principal: CurrentPrincipal) -> ScenarioEntry:
    """Save shocks under a name; shared, everyone to whom this portfolio is open sees them with it."""
    return await scenarios.save_scenario(platform, principal, portfolio_id, request=body, view=platform.market.as_of(None))


@router.delete("/{portfolio_id}/scenarios/{scenario_id}", status_code=HTTPStatus.NO_CONTENT)
async def delete_scenario(portfolio_id: str, scenario_id: str, platform: CurrentPlatform, principal: CurrentPrincipal) -> None:
    """Delete one of your own scenarios."""
    async with platform.database.write() as session:
        await scenarios.list_scenarios(session, principal, portfolio_id)  # a portfolio that is another's is not found
        await scenarios.delete_scenario(session, principal, scenario_id)


async def _view(platform: Platform, principal: Principal, portfolio_id: str, *, as_of: date | None, request: StressRequest) -> StressView:
    view = platform.market.as_of(as_of)
    snapshot = await get_snapshot(platform, principal, portfolio_id, view=view)
    async with platform.database.read() as session:
        saved = await scenarios.list_scenarios(session, principal, portfolio_id)
    report = await asyncio.to_thread(stress_report, snapshot, view, question_of(request, saved))
    facts = recorded_facts(report, calculation="stress_report", snapshot=snapshot.digest)
    return StressView(report=report, facts=facts, board=stress_board(report, facts))
