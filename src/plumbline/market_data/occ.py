"""Option symbols of the Options Clearing Corporation: root, expiry, right and strike in 21 characters.

The standard form pads the root to six characters and writes the strike in thousandths: `AAPL  230317C00140000`. Brokers also
write it without blanks, with a leading dash or dot, and with a plain strike (`-AAPL230317C140`).
"""

import re
from datetime import date
from enum import StrEnum

from pydantic import Field

from plumbline.core.errors import InvalidInput
from plumbline.core.schema import Schema

OPTION_MULTIPLIER = 100
"""Shares per standard US equity option contract."""

_SHAPE = re.compile(r"[-.]?(?P<root>[A-Z][A-Z0-9.]{0,5})\s*(?P<expiry>\d{6})(?P<right>[CP])(?P<strike>\d{8}|\d{1,5}(?:\.\d{1,3})?)")
_LARGEST_STRIKE = 99_999.999


class OptionRight(StrEnum):
    CALL = "call"
    PUT = "put"


class OptionContract(Schema):
    underlying: str = Field(pattern=r"^[A-Z][A-Z0-9.]{0,5}$")
    expiry: date
    right: OptionRight
    strike: float = Field(gt=0, le=_LARGEST_STRIKE, description="In the currency of the underlying, per share.")
    multiplier: int = OPTION_MULTIPLIER

    @property
    def symbol(self) -> str:
        """The standard 21-character symbol."""
        thousandths = round(self.strike * 1000)
        return f"{self.underlying:<6}{self.expiry:%y%m%d}{self.right.value[0].upper()}{thousandths:08d}"

    @property
    def label(self) -> str:
        """How a person would write it: `AAPL 2023-03-17 140 call`."""
        return f"{self.underlying} {self.expiry.isoformat()} {self.strike:g} {self.right.value}"


def parse_occ(text: str) -> OptionContract:
    """Return the contract that an option symbol names; raise `InvalidInput` when it is none."""
    contract = find_occ(text)
    if contract is None:
        message = (
            f"Expected an option symbol such as 'AAPL  230317C00140000' (root, expiry yymmdd, C or P, strike in thousandths), "
            f"found '{text.strip()[:40]}'."
        )
        raise InvalidInput(message, subject=text.strip()[:40])
    return contract


def find_occ(text: str) -> OptionContract | None:
    """Return the contract that an option symbol names, or None when the text is not an option symbol."""
    match = _SHAPE.fullmatch(text.strip().upper())
    if match is None:
        return None
    expiry = _expiry(match["expiry"])
    strike = int(match["strike"]) / 1000 if len(match["strike"]) == 8 else float(match["strike"])
    if expiry is None or strike <= 0:
        return None
    right = OptionRight.CALL if match["right"] == "C" else OptionRight.PUT
    return OptionContract(underlying=match["root"], expiry=expiry, right=right, strike=strike)


def _expiry(digits: str) -> date | None:
    try:
        # Two-digit years of listed options are always in this century: exchange-traded options of the 1990s used other codes.
        return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None
