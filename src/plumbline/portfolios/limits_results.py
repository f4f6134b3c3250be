"""What the limits report returns: every rule with its figure and headroom, and for a breach the trades that would cure it."""

from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.facts.result import Measured, MeasuredValue, Result
from plumbline.portfolios.results import LimitCheck


class CureTrade(Result):
    """One trade of a cure: the exact change of weight, and the whole shares that are just enough. Positive = buy."""

    symbol: str
    change: Annotated[float, Measured("cure_weight_change")]
    quantity: Annotated[float, Measured("trade_quantity")]
    value: Annotated[Money, Measured("trade_value")]


class Cure(Result):
    """One way back within the limit, financed by cash; `after` is the figure then."""

    title: str
    trades: tuple[CureTrade, ...] = Field(description="The largest first; at most twenty.")
    after: MeasuredValue


class LimitReview(Result):
    check: LimitCheck
    cures: tuple[Cure, ...] = Field(description="Only for a breach, the smallest trade first; empty when no sale cures it.")


class LimitsReport(Result):
    """A portfolio against the limit policy."""

    portfolio_id: PortfolioId
    name: str
    currency: str
    net_value: Annotated[Money, Measured("net_value")]
    reviews: tuple[LimitReview, ...]
    notes: tuple[str, ...] = Field(default=(), description="Caveats of data, each one sentence.")
