"""Wire types of stress."""

from pydantic import Field

from plumbline.core.schema import Schema
from plumbline.portfolios.stress.report import NamedScenario, StressQuestion
from plumbline.portfolios.stress.scenarios import ScenarioEntry, choose_scenario, named
from plumbline.portfolios.stress.shocks import ShockInput


class StressRequest(Schema):
    """What to stress. Only what is named is computed; nothing named = the whole report."""

    shocks: tuple[ShockInput, ...] = Field(default=(), description="They hold together, as one scenario.")
    episodes: tuple[str, ...] = Field(default=(), description="Keys, parts of names, or years: `2008`.")
    scenario: str | None = Field(default=None, description="Name of a saved scenario.")
    loss: float | None = Field(default=None, description="For the reverse stress: share of net value to lose.")


def question_of(request: StressRequest, saved: tuple[ScenarioEntry, ...]) -> StressQuestion:
    """What is asked, with the scenarios that the person may see. Raises: NotFound for a scenario that is not among them."""
    asked = [NamedScenario(None, request.shocks)] if request.shocks else []
    if request.scenario is not None:
        asked.append(choose_scenario(saved, request.scenario))
    return StressQuestion(episodes=request.episodes, scenarios=tuple(asked), saved=named(saved), loss=request.loss)
