"""Puts the engine together: the model of the settings, the offline analyst, the tools. Importing this costs most of a second."""

from plumbline.agent.job import Engine
from plumbline.agent.offline.analyst import decide
from plumbline.agent.run import ChatLoop, agent_with
from plumbline.agent.tools.catalog import TOOLS
from plumbline.agent.tools.replaying import recalculate
from plumbline.core.settings import Settings
from plumbline.llm.catalog import provider_model
from plumbline.llm.offline import OfflineAnalyst


def build_engine(settings: Settings) -> Engine:
    """The engine that the settings ask for; raises `InvalidInput` when a key is missing."""
    loop = _loop(settings)
    agent_with(loop.tools)  # here, where a thread waits for it, rather than in the first question
    return Engine(answer=loop, recalculate=recalculate)


def _loop(settings: Settings) -> ChatLoop:
    offline = OfflineAnalyst(decide)
    model = provider_model(settings)
    if model is None:
        return ChatLoop(offline, settings.grounding_policy, TOOLS, restates=False)
    return ChatLoop(model, settings.grounding_policy, TOOLS, fallback=offline)
