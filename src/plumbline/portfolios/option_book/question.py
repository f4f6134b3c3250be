"""What is asked of the option report, checked: exercise, confidence, sessions, and quotes that replace the model's volatility."""

from dataclasses import dataclass
from enum import StrEnum

from plumbline.core.errors import InvalidInput
from plumbline.market_data.occ import find_occ
from plumbline.portfolios.risk_series import LEAST_SESSIONS, TAIL_SESSIONS

_MOST_SESSIONS = 5_000
_MOST_QUOTES = 500


class Exercise(StrEnum):
    """When the holder may exercise."""

    EUROPEAN = "european"  # at expiry, as the valuation of the holdings
    AMERICAN = "american"  # at any time, as options on US shares


@dataclass(frozen=True)
class OptionQuestion:
    """`quotes` are prices per share by option symbol; such an option is valued with the volatility that its price implies."""

    exercise: Exercise = Exercise.EUROPEAN
    confidence: float = 0.99
    n_sessions: int = TAIL_SESSIONS
    quotes: tuple[tuple[str, float], ...] = ()


def checked_options(asked: OptionQuestion) -> OptionQuestion:
    """The question itself. Raises: InvalidInput for terms outside."""
    if not 0.5 < asked.confidence < 1.0:
        raise InvalidInput(f"Expected a confidence above 0.5 and below 1, such as 0.99, found {asked.confidence:g}.", subject="confidence")
    if not LEAST_SESSIONS <= asked.n_sessions <= _MOST_SESSIONS:
        raise InvalidInput(f"Expected from {LEAST_SESSIONS} to {_MOST_SESSIONS:,} sessions, found {asked.n_sessions}.", subject="sessions")
    return asked


def option_quotes(texts: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """Quotes written as `AAPL 230317C00140000=3.85`. Raises: InvalidInput for anything else."""
    if len(texts) > _MOST_QUOTES:
        raise InvalidInput(f"Expected at most {_MOST_QUOTES} quotes, found {len(texts)}.", subject="quotes")
    return tuple(_quote(text) for text in texts)


def _quote(text: str) -> tuple[str, float]:
    name, _, price = text.rpartition("=")
    contract = find_occ(name.strip())
    try:
        paid = float(price)
    except ValueError:
        paid = -1.0
    if contract is None or not 0.0 < paid < float("inf"):
        raise InvalidInput(f"Expected a quote such as 'AAPL 230317C00140000=3.85', found '{text[:60]}'.", subject="quotes")
    return contract.symbol, paid
