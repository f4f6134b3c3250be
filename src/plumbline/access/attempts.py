"""Slows down guessing: after several failed sign-ins an address has to wait. Counted in each process."""

import time
from collections import deque
from collections.abc import Callable

from plumbline.core.errors import BudgetExceeded

_MOST_ADDRESSES = 10_000  # bounds the memory that strangers can take


class FailedAttempts:
    """Failures of each address within a sliding window."""

    def __init__(self, *, limit: int = 10, window_seconds: float = 300.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._window = window_seconds
        self._clock = clock
        self._failures: dict[str, deque[float]] = {}

    def check(self, address: str) -> None:
        """Raise `BudgetExceeded` while the address has failed too often."""
        recent = self._recent(address)
        if len(recent) >= self._limit:
            wait = int(self._window - (self._clock() - recent[0])) + 1
            raise BudgetExceeded(f"Too many failed sign-ins from this address. Try again in {wait} seconds.")

    def failed(self, address: str) -> None:
        """Count a failure."""
        if address not in self._failures and len(self._failures) >= _MOST_ADDRESSES:
            self._failures.pop(next(iter(self._failures)))
        self._failures.setdefault(address, deque(maxlen=self._limit)).append(self._clock())

    def succeeded(self, address: str) -> None:
        """Forget the failures of an address that signed in."""
        self._failures.pop(address, None)

    def _recent(self, address: str) -> deque[float]:
        failures = self._failures.get(address, deque())
        while failures and self._clock() - failures[0] > self._window:
            failures.popleft()
        return failures
