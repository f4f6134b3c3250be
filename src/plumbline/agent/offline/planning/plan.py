"""From a frame to its task."""

from plumbline.agent.offline.planning.figures import plan_figures
from plumbline.agent.offline.planning.investigations import plan_investigation
from plumbline.agent.offline.planning.situation import Situation
from plumbline.agent.offline.planning.task import Task
from plumbline.agent.offline.reading.frame import Frame, Intent

_WORDS_ONLY: dict[Intent, str] = {
    Intent.GREETING: "a greeting",
    Intent.THANKS: "thanks",
    Intent.CAPABILITIES: "what can be asked",
    Intent.REFUSAL: "something that is not calculated here",
    Intent.LANGUAGE: "a question in another language",
    Intent.UNCLEAR: "a question that needs another wording",
}
_NEEDS_PORTFOLIO = "no portfolio yet"


def plan_frame(frame: Frame, situation: Situation) -> Task:
    """Return the calls that answer a frame, with what was understood."""
    if frame.intent in _WORDS_ONLY and not (frame.intent is Intent.UNCLEAR and frame.unknown):
        return Task(frame, _WORDS_ONLY[frame.intent])
    if frame.unknown and not frame.subjects.symbols and not frame.subjects.sectors and not frame.subjects.portfolios:
        return Task(frame, f"'{frame.unknown[0]}', which is not in the loaded market")
    if not situation.portfolios and not (frame.subjects.symbols and frame.intent in {Intent.FIGURES, Intent.COMPARE, Intent.OVERVIEW}):
        return Task(frame, _NEEDS_PORTFOLIO)
    return plan_investigation(frame, situation) or plan_figures(frame, situation)
