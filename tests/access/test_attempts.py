import pytest

from plumbline.access.attempts import FailedAttempts
from plumbline.core.errors import BudgetExceeded


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_after_the_limit_an_address_waits_for_the_window() -> None:
    clock = Clock()
    attempts = FailedAttempts(limit=3, window_seconds=60, clock=clock)
    for _ in range(3):
        attempts.check("a")
        attempts.failed("a")
        clock.now += 10
    with pytest.raises(BudgetExceeded, match="31 seconds"):
        attempts.check("a")
    attempts.check("b")
    clock.now = 61
    attempts.check("a")


def test_success_forgets_failures() -> None:
    attempts = FailedAttempts(limit=1)
    attempts.failed("a")
    attempts.succeeded("a")
    attempts.check("a")


def test_strangers_can_not_fill_the_memory() -> None:
    attempts = FailedAttempts()
    for number in range(12_000):
        attempts.failed(str(number))
    assert len(attempts._failures) == 10_000
