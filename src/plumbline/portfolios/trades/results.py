"""What a trade means for taxes: the lots it closes, what that realizes, and what of a loss would not count."""

from datetime import date
from typing import Annotated

from pydantic import Field

from plumbline.core.money import Money
from plumbline.facts.result import Measured, Result


class ClosedLot(Result):
    """One lot that a trade closes, or a part of it. `quantity` is negative for shares sold, positive for a short sale bought back."""

    opened_on: date | None
    quantity: Annotated[float, Measured("trade_quantity")]
    cost: Annotated[Money | None, Measured("cost_basis")]
    gain: Annotated[Money | None, Measured("realized_gain")]
    long_term: bool | None = Field(description="Held more than a year; None without a date.")


class TaxEffect(Result):
    """What one trade realizes. Without costs or dates of its lots a figure is missing, and `reason` says why."""

    realized_gain: Annotated[Money | None, Measured("realized_gain")]
    short_term_gain: Annotated[Money | None, Measured("short_term_gain")]
    long_term_gain: Annotated[Money | None, Measured("long_term_gain")]
    disallowed_loss: Annotated[Money | None, Measured("disallowed_loss")]
    warning: str | None = Field(default=None, description="The wash sale, in a sentence.")
    lots: tuple[ClosedLot, ...] = Field(default=(), description="In the order in which they are used.")


class TaxTotals(Result):
    """Sums over all trades. Unknown gains are left out of the realized gain and named; the others are whole, or None."""

    realized_gain: Annotated[Money | None, Measured("realized_gain")]
    short_term_gain: Annotated[Money | None, Measured("short_term_gain")]
    long_term_gain: Annotated[Money | None, Measured("long_term_gain")]
    disallowed_loss: Annotated[Money | None, Measured("disallowed_loss")]
