"""What the tail risk report returns: value at risk and expected shortfall by every method, over a horizon, and by holding."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.money import Money
from plumbline.facts.result import Measured, MeasuredValue, Result

PartsMethod = Literal["historical", "parametric", "student_t", "cornish_fisher"]
"""Methods whose figures can be split into parts that add up."""


class Scaling(StrEnum):
    """How a figure of one day becomes one of several days."""

    SQUARE_ROOT = "square_root"  # times the root of the days
    DRIFT = "drift"  # the mean grows with the days, what goes beyond it with their root
    OVERLAPPING = "overlapping"  # from the compounded returns of every run of so many days


class MethodTail(Result):
    """One method: losses of one day, and over the horizon where it is longer; fractions of net value and money, positive = loss.

    A figure that the method does not have has no value and says why.
    """

    method: str
    label: str
    value_at_risk: MeasuredValue
    expected_shortfall: MeasuredValue
    value_at_risk_money: MeasuredValue
    expected_shortfall_money: MeasuredValue
    horizon_value_at_risk: MeasuredValue | None
    horizon_expected_shortfall: MeasuredValue | None
    horizon_value_at_risk_money: MeasuredValue | None
    horizon_expected_shortfall_money: MeasuredValue | None


class ScaledTail(Result):
    """The same horizon by one scaling, historical and normal."""

    scaling: Scaling
    label: str
    historical_value_at_risk: MeasuredValue
    historical_expected_shortfall: MeasuredValue
    parametric_value_at_risk: MeasuredValue
    parametric_expected_shortfall: MeasuredValue


class HoldingTail(Result):
    """One holding's part in the figures of one day by the method of the parts. Negative = it lowers the loss."""

    symbol: str
    weight: float = Field(description="Exposure over net value, an option by its delta.")
    component_value_at_risk: MeasuredValue
    component_expected_shortfall: MeasuredValue
    component_value_at_risk_money: MeasuredValue
    component_expected_shortfall_money: MeasuredValue
    marginal_value_at_risk: MeasuredValue
    marginal_expected_shortfall: MeasuredValue
    incremental_value_at_risk: MeasuredValue
    incremental_expected_shortfall: MeasuredValue


class TailParts(Result):
    """All holdings, the largest component of expected shortfall first; `sum_...` is what the components add up to."""

    method: PartsMethod
    label: str
    holdings: tuple[HoldingTail, ...]
    sum_value_at_risk: MeasuredValue
    sum_expected_shortfall: MeasuredValue


class ReturnBin(Result):
    """A bar of the histogram: days with a return in [low, high), and those of them that were worse than the historical value at risk."""

    low: float
    high: float
    within: MeasuredValue
    beyond: MeasuredValue


class TailReport(Result):
    """Tail risk of one portfolio on a day, from past returns at today's weights."""

    portfolio_id: PortfolioId
    name: str
    currency: str
    net_value: Annotated[Money, Measured("net_value")]
    confidence: float
    horizon: int = Field(description="Sessions.")
    scaling: Scaling
    methods: tuple[MethodTail, ...]
    scalings: tuple[ScaledTail, ...] = Field(description="The horizon by every scaling; empty for one day.")
    parts: TailParts | None
    bins: tuple[ReturnBin, ...]
    n_observations: Annotated[int, Measured("n_observations")]
    notes: tuple[str, ...] = ()
