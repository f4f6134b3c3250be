"""What can be held or followed: a share, a fund, an index, an option, cash."""

from enum import StrEnum

from pydantic import Field

from plumbline.core.money import Currency
from plumbline.core.schema import Schema


class InstrumentKind(StrEnum):
    EQUITY = "equity"
    ETF = "etf"
    INDEX = "index"
    OPTION = "option"
    CASH = "cash"


class Instrument(Schema):
    """Master data of one instrument. Fields that nobody stated are None, never guessed."""

    symbol: str = Field(min_length=1, max_length=32)
    name: str
    kind: InstrumentKind = InstrumentKind.EQUITY
    currency: Currency = "USD"
    sector: str | None = None
    industry: str | None = None
    exchange: str | None = None
    country: str | None = None
    city: str | None = None
    cik: str | None = Field(default=None, description="SEC company number, ten digits.")
    description: str | None = None
    peers: tuple[str, ...] = ()
    aliases: tuple[str, ...] = Field(default=(), description="What people call it, lower case.")


def compact_symbol(text: str) -> str:
    """Return letters and digits only, upper case, so that BRK.B, BRK-B, BRK/B and `brk b` are one key."""
    return "".join(character for character in text.upper() if character.isalnum())
