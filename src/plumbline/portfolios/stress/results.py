"""What the stress report returns: episodes replayed, shocks that drag others along, and the likeliest way to a loss."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.core.schema import Schema
from plumbline.facts.result import Measured, Result

ShockKind = Literal["market", "sector", "factor", "symbol", "volatility", "rates"]
StandIn = Literal["own", "sector", "index", "none"]


class EpisodeHolding(Result):
    """One holding in an episode; `replayed_by` says whose returns it was given."""

    symbol: str
    replayed_by: StandIn
    move: Annotated[float | None, Measured("episode_return")]
    change: Annotated[Money | None, Measured("episode_change")]


class BenchmarkMove(Result):
    """What the benchmark did in the same episode."""

    symbol: str
    move: Annotated[float | None, Measured("episode_return")]


class EpisodeStress(Result):
    """The holdings of the day, replayed through an episode: gains positive, `worst_loss` positive = loss."""

    key: str
    title: str
    what: str
    start: date
    end: date
    value: Annotated[float | None, Measured("episode_return")]
    change: Annotated[Money | None, Measured("episode_change")]
    worst_loss: Annotated[float | None, Measured("episode_worst_loss")]
    coverage: Annotated[float | None, Measured("episode_coverage")]
    proxied: Annotated[float | None, Measured("episode_proxied_coverage")]
    benchmark: BenchmarkMove | None
    largest: tuple[EpisodeHolding, ...] = Field(description="The holdings with the largest absolute change, largest loss first.")


class ShockTerm(Schema):
    """What is assumed of one driver; `move` is a fraction, for volatility and rates a change in points (0.10 = ten points)."""

    kind: ShockKind
    target: str
    move: float


class ShockHolding(Result):
    symbol: str
    move: Annotated[float | None, Measured("conditional_shock_move")]
    change: Annotated[Money | None, Measured("shock_impact_money")]


class ShockStress(Result):
    """What the holdings are expected to do given what the shocked drivers do; gains positive."""

    title: str
    terms: tuple[ShockTerm, ...]
    impact: Annotated[float | None, Measured("conditional_shock_impact")]
    change: Annotated[Money | None, Measured("shock_impact_money")]
    value_after: Annotated[Money | None, Measured("shocked_value")]
    uncertainty: Annotated[float | None, Measured("conditional_shock_uncertainty")]
    largest: tuple[ShockHolding, ...] = Field(description="The holdings with the largest absolute change, largest loss first.")


class ReverseMove(Result):
    symbol: str
    move: Annotated[float | None, Measured("reverse_stress_move")]
    change: Annotated[Money | None, Measured("shock_impact_money")]


class ReverseStress(Result):
    """The most plausible moves within 21 sessions that lose `loss` of net value, and the fall of the benchmark that would."""

    loss: float
    horizon_sessions: int
    distance: Annotated[float | None, Measured("reverse_stress_distance")]
    benchmark: ReverseMove | None
    largest: tuple[ReverseMove, ...] = Field(description="The holdings that lose most.")


class StressReport(Result):
    """Stress of one portfolio on a day: nothing later is known, so only episodes that had ended by then are replayed."""

    portfolio_id: PortfolioId
    name: str
    benchmark: str
    currency: str
    net_value: Annotated[Money, Measured("net_value")]
    episodes: tuple[EpisodeStress, ...] = Field(description="In the order of time.")
    shocks: tuple[ShockStress, ...]
    reverse: ReverseStress | None
    notes: tuple[str, ...] = Field(default=(), description="Caveats of data, each one sentence.")
