"""What is asked of the tail risk report, checked."""

from dataclasses import dataclass

from plumbline.core.errors import InvalidInput
from plumbline.portfolios.risk_series import LEAST_SESSIONS, TAIL_SESSIONS
from plumbline.portfolios.tail.results import PartsMethod, Scaling

LONGEST_HORIZON = 60
"""A quarter of a year: beyond it the past of a few years holds too few runs of that length."""
MOST_SESSIONS = 10_000


@dataclass(frozen=True)
class TailQuestion:
    """Confidence, horizon in sessions with its scaling, sessions to look back, and the method of the parts."""

    confidence: float = 0.99
    horizon: int = 1
    scaling: Scaling = Scaling.SQUARE_ROOT
    n_sessions: int = TAIL_SESSIONS
    parts: PartsMethod = "historical"


def checked_question(asked: TailQuestion) -> TailQuestion:
    """The question itself. Raises: InvalidInput for terms outside."""
    if not 0.5 < asked.confidence < 1.0:
        raise InvalidInput(f"Expected a confidence above 0.5 and below 1, such as 0.99, found {asked.confidence:g}.", subject="confidence")
    if not 1 <= asked.horizon <= LONGEST_HORIZON:
        raise InvalidInput(f"Expected a horizon from 1 to {LONGEST_HORIZON} sessions, found {asked.horizon}.", subject="horizon")
    if not LEAST_SESSIONS <= asked.n_sessions <= MOST_SESSIONS:
        raise InvalidInput(
            f"Expected from {LEAST_SESSIONS} to {MOST_SESSIONS:,} sessions to look back, found {asked.n_sessions}.", subject="sessions"
        )
    return asked
