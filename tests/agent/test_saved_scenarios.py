"""Saved stress scenarios in the chat: all of them, one by name, and none of another's."""

import pytest
from tests.agent.test_tools import called

from plumbline.agent.deps import RunDeps
from plumbline.core.errors import NotFound
from plumbline.portfolios.stress.scenarios import ScenarioRequest, save_scenario
from plumbline.portfolios.stress.shocks import ShockInput


async def test_scenarios_are_run_by_name_or_together(deps: RunDeps) -> None:
    portfolio = deps.books[0].id
    for name, move in (("Hard landing", -0.3), ("Soft landing", -0.1)):
        request = ScenarioRequest(name=name, shocks=(ShockInput(target="market", move=move),))
        await save_scenario(deps.platform, deps.principal, portfolio, request=request, view=deps.view)
    every = await called(deps, "run_saved_scenarios")
    titles = [detail.text for detail in every.details if detail.path.endswith("/title")]
    assert titles == ["Hard landing", "Soft landing"]
    one = await called(deps, "run_saved_scenarios", scenario="hard landing")
    assert [detail.text for detail in one.details if detail.path.endswith("/shocks/0/title")] == ["Hard landing"]
    with pytest.raises(NotFound, match="'Hard landing', 'Soft landing'"):
        await called(deps, "run_saved_scenarios", scenario="boom")
