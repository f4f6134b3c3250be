"""Processor time of this process: wall time on a shared machine says more about the others."""

import gc
import statistics
import time
from collections.abc import Callable

Work = Callable[[], object]


def cpu_medians(works: dict[str, Work], *, repeats: int, inner: int = 1) -> dict[str, float]:
    """Median milliseconds per call of each work, after a call that warms it up.

    The works take turns, so that a machine that slows down slows all of them. `inner` calls are timed together where one is
    shorter than the clock can tell.
    """
    for work in works.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repeats):
        for name, work in works.items():
            taken[name].append(_cpu_ms(work, inner))
    return {name: statistics.median(times) for name, times in taken.items()}


def cpu_once(work: Work) -> float:
    """Milliseconds of a single call: for peers that take seconds."""
    return _cpu_ms(work, 1)


def _cpu_ms(work: Work, inner: int) -> float:
    gc.collect()
    begin = time.process_time_ns()
    for _ in range(inner):
        work()
    return (time.process_time_ns() - begin) / 1e6 / inner
