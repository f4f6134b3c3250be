"""One tree of errors; each edge (HTTP, model, command line) has one table from kind to what it shows.

PlumblineError
├── InvalidInput          the request itself is wrong: say which field, and what was expected
├── NotFound              no such thing, or not visible to this person
├── Conflict              the thing is in a state that forbids this
├── NotPermitted          the person may see the thing but may not do this
├── NotSignedIn           nobody is acting
├── MissingData           the figure needs data that is not there
├── CalculationFailed     the data is there but the calculation has no defined result
├── UpstreamUnavailable   a provider did not answer
├── BudgetExceeded        a limit on size, time or money was reached
└── NotConfirmed          a person has not said yes
"""

from enum import StrEnum
from typing import NamedTuple


class ErrorKind(StrEnum):
    INVALID_INPUT = "invalid_input"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    NOT_PERMITTED = "not_permitted"
    NOT_SIGNED_IN = "not_signed_in"
    MISSING_DATA = "missing_data"
    CALCULATION_FAILED = "calculation_failed"
    UPSTREAM_UNAVAILABLE = "upstream_unavailable"
    BUDGET_EXCEEDED = "budget_exceeded"
    NOT_CONFIRMED = "not_confirmed"


class PlumblineError(Exception):
    """An expected failure. The message says what was expected, what was found, and what to do next."""

    kind: ErrorKind

    def __init__(self, message: str, *, subject: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.subject = subject


class FieldError(NamedTuple):
    """One wrong part of a request or file: its path (`body.text`) or place (`row 7, Quantity`), and what is wrong."""

    field: str
    message: str


class InvalidInput(PlumblineError):
    kind = ErrorKind.INVALID_INPUT

    def __init__(self, message: str, *, subject: str | None = None, fields: tuple[FieldError, ...] = ()) -> None:
        super().__init__(message, subject=subject)
        self.fields = fields


class NotFound(PlumblineError):
    kind = ErrorKind.NOT_FOUND


class Conflict(PlumblineError):
    kind = ErrorKind.CONFLICT


class NotPermitted(PlumblineError):
    kind = ErrorKind.NOT_PERMITTED


class NotSignedIn(PlumblineError):
    kind = ErrorKind.NOT_SIGNED_IN


class MissingData(PlumblineError):
    kind = ErrorKind.MISSING_DATA


class CalculationFailed(PlumblineError):
    kind = ErrorKind.CALCULATION_FAILED


class UpstreamUnavailable(PlumblineError):
    kind = ErrorKind.UPSTREAM_UNAVAILABLE


class BudgetExceeded(PlumblineError):
    kind = ErrorKind.BUDGET_EXCEEDED


class NotConfirmed(PlumblineError):
    kind = ErrorKind.NOT_CONFIRMED
