"""What the drawdown report returns: every deep fall of today's weights, time under water, and the chance of one ahead."""

from datetime import date
from typing import Annotated

from pydantic import Field

from plumbline.core.ids import PortfolioId
from plumbline.core.schema import Schema
from plumbline.facts.result import Measured, MeasuredValue, Result


class DrawdownRow(Result):
    """One fall from a peak and the way back; `recovered_on` is None while it lasts."""

    depth: Annotated[float, Measured("drawdown_depth")]
    peak_on: Annotated[date, Measured("drawdown_peak_date")]
    trough_on: Annotated[date, Measured("drawdown_trough_date")]
    recovered_on: Annotated[date | None, Measured("drawdown_recovery_date")]
    n_falling: Annotated[int, Measured("drawdown_sessions_falling")]
    n_recovering: Annotated[int | None, Measured("drawdown_sessions_recovering")]


class DrawdownPath(Schema):
    """Fall from the highest value so far, for a chart; positive = loss."""

    dates: tuple[date, ...]
    values: tuple[float, ...]


class DrawdownReport(Result):
    """Drawdowns of the weights of the day, rebalanced daily over `period`; losses positive."""

    portfolio_id: PortfolioId
    name: str
    n_observations: Annotated[int, Measured("n_observations")]
    maximum: Annotated[float, Measured("maximum_drawdown")]
    current: Annotated[float, Measured("current_drawdown")]
    conditional: Annotated[float, Measured("conditional_drawdown", parameters=(("confidence", 0.95),))]
    time_under_water: Annotated[float, Measured("time_under_water")]
    longest_under_water: Annotated[int, Measured("longest_time_under_water")]
    chances: tuple[MeasuredValue, ...] = Field(description="Chance of a fall of a depth within a horizon, by depth.")
    episodes: tuple[DrawdownRow, ...] = Field(description="Deepest first.")
    path: DrawdownPath
    notes: tuple[str, ...] = ()
