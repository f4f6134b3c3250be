"""What a quality check found in the prices: plain words for people, a code for machines."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from pydantic import Field

from plumbline.core.schema import Schema


class FindingCode(StrEnum):
    GAP = "gap"
    STALE_END = "stale_end"
    STALE_RUN = "stale_run"
    SUSPECTED_SPLIT = "suspected_split"
    PRICE_JUMP = "price_jump"
    BAD_PRINT = "bad_print"
    NON_POSITIVE = "non_positive"
    DUPLICATE_DATE = "duplicate_date"
    DUPLICATE_SYMBOL = "duplicate_symbol"
    NOT_A_SESSION = "not_a_session"
    UNKNOWN_SYMBOL = "unknown_symbol"


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


SEVERITY: Mapping[FindingCode, Severity] = {
    FindingCode.GAP: Severity.INFO,
    FindingCode.STALE_END: Severity.WARNING,
    FindingCode.STALE_RUN: Severity.INFO,
    FindingCode.SUSPECTED_SPLIT: Severity.WARNING,
    FindingCode.PRICE_JUMP: Severity.WARNING,
    FindingCode.BAD_PRINT: Severity.ERROR,
    FindingCode.NON_POSITIVE: Severity.ERROR,
    FindingCode.DUPLICATE_DATE: Severity.WARNING,
    FindingCode.DUPLICATE_SYMBOL: Severity.WARNING,
    FindingCode.NOT_A_SESSION: Severity.WARNING,
    FindingCode.UNKNOWN_SYMBOL: Severity.INFO,
}

MARKED = frozenset({FindingCode.BAD_PRINT, FindingCode.NON_POSITIVE})
"""Prints with such a finding are excluded from every calculation."""


class Finding(Schema):
    code: FindingCode
    severity: Severity
    symbol: str | None = Field(description="None when the whole source is meant.")
    on: date = Field(description="First session concerned.")
    until: date = Field(description="Last session concerned; equals `on` for a single print.")
    message: str
    value: float | None = Field(default=None, description="Size: a one-day move as a fraction, or a number of sessions.")
    marked: bool = Field(default=False, description="True when the print is excluded from every calculation.")
    provider: str = Field(default="", description="Key of the provider that delivered the prices.")
