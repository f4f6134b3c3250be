"""Puts the loop together: the model of the settings, the offline analyst, the tools. Importing this costs most of a second."""

from plumbline.agent.offline.analyst import decide
from plumbline.agent.run import ChatLoop
from plumbline.agent.tools.catalog import TOOLS
from plumbline.core.settings import Settings
from plumbline.llm.catalog import provider_model
from plumbline.llm.offline import OfflineAnalyst


def build_loop(settings: Settings) -> ChatLoop:
    """The loop that the settings ask for; raises `InvalidInput` when a key is missing."""
    offline = OfflineAnalyst(decide)
    model = provider_model(settings)
    if model is None:
        return ChatLoop(offline, settings.grounding_policy, TOOLS, restates=False)
    return ChatLoop(model, settings.grounding_policy, TOOLS, fallback=offline)
