"""Identifiers: opaque, prefixed by their noun, sortable by time of creation."""

import secrets
import time
from typing import NewType

UserId = NewType("UserId", str)
PortfolioId = NewType("PortfolioId", str)
AccountId = NewType("AccountId", str)
ThreadId = NewType("ThreadId", str)
RunId = NewType("RunId", str)
FactId = NewType("FactId", str)
ArtifactId = NewType("ArtifactId", str)

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(noun: str) -> str:
    """Return `noun_` + 10 characters of time (milliseconds) + 10 random ones, in lower-case base 32."""
    stamp = _base32(time.time_ns() // 1_000_000, 10)
    return f"{noun}_{stamp}{_base32(secrets.randbits(50), 10)}"


def _base32(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 32)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
