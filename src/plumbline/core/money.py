"""Money never travels without its currency."""

from typing import Annotated

from pydantic import Field

from plumbline.core.schema import Schema

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""ISO 4217 code."""


class Money(Schema):
    """An amount in one currency. Amounts are floats: they are computed from prices, not booked (decision 0002)."""

    amount: float
    currency: Currency
