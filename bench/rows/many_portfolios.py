"""The risk report of many portfolios on a universe that they share, with facts."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.floors import many_portfolios as floor
from bench.ours.many_portfolios import HELD, agrees, lazy_blocks
from bench.peers.risk_summary import peer_works
from bench.row import Bar, Row
from bench.synthetic import Array, Market, client_portfolios, market
from bench.timing import cpu_medians

BAR = Bar("<= 3x the bare matrix products and quantiles; bounded memory; linear", times_floor=3.0)
_OBJECTS_BAR = Bar("5 minutes for 100,000 on 2 cores (6 ms of processor time each)")
_SAMPLE, _FULL = 5_000, 100_000
_OBJECT_LIMIT_MS = 6.0
_NAMES, _DAYS = 500, 2_520
_WORKERS = 2

_Holdings = tuple[NDArray[np.intp], Array]


@dataclass(frozen=True)
class _Growth:
    """A quarter of the portfolios, then all of them: processor milliseconds, and by how much memory has risen at most."""

    count: int
    quarter_ms: float
    whole_ms: float
    quarter_megabytes: float
    whole_megabytes: float
    inputs_megabytes: float
    clock_seconds: float

    @property
    def linear(self) -> bool:
        """Whether a portfolio costs no more among many than among few; half of it is left to the noise of the machine."""
        return self.whole_ms <= 1.5 * 4.0 * self.quarter_ms

    @property
    def bounded(self) -> bool:
        """Whether four times the portfolios need no more memory than their table of holdings and their labels are larger."""
        return self.whole_megabytes - self.quarter_megabytes <= 3.0 * self.inputs_megabytes + 50.0

    def note(self) -> str:
        cores = len(os.sched_getaffinity(0))
        return (
            f"{self.count // 4:,} portfolios cost {4.0 * self.quarter_ms / self.count:.3f} ms each, {self.count:,} "
            f"{self.whole_ms / self.count:.3f} ms each; {self.clock_seconds:.1f} s by the clock with {_WORKERS} threads on {cores} "
            f"core{'s' if cores > 1 else ''}; memory rises by {self.quarter_megabytes:.0f} and {self.whole_megabytes:.0f} MB, "
            f"copies and labels of a table of {self.inputs_megabytes / 4.0:.0f} and {self.inputs_megabytes:.0f} MB included"
        )


def rows(*, full: bool = False) -> list[Row]:
    """5,000 portfolios, or 100,000; the facts as columns, and then each of them made as an object."""
    count, repeats = (_FULL, 1) if full else (_SAMPLE, 3)
    data = market(_NAMES, _DAYS)
    holdings = client_portfolios(count, HELD, _NAMES)
    growth = _growth(data, holdings, repeats)
    plain = cpu_medians({"floor": lambda: floor.figures(data.returns, *holdings)}, repeats=repeats)["floor"]
    whole = Row(
        work=f"risk report v1 for {count:,} portfolios of {HELD} names, universe of {_NAMES}, facts as columns",
        ours_ms=growth.whole_ms,
        floor_ms=plain,
        peers_ms={f"{name} (one portfolio, times {count:,})": ms * count for name, ms in _peers(data).items()},
        bar=BAR,
        agreed=agrees(data) and growth.linear and growth.bounded,
        notes=(growth.note(),),
    )
    return [whole, _object_row(data, growth.whole_ms / count, plain / count)]


def _growth(data: Market, holdings: _Holdings, repeats: int) -> _Growth:
    assets, weights = holdings
    count = len(weights)
    part = (assets[: count // 4], weights[: count // 4])
    before = _resident_megabytes()
    quarter = cpu_medians({"ours": lambda: _run(data, part)}, repeats=repeats)["ours"]
    small = _run(data, part) - before
    whole = cpu_medians({"ours": lambda: _run(data, holdings)}, repeats=repeats)["ours"]
    begin = time.perf_counter()
    large = _run(data, holdings) - before
    return _Growth(
        count=count,
        quarter_ms=quarter,
        whole_ms=whole,
        quarter_megabytes=small,
        whole_megabytes=large,
        inputs_megabytes=(assets.nbytes + weights.nbytes) / 1e6,
        clock_seconds=time.perf_counter() - begin,
    )


def _run(data: Market, holdings: _Holdings) -> float:
    """All portfolios, each block read (one fact of it made) and let go; the most megabytes that the process held."""
    most = 0.0
    for number, block in enumerate(lazy_blocks(data, holdings, n_workers=_WORKERS)):
        next(block.of_portfolio(0))
        if number % 16 == 0:
            most = max(most, _resident_megabytes())
    return most


def _object_row(data: Market, lazily_ms: float, floor_ms: float) -> Row:
    """Every fact of 100 portfolios made as an object: what a caller pays who wants all of them at once."""
    block = next(lazy_blocks(data, client_portfolios(128, HELD, _NAMES)))
    count = [0]

    def made() -> None:
        count[0] = sum(1 for row in range(100) for _ in block.of_portfolio(row))

    each = lazily_ms + cpu_medians({"made": made}, repeats=3)["made"] / 100
    return Row(
        work="the same per portfolio, with every fact made as an object",
        ours_ms=each,
        floor_ms=floor_ms,
        peers_ms={},
        bar=_OBJECTS_BAR,
        agreed=each <= _OBJECT_LIMIT_MS,
        notes=(f"{count[0] / 100:.0f} facts per portfolio; 100,000 portfolios take {each * _FULL / 1e3 / _WORKERS:.0f} s on 2 cores",),
    )


def _peers(data: Market) -> dict[str, float]:
    """One portfolio of 30 names by each peer; a loop over portfolios is as many times that."""
    assets, weights = client_portfolios(1, HELD, _NAMES)
    one = Market(np.ascontiguousarray(data.returns[:, assets[0]]), data.benchmark, data.loadings[assets[0]], weights[0])
    repeats = {"quantstats": 1}
    return {name: cpu_medians({"peer": work}, repeats=repeats.get(name, 5))["peer"] for name, work in peer_works(one).items()}


def _resident_megabytes() -> float:
    """What the process holds now, where the system tells (Linux); 0 elsewhere, so that the growth reads 0."""
    pages = Path("/proc/self/statm")
    return int(pages.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if pages.exists() else 0.0
